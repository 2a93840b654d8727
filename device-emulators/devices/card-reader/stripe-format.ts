import type { TrackName } from "../../kit/track-codes.ts";
import type { TrackReading } from "./stripe-head.ts";

/** How a reader for stripes sends what it read, as data. Texts are ASCII. */
export type StripeFormat = {
  /** What stands before each track's data, and behind it. */
  readonly start: Readonly<Record<TrackName, string>>;
  readonly end: string;
  /** Between two tracks, and behind the last one. */
  readonly separator: string;
  readonly terminator: string;
  /** In the place of data that could not be read; without it the whole track is left out. */
  readonly garbled: string | undefined;
  /** Whether the check character of the card follows the end sentinel. */
  readonly check: boolean;
  readonly prefix: string;
};

/** @source MagTek 99875206, USB Keyboard Emulation Swipe Reader, card data: "E will be sent in place of the track data" */
export const MAGTEK: StripeFormat = {
  start: { track1: "%", track2: ";", track3: "+" },
  end: "?",
  separator: "",
  terminator: "\r",
  garbled: "E",
  check: false,
  prefix: "",
};

/** @source ID TECH MiniMag user's manual, appendix A, default settings. That damaged tracks are left out is chosen */
export const ID_TECH: StripeFormat = {
  ...MAGTEK,
  start: { track1: "%", track2: ";", track3: ";" },
  separator: "\r",
  garbled: undefined,
};

/** The formats by name. */
export const STRIPE_FORMATS: ReadonlyMap<string, StripeFormat> = new Map([
  ["magtek", MAGTEK],
  ["id-tech", ID_TECH],
]);

/** What a reader sends after a swipe: nothing where no track has anything to tell. */
export function formatSwipe(
  readings: readonly (readonly [TrackName, TrackReading])[],
  format: StripeFormat,
): string {
  const tracks = readings.flatMap(([name, reading]) => formatTrack(name, reading, format) ?? []);
  if (tracks.length === 0) return "";
  return format.prefix + tracks.join(format.separator) + format.terminator;
}

function formatTrack(
  name: TrackName,
  reading: TrackReading,
  { start, end, garbled, check }: StripeFormat,
): string | undefined {
  if (reading.kind === "blank") return undefined;
  const data = reading.kind === "read" ? reading.text : garbled;
  if (data === undefined) return undefined;
  return start[name] + data + end + (check && reading.kind === "read" ? reading.check : "");
}
