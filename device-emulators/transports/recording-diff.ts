import type { Side } from "./recording.ts";
import type { MaskedBytes, RecordingLine } from "./recording-reader.ts";

/** All that one side said on a connection until the other spoke. */
export type Turn = { readonly link: number; readonly from: Side; readonly hex: MaskedBytes };

/** Where two recordings part. */
export type Difference = {
  readonly link: number;
  readonly from: Side;
  /** Of all that this side says on the connection, from 0. */
  readonly offset: number;
  /** The byte and those behind it, in hexadecimal; empty where a side says no more. */
  readonly wanted: MaskedBytes;
  readonly found: MaskedBytes;
};

/** Chosen: enough to recognise a command. */
const SHOWN_BYTES = 16;

/** What was said in turns: how bytes were cut into pieces on their way means nothing. */
export function turnsOf(recording: readonly RecordingLine[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const event of recording) {
    if (event.kind !== "bytes" || event.hex === "") continue;
    const { link, from, hex } = event;
    const at = turns.findLastIndex((turn) => turn.link === link);
    const last = turns[at];
    if (last?.from === from) turns[at] = { link, from, hex: last.hex + hex };
    else turns.push({ link, from, hex });
  }
  return turns;
}

/**
 * The first difference between what each side should have said on each connection and what it did;
 * hidden digits fit all. Who spoke first is not compared, as both may speak at once.
 */
export function compareRecordings(
  golden: readonly RecordingLine[],
  found: readonly RecordingLine[],
): Difference | undefined {
  const [wanted, said] = [speechesOf(golden), speechesOf(found)];
  for (const { link, from, hex } of [...wanted.values(), ...said.values()]) {
    const key = keyOf(link, from);
    const [left, right] = [wanted.get(key)?.hex ?? "", said.get(key)?.hex ?? ""];
    const offset = partsAt(left, right);
    if (hex === "" || offset === undefined) continue;
    const shown = (text: MaskedBytes): MaskedBytes =>
      text.slice(2 * offset, 2 * (offset + SHOWN_BYTES));
    return { link, from, offset, wanted: shown(left), found: shown(right) };
  }
  return undefined;
}

/** All that each side said on each connection. */
function speechesOf(recording: readonly RecordingLine[]): ReadonlyMap<string, Turn> {
  const speeches = new Map<string, Turn>();
  for (const event of recording) {
    if (event.kind !== "bytes") continue;
    const { link, from, hex } = event;
    const before = speeches.get(keyOf(link, from))?.hex ?? "";
    speeches.set(keyOf(link, from), { link, from, hex: before + hex });
  }
  return speeches;
}

function keyOf(link: number, from: Side): string {
  return `${link} ${from}`;
}

/** The first byte in which two texts of bytes differ; undefined where they agree to their ends. */
function partsAt(left: MaskedBytes, right: MaskedBytes): number | undefined {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    const [one, other] = [left[at], right[at]];
    if (one !== other && one !== "*" && other !== "*") return at >> 1;
  }
  return left.length === right.length ? undefined : shorter >> 1;
}
