import { expect, test } from "vitest";
import { tillyard } from "../../kit/command.ts";

test("each figure is one object a line, beside its baseline", async () => {
  const { status, out } = await tillyard(["bench", "iso8583-pack", "--json"]);
  expect(status).toBe(0);
  const lines = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => Object.keys(line))).toEqual([
    ["name", "value", "unit", "baseline", "baselineValue", "ratio", "target", "met"],
  ]);
  expect(lines[0].name).toBe("iso8583-pack");
}, 20_000);

test("every benchmark is named in the help", async () => {
  const { out } = await tillyard(["bench", "--help"]);
  for (const name of [
    "sales-headless",
    "iso8583-pack",
    "iso8583-unpack",
    "escpos",
    "apdu",
    "ledger-growth",
    "idle-terminal",
    "bank-tcp-plain",
    "bank-tcp-full",
    "server-start",
    "key-to-echo",
    "key-to-stored-effect",
    "counters-live",
    "fuzz",
  ]) {
    expect(out).toContain(`  ${name}: `);
  }
});
