import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex, toLatin1 } from "../../../../../device-emulators/kit/bytes.ts";
import type { Rule } from "../../../../../sim-server/core/bank/rules.ts";
import type { Fields, Message } from "../../../../../sim-server/core/iso8583/dialect.ts";
import { iso87Ascii, iso87Bcd } from "../../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { iso93Ascii } from "../../../../../sim-server/core/iso8583/dialects/iso93.ts";
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

describe("an exchange of 1987", () => {
  test("a repeat gets the same answer and moves nothing", () => {
    const { ask, bank } = startHost();
    const first = ask(purchase("000001"));
    expect(ask(purchase("000001", {}, "0201"))).toEqual(first);
    expect(bank.books.balanceMinor("signing")).toBe(98_766);
  });

  test.each<[string, Fields]>([
    ["another time of transmission", { 7: "0615093001" }],
    ["another acquirer", { 32: "12345678" }],
    ["another STAN", { 11: "000002" }],
  ])("%s makes it another one", (_name, fields) => {
    const { draw, bank } = startHost();
    draw(purchase("000001"));
    expect(draw(purchase("000001", fields))).toBe("0210 00");
    expect(bank.books.balanceMinor("signing")).toBe(97_532);
  });

  test("which data elements tell exchanges apart can be set", () => {
    const settings = { identifiedBy: [] };
    const { draw, bank } = startHost(iso87Ascii, { settings });
    draw(purchase("000001"));
    expect(draw(purchase("000001", { 7: "0615093001" }))).toBe("0210 00");
    expect(bank.books.balanceMinor("signing")).toBe(98_766);
  });

  test("the same name for something else is refused", () => {
    const { draw } = startHost();
    draw(purchase("000001"));
    expect(draw(purchase("000001", { 4: "000000000001" }))).toBe("0210 94");
  });

  test("a response that comes in is no request: nothing is said to it", () => {
    const { draw, events } = startHost();
    expect(draw(purchase("000001", {}, "0210"))).toBe("none");
    expect(events.map(({ kind }) => kind)).toEqual(["bank.received"]);
  });
});

