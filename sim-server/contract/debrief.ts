import { text } from "./view.ts";
import { z } from "./zod.ts";

/** The five parts of a score. A part the lesson does not count says so. */
const part = z.object({
  part: z.enum(["accuracy", "speed", "procedure", "recovery", "service"]),
  points: z.number(),
  outOf: z.number(),
  counted: z.boolean(),
});

/** One lost amount of points: which rule, when, and why. */
const loss = z.object({
  rule: z.string(),
  /** `cap`: taken from the sum, because a grave mistake limits what a lesson can be worth. */
  part: z.enum([...part.shape.part.options, "cap"]),
  points: z.number(),
  atMs: z.number(),
  title: text,
  why: text,
});

const step = z.object({
  step: z.string(),
  title: text,
  startMs: z.number(),
  endMs: z.number(),
  activeMs: z.number(),
  parMs: z.number(),
});

/** What the slip says beside what the bank booked. */
const comparison = z.object({
  what: text,
  slip: z.string(),
  bank: z.string(),
  agrees: z.boolean(),
});

/** `GET /api/sessions/:id/debrief`: a finished session, explained. Losses sum to 1000 - total. */
export const debrief = z.object({
  session: z.string(),
  lesson: z.object({
    id: z.string(),
    chapter: z.number(),
    lesson: z.number(),
    title: text,
  }),
  cashier: z.string(),
  date: z.string(),
  /** Absent where the lesson keeps no score. */
  total: z.number().optional(),
  grade: z.enum(["S", "A", "B", "C", "D"]).optional(),
  passed: z.boolean(),
  durationMs: z.number(),
  parts: z.array(part),
  losses: z.array(loss),
  good: z.array(z.object({ atMs: z.number(), title: text })),
  steps: z.array(step),
  moods: z.array(z.object({ atMs: z.number(), mood: z.string(), satisfaction: z.number() })),
  comparison: z.array(comparison),
  /** Someone else's bank was asked; its books cannot be laid beside the slip. */
  otherBank: z.boolean().optional(),
  /** Text of the slip that is compared, a string a printed line. */
  slip: z.array(z.string()),
  customer: z.object({ name: z.string(), face: z.string(), mood: z.string() }),
  next: z.string().optional(),
});
export type Debrief = z.infer<typeof debrief>;
