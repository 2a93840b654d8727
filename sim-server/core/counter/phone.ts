import type { Bank } from "../bank/bank.ts";
import { type CallChoice, type CallTurn, GREETING } from "../bank/service-line.ts";
import type { Emit } from "../trace-events.ts";
import type { Node } from "../world/node.ts";
import type { Outcome } from "./rig.ts";
import type { PhoneView } from "./view.ts";

/** The phone on the counter, and whoever it reaches. */
export type Phone = {
  readonly dial: (number: string) => Outcome;
  readonly answer: (choice: string) => Outcome;
  readonly hangUp: () => Outcome;
  readonly view: () => PhoneView;
};

/** What a phone hangs on: the bank it can reach, and for which terminal. */
export type PhonePorts = {
  readonly node: Node;
  readonly emit: Emit;
  readonly bank: Pick<Bank, "talk">;
  readonly bankNumber: string;
  readonly terminalId: string;
};

/** Chosen: how long it rings, and how long the agent takes to look something up. */
const RINGING_MS = 4_000;
const LOOK_UP_MS = 1_500;

const ON_HOOK: PhoneView = { state: "on-hook", number: "", transcript: [], choices: [] };

/** A phone on its hook. */
export function createPhone({ node, emit, bank, bankNumber, terminalId }: PhonePorts): Phone {
  let view = ON_HOOK;
  let choices: readonly CallChoice[] = [];
  /** Grows with every call, so that what was due in an earlier one finds it over. */
  let call = 0;

  const inThisCall = (task: () => void): (() => void) => {
    const mine = call;
    return () => {
      if (mine === call && view.state !== "on-hook") task();
    };
  };

  const hear = (turn: CallTurn): void => {
    choices = turn.choices;
    view = {
      ...view,
      state: "talking",
      transcript: [...view.transcript, { who: "agent", ...turn.says }],
      choices: turn.choices.map(({ id, text }) => ({ id, ...text })),
    };
    emit("phone.agent", { line: turn.says.zh, choices: turn.choices.map(({ id }) => id) });
    if (turn.choices.length === 0) putDown("agent");
  };

  const putDown = (by: "cashier" | "agent"): void => {
    view = { ...view, state: "on-hook", choices: [] };
    choices = [];
    emit("phone.hung-up", { by });
  };

  const dial = (number: string): void => {
    call += 1;
    const reached = digitsOf(number) === digitsOf(bankNumber);
    view = { ...ON_HOOK, state: "ringing", number };
    emit("phone.dialled", { number, reached });
    const greet = (): void => hear(bank.talk(terminalId, GREETING, node.nowMs()));
    node.after(RINGING_MS, inThisCall(reached ? greet : () => putDown("agent")));
  };

  const answer = (choice: CallChoice): void => {
    choices = [];
    view = {
      ...view,
      transcript: [...view.transcript, { who: "cashier", ...choice.text }],
      choices: [],
    };
    emit("phone.answered", { choice: choice.id });
    const reply = (): void => hear(bank.talk(terminalId, choice.next, node.nowMs()));
    node.after(LOOK_UP_MS, inThisCall(reply));
  };

  return {
    view: () => view,
    dial: (number) => (view.state === "on-hook" ? () => dial(number) : "not-now"),
    answer: (id) => {
      const choice = choices.find((offered) => offered.id === id);
      if (choice !== undefined) return () => answer(choice);
      return view.state === "talking" ? "unknown" : "not-now";
    },
    hangUp: () => (view.state === "on-hook" ? "not-now" : () => putDown("cashier")),
  };
}

function digitsOf(number: string): string {
  return number.replaceAll("-", "");
}
