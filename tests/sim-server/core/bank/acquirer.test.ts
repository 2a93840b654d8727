import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromLatin1, toHex, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { UnionPayFields } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { readEnvelope } from "../../../../sim-server/core/iso8583/envelope.ts";
import {
  drawEvents,
  iccData,
  MERCHANT,
  PANS,
  PIN,
  sessionKey,
  spoil,
  startBank,
  TERMINAL,
} from "./test-terminal.ts";

const STAN_AT = 13 + 10 + 10 + 3;

describe("the answer to a sale", () => {
  test("approved, carries what a terminal checks, prints and hands to the card", () => {
    const terminal = startBank();
    terminal.signOn();
    const answer = terminal.send(terminal.sale(), 61_000);
    expect(present(answer?.fields)).toBe(
      "2 3 4 11 12 13 14 15 22 23 25 32 37 38 39 41 42 44 49 55 60 63 64",
    );
    const { 55: chip, 63: text, 64: mac, 38: approval, ...rest } = answer?.fields ?? {};
    expect(rest).toEqual({
      2: PANS.normal,
      3: "000000",
      4: "000000001234",
      11: "000002",
      12: "093101",
      13: "0615",
      14: "2606",
      15: "0615",
      22: "051",
      23: "001",
      25: "00",
      32: "00010000",
      37: "061509310002",
      39: "00",
      41: TERMINAL,
      42: MERCHANT,
      44: "01020000   00010000   ",
      49: "156",
      60: "2200000100050",
    });
    expect(approval).toMatch(/^\d{6}$/);
    expect(toLatin1(text ?? new Uint8Array(0))).toBe("CUP");
    expect(mac?.length).toBe(8);
    expect(toHex(chip ?? new Uint8Array(0))).toBe(`910A${toHex(arpc("00"))}3030`);
  });

  test("for want of funds still proves the issuer to the card, and has no approval code", () => {
    const terminal = startBank();
    terminal.signOn();
    const answer = terminal.send(terminal.sale({ amountMinor: 100_001 }));
    expect(answer?.fields[39]).toBe("51");
    expect(answer?.fields[38]).toBeUndefined();
    expect(toHex(answer?.fields[55] ?? new Uint8Array(0))).toBe(
      `910A${toHex(arpc("51", 100_001))}3531`,
    );
  });

  test("refused before the chip was asked carries nothing for the card", () => {
    const terminal = startBank();
    terminal.signOn();
    const answer = terminal.send(terminal.sale({ pan: PANS.frozen }));
    expect(answer?.fields[39]).toBe("57");
    expect(answer?.fields[55]).toBeUndefined();
  });

  test("names the card also where only its track did", () => {
    const terminal = startBank();
    terminal.signOn();
    const fields = { 2: undefined, 35: `${PANS.normal}=26062200000000000` };
    const answer = terminal.send(terminal.sale({ fields }));
    expect([answer?.fields[39], answer?.fields[2]]).toEqual(["00", PANS.normal]);
  });

  test("goes back where the request came from", () => {
    const terminal = startBank();
    terminal.signOn();
    const envelope = readEnvelope(
      terminal.bank.receive(terminal.sale(), 0)[0]?.frame ?? new Uint8Array(0),
    );
    expect(envelope).toMatchObject({
      value: { destination: "0000", source: "0003", header: "603100311001" },
    });
  });
});

describe("the door's order of refusals", () => {
  const stranger: UnionPayFields = { 41: "99999999" };
  const elsewhere: UnionPayFields = { 42: "TILLYARD0000002" };
  const nameless: UnionPayFields = { 41: undefined };

  test.each<[string, boolean, UnionPayFields, boolean, string]>([
    ["unknown terminal, wrong merchant", true, { ...stranger, ...elsewhere }, false, "97"],
    ["no terminal", true, nameless, false, "97"],
    ["wrong merchant, not signed on", false, elsewhere, false, "03"],
    ["not signed on, wrong MAC", false, {}, true, "77"],
    ["wrong MAC, no amount", true, { 4: undefined }, true, "A0"],
    ["no MAC", true, { 64: undefined }, false, "A0"],
    ["no amount", true, { 4: undefined }, false, "30"],
    ["no STAN", true, { 11: undefined }, false, "30"],
    ["no batch", true, { 60: "22" }, false, "30"],
    ["no DE 60", true, { 60: undefined }, false, "30"],
    ["no card number", true, { 2: undefined }, false, "30"],
    ["no processing code", true, { 3: undefined }, false, "30"],
    ["no entry mode", true, { 22: undefined }, false, "30"],
    ["no currency", true, { 49: undefined }, false, "30"],
  ])("%s", (_name, signedOn, fields, spoilt, code) => {
    const terminal = startBank();
    if (signedOn) terminal.signOn();
    const frame = terminal.sale({ fields });
    expect(terminal.code(spoilt ? spoil(frame, frame.length - 1) : frame)).toBe(code);
    expect(terminal.bank.books.obligations()[0]?.amountMinor).toBe(0);
  });

  test("a terminal that must sign on is told so in the header too", () => {
    const terminal = startBank();
    const envelope = readEnvelope(
      terminal.bank.receive(terminal.sale(), 0)[0]?.frame ?? new Uint8Array(0),
    );
    expect(envelope).toMatchObject({ value: { header: "603103311001" } });
  });

  test("a message of another kind is 40", () => {
    const terminal = startBank();
    const fields = { 11: "000002", 41: TERMINAL, 42: MERCHANT, 60: "00000001301" };
    expect(terminal.send(terminal.frame({ mti: "0840", fields }))).toMatchObject({
      mti: "0850",
      fields: { 39: "40" },
    });
  });

  test.each([
    ["a response", (t: Terminal) => t.frame({ mti: "0210", fields: { 41: TERMINAL } }), "received"],
    ["no frame at all", () => new Uint8Array(0), "unreadable"],
    ["half a frame", (t: Terminal) => t.sale().subarray(0, 40), "unreadable"],
  ])("%s gets no answer", (_name, frameOf, events) => {
    const terminal = startBank();
    expect(terminal.send(frameOf(terminal))).toBeUndefined();
    expect(drawEvents(terminal.events)).toBe(events);
  });
});

