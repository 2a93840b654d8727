import { describe, expect, test } from "vitest";
import type { AccountOptions } from "../../../../sim-server/core/bank/bank-options.ts";
import { HOLDER_GREETING, type HolderStep } from "../../../../sim-server/core/bank/holder-line.ts";
import {
  HOLDER_CALLER,
  HOLDER_SPEECH,
  HOLDER_STATES,
} from "../../../../sim-server/core/bank/holder-line-texts.ts";
import { bankOptions, card, PANS, startBank } from "./test-terminal.ts";

const PAN = "6212345678000092";
const IDENTITY = "4417";

type Wish = HolderStep["kind"];

describe("a cardholder's call", () => {
  test("is greeted, verified, served and ended, with choices to the end", () => {
    const { say, choices } = open();
    expect(say()).toBe(HOLDER_SPEECH.greeting.en);
    expect(choices("verify")).toEqual([
      ...["explain", "freeze", "unfreeze", "unlock-pin", "change-pin", "report-lost", "farewell"],
    ]);
    expect(say("explain")).toBe(HOLDER_STATES.unrestricted.en);
    expect(choices("farewell")).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["another identity", PAN, "4418"],
    ["no identity", PAN, ""],
    ["a card without an identity on record", PANS.normal, ""],
    ["a card that nobody knows", PANS.unknown, IDENTITY],
  ])("with %s changes and tells nothing, at any step", (_name, pan, identity) => {
    for (const wish of ["verify", "explain", "freeze", "unfreeze", "report-lost"] as const) {
      const { say, choices, code } = open({ state: "frozen" });
      expect(say(wish, { pan, identity })).toBe(HOLDER_SPEECH["not-verified"].en);
      expect(choices(wish, { pan, identity })).toEqual([]);
      expect(code("000002")).toBe("57");
    }
  });
});

describe("what a verified holder asks for is done", () => {
  test("freezing stops the card, and unfreezing lets it pay again", () => {
    const { say, code } = open();
    expect([say("freeze"), code("000002")]).toEqual([HOLDER_SPEECH.frozen.en, "57"]);
    expect(say("explain")).toBe(HOLDER_STATES.held.en);
    expect([say("unfreeze"), code("000003")]).toEqual([HOLDER_SPEECH.unfrozen.en, "00"]);
  });

  test("a risk freeze ends with the verified holder's word", () => {
    const { say, code } = open({ state: "frozen" });
    expect([code("000002"), say("unfreeze"), code("000003")]).toEqual([
      "57",
      HOLDER_SPEECH.unfrozen.en,
      "00",
    ]);
  });

  test.each([
    ["dormant", "21"],
    ["restricted", "62"],
    ["cancelled", "14"],
  ] as const)("a %s account is not released on the telephone", (state, refused) => {
    const { say, code } = open({ state });
    expect(say("unfreeze")).toBe(HOLDER_SPEECH["cannot-unfreeze"].en);
    expect(say("freeze")).toBe(HOLDER_SPEECH["cannot-freeze"].en);
    expect(code("000002")).toBe(refused);
  });

  test("a card reported lost stays lost", () => {
    const { say, code } = open();
    expect([say("report-lost"), code("000002")]).toEqual([HOLDER_SPEECH["reported-lost"].en, "41"]);
    expect(say("report-lost")).toBe(HOLDER_SPEECH["already-stopped"].en);
    expect([say("unfreeze"), code("000003")]).toEqual([HOLDER_SPEECH["cannot-unfreeze"].en, "41"]);
  });

  test("a locked PIN is unlocked once, and only where it is locked", () => {
    const { terminal, say, code } = open({ cards: [{ ...card(PAN), pinTriesLeft: 0 }] });
    expect(code("000002")).toBe("75");
    expect(say("unlock-pin")).toBe(HOLDER_SPEECH["pin-unlocked"].en);
    expect(code("000003")).toBe("00");
    expect(say("unlock-pin")).toBe(HOLDER_SPEECH["pin-not-locked"].en);
    const told = terminal.events.filter(({ kind }) => kind === "bank.account");
    expect(told).toMatchObject([{ data: { change: "PIN unlocked for its holder" } }]);
  });

  test.each(["", "12345", "1234567", "12345a"])("%j is no new PIN", (newPin) => {
    const { say, code } = open();
    const caller = { pan: PAN, identity: IDENTITY, newPin };
    expect(say("change-pin", caller)).toBe(HOLDER_SPEECH["pin-unfit"].en);
    expect(code("000002")).toBe("00");
  });

  test("a new PIN counts from now on, unlocked, and the old one no more", () => {
    const { terminal, say, code } = open({ cards: [{ ...card(PAN), pinTriesLeft: 0 }] });
    const caller = { pan: PAN, identity: IDENTITY, newPin: "975310" };
    expect(say("change-pin", caller)).toBe(HOLDER_SPEECH["pin-changed"].en);
    expect(code("000002")).toBe("55");
    expect(terminal.code(terminal.sale({ stan: "000003", pan: PAN, pin: "975310" }))).toBe("00");
    expect(JSON.stringify(terminal.events)).not.toContain("975310");
  });

  test("nothing is done about the PIN of a card that is stopped", () => {
    const { say } = open({ cards: [{ ...card(PAN), state: "stolen", pinTriesLeft: 0 }] });
    const caller = { pan: PAN, identity: IDENTITY, newPin: "975310" };
    for (const wish of ["unlock-pin", "change-pin"] as const) {
      expect(say(wish, caller)).toBe(HOLDER_SPEECH["already-stopped"].en);
    }
  });

  test("each change is told in the trace, and nothing else is", () => {
    const { terminal, say } = open();
    for (const wish of ["verify", "explain", "freeze", "freeze", "unfreeze"] as const) say(wish);
    const told = terminal.events.filter(({ kind }) => kind === "bank.account");
    expect(told.map(({ data }) => data)).toEqual([
      { account: "under-test", change: "held by its holder" },
      { account: "under-test", change: "released for its holder" },
    ]);
  });
});

test("every sentence is there in both languages", () => {
  const sentences = [HOLDER_SPEECH, HOLDER_CALLER, HOLDER_STATES].flatMap((table) =>
    Object.values<{ zh: string; en: string }>(table),
  );
  for (const { zh, en } of sentences) {
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).toMatch(/[a-z]/);
  }
});

function open(changes: Partial<AccountOptions> = {}) {
  const account: AccountOptions = {
    id: "under-test",
    holder: "Holder",
    balanceMinor: 100_000,
    state: "normal",
    identity: IDENTITY,
    cards: [card(PAN)],
    ...changes,
  };
  const terminal = startBank(bankOptions([account]));
  terminal.signOn();
  const { bank } = terminal;
  const turn = (kind: Wish, caller = { pan: PAN, identity: IDENTITY }) =>
    bank.talkToHolder(caller, kind === "greeting" ? HOLDER_GREETING : { kind }, 0);
  return {
    terminal,
    say: (kind: Wish = "greeting", caller = { pan: PAN, identity: IDENTITY }) =>
      turn(kind, caller).says.en,
    choices: (kind: Wish, caller = { pan: PAN, identity: IDENTITY }) =>
      turn(kind, caller).choices.map(({ id }) => id),
    code: (stan: string) => terminal.code(terminal.sale({ stan, pan: PAN })),
  };
}
