import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex, toLatin1 } from "../../../../../device-emulators/kit/bytes.ts";
import type { Rule } from "../../../../../sim-server/core/bank/rules.ts";
import { defineDialect, type Fields } from "../../../../../sim-server/core/iso8583/dialect.ts";
import { iso87Ascii, iso87Bcd } from "../../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { iccData, MERCHANT, PANS, spoil, TERMINAL } from "../test-terminal.ts";
import { originalData, pinBlock, purchase, SIGNED, startHost } from "./test-host.ts";

const BY_PIN = { 2: PANS.normal, 22: "011", 52: pinBlock() };

describe("a purchase of 1987", () => {
  test.each<[string, Fields, string]>([
    ["by the card that signs", {}, "0210 00"],
    ["with the right PIN", BY_PIN, "0210 00"],
    ["with a wrong PIN", { ...BY_PIN, 52: pinBlock("111111") }, "0210 55"],
    ["without the PIN that the card wants", { 2: PANS.normal }, "0210 55"],
    ["of all that is there", { 4: "000000100000" }, "0210 00"],
    ["of a fen more than is there", { 4: "000000100001" }, "0210 51"],
    ["of nothing", { 4: "000000000000" }, "0210 13"],
    ["without an amount", { 4: undefined }, "0210 30"],
    ["without a STAN", { 11: undefined }, "0210 30"],
    ["without a card", { 2: undefined }, "0210 30"],
    ["without a processing code", { 3: undefined }, "0210 30"],
    ["with a processing code of nobody", { 3: "990000" }, "0210 12"],
    ["of cash", { 3: "010000" }, "0210 00"],
    ["with cash back", { 3: "090000" }, "0210 00"],
    ["by a card number of no issuer", { 2: "4111111111111111" }, "0210 15"],
    ["by a card nobody issued", { 2: PANS.unknown }, "0210 14"],
    ["by a number with a wrong check digit", { 2: "6200000000000006" }, "0210 14"],
    ["by a lost card", { 2: PANS.lost }, "0210 41"],
    ["by a stolen card", { 2: PANS.stolen }, "0210 43"],
    ["by an expired card", { 2: PANS.expired }, "0210 54"],
    ["from a frozen account", { 2: PANS.frozen }, "0210 57"],
    ["with another expiry", { 14: "2605" }, "0210 05"],
    ["at a terminal of nobody", { 41: "99999999" }, "0210 58"],
    ["without a terminal", { 41: undefined }, "0210 58"],
    ["for another merchant", { 42: "TILLYARD0000002" }, "0210 03"],
    ["without a merchant", { 42: undefined }, "0210 00"],
    ["in another currency", { 49: "840" }, "0210 12"],
    ["without a currency", { 49: undefined }, "0210 00"],
    ["with an entry mode that says nothing", { 22: "000" }, "0210 00"],
    ["with an entry mode of nobody", { 22: "990" }, "0210 12"],
  ])("%s is answered %s", (_name, fields, answer) => {
    const { draw, bank } = startHost();
    expect(draw(purchase("000001", fields))).toBe(answer);
    expect(bank.books.totalMinor()).toBe(0);
  });

  test("the answer has what the sender must find again, and its number and code", () => {
    const { ask } = startHost();
    const answer = ask(purchase("000001", { 32: "12345678901" }));
    expect(answer?.fields).toMatchObject({
      2: SIGNED,
      3: "000000",
      4: "000000001234",
      7: "0615093000",
      11: "000001",
      15: "0615",
      32: "12345678901",
      39: "00",
      41: TERMINAL,
      42: MERCHANT,
    });
    expect(answer?.fields[37]).toMatch(/^\d{12}$/);
    expect(answer?.fields[38]).toMatch(/^\d{6}$/);
  });

  test("a reference number that the sender brings is kept", () => {
    const { ask } = startHost();
    expect(ask(purchase("000001", { 37: "REF000000001" }))?.fields[37]).toBe("REF000000001");
  });

  test("a chip card is proven, and its issuer proves itself", () => {
    const { ask, bank } = startHost();
    const chip = (data: Uint8Array): Fields => ({ ...BY_PIN, 22: "051", 55: toHex(data) });
    const answer = ask(purchase("000001", chip(iccData(PANS.normal, 1_234, 1))));
    expect(answer?.fields[39]).toBe("00");
    expect(answer?.fields[55]).toMatch(/^910A[\dA-F]{16}3030$/);
    const forged = spoil(iccData(PANS.normal, 1_234, 2), 80);
    expect(ask(purchase("000002", chip(forged)))?.fields[39]).toBe("05");
    expect(bank.books.balanceMinor("normal")).toBe(98_766);
  });

  test("tags that nobody knows do no harm to the chip's data", () => {
    const { draw } = startHost();
    const data = `DF811801FF${toHex(iccData(PANS.normal, 1_234, 1))}DF7F0177`;
    expect(draw(purchase("000001", { ...BY_PIN, 22: "051", 55: data }))).toBe("0210 00");
  });

  test("what is asked for is told: the balance", () => {
    const { ask } = startHost();
    const answer = ask(purchase("000001", { 3: "310000", 4: undefined }));
    expect(answer?.fields[54]).toBe("1002156C000000100000");
  });
});

