import { describe, expect, test } from "vitest";
import type { AccountOptions, CardOptions } from "../../../../sim-server/core/bank/bank-options.ts";
import {
  bankOptions,
  card,
  ICC_AT,
  iccData,
  PANS,
  PIN,
  type Sale,
  spoil,
  startBank,
} from "./test-terminal.ts";

const PAN = "6212345678000092";

/** One thing that is the matter; several may be at once. */
type Trouble = {
  readonly name: string;
  readonly code: string;
  readonly account?: Partial<AccountOptions>;
  readonly card?: Partial<CardOptions>;
  readonly sale?: Sale;
};

/** In the order of refusals: the first of several is the answer. */
const ORDER: readonly Trouble[] = [
  { name: "card lost", code: "41", card: { state: "lost" } },
  { name: "account frozen", code: "57", account: { state: "frozen" } },
  { name: "card expired", code: "54", card: { expiry: "2605" } },
  { name: "stripe", code: "45", sale: { fields: { 22: "021" } } },
  { name: "PIN locked", code: "75", card: { pinTriesLeft: 0 } },
  { name: "PIN wrong", code: "55", sale: { pin: "654321" } },
  { name: "cryptogram for another amount", code: "34", sale: { toldMinor: 1 } },
  { name: "funds short", code: "51", account: { balanceMinor: 1_233 } },
];

describe("the order of refusals", () => {
  test.each(ORDER)("$name alone is $code", (trouble) => {
    expect(decide([trouble])).toBe(trouble.code);
  });

  const pairs = ORDER.flatMap((first, at) =>
    ORDER.slice(at + 1).map((second) => [first.name, second.name, first, second] as const),
  );
  test.each(pairs)("%s goes before %s", (_first, _second, first, second) => {
    expect(decide([first, second])).toBe(first.code);
  });

  test("nothing the matter is approved", () => {
    expect(decide([])).toBe("00");
  });
});

describe("each refusal", () => {
  test.each<[string, Trouble]>([
    ["stolen card", { name: "", code: "43", card: { state: "stolen" } }],
    ["dormant account", { name: "", code: "21", account: { state: "dormant" } }],
    ["restricted account", { name: "", code: "62", account: { state: "restricted" } }],
    ["keyed card", { name: "", code: "40", sale: { fields: { 22: "011" } } }],
    ["no PIN", { name: "", code: "55", sale: { pin: undefined } }],
    [
      "PIN block of another key",
      { name: "", code: "99", sale: { fields: { 52: new Uint8Array(8) } } },
    ],
    ["no chip data", { name: "", code: "30", sale: { fields: { 55: undefined } } }],
    [
      "chip data cut short",
      { name: "", code: "30", sale: { fields: { 55: new Uint8Array([0x9f]) } } },
    ],
    [
      "chip data without cryptogram",
      { name: "", code: "30", sale: { fields: { 55: new Uint8Array([0x95, 1, 0]) } } },
    ],
    ["amount of nothing", { name: "", code: "13", sale: { amountMinor: 0 } }],
    ["void", { name: "", code: "40", sale: { fields: { 3: "200000" } } }],
    ["other currency", { name: "", code: "40", sale: { fields: { 49: "840" } } }],
    ["expiry in this very month", { name: "", code: "00", card: { expiry: "2606" } }],
    ["all the money there is", { name: "", code: "00", account: { balanceMinor: 1_234 } }],
    ["unknown card", { name: "", code: "14", sale: { pan: PANS.unknown } }],
  ])("%s", (_name, trouble) => {
    expect(decide([trouble])).toBe(trouble.code);
  });

  test.each(Object.entries(ICC_AT))("a changed %s is 34", (_name, place) => {
    const terminal = startBank();
    terminal.signOn();
    const fields = { 55: spoil(iccData(PANS.normal, 1_234, 1), place) };
    expect(terminal.code(terminal.sale({ fields }))).toBe("34");
  });
});

describe("PIN tries", () => {
  const wrong = (stan: string) => ({ stan, pin: "000000" });

  test("three wrong ones in a row lock: 55, 55, 38, then 75 even for the right one", () => {
    const terminal = startBank();
    terminal.signOn();
    const sales = [wrong("000002"), wrong("000003"), wrong("000004"), { stan: "000005" }];
    expect(sales.map((sale) => terminal.code(terminal.sale(sale)))).toEqual([
      "55",
      "55",
      "38",
      "75",
    ]);
  });

  test("a right one gives all tries back", () => {
    const terminal = startBank();
    terminal.signOn();
    const sales = [wrong("000002"), wrong("000003"), { stan: "000004" }, wrong("000005")];
    expect(sales.map((sale) => terminal.code(terminal.sale(sale)))).toEqual([
      "55",
      "55",
      "00",
      "55",
    ]);
    expect(terminal.bank.books.pinTriesLeft(PANS.normal)).toBe(2);
  });

  test.each([
    ["a repeat", (t: Terminal) => [t.sale(wrong("000002")), t.sale(wrong("000002"))], 2],
    ["no PIN", (t: Terminal) => [t.sale({ pin: undefined })], 3],
    ["a spoilt block", (t: Terminal) => [t.sale({ fields: { 52: new Uint8Array(8) } })], 3],
    ["a wrong MAC", (t: Terminal) => [spoil(t.sale(wrong("000002")), 30)], 3],
    ["a stripe", (t: Terminal) => [t.sale({ pin: "000000", fields: { 22: "021" } })], 3],
  ])("%s costs none", (_name, framesOf, left) => {
    const terminal = startBank();
    terminal.signOn();
    for (const frame of framesOf(terminal)) terminal.bank.receive(frame, 0);
    expect(terminal.bank.books.pinTriesLeft(PANS.normal)).toBe(left);
  });

  test("of a lost card tells nothing about a right PIN", () => {
    const terminal = startBank();
    terminal.signOn();
    const codes = [PIN, "000000"].map((pin, at) =>
      terminal.code(terminal.sale({ pan: PANS.lost, pin, stan: `00000${at + 2}` })),
    );
    expect(codes).toEqual(["41", "41"]);
  });
});

type Terminal = ReturnType<typeof startBank>;

function decide(troubles: readonly Trouble[]): string | undefined {
  const account: AccountOptions = {
    id: "under-test",
    holder: "Holder",
    balanceMinor: 100_000,
    state: "normal",
    ...Object.assign({}, ...troubles.map((trouble) => trouble.account)),
    cards: [{ ...card(PAN), ...Object.assign({}, ...troubles.map((trouble) => trouble.card)) }],
  };
  const terminal = startBank(bankOptions([account]));
  terminal.signOn();
  const sale: Sale = Object.assign({ pan: PAN }, ...troubles.map((trouble) => trouble.sale));
  return terminal.code(terminal.sale(sale));
}
