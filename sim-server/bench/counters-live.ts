import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import { type LessonFile, loadLessons } from "../io/scenario-files.ts";
import { PACKAGE_FOLDER } from "../package-info.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { type Measured, startMeasured, type Usage } from "./measured.ts";
import { percentile } from "./rate.ts";
import { createRobotCashier } from "./robot-cashier.ts";
import { connect, enter, openLesson, type Seat } from "./seat.ts";

/** Counters at once, as a class in one room has them. */
const COUNTERS = 30;
/** Chosen: long enough for a thousand acts, shorter than any lesson. */
const PLAYED_MS = 40_000;
const EFFECT_MAX_MS = 50;

export const COUNTERS_LIVE: Benchmark = {
  name: "counters-live",
  measures: `${COUNTERS} paced counters played by robots through sockets for ${PLAYED_MS / 1000} s`,
  run: async () => {
    const [real, bare] = await Promise.all([startMeasured("real"), startMeasured("bare")]);
    try {
      return figures(await playAll(real, bare));
    } finally {
      await Promise.all([real.stop(), bare.stop()]);
    }
  },
};

type Played = {
  readonly effectsMs: readonly number[];
  readonly acknowledgementsMs: readonly number[];
  readonly real: Spent;
  readonly bare: Spent;
};

/** Used by one counter: thousandths of a core, and bytes. */
type Spent = { readonly cpuMsPerS: number; readonly bytes: number };

async function playAll(real: Measured, bare: Measured): Promise<Played> {
  const lessons = loadLessons([join(PACKAGE_FOLDER, "scenarios", "library")]);
  const emptyBytes = (await Promise.all([real.usage(), bare.usage()])).map(bytesOf);
  const seats = await Promise.all(
    Array.from({ length: COUNTERS }, (_, at) => sit(real, lessons, at)),
  );
  const bareSockets = await Promise.all(seats.map(() => connectBare(bare)));
  const [effectsMs, acknowledgementsMs]: [number[], number[]] = [[], []];
  const before = await Promise.all([real.usage(), bare.usage()]);
  const startMs = performance.now();
  for (const [at, { seat, lesson }] of seats.entries()) {
    const answered = (realMs: number): void => {
      effectsMs.push(realMs);
      const socket = bareSockets[at];
      // As often, at the same moments, and about as large.
      if (socket !== undefined)
        time(() => socket.emitWithAck("act", LIKE_AN_ACT), acknowledgementsMs);
    };
    // Whoever is done, or cut off at the end, is done.
    void createRobotCashier(lesson.scenario.answers.right).play(seat, { answered });
  }
  await sleep(PLAYED_MS);
  const after = await Promise.all([real.usage(), bare.usage()]);
  const seconds = (performance.now() - startMs) / 1000;
  for (const { seat } of seats) seat.close();
  for (const socket of bareSockets) socket.close();
  const spent = (at: 0 | 1): Spent => ({
    cpuMsPerS: (after[at].cpuMs - before[at].cpuMs) / seconds / COUNTERS,
    bytes: (after[at].heapBytes - (emptyBytes[at] ?? 0)) / COUNTERS,
  });
  return { effectsMs, acknowledgementsMs, real: spent(0), bare: spent(1) };
}

function figures({ effectsMs, acknowledgementsMs, real, bare }: Played): Figure[] {
  return [
    {
      name: "counters-live",
      value: percentile(effectsMs, 95),
      unit: `ms p95 of ${effectsMs.length} acts to their stored effect`,
      baseline: "bare socket.io acknowledgement at the same moments",
      baselineValue: percentile(acknowledgementsMs, 95),
      target: { of: "value", atMost: EFFECT_MAX_MS },
    },
    {
      name: "counters-live-cpu",
      value: real.cpuMsPerS,
      unit: "ms of a core a second for one counter",
      baseline: "bare socket.io acknowledgements",
      baselineValue: bare.cpuMsPerS,
      target: undefined,
    },
    {
      name: "counters-live-memory",
      value: real.bytes / 1024,
      unit: "KiB for one counter",
      baseline: "bare socket.io connection",
      baselineValue: bare.bytes / 1024,
      target: undefined,
    },
  ];
}

type Taken = { readonly seat: Seat; readonly lesson: LessonFile };

async function sit(real: Measured, lessons: readonly LessonFile[], at: number): Promise<Taken> {
  const lesson = lessons[at % lessons.length];
  if (lesson === undefined) throw new Error("the library holds lessons");
  const guest = await enter(real.url, `robot ${at}`);
  const seat = await connect(guest, await openLesson(guest, lesson.scenario.id, at));
  await seat.join();
  return { seat, lesson };
}

const LIKE_AN_ACT = {
  id: "0123456789-0",
  by: "keys",
  reactedMs: 20_000,
  act: { type: "key", device: "terminal", key: "enter" },
};

/** A connection that is only ever acknowledged. */
async function connectBare({ url }: Measured): Promise<Socket> {
  const socket = io(url, { transports: ["websocket"], forceNew: true });
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  return socket;
}

function time(work: () => Promise<unknown>, into: number[]): void {
  const startMs = performance.now();
  work().then(
    () => into.push(performance.now() - startMs),
    // Cut off at the end of the measuring: not a measurement.
    () => undefined,
  );
}

function bytesOf({ heapBytes }: Usage): number {
  return heapBytes;
}
