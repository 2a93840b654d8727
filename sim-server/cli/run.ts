import process from "node:process";
import { invariant, TillyardError } from "../../device-emulators/kit/errors.ts";
import type { Answer, Scenario, WrongAnswer } from "../../scenarios/format/scenario.ts";
import { beyondReach, beyondSight, withinSight } from "../core/counter/beyond-reach.ts";
import { type Play, type PlayOptions, playAnswer } from "../core/training/play.ts";
import { type AcquirerSetup, fromStan } from "../io/acquirer/load-acquirer.ts";
import { hashOfReplay, playThere } from "../io/acquirer/play-there.ts";
import type { LessonFile } from "../io/scenario-files.ts";
import { loadLessons } from "../io/scenario-files.ts";
import { ACQUIRER_FLAGS, acquirerAgain, readAcquirer } from "./acquirer-flags.ts";
import { wholeNumber } from "./flags.ts";
import type { PlayedCase } from "./reports/case.ts";
import { readTarget, writeOut, writeReport } from "./reports/report.ts";
import type { Verb } from "./verb.ts";

export const RUN: Verb = {
  name: "run",
  summary: "plays scenarios without a screen, by a robot cashier, and checks their scores",
  takes: "<files or folders...> [flags]",
  takesWords: true,
  flags: [
    { name: "seed", value: "N", means: "seed of the run, 0 to 4294967295 (1)" },
    { name: "robot", value: "WHICH", means: "answers to play: all, right, wrong, or one id (all)" },
    { name: "trace", value: "FILE", means: "write the traces, one JSON line an event" },
    {
      name: "report",
      value: "KIND=FILE",
      means: "write a report: junit=FILE, json=FILE or html=FILE",
      many: true,
    },
    { name: "json", means: "print one JSON object for each answer" },
    ...ACQUIRER_FLAGS,
  ],
  examples: [
    "npx tillyard run scenarios/library",
    "npx tillyard run scenarios/library/010-first-sale.yaml --robot right --trace sale.jsonl",
    "npx tillyard run scenarios/library --report junit=junit.xml --report html=report.html",
    "npx tillyard run scenarios/library --robot right --acquirer localhost:8583",
  ],
  run: async (call) => {
    const seed = wholeNumber(call, "seed", { min: 0, max: 0xffff_ffff }) ?? 1;
    const targets = call.texts("report").map(readTarget);
    const which = call.text("robot") ?? "all";
    if (call.words.length === 0) throw nothingToRun();
    const acquirer = readAcquirer(call);
    const lessons = withinReach(loadLessons(call.words), acquirer);
    const trace: string[] = [];
    const cases: PlayedCase[] = [];
    for (const file of lessons) {
      for await (const played of playFile(file, { seed, which, trace, acquirer })) {
        cases.push(played);
        process.stdout.write(
          call.on("json") ? `${JSON.stringify(played)}\n` : line(played, acquirerAgain(call)),
        );
      }
    }
    if (cases.length === 0) throw noSuchAnswer(which);
    for (const target of targets) writeReport(target, cases);
    const traceFile = call.text("trace");
    if (traceFile !== undefined) writeOut(traceFile, `${trace.join("\n")}\n`);
    const failed = cases.filter(({ passed }) => !passed).length;
    const closing = `${cases.length - failed} passed, ${failed} failed\n`;
    (call.on("json") ? process.stderr : process.stdout).write(closing);
    return failed === 0 ? 0 : 1;
  },
};

/** The lessons that can be played at that bank; what cannot, and why, is said. */
function withinReach(
  lessons: readonly LessonFile[],
  acquirer: AcquirerSetup | undefined,
): readonly LessonFile[] {
  if (acquirer === undefined) return lessons;
  const say = (file: string, what: string, why: readonly string[]): void => {
    if (why.length > 0) process.stderr.write(`${what} ${file}: ${why.join("; ")}\n`);
  };
  const within = lessons.filter(({ file, scenario }) => {
    const reasons = beyondReach(scenario);
    say(file, "left out", reasons);
    return reasons.length === 0;
  });
  if (within.length === 0) throw nothingWithinReach();
  for (const { file, scenario } of within) say(file, "note on", beyondSight(scenario));
  return within;
}

type RunOptions = {
  readonly seed: number;
  readonly which: string;
  readonly trace: string[];
  readonly acquirer: AcquirerSetup | undefined;
};

