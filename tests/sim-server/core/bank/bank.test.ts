import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { OrderKind } from "../../../../sim-server/core/bank/kinds.ts";
import type { UnionPayFields } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { orderFrame, WIRE } from "./test-orders.ts";
import { bankOptions, card, MERCHANT, PANS, startBank, TERMINAL } from "./test-terminal.ts";

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0159"), minLength: length, maxLength: length });
const absent = fc.constant(undefined);
const bytes = fc.oneof(absent, fc.uint8Array({ maxLength: 60 }));

/** Well-formed fields of every sort, present or not, that make sense together or do not. */
const FIELDS: fc.Arbitrary<UnionPayFields> = fc.record({
  2: fc.oneof(absent, fc.constantFrom(PANS.normal, PANS.lost, "6", "6212345678901266")),
  3: fc.constantFrom(undefined, "000000", "200000", "310000", "030000", "999999"),
  4: fc.oneof(absent, fc.constantFrom("000000001234", "999999999999", "000000000000")),
  11: fc.constantFrom(undefined, "000002", "000003", "000000"),
  14: fc.constantFrom(undefined, "2606"),
  22: fc.constantFrom(undefined, "011", "021", "022", "032", "051", "072", "991"),
  25: fc.constantFrom(undefined, "00", "06", "60"),
  35: fc.constantFrom(undefined, `${PANS.normal}=2606620`, "=", "1="),
  37: fc.constantFrom(undefined, "061509300002", "000000000000"),
  38: fc.constantFrom(undefined, "000000", "ABCDEF"),
  39: fc.constantFrom(undefined, "98", "06"),
  41: fc.constant(TERMINAL),
  42: fc.constant(MERCHANT),
  48: fc.oneof(absent, digits(62), digits(42), digits(4), digits(1)),
  49: fc.constantFrom(undefined, "156", "840"),
  52: fc.oneof(absent, fc.uint8Array({ minLength: 8, maxLength: 8 })),
  53: fc.constantFrom(undefined, "2600000000000000", "2610000000000000"),
  55: bytes,
  60: fc
    .tuple(
      fc.constantFrom("00", "01", "10", "11", "20", "21", "22", "23", "24", "25"),
      fc.constantFrom("000001", "000002", "999999"),
      fc.constantFrom(..."000 001 002 003 004 005 201 202 203 204 207 301 360".split(" ")),
      fc.constantFrom("", "5", "52", "501", "501048"),
    )
    .map((parts) => parts.join("")),
  61: fc.oneof(absent, digits(16), digits(29), digits(3), fc.constant("0000010000020615")),
  62: fc.oneof(bytes, fc.constantFrom("Pay Code", "K Code9", "Pay Code03abc", "1").map(fromLatin1)),
  63: fc.oneof(absent, fc.constant(fromLatin1("01 "))),
  64: fc.constant(new Uint8Array(8)),
});

const KINDS = Object.keys(WIRE) as OrderKind[];

/** A sound order of each kind, but for a few fields. */
const ODD_ORDERS = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    fields: FIELDS,
    taken: fc.subarray("2 3 4 11 14 22 25 35 37 38 49 52 53 55 60 61 62 63".split(" "), {
      maxLength: 3,
    }),
  }),
  { maxLength: 8 },
);

test("no order breaks the bank: each is answered, and no fen is made or lost", () => {
  const codes = new Set<string | undefined>();
  fc.assert(
    fc.property(ODD_ORDERS, (orders) => {
      const terminal = startBank();
      terminal.signOn();
      const of = terminal.send(terminal.sale());
      orders.forEach(({ kind, fields, taken }, at) => {
        const odd = Object.entries(fields).filter(([de]) => taken.includes(de));
        const asked = { stan: `00001${at}`, of, fields: Object.fromEntries(odd) };
        const code = terminal.code(orderFrame(terminal, kind, asked));
        codes.add(code);
        expect(code).toMatch(/^[0-9A]\d$/);
        expect(terminal.bank.books.totalMinor()).toBe(0);
      });
    }),
    { numRuns: 300 },
  );
  expect(codes.size).toBeGreaterThan(8);
});

test("settlements, uploads, script results and reversals, however odd, are answered too", () => {
  const mtis = fc.constantFrom("0320", "0400", "0500", "0620", "0820", "0840");
  fc.assert(
    fc.property(mtis, FIELDS, (mti, fields) => {
      const terminal = startBank();
      terminal.signOn();
      terminal.send(terminal.sale());
      expect(terminal.bank.receive(terminal.frame({ mti, fields }), 0)).toHaveLength(1);
      expect(terminal.bank.books.totalMinor()).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test("management messages, however odd, are answered too", () => {
  fc.assert(
    fc.property(FIELDS, fc.constantFrom("0800", "0820"), (fields, mti) => {
      const terminal = startBank();
      const { 64: _, ...plain } = fields;
      expect(terminal.bank.receive(terminal.frame({ mti, fields: plain }), 0)).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});

test("more money than a field can say does not break the answer", () => {
  const rich = {
    id: "rich",
    holder: "Holder",
    balanceMinor: 9_999_999_999_999,
    state: "normal",
    cards: [{ ...card("6212345678000092"), signature: true, stripeOnly: true }],
  } as const;
  const terminal = startBank(bankOptions([rich]));
  terminal.signOn();
  const fields = { 3: "310000", 4: undefined, 22: "022", 55: undefined, 60: "0100000100050" };
  const track = { 2: undefined, 35: "6212345678000092=2606101" };
  const asked = { pan: "6212345678000092", pin: undefined, fields: { ...fields, ...track } };
  expect(terminal.send(terminal.sale(asked))?.fields[54]).toBe("1002156C999999999999");
});

test("the script result of nothing that was asked is refused", () => {
  const terminal = startBank();
  terminal.signOn();
  const fields = { 11: "000002", 41: TERMINAL, 42: MERCHANT, 60: "00000001951" };
  const script = { 55: fromHex("DF3101FF"), 61: "0000010000090615", 64: new Uint8Array(8) };
  const frame = terminal.frame({ mti: "0620", fields: { ...fields, ...script } });
  expect(terminal.code(frame)).toBe("25");
});
