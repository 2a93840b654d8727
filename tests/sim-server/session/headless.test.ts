import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { playReply } from "../../../sim-server/contract/index.ts";
import { playAnswer } from "../../../sim-server/core/training/play.ts";
import { playHeadless } from "../../../sim-server/session/headless.ts";
import { lesson } from "../../kit/lessons.ts";

const TEXT = readFileSync("scenarios/library/020-wrong-pin.yaml", "utf8");
const { right, wrong } = lesson("wrong-pin").answers;

test.each([["right", right] as const, ...wrong.map((answer) => [answer.id, answer] as const)])(
  "%s, from the lesson's text, comes to what it comes to",
  (answer, played) => {
    const { traceHash, card, worldMs } = playAnswer({
      scenario: lesson("wrong-pin"),
      answer: played,
      seed: 7,
    });
    const reply = playHeadless({ scenario: TEXT, answer, seed: 7 });
    expect(playReply.parse(reply)).toEqual({ ok: true, traceHash, total: card.total, worldMs });
  },
);

test.each([
  ["a text that is no lesson", { scenario: "format: 2" }, /^lesson:1:1: /],
  ["an answer that is not there", { answer: "x" }, /^the lesson has no answer x$/],
])("%s is refused in words", (_what, changes, why) => {
  const reply = playHeadless({ scenario: TEXT, answer: "right", seed: 1, ...changes });
  expect(reply).toEqual({ ok: false, why: expect.stringMatching(why) });
});