describe("what a bank tells of itself", () => {
  test("follows a sale and its reversal", () => {
    const terminal = startBank();
    terminal.signOn();
    terminal.events.length = 0;
    terminal.send(terminal.sale());
    terminal.send(terminal.reversal());
    expect(drawEvents(terminal.events)).toBe(
      "received decided posted answered received decided reversed answered",
    );
    expect(terminal.events[1]?.data).toEqual({
      mti: "0200",
      terminal: TERMINAL,
      stan: "000002",
      responseCode: "00",
      finding: "approved",
    });
    expect(terminal.events[2]?.data).toEqual({
      entry: 10,
      exchange: "12345678/000001/000002",
      postings: [
        { account: "cardholder:normal", amountMinor: -1_234 },
        { account: `merchant:${MERCHANT}`, amountMinor: 1_234 },
      ],
    });
  });

  test("names the MAC of its answer, and no MAC where it has none", () => {
    const terminal = startBank();
    terminal.send(terminal.sale());
    terminal.signOn();
    terminal.send(terminal.sale());
    const answers = terminal.events.filter(({ kind }) => kind === "bank.answered");
    const named = answers.map(({ data }) => "fields" in data && `${data.fields}`.endsWith(" 64"));
    expect(named).toEqual([false, false, true]);
  });

  test("never a card number, PIN, PIN block, chip data or key", () => {
    const terminal = startBank();
    const download = terminal.signOn().fields[62];
    const track = `${PANS.normal}=26062200000000000`;
    const sent = [
      terminal.sale(),
      terminal.sale({ stan: "000003", pin: "000000" }),
      terminal.sale({ stan: "000004", fields: { 2: undefined, 35: track } }),
      terminal.sale({ stan: "000005" }).subarray(0, 90),
      terminal.reversal(),
    ];
    for (const frame of sent) terminal.bank.receive(frame, 0);
    const told = JSON.stringify(terminal.events);
    expect(told).toContain("621234******1265");
    for (const secret of [PANS.normal, PIN, track]) {
      expect(told).not.toContain(secret);
      expect(told).not.toContain(toHex(fromLatin1(secret)));
    }
    for (const bytes of [download, iccData(PANS.normal, 1_234, 1)]) {
      expect(told).not.toContain(toHex(bytes ?? new Uint8Array(0)).slice(0, 16));
    }
  });
});

test("any bytes, and any changed byte of a sale, get an answer or none, and no money moves", () => {
  const terminal = startBank();
  terminal.signOn();
  const sale = terminal.sale();
  // The address may change without harm: the MAC does not cover it.
  const changed = fc
    .tuple(fc.integer({ min: 13, max: sale.length - 1 }), fc.integer({ min: 1, max: 255 }))
    .map(([place, mask]) => {
      const bytes = sale.slice();
      bytes[place] = (bytes[place] ?? 0) ^ mask;
      return bytes;
    });
  const cut = fc.nat(sale.length - 1).map((length) => sale.subarray(0, length));
  fc.assert(
    fc.property(fc.oneof(changed, cut, fc.uint8Array({ maxLength: 60 })), (bytes) => {
      terminal.bank.receive(bytes, 0);
      expect(terminal.bank.books.balanceMinor("normal")).toBe(100_000);
      expect(terminal.bank.books.pinTriesLeft(PANS.normal)).toBe(3);
    }),
    { numRuns: 500 },
  );
  expect(terminal.code(sale)).toBe("00");
  expect(terminal.code(spoil(sale, STAN_AT))).toBe("A0");
});

type Terminal = ReturnType<typeof startBank>;

function present(fields: UnionPayFields | undefined): string {
  return Object.keys(fields ?? {}).join(" ");
}

function arpc(code: string, amountMinor = 1_234): Uint8Array {
  const cryptogram = iccData(PANS.normal, amountMinor, 1).slice(-8);
  return sessionKey(PANS.normal, 1).computeResponse(cryptogram, fromLatin1(code));
}