async function* playFile(
  file: LessonFile,
  { seed, which, trace, acquirer }: RunOptions,
): AsyncGenerator<PlayedCase> {
  const { scenario } = file;
  const play = (answer: Answer): Promise<Play> =>
    playAt(acquirer, { scenario, answer, seed, sink: ({ line: text }) => void trace.push(text) });
  const judged = (name: string, played: Play, complaints: readonly string[]): PlayedCase => ({
    file: file.file,
    lesson: scenario.id,
    answer: name,
    seed,
    scored: scenario.kind !== "qa" && scenario.kind !== "practice",
    passed: complaints.length === 0,
    complaints,
    total: played.card.total,
    losses: played.card.losses.map(({ rule, points }) => ({ rule, points })),
    worldMs: played.worldMs,
    traceHash: played.traceHash,
  });
  if (which === "all" || which === "right") {
    const played = await play(scenario.answers.right);
    yield judged("right", played, complaintsOfRight(scenario, played));
  }
  for (const answer of scenario.answers.wrong) {
    if (which !== "all" && which !== "wrong" && which !== answer.id) continue;
    const played = await play(answer);
    yield judged(answer.id, played, complaintsOfWrong(answer, played));
  }
}

async function playAt(acquirer: AcquirerSetup | undefined, options: PlayOptions): Promise<Play> {
  if (acquirer === undefined) return playAnswer(options);
  const within = { ...options, scenario: withinSight(options.scenario) };
  const [terminal] = acquirer.acquirers;
  invariant(terminal !== undefined, "an acquirer has given out a terminal");
  const there = { acquirer: fromStan(terminal, acquirer.lastStan()), address: acquirer };
  const played = await playThere(within, there, () => performance.now());
  invariant(
    hashOfReplay(within, there, played) === played.play.traceHash,
    "what was received makes the same world again",
  );
  return played.play;
}

function complaintsOfRight({ kind }: Scenario, played: Play): readonly string[] {
  if (played.stuck !== undefined) return [played.stuck];
  if (kind === "qa") return played.unmet;
  if (kind === "practice") return [];
  if (!played.ended) return ["the customer was still there at the end"];
  return played.card.losses.map(({ rule, points }) => `lost ${points} points to ${rule}`);
}

function complaintsOfWrong(answer: WrongAnswer, played: Play): string[] {
  if (played.stuck !== undefined) return [played.stuck];
  const wanted = tally(answer.loses);
  const found = tally(played.card.losses);
  return [...new Set([...wanted.keys(), ...found.keys()])]
    .filter((rule) => wanted.get(rule) !== found.get(rule))
    .map(
      (rule) =>
        `${rule} should lose ${wanted.get(rule) ?? 0} points, and lost ${found.get(rule) ?? 0}`,
    );
}

function tally(losses: readonly { rule: string; points: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { rule, points } of losses) sums.set(rule, (sums.get(rule) ?? 0) + points);
  return sums;
}

/** @param there flags with which it is played again */
function line(played: PlayedCase, there: string): string {
  const mark = played.passed ? "ok    " : "FAILED";
  const score = played.scored ? `${played.total} of 1000, ` : "";
  const time = `${(played.worldMs / 1000).toFixed(1)} s of world time`;
  const head = `${mark} ${played.lesson} / ${played.answer}: ${score}${time}\n`;
  const why = played.complaints.map((complaint) => `         ${complaint}\n`);
  const again = `         again: npx tillyard run ${played.file} --robot ${played.answer} --seed ${played.seed}${there}\n`;
  return played.passed ? head : [head, ...why, again].join("");
}

function nothingToRun(): TillyardError {
  return new TillyardError("config-invalid", "run: no file or folder was named", {
    hint: "npx tillyard run scenarios/library plays the lessons that come with it",
  });
}

function nothingWithinReach(): TillyardError {
  return new TillyardError("config-invalid", "no lesson can be played at someone else's bank", {
    hint: "leave out --acquirer, or name lessons without faults of the bank and its line",
  });
}

function noSuchAnswer(which: string): TillyardError {
  return new TillyardError("config-invalid", `no answer is called ${which}`, {
    hint: "--robot takes all, right, wrong, or the id of a wrong answer in the files named",
  });
}
