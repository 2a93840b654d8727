import type { PlayReply, PlayRequest } from "../../sim-server/contract/index.ts";
import { playAnswer } from "../../sim-server/core/training/play.ts";
import { loadLessons } from "../../sim-server/io/scenario-files.ts";
import { expect, test } from "./kit/test.ts";

const LESSONS = loadLessons(["scenarios/library"]);
/** Not the seed that anything else here plays by. */
const SEED = 20_250_618;

test("a browser worker plays every lesson and comes to the same trace as Node", async ({
  page,
}) => {
  await page.goto("/");
  const requests = LESSONS.map(({ text }) => ({ scenario: text, answer: "right", seed: SEED }));
  const replies = await page.evaluate(askWorker, requests);
  const played = LESSONS.map(({ scenario }) =>
    playAnswer({ scenario, answer: scenario.answers.right, seed: SEED }),
  );
  expect(replies).toEqual(
    played.map(({ traceHash, card, worldMs }) => ({
      ok: true,
      traceHash,
      total: card.total,
      worldMs,
    })),
  );
  expect(new Set(played.map(({ traceHash }) => traceHash)).size).toBe(LESSONS.length);
});

test("a worker that is asked for nonsense says what was wrong, and goes on", async ({ page }) => {
  await page.goto("/");
  const scenario = LESSONS[0]?.text ?? "";
  const replies = await page.evaluate(askWorker, [
    { scenario: "format: 2", answer: "right", seed: 1 },
    { scenario, answer: "nobody's", seed: 1 },
    { scenario, answer: "right", seed: -1 },
    { scenario, answer: "right", seed: 1 },
  ]);
  const said = replies.map((reply) => (reply.ok ? "played" : reply.why.split("\n")[0]));
  expect(said).toEqual([
    expect.stringMatching(/^lesson:1:1: /),
    "the lesson has no answer nobody's",
    expect.stringMatching(/^seed: /),
    "played",
  ]);
});

/** Runs in the page: asks one worker one thing after another. */
async function askWorker(requests: readonly PlayRequest[]): Promise<PlayReply[]> {
  const worker = new Worker("/worker.js", { type: "module" });
  const replies: PlayReply[] = [];
  for (const request of requests) {
    replies.push(
      await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(request);
      }),
    );
  }
  worker.terminate();
  return replies;
}
