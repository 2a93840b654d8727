import { err, ok, type Result } from "../kit/result.ts";
import { RECORDING_HEAD, type Side } from "./recording.ts";

/** Bytes of which some digits were hidden: two hexadecimal digits a byte, `*` for any. */
export type MaskedBytes = string;

/** What a recording says happened. */
export type Replayable =
  | { readonly kind: "opened"; readonly name: string }
  | { readonly kind: "bytes"; readonly from: Side; readonly hex: MaskedBytes }
  | { readonly kind: "ended"; readonly from: Side }
  | { readonly kind: "closed"; readonly from: Side; readonly how: "closed" | "reset" }
  | { readonly kind: "fault"; readonly what: string };

/** One line of a recording. */
export type RecordingLine = Replayable & { readonly atMs: number; readonly link: number };

/** Where a recording cannot be read, counted from 1, and why. */
export type RecordingFault = { readonly line: number; readonly detail: string };

/** A recording whole, or the first line that is none. Empty lines and those with `#` are skipped. */
export function readRecording(text: string): Result<readonly RecordingLine[], RecordingFault> {
  const [head = "", ...lines] = text.split(/\r?\n/);
  if (head.trim() !== RECORDING_HEAD) {
    const detail = `a recording begins with "${RECORDING_HEAD}", found "${head.slice(0, 40)}"`;
    return err({ line: 1, detail });
  }
  const read: RecordingLine[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const event = readLine(line);
    if (event === undefined) {
      const detail = `wants milliseconds, a connection and what happened, found "${line.slice(0, 40)}"`;
      return err({ line: at + 2, detail });
    }
    read.push(event);
  }
  return ok(read);
}

function readLine(line: string): RecordingLine | undefined {
  const [, ms, number, rest = ""] = /^(\d{1,15}) (\d{1,9}) (.+)$/.exec(line) ?? [];
  const event = ms === undefined ? undefined : readWords(rest);
  return event && { ...event, atMs: Number(ms), link: Number(number) };
}

function readWords(rest: string): Replayable | undefined {
  const [, mark, hex] = /^([<>]) ((?:[\dA-F*]{2})*) \| .*$/.exec(rest) ?? [];
  if (mark !== undefined && hex !== undefined) {
    return { kind: "bytes", from: mark === ">" ? "host" : "device", hex };
  }
  const [word, first = "", second = ""] = rest.split(" ");
  switch (word) {
    case "open":
      return { kind: "opened", name: rest.slice("open ".length) };
    case "fault":
      return { kind: "fault", what: rest.slice("fault ".length) };
    case "end":
      return isSide(first) ? { kind: "ended", from: first } : undefined;
    case "close":
      if (!isSide(first) || (second !== "closed" && second !== "reset")) return undefined;
      return { kind: "closed", from: first, how: second };
    default:
      return undefined;
  }
}

function isSide(word: string): word is Side {
  return word === "host" || word === "device";
}
