import { z } from "zod";

const levels = z.enum(["low", "high"]);
const lamp = z.enum(["off", "on", "blinking"]);
const twoLines = z.tuple([z.string(), z.string()]);

/** A printer as whoever stands before it sees it. */
export const printerView = z.strictObject({
  kind: z.literal("printer"),
  model: z.string(),
  paper: z.enum(["ok", "low", "out"]),
  cover: z.enum(["shut", "open"]),
  error: z.enum(["cutter", "recoverable", "unrecoverable", "overheated"]).nullable(),
  lamps: z.strictObject({ paper: lamp, error: lamp }),
  drawerSwitch: levels.describe("pin 3 of its kick connector"),
  printed: z.boolean().describe("whether anything printed hangs out"),
  pieces: z.int().describe("how many pieces were torn off; the latest can be asked for"),
});

export const displayView = z.strictObject({
  kind: z.literal("display"),
  lines: twoLines,
  cursor: z.int().min(0).max(39).nullable().describe("its place from 0; null where it is hidden"),
  brightness: z.int().min(1).max(4).describe("in quarters"),
  blinkMs: z.int().describe("half the period; 0 is steady"),
  dark: z.boolean(),
});

export const scannerView = z.strictObject({
  kind: z.literal("scanner"),
  lamp: z.enum(["off", "reading", "read"]),
  under: z.string().nullable().describe("the code that lies before it: symbology and text"),
  waiting: z.int().describe("codes that the host has not taken yet"),
});

export const cardView = z.strictObject({
  kind: z.literal("card"),
  place: z.enum(["out", "offered", "in", "no-reader"]),
  number: z.string().describe("masked"),
  faults: z.array(z.string()),
});

export const pinPadView = z.strictObject({
  kind: z.literal("pinpad"),
  lines: twoLines.describe("an asterisk for each digit keyed"),
  asks: z.boolean(),
});

export const drawerView = z.strictObject({
  kind: z.literal("drawer"),
  tray: z.enum(["shut", "open", "jammed"]),
  switch: levels.describe("what the printer reads"),
  printer: z.string().nullable().describe("the id of the printer that it hangs on"),
});

/** What can be seen at a device, by its kind. */
export const stateView = z.discriminatedUnion("kind", [
  printerView,
  displayView,
  scannerView,
  cardView,
  pinPadView,
  drawerView,
]);

export type StateView = z.infer<typeof stateView>;
export type PrinterView = z.infer<typeof printerView>;
export type DisplayView = z.infer<typeof displayView>;
export type ScannerView = z.infer<typeof scannerView>;
export type CardView = z.infer<typeof cardView>;
export type PinPadView = z.infer<typeof pinPadView>;
export type DrawerView = z.infer<typeof drawerView>;

export const deviceView = z.strictObject({
  id: z.string(),
  kind: z.string(),
  summary: z.string(),
  cables: z.array(z.string()).describe("where hosts find it: tcp:127.0.0.1:9100"),
  links: z.int().describe("hosts that are connected"),
  hands: z.array(
    z.strictObject({
      hand: z.string(),
      takes: z.string().nullable().describe("what stands behind it as text; null for nothing"),
    }),
  ),
  faults: z
    .array(
      z.strictObject({
        fault: z.string(),
        means: z.strictObject({ zh: z.string(), en: z.string() }),
      }),
    )
    .describe("what can be armed at it, by id"),
  state: stateView.nullable().describe("null for a kind at which nothing can be seen"),
});

export type DeviceView = z.infer<typeof deviceView>;

export const eventView = z.looseObject({
  seq: z.int().describe("from 1"),
  at: z.string().describe("UTC"),
  device: z.string(),
  event: z.string(),
});
