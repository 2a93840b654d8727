import { describe, expect, test } from "vitest";
import type { UnionPayFields } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { orderFrame } from "./test-orders.ts";
import {
  bankOptions,
  card,
  ICC_AT,
  iccData,
  spoil,
  startBank,
  type TestTerminal,
} from "./test-terminal.ts";

const PAN = "6212345678000092";
const ISSUER = "01020000";
/** Tag 8A stands before the cryptogram here. */
const RESPONSE_CODE_BYTES = 4;

/** DE 55 of a certificate under which terminal and card have approved, but for `changes`. */
const certificate = (changes: Readonly<Record<string, string>> = {}, amountMinor = 1_234) =>
  iccData(PAN, amountMinor, 1, "0390A000", { "9F27": "40", "8A": "5931", ...changes });

type Given = {
  readonly fields?: UnionPayFields;
  readonly state?: "normal" | "lost";
  readonly balanceMinor?: number;
  readonly pan?: string;
};

function open({ state = "normal", balanceMinor = 100_000 }: Given = {}): TestTerminal {
  const account = { id: "a", holder: "Holder", balanceMinor, state: "normal" } as const;
  const terminal = startBank(bankOptions([{ ...account, cards: [{ ...card(PAN), state }] }]));
  terminal.signOn();
  return terminal;
}

const advice = (terminal: TestTerminal, { fields, pan = PAN }: Given = {}): Uint8Array =>
  orderFrame(terminal, "offline-sale", {
    stan: "000900",
    pan,
    fields: { 55: certificate(), ...fields },
  });

describe("a sale that was approved without its bank", () => {
  test.each<[string, string, Given]>([
    ["by terminal and card (Y1)", "00", {}],
    ["because there was no line (Y3)", "00", { fields: { 55: certificate({ "8A": "5933" }) } }],
    ["whatever has become of the card since", "00", { state: "lost" }],
    ["whatever is left on the account", "00", { balanceMinor: 100 }],
    ["of a card that nobody gave out", "14", { pan: "6212345678000175" }],
    ["of no issuer", "15", { pan: "6216261000000000018" }],
    [
      "with a request instead of a certificate",
      "30",
      { fields: { 55: certificate({ "9F27": "80" }) } },
    ],
    [
      "without saying why nobody was asked",
      "30",
      { fields: { 55: certificate({ "8A": "3030" }) } },
    ],
    ["without data of a chip", "30", { fields: { 55: undefined } }],
    [
      "with another amount than the card was told",
      "34",
      { fields: { 55: certificate({}, 1_235) } },
    ],
    [
      "under a false certificate",
      "34",
      { fields: { 55: spoil(certificate(), ICC_AT.cryptogram + RESPONSE_CODE_BYTES) } },
    ],
  ])("%s", (_, code, given) => {
    const terminal = open(given);
    expect(terminal.code(advice(terminal, given))).toBe(code);
    const { balanceMinor = 100_000 } = given;
    expect(terminal.bank.books.balanceMinor("a")).toBe(balanceMinor - (code === "00" ? 1_234 : 0));
  });

  test("posts once, however often it is told, and has the same number each time", () => {
    const terminal = open();
    const numbers = [1, 2, 3].map(() => terminal.send(advice(terminal))?.fields[37]);
    expect(new Set(numbers).size).toBe(1);
    expect(terminal.bank.books.balanceMinor("a")).toBe(98_766);
  });

  test("while its issuer is away it is to be told again", () => {
    const terminal = open();
    terminal.bank.setIssuer(ISSUER, "down", 0);
    expect(terminal.code(advice(terminal))).toBe("91");
    terminal.bank.setIssuer(ISSUER, "up", 0);
    expect(terminal.code(advice(terminal))).toBe("00");
  });

  test("can be voided by its number, like any other", () => {
    const terminal = open();
    const of = terminal.send(advice(terminal));
    const voided = orderFrame(terminal, "void", { stan: "000901", pan: PAN, of });
    expect(terminal.code(voided)).toBe("00");
    expect(terminal.bank.books.balanceMinor("a")).toBe(100_000);
  });
});
