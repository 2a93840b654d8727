import { fromHex } from "../kit/bytes.ts";
import type { Clock } from "./clock.ts";
import type { Happening, Recorded, Side } from "./recording.ts";
import type { Turn } from "./recording-diff.ts";
import type { MaskedBytes, RecordingLine } from "./recording-reader.ts";
import type { Link } from "./transport.ts";

/** Sent at once at most. Chosen: what a far end takes in one piece. */
const PIECE_BYTES = 16_384;
const LOOK_AGAIN_MS = 5;

export type ReplayParts = {
  readonly clock: Clock;
  /** Told of everything that happens, in order. */
  readonly take: (event: Recorded) => void;
};

/** One connection of a recording, played again: says its turns, each when the other's is over. */
export type Part = {
  readonly begin: (link: Link) => void;
  readonly hear: (link: Link, bytes: Uint8Array) => void;
  readonly tell: (happening: Happening) => void;
};

export type PartOptions = ReplayParts & {
  readonly turns: readonly Turn[];
  readonly me: Side;
  readonly number: number;
  readonly beganMs: number;
  /** All has been said and heard. */
  readonly done: (link: Link) => void;
};

export function createPart({ turns, me, number, beganMs, clock, take, done }: PartOptions): Part {
  let at = 0;
  let heard = 0;
  let speaking = false;

  const tell = (happening: Happening): void =>
    take({ ...happening, atMs: clock.nowMs() - beganMs, link: number });

  const say = (link: Link, bytes: Uint8Array, from: number, then: () => void): void => {
    if (from >= bytes.length) {
      then();
      return;
    }
    if (link.unsentBytes() > 0) {
      clock.after(LOOK_AGAIN_MS, () => say(link, bytes, from, then));
      return;
    }
    const piece = bytes.subarray(from, from + PIECE_BYTES);
    tell({ kind: "bytes", from: me, bytes: piece });
    link.send(piece);
    say(link, bytes, from + piece.length, then);
  };

  const goOn = (link: Link): void => {
    for (;;) {
      const turn = turns[at];
      if (turn === undefined) {
        done(link);
        return;
      }
      at += 1;
      if (turn.from === me) {
        speaking = true;
        say(link, bytesOf(turn.hex), 0, () => {
          speaking = false;
          goOn(link);
        });
        return;
      }
      const wanted = turn.hex.length / 2;
      if (heard < wanted) {
        at -= 1;
        return;
      }
      heard -= wanted;
    }
  };

  return {
    tell,
    begin: goOn,
    hear: (link, bytes) => {
      tell({ kind: "bytes", from: me === "host" ? "device" : "host", bytes });
      heard += bytes.length;
      if (!speaking && at < turns.length) goOn(link);
    },
  };
}

/** Hidden characters are said as `0`, and so are hidden digits. */
function bytesOf(hex: MaskedBytes): Uint8Array {
  return fromHex(hex.replace(/../g, (pair) => (pair === "**" ? "30" : pair.replace("*", "0"))));
}

/** The connections of a recording that came about, by their numbers in order. */
export function connectionsOf(
  golden: readonly RecordingLine[],
): readonly (readonly RecordingLine[])[] {
  const opened = golden.filter(({ kind }) => kind !== "fault");
  const links = [...new Set(opened.map(({ link }) => link))].sort((a, b) => a - b);
  return links.map((link) => golden.filter((line) => line.link === link));
}
