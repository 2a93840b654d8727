import { describe, expect, test } from "vitest";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { K_CODE_MS } from "../../../../sim-server/core/bank/k-codes.ts";
import { bankOptions, MERCHANT, PANS, startBank, type TestTerminal } from "./test-terminal.ts";

describe("a K-code", () => {
  test("stands for card and PIN, once: a repeat gets the same answer, another sale 94", () => {
    const { terminal, frame } = open();
    const sale = frame({ stan: "000002" });
    const answers = [sale, sale].map((each) => terminal.send(each)?.fields);
    expect(answers[0]).toMatchObject({ 2: PANS.normal, 39: "00" });
    expect(answers[1]).toEqual(answers[0]);
    expect(terminal.code(frame({ stan: "000003" }))).toBe("94");
    expect(terminal.bank.books.balanceMinor("normal")).toBe(98_766);
  });

  test.each([
    ["in its last millisecond", K_CODE_MS - 1, "00"],
    ["after three minutes", K_CODE_MS, "05"],
  ])("%s", (_name, nowMs, code) => {
    const { terminal, frame } = open();
    expect(terminal.send(frame({}), nowMs)?.fields[39]).toBe(code);
  });

  test.each([
    ["with the card it was given for", { pan: PANS.normal }, "00"],
    ["with another card", { pan: PANS.second }, "05"],
    ["another code", { code: "999999999999" }, "05"],
    ["half a code", { code: "12" }, "05"],
  ])("%s", (_name, changes, code) => {
    const { terminal, frame } = open();
    expect(terminal.code(frame(changes))).toBe(code);
  });

  test("of another merchant is refused", () => {
    const { terminal, frame } = open("TILLYARD0000009");
    expect(terminal.code(frame({}))).toBe("05");
  });

  test("does not help a card that must not be used, nor want of funds", () => {
    const { terminal } = open();
    const code = terminal.bank.issueKCode({ pan: PANS.frozen, merchant: MERCHANT }, 0) ?? "";
    expect(terminal.code(keyed(terminal, { code }))).toBe("57");
    const other = terminal.bank.issueKCode({ pan: PANS.normal, merchant: MERCHANT }, 0) ?? "";
    const dear = { code: other, stan: "000003", amountMinor: 100_001 };
    expect(terminal.code(keyed(terminal, dear))).toBe("51");
  });

  test("is not given for a card that nobody knows", () => {
    const { bank } = open().terminal;
    expect(bank.issueKCode({ pan: PANS.unknown, merchant: MERCHANT }, 0)).toBeUndefined();
  });

  test("is never told in the trace", () => {
    const { terminal, code, frame } = open();
    terminal.send(frame({}));
    expect(JSON.stringify(terminal.events)).not.toContain(code);
  });
});

type Keyed = {
  readonly stan?: string;
  readonly pan?: string;
  readonly code?: string;
  readonly amountMinor?: number;
};

/** A terminal, and a K-code for the normal card at `merchant`. */
function open(merchant = MERCHANT) {
  const terminal = startBank(bankOptions());
  terminal.signOn();
  const code = terminal.bank.issueKCode({ pan: PANS.normal, merchant }, 0) ?? "";
  const frame = (changes: Keyed): Uint8Array => keyed(terminal, { code, ...changes });
  return { terminal, code, frame };
}

function keyed(terminal: TestTerminal, { stan = "000002", code = "", ...rest }: Keyed): Uint8Array {
  const named = `K Code${String(code.length).padStart(2, "0")}${code}`;
  const fields = {
    2: rest.pan,
    14: undefined,
    22: "012",
    23: undefined,
    55: undefined,
    62: fromLatin1(named),
  };
  return terminal.sale({ stan, pin: undefined, ...rest, fields });
}
