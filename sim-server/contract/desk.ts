import { refusal } from "./messages.ts";
import { text } from "./view.ts";
import { z } from "./zod.ts";

/** Grows when a desk of an older build could not talk to this server any more. */
export const DESK_VERSION = 1;

/** The namespace where desks connect, beside the pages. */
export const DESK_NAMESPACE = "/desk";

const device = z.enum(["printer", "scanner", "stripe", "reader"]);

/** Chosen: far above what a device says at once; what is longer comes in pieces. */
const HEX_MAX = 4096;
const hex = z
  .string()
  .max(HEX_MAX)
  .regex(/^([0-9A-F]{2})+$/);
const track = z.string().max(107);
const count = z.int().min(0);

const plugged = z.strictObject({
  device,
  kind: z.literal("plugged"),
  mute: z.literal(true).optional(),
});

/** What happened to a device at the desk. */
export const hardwareEvent = z.union([
  plugged,
  z.strictObject({ device, kind: z.literal("unplugged") }),
  z.strictObject({ device: z.enum(["printer", "scanner"]), kind: z.literal("bytes"), hex }),
  z.strictObject({
    device: z.literal("stripe"),
    kind: z.literal("swiped"),
    tracks: z.strictObject({
      track1: track.optional(),
      track2: track.optional(),
      track3: track.optional(),
    }),
  }),
  z.strictObject({
    device: z.literal("reader"),
    kind: z.literal("token"),
    card: z.string().regex(/^[a-z0-9-]{1,40}$/),
    by: z.enum(["contact", "field"]),
  }),
  z.strictObject({ device: z.literal("reader"), kind: z.literal("token-gone") }),
  z.strictObject({ device: z.enum(["scanner", "stripe", "reader"]), kind: z.literal("refused") }),
]);

/** Whom the desk has heard: orders are counted from 1 for as long as the server remembers the desk. */
const heard = z.strictObject({ epoch: z.string().max(40), order: count });

/** Desk to server `join`. `desk` names this run of it; `plugged` is what the server was told last. */
export const deskJoin = z.strictObject({
  version: z.literal(DESK_VERSION),
  seat: z.string().regex(/^[2-9A-Z]{6}$/),
  desk: z.string().regex(/^[0-9a-f]{32}$/),
  devices: z.array(device).min(1).max(4),
  plugged: z.array(plugged).max(4),
  heard: heard.optional(),
});

/** Acknowledgement of `join`. */
export const deskWelcome = z.union([
  z.object({ ok: z.literal(true), cashier: z.string(), lesson: text }),
  z.object({ ok: z.literal(false), refusal }),
]);

/** Desk to server `event`, counted from 1; one that is sent again is entered once. */
export const deskEvent = z.strictObject({ n: z.int().min(1), event: hardwareEvent });

/** Server to desk `order`; acknowledged once it is carried out. */
export const deskOrder = z.object({
  ...heard.shape,
  device: z.literal("printer"),
  hex: z.string(),
});

export type DeskJoin = z.infer<typeof deskJoin>;
export type DeskWelcome = z.infer<typeof deskWelcome>;
export type DeskEvent = z.infer<typeof deskEvent>;
export type DeskOrder = z.infer<typeof deskOrder>;
export type WireHardwareEvent = z.infer<typeof hardwareEvent>;
