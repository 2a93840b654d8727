import { z } from "./zod.ts";

/** To the worker: play an answer of this lesson as fast as it goes. */
export const playRequest = z.strictObject({
  /** The lesson's text, as its file holds it. */
  scenario: z.string(),
  /** `right`, or the id of a wrong answer. */
  answer: z.string(),
  seed: z.int().min(0).max(0xffff_ffff),
});

/** From the worker: how it went, or why it could not be played. */
export const playReply = z.union([
  z.object({ ok: z.literal(true), traceHash: z.string(), total: z.number(), worldMs: z.number() }),
  z.object({ ok: z.literal(false), why: z.string() }),
]);

export type PlayRequest = z.infer<typeof playRequest>;
export type PlayReply = z.infer<typeof playReply>;
