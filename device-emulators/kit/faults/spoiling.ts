import { concat } from "../bytes.ts";
import { resample, USUAL_FORMAT } from "../uart.ts";
import type { CableFaultId } from "./cable-faults.ts";
import type { FaultOrder } from "./fault-kind.ts";
import type { Passing } from "./passing.ts";

/** What a fault makes of bytes: those from where it strikes to the end of the piece. */
export type Spoil = (bytes: Uint8Array, strike: Strike) => readonly Passing[];

export type Strike = {
  readonly order: FaultOrder;
  /** It was said at which byte, so that it is this one and no other. */
  readonly exact: boolean;
  /** A number from 0 up to, not including, `limit`. */
  readonly draw: (limit: number) => number;
};

const pass = (bytes: Uint8Array): Passing => ({ type: "bytes", bytes });

const numberIn = ({ order }: Strike, name: string): number => Number(order.params[name]);

/** Faults that strike once at an occasion. */
export const SPOILS: { readonly [K in CableFaultId]?: Spoil } = {
  "cable.stall": (bytes, strike) => [{ type: "wait", ms: numberIn(strike, "ms") }, pass(bytes)],
  "cable.drop": () => [{ type: "cut", how: "closed" }],
  "cable.reset": () => [{ type: "cut", how: "reset" }],
  "cable.half-close": () => [{ type: "end" }],
  "cable.unplug": (_bytes, strike) => [{ type: "unplug", ms: numberIn(strike, "ms") }],
  "cable.flip": (bytes, { exact, draw }) => [
    pass(flip(bytes, exact ? 0 : draw(bytes.length), draw)),
  ],
  "cable.lose": (bytes, strike) => [pass(bytes.subarray(numberIn(strike, "count")))],
  "cable.duplicate": (bytes) => [pass(bytes), pass(bytes)],
  "cable.noise": (bytes, strike) => {
    const noise = Uint8Array.from({ length: numberIn(strike, "count") }, () => strike.draw(256));
    return [pass(concat([noise, bytes]))];
  },
  "cable.drip": (bytes, strike) => cut(bytes, numberIn(strike, "size"), numberIn(strike, "ms")),
  "cable.split": (bytes, strike) => {
    const [first, ...rest] = cut(bytes, numberIn(strike, "size"), numberIn(strike, "ms"));
    return first === undefined ? [] : [{ ...first, gapMs: 0 }, ...rest];
  },
  "cable.merge": (bytes, strike) => [{ type: "bytes", bytes, joinMs: numberIn(strike, "ms") }],
  "cable.wrong-baud": (bytes, strike) => [
    pass(
      resample(
        bytes,
        { ...USUAL_FORMAT, baud: numberIn(strike, "sent") },
        { ...USUAL_FORMAT, baud: numberIn(strike, "read") },
      ),
    ),
  ],
};

const OF_BYTES: ReadonlySet<string> = new Set<CableFaultId>([
  "cable.flip",
  "cable.lose",
  "cable.duplicate",
  "cable.drip",
  "cable.split",
  "cable.merge",
  "cable.wrong-baud",
]);

/** Whether it strikes between bytes, and so at the end of a piece too, or where nothing passes. */
export function strikesBetween(id: string): boolean {
  return !OF_BYTES.has(id);
}

function flip(bytes: Uint8Array, at: number, draw: Strike["draw"]): Uint8Array {
  const flipped = bytes.slice();
  flipped[at] = (flipped[at] ?? 0) ^ (1 << draw(8));
  return flipped;
}

type Bytes = Extract<Passing, { type: "bytes" }>;

function cut(bytes: Uint8Array, size: number, gapMs: number): Bytes[] {
  const pieces: Bytes[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    pieces.push({ type: "bytes", bytes: bytes.subarray(at, at + size), gapMs });
  }
  return pieces;
}