/** What is sent one after the other, and what is answered; at last what the account holds. */
describe("messages of 1987 that follow one another", () => {
  const first = purchase("000001");
  const refers = (rrn: string): Fields => ({ 37: rrn });
  test.each<[string, (rrn: string, approval: string) => readonly Message[], string, number]>([
    [
      "a reversal undoes",
      () => [purchase("000002", { 90: originalData(first) }, "0400")],
      "0410 00",
      100_000,
    ],
    [
      "a reversal advice and its repeat undo once",
      () => [
        purchase("000002", { 90: originalData(first) }, "0420"),
        purchase("000002", { 90: originalData(first) }, "0421"),
      ],
      "0430 00, 0430 00",
      100_000,
    ],
    [
      "a reversal without DE 90 names its original by its own numbers",
      () => [purchase("000001", {}, "0401")],
      "0410 00",
      100_000,
    ],
    [
      "a reversal without DE 90 names its original by the reference number",
      (rrn) => [purchase("000009", refers(rrn), "0400")],
      "0410 00",
      100_000,
    ],
    [
      "a reversal of what never came is accepted, and what then comes is refused",
      () => [
        purchase("000003", { 90: originalData(purchase("000007")) }, "0420"),
        purchase("000007"),
      ],
      "0430 00, 0210 22",
      98_766,
    ],
    [
      "a repeat after its reversal is refused",
      () => [
        purchase("000002", { 90: originalData(first) }, "0400"),
        purchase("000001", {}, "0201"),
      ],
      "0410 00, 0210 22",
      100_000,
    ],
    ["a void undoes", (rrn) => [purchase("000002", { 3: "020000", 37: rrn })], "0210 00", 100_000],
    [
      "a void of a void's original is refused",
      (rrn) => [
        purchase("000002", { 3: "020000", 37: rrn }),
        purchase("000003", { 3: "020000", 37: rrn }),
      ],
      "0210 00, 0210 22",
      100_000,
    ],
    [
      "a void of another amount is refused",
      (rrn) => [purchase("000002", { 3: "020000", 4: "000000000001", 37: rrn })],
      "0210 64",
      98_766,
    ],
    [
      "a void of what nobody knows is refused",
      () => [purchase("000002", { 3: "020000", 37: "000000000000" })],
      "0210 25",
      98_766,
    ],
    [
      "refunds give back in parts, never more than was paid",
      (rrn) => [
        purchase("000002", { 3: "200000", 4: "000000001000", 37: rrn }),
        purchase("000003", { 3: "200000", 4: "000000000234", 37: rrn }, "0220"),
        purchase("000004", { 3: "200000", 4: "000000000001", 37: rrn }),
      ],
      "0210 00, 0230 00, 0210 64",
      100_000,
    ],
    [
      "a financial advice is a purchase told of afterwards",
      () => [purchase("000002", {}, "0220"), purchase("000002", {}, "0221")],
      "0230 00, 0230 00",
      97_532,
    ],
    [
      "an inquiry moves nothing",
      () => [purchase("000002", { 3: "300000" }, "0100")],
      "0110 00",
      98_766,
    ],
  ])("%s", (_name, messages, answers, balanceMinor) => {
    const { ask, draw, bank } = startHost();
    const { 37: rrn = "", 38: approval = "" } = ask(first)?.fields ?? {};
    const drawn = messages(String(rrn), String(approval)).map((message) => draw(message));
    expect(drawn.join(", ")).toBe(answers);
    expect(bank.books.balanceMinor("signing")).toBe(balanceMinor);
    expect(bank.books.totalMinor()).toBe(0);
  });

  test.each<[string, string, (rrn: string) => readonly Message[], string, number, number]>([
    ["an authorisation holds", "0100", () => [], "", 100_000, 98_766],
    ["an authorisation advice holds", "0120", () => [], "", 100_000, 98_766],
    [
      "a purchase that names it completes it",
      "0100",
      (rrn) => [purchase("000002", { 4: "000000001000", 37: rrn })],
      "0210 00",
      99_000,
      99_000,
    ],
    [
      "an advice that names it completes it",
      "0100",
      () => [purchase("000002", { 90: originalData(purchase("000001", {}, "0100")) }, "0220")],
      "0230 00",
      98_766,
      98_766,
    ],
    [
      "a completion of more than 115 % is refused",
      "0100",
      (rrn) => [purchase("000002", { 4: "000000001420", 37: rrn })],
      "0210 61",
      100_000,
      98_766,
    ],
    [
      "a completion with another approval code is refused",
      "0100",
      (rrn) => [purchase("000002", { 37: rrn, 38: "XXXXXX" })],
      "0210 25",
      100_000,
      98_766,
    ],
    [
      "a void releases it",
      "0100",
      (rrn) => [purchase("000002", { 3: "020000", 37: rrn }, "0100")],
      "0110 00",
      100_000,
      100_000,
    ],
    [
      "a completion can be voided",
      "0100",
      (rrn) => [
        purchase("000002", { 37: rrn }),
        purchase("000003", { 3: "020000", 90: originalData(purchase("000002")) }),
      ],
      "0210 00, 0210 00",
      100_000,
      98_766,
    ],
  ])("%s", (_name, mti, messages, answers, balanceMinor, availableMinor) => {
    const { ask, draw, bank } = startHost();
    const answer = ask(purchase("000001", {}, mti));
    expect(answer?.fields[39]).toBe("00");
    const drawn = messages(String(answer?.fields[37])).map((message) => draw(message));
    expect(drawn.join(", ")).toBe(answers);
    expect(bank.books.balanceMinor("signing")).toBe(balanceMinor);
    expect(bank.books.availableMinor("signing", 0)).toBe(availableMinor);
  });
});

