import type { Acquirer } from "../../core/counter/acquirer.ts";
import type { Input } from "../../core/counter/act.ts";
import { type Counter, createCounter } from "../../core/counter/counter.ts";
import { OPENING_MS } from "../../core/counter/opening.ts";
import {
  openPlay,
  type Play,
  type PlayOptions,
  robotMoves,
  timesToEnd,
} from "../../core/training/play.ts";
import { createLineSocket, type LineAddress } from "./line-socket.ts";
import { createLineTime, type LineTime } from "./line-time.ts";

/** Someone else's bank as a run meets it. */
export type There = { readonly acquirer: Acquirer; readonly address: LineAddress };

export type PlayThere = {
  readonly play: Play;
  /** All that entered the world; it makes the same world again, without the bank. */
  readonly inputs: readonly Input[];
};

/** Plays an answer at someone else's bank, in real time while that is waited for. */
export async function playThere(
  options: Omit<PlayOptions, "acquirer">,
  { acquirer, address }: There,
  realNowMs: () => number,
): Promise<PlayThere> {
  const { counter, end } = openPlay({ ...options, acquirer });
  const inputs: Input[] = [];
  const recorded: Counter = {
    ...counter,
    apply: (input) => {
      inputs.push(input);
      return counter.apply(input);
    },
  };
  const time = createLineTime(counter, {
    realNowMs,
    letIn: (line) => {
      const seq = inputs.length + 1;
      recorded.apply({ seq, id: `line-${seq}`, atMs: counter.nowMs(), line });
    },
  });
  let failure: unknown;
  const socket = createLineSocket(address, {
    receive: time.hear,
    keep: async () => undefined,
    failed: (error) => {
      failure ??= error;
    },
  });
  counter.outside?.attach(socket.perform);
  try {
    const stuck = await drive(recorded, options, time);
    if (failure !== undefined) throw failure;
    return { play: end(stuck), inputs };
  } finally {
    socket.close();
  }
}

async function drive(
  counter: Counter,
  { answer, robot }: Pick<PlayOptions, "answer" | "robot">,
  time: LineTime,
): Promise<string | undefined> {
  while (!counter.begun()) await time.advance(OPENING_MS);
  const moves = robotMoves(counter, answer, robot);
  for (;;) {
    const next = moves.next();
    if (next.done && next.value !== undefined) return next.value;
    if (next.done) break;
    await time.advance(next.value);
  }
  for (const toMs of timesToEnd(counter)) await time.advance(toMs);
  return undefined;
}

/** The trace hash of the world that these inputs make: without a bank, and nothing is sent. */
export function hashOfReplay(
  { scenario, seed }: Pick<PlayOptions, "scenario" | "seed">,
  { acquirer }: Pick<There, "acquirer">,
  { inputs, play }: PlayThere,
): string {
  const counter = createCounter({ scenario, seed, acquirer, sink: () => undefined });
  for (const input of inputs) counter.apply(input);
  counter.advance(play.worldMs);
  return counter.traceHash();
}
