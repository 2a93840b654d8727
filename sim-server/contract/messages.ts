import { act } from "./act.ts";
import { coach, text, view } from "./view.ts";
import { z } from "./zod.ts";

/** Grows when a page of an older build could not talk to this server any more. */
export const CONTRACT_VERSION = 1;

/** 128 random bits in hex: names a session or a person, and cannot be guessed. */
export const secretId = z.string().regex(/^[0-9a-f]{32}$/);

export const nickname = z
  .string()
  .trim()
  .min(1)
  .max(16)
  .regex(/^[^\p{C}<>]+$/u);

/** `POST /api/enter`: a nickname is all that is asked of anybody. */
export const enter = z.strictObject({ nickname });

/** `POST /api/sessions`: opens a lesson; without a seed the server draws one. */
export const openSession = z.strictObject({
  lesson: z.string().regex(/^[a-z0-9-]{1,60}$/),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
});

/** What is taught, what is tested, or neither: free practice. */
const scenarioKind = z.enum(["sale", "exception", "qa", "practice"]);

export const lessonCard = z.object({
  id: z.string(),
  chapter: z.number(),
  lesson: z.number(),
  title: text,
  summary: text,
  face: z.string(),
  kind: scenarioKind,
  parMs: z.number(),
  /** The person's best score so far; absent until the lesson was finished once. */
  best: z.number().optional(),
  /** A session of it that the person can go on with. */
  open: secretId.optional(),
});

/** `GET /api/home`. */
export const home = z.object({ nickname: nickname, lessons: z.array(lessonCard) });

/** Client to server `join`: take part in one's own session. The newest tab wins. */
export const join = z.strictObject({ session: secretId, version: z.literal(CONTRACT_VERSION) });

/** Client to server `act`. `reactedAgoMs`: how long before sending the person reacted. */
export const actMessage = z.strictObject({
  id: z.string().regex(/^[0-9a-zA-Z-]{1,40}$/),
  by: z.enum(["keys", "mouse", "touch"]),
  /** World time the page showed when the person reacted, in ms. */
  reactedMs: z.int().min(0),
  act,
});

/** Server to client `state`: the changed parts of the view, and the coach's slip when it changed. */
export const state = z.object({
  rev: z.number(),
  nowMs: z.number(),
  paused: z.boolean(),
  view: view.partial(),
  coach: coach.optional(),
});

/** Server to client `opened`: the answer to `join`, before the first whole `state`. */
export const opened = z.object({
  lesson: z.object({
    id: z.string(),
    chapter: z.number(),
    lesson: z.number(),
    title: text,
    light: z.enum(["morning", "dusk"]),
    flow: z.enum(["amount-first", "card-first"]),
    kind: scenarioKind,
    /** What the terminal was set up to take besides chips. */
    ways: z.array(z.enum(["contactless", "stripe", "manual", "codes"])),
    shows: z.object({
      steps: z.boolean(),
      score: z.boolean(),
      clock: z.boolean(),
      patience: z.boolean(),
    }),
  }),
  cashier: nickname,
  /** World milliseconds that pass in one real one. */
  speed: z.number(),
  /** By what hardware finds this seat: `tillyard desk --seat`. Absent where there is no server. */
  seat: z.string().optional(),
});

/** Why something was refused, for a person: what, and what to do. */
export const refusal = z.object({
  code: z.enum([
    "not-allowed",
    "not-found",
    "malformed",
    "too-fast",
    "elsewhere",
    "ended",
    "version",
    "server",
  ]),
  what: text,
});

/** Acknowledgement of `act` and `join`. */
export const acknowledgement = z.union([
  z.object({ ok: z.literal(true), refused: z.string().optional() }),
  z.object({ ok: z.literal(false), refusal }),
]);

export type Enter = z.infer<typeof enter>;
export type LessonCard = z.infer<typeof lessonCard>;
export type Home = z.infer<typeof home>;
export type ActMessage = z.infer<typeof actMessage>;
export type State = z.infer<typeof state>;
export type Opened = z.infer<typeof opened>;
export type RefusalMessage = z.infer<typeof refusal>;
export type Acknowledgement = z.infer<typeof acknowledgement>;
