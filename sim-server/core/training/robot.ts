import type { Answer, Intention } from "../../../scenarios/format/scenario.ts";
import type { Act, Modality } from "../counter/act.ts";
import type { View } from "../counter/view.ts";
import { type PlannedAct, planIntention } from "./intentions.ts";
import { actParMs } from "./par.ts";

/** What the robot does next. Whoever runs it asks again after every act, and whenever time is up. */
export type RobotMove =
  /** Does this now. */
  | { readonly kind: "act"; readonly act: Act; readonly reactedMs: number }
  /** Thinks for so long, whatever happens meanwhile. */
  | { readonly kind: "think"; readonly waitMs: number }
  /** Watches for what it needs; ask again when the view changes, at the latest at `untilMs`. */
  | { readonly kind: "watch"; readonly waitFor: string; readonly untilMs: number }
  | { readonly kind: "done" }
  | { readonly kind: "stuck"; readonly why: string };

/** How a robot plays; each has a chosen value without it. */
export type RobotOptions = {
  /** Its hand, for its pace. */
  readonly by?: Modality;
  /** Its pace: thinking time as a share of an expert's. */
  readonly factor?: number;
  /** How long it waits for one thing. */
  readonly limitMs?: number;
};

/** A cashier to be asked, again and again, what to do next. */
export type Robot = { readonly next: (view: View, nowMs: number) => RobotMove };

/** Chosen: below par with room for an act more than a step asks for. */
const FACTOR = 0.8;
/** Chosen: above the bank's time limit, three reversals and their pauses. */
const LIMIT_MS = 300_000;

/** A cashier who plays an answer: sees only the view, acts only by acts, and is never in doubt. */
export function createRobot(answer: Answer, options: RobotOptions = {}): Robot {
  const { by = "robot", factor = FACTOR, limitMs = LIMIT_MS } = options;
  const { play } = answer;
  let at = 0;
  let queue: readonly PlannedAct[] = [];
  let again = false;
  let thinksFromMs = 0;
  let watchesFromMs: number | undefined;

  const plan = (intention: Intention, view: View, nowMs: number): RobotMove | undefined => {
    const planned = planIntention(intention, view, standsAlone(play, at));
    if ("acts" in planned) {
      watchesFromMs = undefined;
      queue = planned.acts;
      again = planned.again ?? false;
      thinksFromMs = nowMs;
      if (queue.length === 0) at += 1;
      return undefined;
    }
    watchesFromMs ??= nowMs;
    const untilMs = watchesFromMs + limitMs;
    if (nowMs < untilMs) return { kind: "watch", waitFor: planned.lacks, untilMs };
    return { kind: "stuck", why: complain(at, intention, planned.lacks, view) };
  };

  const perform = (planned: PlannedAct, nowMs: number): RobotMove => {
    const readyMs = thinksFromMs + Math.round(actParMs(planned.thinking, by) * factor);
    if (nowMs < readyMs) return { kind: "think", waitMs: readyMs - nowMs };
    thinksFromMs = nowMs;
    queue = queue.slice(1);
    if (queue.length === 0 && !again) at += 1;
    return { kind: "act", act: planned.act, reactedMs: nowMs };
  };

  return {
    next: (view, nowMs) => {
      for (;;) {
        const planned = queue[0];
        if (planned !== undefined) return perform(planned, nowMs);
        const intention = play[at];
        if (intention === undefined) return { kind: "done" };
        const move = plan(intention, view, nowMs);
        if (move !== undefined) return move;
      }
    },
  };
}

function standsAlone(play: readonly Intention[], at: number): boolean {
  return !(isBareScan(play[at - 1]) || isBareScan(play[at + 1]));
}

function isBareScan(intention: Intention | undefined): boolean {
  return intention?.do === "scan" && intention.item === undefined;
}

function complain(at: number, intention: Intention, lacks: string, view: View): string {
  const speech = view.customer.speech?.id ?? "nothing";
  return (
    `intention ${at + 1} (${intention.do}) waited for ${lacks}; ` +
    `the terminal shows ${view.terminal.screen}, the customer says ${speech}, ` +
    `the card is ${view.card.place}, the printer's paper is ${view.printer.paper}`
  );
}
