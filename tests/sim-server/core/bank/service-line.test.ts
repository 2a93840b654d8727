import { describe, expect, test } from "vitest";
import {
  type CallStep,
  type CallTurn,
  type ChoiceId,
  GREETING,
} from "../../../../sim-server/core/bank/service-line.ts";
import {
  CALLER,
  CARD_STATES,
  OUTCOMES,
  SPEECH,
} from "../../../../sim-server/core/bank/service-line-texts.ts";
import { PANS, startBank, TERMINAL } from "./test-terminal.ts";

describe("a call to the bank", () => {
  test("is greeted, asked, answered and ended", () => {
    const terminal = open();
    terminal.send(terminal.sale());
    expect(call(terminal, "transaction", "latest", "goodbye").map(({ says }) => says.en)).toEqual([
      "Merchant service of the bank, how can I help you?",
      "Which transaction is it?",
      "Trace 000002, 12.34 yuan: approved and posted. Please do not charge it again.",
      "Thank you for calling. Goodbye.",
    ]);
    expect(call(terminal, "goodbye").at(-1)?.choices).toEqual([]);
  });

  test("offers the last three transactions, latest first, and another", () => {
    const terminal = open();
    for (const stan of ["000002", "000003", "000004", "000005"]) {
      terminal.send(terminal.sale({ stan, amountMinor: Number(stan) * 100 }));
    }
    const choices = call(terminal, "card").at(-1)?.choices ?? [];
    expect(choices.map(({ id, text }) => `${id}: ${text.zh}`)).toEqual([
      "latest: 凭证号000005，5.00元",
      "second: 凭证号000004，4.00元",
      "third: 凭证号000003，3.00元",
      "other: 不在其中的另一笔",
    ]);
  });

  test("without transactions says that nothing was charged", () => {
    expect(said(open(), "transaction")).toBe(SPEECH["none-seen"].en);
  });

  test("of a transaction that is not among them says that it was not received", () => {
    const terminal = open();
    terminal.send(terminal.sale());
    expect(said(terminal, "transaction", "other")).toBe(SPEECH["not-received"].en);
  });

  test("from a terminal that is not registered is told nothing", () => {
    const terminal = open();
    terminal.send(terminal.sale());
    const step: CallStep = { kind: "ask-which", about: "transaction" };
    expect(terminal.bank.talk("99999999", step, 0).says).toBe(SPEECH["not-verified"]);
  });
});

describe("what became of a transaction", () => {
  test.each([
    [
      "approved",
      ["sale"],
      "Trace 000002, 12.34 yuan: approved and posted. Please do not charge it again.",
    ],
    [
      "reversed",
      ["sale", "reversal"],
      "Trace 000002, 12.34 yuan: reversed. The money is back in the cardholder's account.",
    ],
    [
      "declined",
      ["wrong PIN"],
      "Trace 000002, 12.34 yuan: declined with code 55. Nothing was charged.",
    ],
    [
      "declined, then reversed",
      ["wrong PIN", "reversal"],
      "Trace 000002, 12.34 yuan: declined with code 55. Nothing was charged.",
    ],
    [
      "overtaken",
      ["reversal", "sale"],
      "Trace 000002, 12.34 yuan: declined with code 22. Nothing was charged.",
    ],
    [
      "lost",
      ["reversal"],
      "Trace 000002: we have its reversal but never had the request. Nothing was charged.",
    ],
  ])("%s", (_name, frames, expected) => {
    const terminal = open();
    for (const kind of frames) {
      const pin = kind === "wrong PIN" ? { pin: "000000" } : {};
      terminal.send(kind === "reversal" ? terminal.reversal() : terminal.sale(pin));
    }
    expect(said(terminal, "transaction", "latest")).toBe(expected);
  });

  test("is looked up when it is told, not when it is asked", () => {
    const terminal = open();
    terminal.send(terminal.sale());
    const [latest] = call(terminal, "transaction").at(-1)?.choices ?? [];
    terminal.send(terminal.reversal());
    expect(terminal.bank.talk(TERMINAL, latest?.next ?? GREETING, 0).says.en).toContain("reversed");
  });
});

describe("why a card does not work", () => {
  test.each([
    ["normal", CARD_STATES.unrestricted],
    ["frozen", CARD_STATES.frozen],
    ["dormant", CARD_STATES.dormant],
    ["restricted", CARD_STATES.restricted],
    ["lost", CARD_STATES.lost],
    ["stolen", CARD_STATES.stolen],
    ["expired", CARD_STATES.expired],
    ["locked", CARD_STATES["pin-locked"]],
    ["unknown", CARD_STATES.unknown],
  ] as const)("%s", (name, expected) => {
    const terminal = open();
    terminal.send(terminal.sale({ pan: PANS[name] }));
    expect(call(terminal, "card", "latest").at(-1)?.says).toBe(expected);
  });

  test("a PIN locked a moment ago is locked on the phone", () => {
    const terminal = open();
    for (const stan of ["000002", "000003", "000004"]) {
      expect(said(terminal, "card", "latest")).not.toBe(CARD_STATES["pin-locked"].en);
      terminal.send(terminal.sale({ stan, pin: "000000" }));
    }
    expect(said(terminal, "card", "latest")).toBe(CARD_STATES["pin-locked"].en);
  });

  test("want of funds is not for the merchant to hear", () => {
    const terminal = open();
    terminal.send(terminal.sale({ amountMinor: 100_001 }));
    expect(said(terminal, "card", "latest")).toBe(CARD_STATES.unrestricted.en);
  });

  test("asking to release it changes nothing", () => {
    const terminal = open();
    terminal.send(terminal.sale({ pan: PANS.frozen }));
    expect(said(terminal, "unfreeze")).toBe(SPEECH["no-unfreezing"].en);
    expect(terminal.code(terminal.sale({ stan: "000003", pan: PANS.frozen }))).toBe("57");
  });
});

test("every sentence is there in both languages, with the same places to fill", () => {
  const sentences = [OUTCOMES, CARD_STATES, SPEECH, CALLER].flatMap((table) =>
    Object.values<{ zh: string; en: string }>(table),
  );
  for (const { zh, en } of sentences) {
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).toMatch(/[a-z]/);
    expect(zh.match(/\{\w+\}/g)).toEqual(en.match(/\{\w+\}/g));
  }
});

type Terminal = ReturnType<typeof startBank>;

function open(): Terminal {
  const terminal = startBank();
  terminal.signOn();
  return terminal;
}

/** Every turn of the agent in a call in which the caller makes `choices`. */
function call(terminal: Terminal, ...choices: readonly ChoiceId[]): CallTurn[] {
  const turns = [terminal.bank.talk(TERMINAL, GREETING, 0)];
  for (const id of choices) {
    const choice = turns.at(-1)?.choices.find((offered) => offered.id === id);
    if (choice === undefined) break;
    turns.push(terminal.bank.talk(TERMINAL, choice.next, 0));
  }
  return turns;
}

function said(terminal: Terminal, ...choices: readonly ChoiceId[]): string | undefined {
  return call(terminal, ...choices).at(-1)?.says.en;
}
