import { describe, expect, test } from "vitest";
import { readOrder } from "../../../../sim-server/core/bank/orders.ts";
import { startBank } from "./test-terminal.ts";

const SALE = {
  ...{ 3: "000000", 4: "000000001234", 11: "000002", 22: "021", 25: "00", 49: "156" },
  60: "2200000100050",
};

describe("a card number on a track", () => {
  test.each([
    ["in its place", "6212345678901265=3012220000000000", "6212345678901265"],
    ["longer than any", "62123456789012650000=3012220", "malformed"],
    ["without a separator", "6212345678901265301222000000", "malformed"],
    ["that is none, under half bytes of a cipher", "62123456789A1265=3012220", "malformed"],
    ["left out", "=3012220000000000", "malformed"],
  ])("%s", (_name, track, expected) => {
    const order = readOrder("0200", { ...SALE, 35: track }, "12345678");
    expect(typeof order === "string" ? order : order.pan).toBe(expected);
  });

  test("on one that is enciphered still is not looked for", () => {
    const track = { 35: "6212345678901265=3012220", 53: "0610000000000000" };
    expect(readOrder("0200", { ...SALE, ...track }, "12345678")).toBe("unsupported");
  });

  test("that is none is answered all the same", () => {
    const terminal = startBank();
    terminal.signOn();
    const fields = { 2: undefined, 22: "021", 35: "62123456789A1265=3012220", 55: undefined };
    expect(terminal.code(terminal.sale({ fields }))).toBe("30");
  });
});
