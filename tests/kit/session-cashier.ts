import type { Answer } from "../../scenarios/format/scenario.ts";
import type { State, WireAct } from "../../sim-server/contract/index.ts";
import type { View } from "../../sim-server/core/counter/view.ts";
import { createRobot } from "../../sim-server/core/training/robot.ts";
import type { InputRow } from "../../sim-server/session/log.ts";
import type { Session } from "../../sim-server/session/session.ts";

/** What passes time for a session and whatever stands beside it. */
export type Passing = { readonly advance: (toMs: number) => void };

/** How long nothing may come of it before a test gives up. */
const LIMIT_MS = 300_000;
/** How often it is looked whether anything has come of it. */
const LOOK_MS = 50;

/** A robot cashier at a session, who sees only what is published. */
export function seatCashier(session: Session, rows: InputRow[], answer: Answer) {
  const robot = createRobot(answer, { by: "keys" });
  const view: Partial<View> = {};
  const hear = (state: State | undefined): void => void Object.assign(view, state?.view);
  hear(session.whole());

  const act = (wire: WireAct, reactedMs = session.nowMs()): string | undefined => {
    const id = `act-${rows.length}`;
    const row = session.stamp({ id, by: "keys", reactedMs, act: wire });
    if (row === undefined) throw new Error("ids of a play differ");
    rows.push(row);
    const refused = session.apply(row);
    hear(session.changes());
    return refused;
  };

  const pass = (passing: Passing, waitMs: number): void => {
    passing.advance(session.nowMs() + waitMs);
    hear(session.changes());
  };

  const play = (passing: Passing): void => {
    const move = robot.next(view as View, session.nowMs());
    if (move.kind === "stuck") throw new Error(move.why);
    if (move.kind === "act") act(move.act as WireAct, move.reactedMs);
    else pass(passing, move.kind === "think" ? Math.min(move.waitMs, LOOK_MS) : LOOK_MS);
  };

  const until = (holds: (view: View) => boolean, goOn: () => void): void => {
    const limitMs = session.nowMs() + LIMIT_MS;
    while (!holds(view as View)) {
      if (session.nowMs() > limitMs) throw new Error(`nothing came of it: ${screenOf(view)}`);
      goOn();
    }
  };

  return {
    act,
    view: (): View => view as View,
    /** Plays on until it holds. */
    playUntil: (passing: Passing, holds: (view: View) => boolean): void =>
      until(holds, () => play(passing)),
    /** Does nothing until it holds. */
    waitUntil: (passing: Passing, holds: (view: View) => boolean): void =>
      until(holds, () => pass(passing, LOOK_MS)),
  };
}

function screenOf({ terminal }: Partial<View>): string {
  return JSON.stringify(terminal?.lines);
}
