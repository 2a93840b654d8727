import type { Answer } from "../../scenarios/format/scenario.ts";
import type { WireAct } from "../contract/index.ts";
import type { View } from "../core/counter/view.ts";
import { createRobot, type RobotMove } from "../core/training/robot.ts";
import type { Seat } from "./seat.ts";

/** A cashier who plays an answer at a seat, in the time of that world. */
export type RobotCashier = {
  /**
   * Plays on until all is done; again, at another seat of the same session, when the link was lost.
   * An act that was sent and never answered is then sent once more, as a page does.
   *
   * @returns undefined when all was done, or why not
   */
  readonly play: (seat: Seat, options?: PlayOptions) => Promise<string | undefined>;
  /** Ids of acts that were acknowledged. */
  readonly acknowledged: readonly string[];
};

export type PlayOptions = {
  /** Told how long each act took to be answered; its effect was shown before that. */
  readonly answered?: (realMs: number) => void;
};

type Sent = { readonly id: string; readonly act: WireAct; readonly reactedMs: number };

/** Sees only what the page is told, and acts only by messages. */
export function createRobotCashier(answer: Answer): RobotCashier {
  const robot = createRobot(answer, { by: "keys" });
  const acknowledged: string[] = [];
  let count = 0;
  let unanswered: Sent | undefined;

  const send = async (seat: Seat, sent: Sent, options: PlayOptions): Promise<void> => {
    unanswered = sent;
    const sentMs = performance.now();
    const said = await seat.act(sent.act, sent);
    options.answered?.(performance.now() - sentMs);
    unanswered = undefined;
    if (!said.ok) throw new Error(said.refusal.what.en);
    acknowledged.push(sent.id);
  };

  const play = async (seat: Seat, options: PlayOptions): Promise<void> => {
    if (unanswered !== undefined) await send(seat, unanswered, options);
    for (;;) {
      const move = robot.next(seat.view() as View, seat.worldNowMs());
      if (move.kind === "done") return;
      if (move.kind === "stuck") throw new Error(move.why);
      if (move.kind === "act") {
        count += 1;
        const { act, reactedMs } = move;
        await send(seat, { id: `robot-${count}`, act: act as WireAct, reactedMs }, options);
      } else {
        await lookAgain(seat, move);
      }
    }
  };

  return {
    acknowledged,
    play: (seat, options = {}) =>
      play(seat, options).then(
        () => undefined,
        (error: Error) => error.message,
      ),
  };
}

type Pause = Extract<RobotMove, { readonly kind: "think" | "watch" }>;

/** Waits until the robot may go on: it has thought, or was told something. Fails with the link. */
function lookAgain({ socket, worldNowMs, speed }: Seat, move: Pause): Promise<void> {
  const waitMs = move.kind === "think" ? move.waitMs : move.untilMs - worldNowMs();
  return new Promise((resolve, reject) => {
    const go = (): void => {
      clearTimeout(timer);
      socket.off("state", go).off("disconnect", go);
      if (socket.connected) resolve();
      else reject(new Error("the link was lost"));
    };
    const timer = setTimeout(go, Math.max(1, Math.ceil(waitMs / speed())));
    socket.once("disconnect", go);
    if (move.kind === "watch") socket.once("state", go);
    if (socket.disconnected) go();
  });
}
