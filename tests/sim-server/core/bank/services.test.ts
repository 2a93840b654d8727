import { describe, expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { keyCheckValue } from "../../../../device-emulators/crypto/key-check.ts";
import { fromHex, fromLatin1, toHex, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { HostInstruction } from "../../../../sim-server/core/bank/terminals.ts";
import type { UnionPayFields } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { readEnvelope } from "../../../../sim-server/core/iso8583/envelope.ts";
import {
  bankOptions,
  drawEvents,
  MERCHANT,
  spoil,
  startBank,
  TERMINAL,
  TERMINAL_KEY,
} from "./test-terminal.ts";

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

describe("each set of working keys", () => {
  test.each([
    ["001", [8, 8]],
    ["003", [16, 16]],
    ["004", [16, 16, 16]],
  ])("%s has keys of %j bytes, each under the master key with its check value", (set, sizes) => {
    const terminal = startBank();
    const keys = call(terminal, "0800", set, { 11: "000001" })?.[62] ?? new Uint8Array(0);
    const master = desCipher(fromHex(TERMINAL_KEY));
    let at = 0;
    for (const size of sizes) {
      const key = master.decrypt(keys.subarray(at, at + size));
      expect(keys.subarray(at + size, at + size + 4)).toEqual(keyCheckValue(desCipher(key), 4));
      at += size + 4;
    }
    expect(keys.length).toBe(at);
  });
});

test("a sign-on for another set of keys under the same trace number is no repeat", () => {
  const terminal = startBank();
  const sizeOf = (set: string) => call(terminal, "0800", set, { 11: "000001" })?.[62]?.length;
  expect([sizeOf("003"), sizeOf("004"), sizeOf("001")]).toEqual([40, 60, 24]);
});

describe("network management", () => {
  test("signing off ends trading until the next sign-on", () => {
    const terminal = open();
    expect(call(terminal, "0820", "002", { 11: "000002" })).toMatchObject({ 39: "00" });
    expect(terminal.code(terminal.sale({ stan: "000003" }))).toBe("77");
    terminal.signOn("000004");
    expect(terminal.code(terminal.sale({ stan: "000005" }))).toBe("00");
  });

  test.each([
    ["an echo", "0820", "301"],
    ["a status", "0820", "362"],
    ["the end of a key download", "0800", "371"],
    ["the end of an application download", "0800", "381"],
  ])("%s is answered 00, signed on or not, without trace number", (_name, mti, code) => {
    expect(call(startBank(), mti, code)).toMatchObject({ 39: "00", 60: `00000001${code}` });
  });

  test("a MAC that nobody asked for must be right all the same", () => {
    const terminal = open();
    const fields = { 41: TERMINAL, 42: MERCHANT, 60: "00000001301", 64: new Uint8Array(8) };
    const echo = terminal.frame({ mti: "0820", fields });
    expect(terminal.code(echo)).toBe("00");
    expect(terminal.code(spoil(echo, echo.length - 1))).toBe("A0");
  });

  test("parameters are tags and values of fixed length, with the merchant's name", () => {
    const field = call(open(), "0800", "360")?.[62] ?? new Uint8Array(0);
    const text = toLatin1(field);
    expect(text.slice(0, 7)).toBe("1230133");
    expect(text.slice(71, 87)).toBe("1801900200210" + "22T");
    expect(text).toContain("Training Market".padEnd(40));
    expect(toHex(field.subarray(-6))).toBe("3236FFFFFFFF");
  });

  test("a script's result is kept with its transaction", () => {
    const terminal = open();
    terminal.send(terminal.sale());
    const fields = { 11: "000003", 55: fromHex("DF310512345678 90"), 61: "0000010000020615" };
    const asked = { ...fields, 64: new Uint8Array(8) };
    expect(call(terminal, "0620", "951", asked)).toMatchObject({ 39: "00" });
    const name = { terminal: TERMINAL, batch: "000001", stan: "000002" };
    expect(terminal.bank.books.exchange(name)?.scriptResult).toBe("1234567890");
    const other = { ...asked, 61: "0000010000990615" };
    expect(call(terminal, "0620", "951", other)).toMatchObject({ 39: "25" });
  });
});

describe("an instruction to a terminal", () => {
  test.each<[HostInstruction, string, string, string]>([
    ["parameters", "1", "0800", "360"],
    ["status", "2", "0820", "362"],
    ["keys", "4", "0800", "371"],
    ["applications", "5", "0800", "381"],
  ])("%s is digit %s in every answer until %s %s obeys it", (instruction, digit, mti, code) => {
    const terminal = open();
    terminal.bank.instruct(TERMINAL, instruction);
    const sold = terminal.sale();
    expect([digitOf(terminal, sold), digitOf(terminal, sold)]).toEqual([digit, digit]);
    const fields = { 41: TERMINAL, 42: MERCHANT, 60: `00000001${code}` };
    expect(digitOf(terminal, terminal.frame({ mti, fields }))).toBe("0");
    expect(digitOf(terminal, sold)).toBe("0");
  });

  test("to sign on again is obeyed by signing on; the oldest of several comes first", () => {
    const terminal = open();
    terminal.bank.instruct(TERMINAL, "sign-on");
    terminal.bank.instruct(TERMINAL, "status");
    expect(digitOf(terminal, terminal.sale())).toBe("3");
    terminal.signOn("000005");
    expect(digitOf(terminal, terminal.sale({ stan: "000006" }))).toBe("2");
  });
});

describe("what a terminal may fetch", () => {
  const keys = Array.from({ length: 12 }, (_, at) => ({
    rid: "A000000333",
    index: (0xe0 + at).toString(16).toUpperCase(),
    expiry: "20301231",
    modulus: "C3".repeat(128),
    exponent: "03",
  }));
  const applications = [{ aid: "A000000333010101", values: { DF11: "D84000A800" } }];

  test.each([
    ["none yet", "100", "2", 10],
    ["ten already", "110", "3", 2],
    ["all already", "112", "0", 0],
  ])("key names with %s", (_name, asked, first, count) => {
    const list = fetch("0820", "372", fromLatin1(asked));
    expect(list.slice(0, 1)).toBe(first);
    expect(list.split("A000000333").length - 1).toBe(0);
    expect(toHex(fromLatin1(list)).split("9F0605A0000003339F2201").length - 1).toBe(count);
  });

  test("one key, with the check value of what it says", () => {
    const answer = toHex(fromLatin1(fetch("0800", "370", fromHex("9F0605A0000003339F2201E1"))));
    expect(answer.slice(0, 24)).toBe("319F0605A0000003339F2201");
    expect(answer).toContain(`DF028180${"C3".repeat(128)}DF040103DF0314`);
  });

  test.each([
    ["another index", "370", "9F0605A0000003339F2201FF"],
    ["no tags", "370", "FF"],
    ["another application", "380", "9F0608A000000333010199"],
  ])("nothing for %s", (_name, code, asked) => {
    expect(fetch("0800", code, fromHex(asked))).toBe("0");
  });

  test("an application's parameters", () => {
    expect(fetch("0820", "382", fromLatin1("100")).slice(0, 1)).toBe("1");
    const answer = fetch("0800", "380", fromHex("9F0608A000000333010101"));
    expect(toHex(fromLatin1(answer))).toBe("319F0608A000000333010101DF1105D84000A800");
  });

  function fetch(mti: string, code: string, asked: Uint8Array): string {
    const terminal = startBank({ ...bankOptions(), downloads: { keys, applications } });
    return toLatin1(call(terminal, mti, code, { 62: asked })?.[62] ?? new Uint8Array(0));
  }
});

type Terminal = ReturnType<typeof startBank>;

function open(): Terminal {
  const terminal = startBank();
  terminal.signOn();
  return terminal;
}

/** The answer's fields to a management message of batch 000001. */
function call(terminal: Terminal, mti: string, code: string, more: UnionPayFields = {}) {
  const fields = { 41: TERMINAL, 42: MERCHANT, 60: `00000001${code}`, ...more };
  return terminal.send(terminal.frame({ mti, fields }))?.fields;
}

function digitOf(terminal: Terminal, frame: Uint8Array): string | undefined {
  const read = readEnvelope(terminal.bank.receive(frame, 0)[0]?.frame ?? new Uint8Array(0));
  return read.ok ? read.value.header[5] : undefined;
}

function present(fields: UnionPayFields | undefined): string {
  return Object.keys(fields ?? {}).join(" ");
}
