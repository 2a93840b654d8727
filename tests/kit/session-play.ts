import type { Answer, Scenario } from "../../scenarios/format/scenario.ts";
import type { State, WireAct } from "../../sim-server/contract/index.ts";
import type { View } from "../../sim-server/core/counter/view.ts";
import { createRobot } from "../../sim-server/core/training/robot.ts";
import type { InputRow } from "../../sim-server/session/log.ts";
import { createSession, type Session } from "../../sim-server/session/session.ts";

export type SessionPlay = {
  readonly session: Session;
  readonly rows: readonly InputRow[];
  /** Every state that a page would have been sent, the whole one first. */
  readonly states: readonly State[];
  /** What the page made of them. */
  readonly view: View;
};

/** Plays an answer in a session as a page would, seeing only what is published; to the end. */
export function playSession(scenario: Scenario, answer: Answer, seed = 1): SessionPlay {
  const session = createSession({ scenario, seed, cashier: "小禾" });
  const robot = createRobot(answer, { by: "keys" });
  const rows: InputRow[] = [];
  const states: State[] = [];
  const view: Partial<View> = {};
  const hear = (state: State | undefined): void => {
    if (state === undefined) return;
    states.push(state);
    Object.assign(view, state.view);
  };
  const advance = (toMs: number): void => {
    session.advance(toMs);
    hear(session.changes());
  };
  const act = (wire: WireAct, reactedMs: number): void => {
    const row = session.stamp({ id: `a${rows.length}`, by: "keys", reactedMs, act: wire });
    if (row === undefined) throw new Error("ids of a play differ");
    rows.push(row);
    session.apply(row);
    hear(session.changes());
  };

  hear(session.whole());
  while (!session.ended()) {
    const nowMs = session.nowMs();
    const move = robot.next(view as View, nowMs);
    if (move.kind === "stuck") throw new Error(move.why);
    if (move.kind === "act") act(move.act as WireAct, move.reactedMs);
    else if (move.kind === "think") advance(nowMs + move.waitMs);
    else advance(session.nextDueMs() ?? nowMs + 1000);
  }
  return { session, rows, states, view: view as View };
}
