import { describe, expect, test } from "vitest";
import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import type { UnionPayFields } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { drawEvents, MERCHANT, startBank, TERMINAL } from "./test-terminal.ts";

describe("sign-on", () => {
  test("answers with both keys under the master key, each with its check value", () => {
    const answer = startBank().signOn();
    expect(present(answer.fields)).toBe("11 12 13 32 37 39 41 42 60 62");
    expect(answer).toMatchObject({
      mti: "0810",
      fields: { 11: "000001", 12: "093000", 13: "0615", 39: "00", 60: "00000001003" },
    });
    expect(answer.fields[62]?.length).toBe(40);
  });

  test("fills the MAC key's slot twice with one single key", () => {
    const download = toHex(startBank().signOn().fields[62] ?? new Uint8Array(0));
    expect(download.slice(40, 56)).toBe(download.slice(56, 72));
  });

  test("draws other keys each time, and the same from the same seed", () => {
    const [one, again, other] = [1, 1, 2].map((seed) => startBank(undefined, { seed }));
    const keys = one?.signOn("000001").fields[62];
    expect(again?.signOn("000001").fields[62]).toEqual(keys);
    expect(one?.signOn("000002").fields[62]).not.toEqual(keys);
    expect(other?.signOn("000001").fields[62]).not.toEqual(keys);
  });

  test("that comes again gets the same keys", () => {
    const terminal = startBank();
    expect(terminal.signOn("000001")).toEqual(terminal.signOn("000001"));
    expect(drawEvents(terminal.events)).toBe(
      "received decided answered received repeated answered",
    );
  });

  test("ends what was signed on before", () => {
    const terminal = startBank();
    terminal.signOn("000001");
    const old = terminal.sale({ stan: "000002" });
    terminal.signOn("000003");
    expect(terminal.code(old)).toBe("A0");
    expect(terminal.code(terminal.sale({ stan: "000004" }))).toBe("00");
  });

  test.each([
    ["for SM keys", { 60: "00000001005" }, "40"],
    ["without a STAN", { 11: undefined }, "30"],
    ["without DE 60", { 60: undefined }, "30"],
  ])("%s is refused", (_name, changes, code) => {
    const { code: codeOf, frame } = startBank();
    const fields = { 11: "000001", 41: TERMINAL, 42: MERCHANT, 60: "00000001003", ...changes };
    expect(codeOf(frame({ mti: "0800", fields }))).toBe(code);
  });
});

function present(fields: UnionPayFields | undefined): string {
  return Object.keys(fields ?? {}).join(" ");
}
