import type { Bank } from "../bank/bank.ts";
import { type CallChoice, type CallTurn, GREETING } from "../bank/service-line.ts";
import type { Emit, Refusal } from "../trace-events.ts";
import type { Node } from "../world/node.ts";
import type { PhoneView } from "./view.ts";

/** The phone on the counter, and whoever it reaches. */
export type Phone = {
  readonly dial: (number: string) => Refusal | undefined;
  readonly answer: (choice: string) => Refusal | undefined;
  readonly hangUp: () => Refusal | undefined;
  readonly view: () => PhoneView;
};

export type PhonePorts = {
  readonly node: Node;
  readonly emit: Emit;
  readonly bank: Bank;
  readonly bankNumber: string;
  readonly terminalId: string;
};

/** Chosen: how long it rings, and how long the agent takes to look something up. */
const RINGING_MS = 4_000;
const LOOK_UP_MS = 1_500;

const ON_HOOK: PhoneView = { state: "on-hook", number: "", transcript: [], choices: [] };

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

  return {
    view: () => view,
    dial: (number) => {
      if (view.state !== "on-hook") return "not-now";
      call += 1;
      const reached = digitsOf(number) === digitsOf(bankNumber);
      view = { ...ON_HOOK, state: "ringing", number };
      emit("phone.dialled", { number, reached });
      if (reached) {
        node.after(
          RINGING_MS,
          inThisCall(() => hear(bank.talk(terminalId, GREETING, node.nowMs()))),
        );
      } else {
        node.after(
          RINGING_MS,
          inThisCall(() => putDown("agent")),
        );
      }
      return undefined;
    },
    answer: (id) => {
      const choice = choices.find((offered) => offered.id === id);
      if (choice === undefined) return view.state === "talking" ? "unknown" : "not-now";
      choices = [];
      view = {
        ...view,
        transcript: [...view.transcript, { who: "cashier", ...choice.text }],
        choices: [],
      };
      emit("phone.answered", { choice: id });
      node.after(
        LOOK_UP_MS,
        inThisCall(() => hear(bank.talk(terminalId, choice.next, node.nowMs()))),
      );
      return undefined;
    },
    hangUp: () => {
      if (view.state === "on-hook") return "not-now";
      putDown("cashier");
      return undefined;
    },
  };
}

function digitsOf(number: string): string {
  return number.replaceAll("-", "");
}