describe("a reconciliation", () => {
  const totals = (debits: number, debitMinor: number, credits = 0, creditMinor = 0): Fields => ({
    74: String(credits).padStart(10, "0"),
    76: String(debits).padStart(10, "0"),
    86: String(creditMinor).padStart(16, "0"),
    88: String(debitMinor).padStart(16, "0"),
  });
  const close = (stan: string, fields: Fields, mti = "0500"): Message => ({
    mti,
    fields: { 7: "0615093000", 11: stan, 41: TERMINAL, ...fields },
  });

  test.each<[string, Fields, string]>([
    ["equal totals", totals(2, 2_468, 1, 1_000), "1"],
    [
      "totals from which reversals are taken",
      { ...totals(3, 3_000, 1, 1_000), 77: "0000000001", 89: "0000000000000532" },
      "1",
    ],
    ["a fen too much", totals(2, 2_469, 1, 1_000), "2"],
    ["one too few", totals(1, 2_468, 1, 1_000), "2"],
    ["no totals", {}, "2"],
  ])("%s", (_name, fields, verdict) => {
    const { ask } = startHost();
    const rrn = ask(purchase("000001"))?.fields[37];
    ask(purchase("000002"));
    ask(purchase("000003", { 3: "200000", 4: "000000001000", 37: rrn }));
    const answer = ask(close("000004", fields));
    expect(answer).toMatchObject({ mti: "0510", fields: { 39: "00", 66: verdict } });
    expect(answer?.fields).toMatchObject(totals(2, 2_468, 1, 1_000));
  });

  test("its repeat closes no other period, and what follows begins at nothing", () => {
    const { ask, draw } = startHost();
    ask(purchase("000001"));
    expect(draw(close("000002", totals(1, 1_234), "0520"))).toBe("0530 00");
    expect(ask(close("000002", totals(1, 1_234), "0521"))?.fields[66]).toBe("1");
    expect(ask(close("000003", totals(0, 0)))?.fields[66]).toBe("1");
  });

  test("a repeat from before it is still a repeat, and a void from before it comes too late", () => {
    const { ask, draw, bank } = startHost();
    const rrn = ask(purchase("000001"))?.fields[37];
    ask(close("000002", totals(1, 1_234)));
    expect(draw(purchase("000001", {}, "0201"))).toBe("0210 00");
    expect(draw(purchase("000003", { 3: "020000", 37: rrn }))).toBe("0210 22");
    expect(bank.books.balanceMinor("signing")).toBe(98_766);
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

describe("in the edition of 1993", () => {
  const modern = (stan: string, fields: Fields = {}, mti = "1200"): Message => ({
    mti,
    fields: {
      2: SIGNED,
      3: "000000",
      4: "000000001234",
      11: stan,
      12: "260615093000",
      14: "2606",
      22: "000000600000",
      24: "200",
      41: TERMINAL,
      49: "156",
      ...fields,
    },
  });
  const original = "120000000126061509300008";

  test.each<[string, readonly Message[], string, number]>([
    ["a purchase", [modern("000001")], "1210 000", 98_766],
    ["too much", [modern("000001", { 4: "000000100001" })], "1210 116", 100_000],
    ["a repeat", [modern("000001"), modern("000001", {}, "1201")], "1210 000, 1210 000", 98_766],
    [
      "a reversal advice",
      [modern("000001"), modern("000002", { 56: original }, "1420")],
      "1210 000, 1430 400",
      100_000,
    ],
    ["an advice", [modern("000001", {}, "1220")], "1230 000", 98_766],
    ["an authorisation", [modern("000001", {}, "1100")], "1110 000", 100_000],
    [
      "an echo",
      [{ mti: "1804", fields: { 11: "000001", 12: "260615093000", 24: "831" } }],
      "1814 800",
      100_000,
    ],
    [
      "a sign-on",
      [{ mti: "1804", fields: { 11: "000001", 12: "260615093000", 24: "801" } }],
      "1814 800",
      100_000,
    ],
    ["totals that differ", [modern("000001", { 76: "0000000001" }, "1520")], "1530 501", 100_000],
    ["totals that agree", [modern("000001", {}, "1520")], "1530 500", 100_000],
  ])("%s", (_name, messages, answers, balanceMinor) => {
    const { draw, bank } = startHost(iso93Ascii);
    expect(messages.map((message) => draw(message)).join(", ")).toBe(answers);
    expect(bank.books.balanceMinor("signing")).toBe(balanceMinor);
  });

  test("the settlement date has a year, and DE 55 is data objects", () => {
    const { ask } = startHost(iso93Ascii);
    const chip = { 2: PANS.normal, 22: "000000500000", 52: pinBlock() };
    const answer = ask(modern("000001", { ...chip, 55: iccData(PANS.normal, 1_234, 1) }));
    expect(answer?.fields).toMatchObject({ 15: "260615", 39: "000" });
    expect(toHex(answer?.fields[55] as Uint8Array)).toMatch(/^910A[\dA-F]{16}3030$/);
  });
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
