import { z } from "./zod.ts";

/** Words in the two languages of the trainer. */
export const text = z.object({ zh: z.string(), en: z.string() });

const lcdLine = z.object({
  text: z.string(),
  size: z.union([z.literal(1), z.literal(2)]),
  align: z.enum(["left", "center", "right"]),
  inverse: z.boolean().optional(),
});

const lamp = z.enum(["off", "on"]);
const printerLamp = z.enum(["off", "on", "blinking"]);

export const paperLine = z.object({
  kind: z.enum(["text", "rule", "raster", "cut"]),
  runs: z.array(
    z.object({
      text: z.string(),
      bold: z.boolean(),
      size: z.union([z.literal(1), z.literal(2)]),
      inverse: z.boolean(),
    }),
  ),
  align: z.enum(["left", "center", "right"]),
});

const copy = z.enum(["merchant", "cardholder", "other"]);

/**
 * The parts of what a cashier can perceive. A part is sent whole when it has changed; its revision
 * grows by one each time.
 */
export const viewParts = {
  clock: z.object({ date: z.string(), time: z.string() }),
  goods: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        art: z.string(),
        name: z.string(),
        place: z.enum(["belt", "bag"]),
      }),
    ),
  }),
  till: z.object({
    lines: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        art: z.string(),
        quantity: z.number(),
        priceMinor: z.number(),
        totalMinor: z.number(),
      }),
    ),
    totalMinor: z.number(),
    status: z.enum(["ready", "paying", "approved", "failed", "paid"]),
    result: z
      .object({ responseCode: z.string(), amountMinor: z.number(), stan: z.string() })
      .optional(),
    means: z.enum(["card", "cash"]).optional(),
    unknownCode: z.string().optional(),
    changeMinor: z.number(),
  }),
  terminal: z.object({
    screen: z.string(),
    title: z.string(),
    lines: z.array(lcdLine),
    leds: z.tuple([lamp, lamp, lamp, lamp]),
    slot: z.enum(["empty", "card"]),
    field: z.enum(["off", "empty", "card", "phone"]),
  }),
  card: z.object({
    place: z.enum(["none", "wallet", "held", "slot", "customer"]),
    id: z.string(),
    art: z.string(),
    way: z.enum(["chip-first", "wrong-way"]),
    tail: z.string(),
    stripe: z.boolean(),
    contactless: z.boolean(),
    face: z
      .object({
        number: z.string(),
        expiry: z.string(),
        holder: z.string(),
        bank: z.string(),
        bankMark: z.boolean(),
        sample: z.boolean(),
        damaged: z.boolean(),
      })
      .optional(),
  }),
  mobile: z.discriminatedUnion("shows", [
    z.object({ shows: z.literal("nothing") }),
    z.object({ shows: z.literal("card"), tail: z.string() }),
    z.object({
      shows: z.literal("code"),
      scheme: z.enum(["unionpay", "wechat", "alipay"]),
      turn: z.number(),
    }),
    z.object({ shows: z.literal("k-code"), digits: z.string() }),
    z.object({ shows: z.literal("call") }),
  ]),
  pinPad: z.object({
    place: z.enum(["cashier", "customer"]),
    lines: z.tuple([z.string(), z.string()]),
    facing: z.enum(["towards", "away"]),
  }),
  printer: z.object({
    paper: z.enum(["ok", "near-end", "out"]),
    cover: z.enum(["closed", "open"]),
    error: z.enum(["cutter", "recoverable", "unrecoverable", "overheated"]).optional(),
    lamps: z.object({ paper: printerLamp, error: printerLamp }),
    printing: z.boolean(),
    real: z.enum(["online", "offline", "away"]).optional(),
    rising: z.array(paperLine),
  }),
  slips: z.array(
    z.object({
      id: z.string(),
      copy,
      place: z.enum(["counter", "customer", "filed"]),
      lines: z.array(paperLine),
    }),
  ),
  customer: z.object({
    here: z.boolean(),
    name: z.string(),
    face: z.string(),
    mood: z.enum(["joy", "calm", "restless", "annoyed", "upset"]),
    patience: z.number().optional(),
    speech: z.object({ id: z.string(), zh: z.string(), en: z.string() }).optional(),
    /** What she says she can pay with; absent where that is not told. */
    carries: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })).optional(),
    queue: z.number(),
  }),
  phone: z.object({
    state: z.enum(["on-hook", "ringing", "talking"]),
    number: z.string(),
    transcript: z.array(
      z.object({ who: z.enum(["cashier", "agent"]), zh: z.string(), en: z.string() }),
    ),
    choices: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
  }),
  drawer: z.object({ open: z.boolean() }),
  display: z.object({ lines: z.tuple([z.string(), z.string()]) }),
  phase: z.enum(["opening", "open", "ended"]),
} as const;

export const view = z.object(viewParts);
export type WireView = z.infer<typeof view>;
export type ViewPart = keyof WireView;

/** The coach's slip: the lesson's steps, which is now, and the score so far. */
export const coach = z.object({
  steps: z.array(
    z.object({
      step: z.string(),
      title: text,
      tip: text,
      state: z.enum(["todo", "now", "done"]),
      /** Seconds over (positive) or under the step's target, in tenths; absent where untimed. */
      overTenths: z.number().optional(),
    }),
  ),
  /** Active time so far and the lesson's target, where the lesson shows its clock. */
  clock: z.object({ activeMs: z.number(), parMs: z.number(), running: z.boolean() }).optional(),
  score: z.number().optional(),
  lastLoss: z.object({ part: z.string(), points: z.number(), why: text }).optional(),
});
export type Coach = z.infer<typeof coach>;