test.each([
  ["001", "0810 00"],
  ["002", "0810 00"],
  ["301", "0810 00"],
  ["999", "0810 12"],
  [undefined, "0810 30"],
])("a network message %s is answered %s, whoever sends it", (code, answer) => {
  const { draw } = startHost();
  const fields = { 7: "0615093000", 11: "000001", 70: code };
  expect(draw({ mti: "0800", fields })).toBe(answer);
});

test("a class of message that nobody serves is refused", () => {
  expect(startHost().draw(purchase("000001", {}, "0300"))).toBe("0310 12");
});

test("in BCD everything is as in ASCII", () => {
  const { draw, bank } = startHost(iso87Bcd);
  expect(draw(purchase("000001", BY_PIN))).toBe("0210 00");
  expect(draw(purchase("000002", { 90: originalData(purchase("000001")) }, "0420"))).toBe(
    "0430 00",
  );
  expect(bank.books.balanceMinor("normal")).toBe(100_000);
});

describe("what is no message", () => {
  const spoilt = (from: string, to: string) => {
    const { pack } = startHost();
    const text = toHex(pack(purchase("000001")));
    const [left, right] = [from, to].map((each) =>
      toHex(Uint8Array.from(each, (c) => c.charCodeAt(0))),
    );
    return fromHex(text.replace(left ?? "", right ?? ""));
  };

  test("it is answered 30 with what could be read, where its MTI can be", () => {
    const { bank, read, events } = startHost();
    const frame = spoilt("0615093000000001", "061509300000000X");
    const answer = read(bank.receive(frame, 0)[0]?.frame);
    expect(answer).toMatchObject({ mti: "0210", fields: { 2: SIGNED, 7: "0615093000", 39: "30" } });
    expect(answer?.fields[11]).toBeUndefined();
    expect(events.map(({ kind }) => kind)).toEqual(["bank.unreadable", "bank.answered"]);
  });

  test.each([
    ["without an MTI", spoilt("0200", "02X0")],
    ["of another edition", spoilt("0200", "1200")],
    ["a response", spoilt("0200", "0210").fill(0x58, 60, 61)],
    ["nothing", new Uint8Array(0)],
  ])("%s: it is left alone", (_name, frame) => {
    expect(startHost().bank.receive(frame, 0)).toEqual([]);
  });

  test("whatever bytes come, the bank stands", () => {
    const { bank, pack } = startHost();
    const sound = pack(purchase("000001", BY_PIN));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(sound.length),
        (changes, length) => {
          const frame = sound.slice(0, length);
          for (const [at, byte] of changes) if (at < frame.length) frame[at] = byte;
          bank.receive(frame, 0);
          expect(bank.books.totalMinor()).toBe(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test.each<[string, Rule["action"], string]>([
  ["a code", { do: "answer", code: "91" }, "0210 91"],
  ["a changed field", { do: "change", fields: { 39: "68" } }, "0210 68"],
  ["no answer", { do: "lose", what: "answer" }, "none"],
])("rules see the message as it came, and have their say: %s", (_name, action, answer) => {
  const { draw, bank } = startHost();
  const when = { mti: "0200", card: SIGNED, fields: { 7: { startsWith: "0615" } } };
  bank.setRules([{ id: "r", when, action }]);
  expect(draw(purchase("000001"))).toBe(answer);
  expect(bank.explain(1)?.rules).toMatchObject([{ id: "r" }]);
});

test("an explanation names the exchange and the code of the dialect", () => {
  const { draw, bank } = startHost();
  draw(purchase("000001", { 4: "000000100001" }));
  const name = `${TERMINAL}/000001/000001-0615093000`;
  expect(bank.explain(name)).toMatchObject({ finding: "funds-short", responseCode: "51" });
  expect(bank.explain(name)?.passed).toContain("card number");
});

test("no card number in clear, no PIN block, is told of", () => {
  const { draw, events } = startHost();
  draw(purchase("000001", { ...BY_PIN, 35: `${PANS.normal}=2606620`, 60: PANS.normal }));
  const told = JSON.stringify(events);
  expect(told).toContain("621234******1265");
  expect(told).not.toContain(PANS.normal);
  expect(told).not.toContain(toHex(pinBlock()));
  expect(toLatin1(pinBlock())).not.toBe("");
});

test("what a dialect has no field for is left out of the answer", () => {
  const { 15: _, 37: _rrn, ...fields } = iso87Ascii.spec.fields;
  const small = defineDialect<Fields>({ ...iso87Ascii.spec, name: "small", fields });
  const answer = startHost(small).ask(purchase("000001"));
  expect(answer).toMatchObject({ mti: "0210", fields: { 11: "000001", 39: "00" } });
  expect(answer?.fields[37]).toBeUndefined();
});
