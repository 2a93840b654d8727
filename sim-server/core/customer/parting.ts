import type { TraceEvents } from "../trace-events.ts";
import type { LineId } from "./speech.ts";

/** How far the sale has come for her: what she has, and what she was told. */
export type Progress = {
  readonly paidBy: "card" | "cash" | undefined;
  readonly hasSlip: boolean;
  readonly cardOut: boolean;
  /** She was thanked: for her the sale is over. */
  readonly parted: boolean;
  /** She cannot pay, and goes without the goods. */
  readonly gaveUp: boolean;
  readonly askedFor: ReadonlySet<LineId>;
  /** She goes only when she is seen off. */
  readonly stays?: boolean;
};

/** What she does next if nothing happens before. */
export type NextMove =
  | { readonly does: "leave"; readonly afterMs: number }
  | { readonly does: "ask"; readonly line: LineId; readonly afterMs: number };

/** Chosen: time to take the bag; to see that nothing more comes; to be called after; to miss a thing. */
export const GOODBYE_MS = 2000;
export const LINGER_MS = 8000;
export const MISSING_MS = 20_000;

/** Her next move towards the door; undefined while she has no reason to go. */
export function nextMove(now: Progress): NextMove | undefined {
  if (now.stays === true && !now.parted) return undefined;
  const missing = missingLine(now);
  const finished = now.gaveUp || now.paidBy !== undefined;
  if (finished && missing === undefined) {
    return { does: "leave", afterMs: now.parted || now.gaveUp ? GOODBYE_MS : LINGER_MS };
  }
  // People forget a card when they are sent off: there is a while to call after them.
  if (now.parted) return { does: "leave", afterMs: LINGER_MS };
  if (!finished || missing === undefined || now.askedFor.has(missing)) return undefined;
  return { does: "ask", line: missing, afterMs: MISSING_MS };
}

/** What she goes without if she goes now. */
export function withoutWhat(now: Progress): TraceEvents["customer.left"]["without"] {
  const slip = now.paidBy === "card" && !now.hasSlip;
  // Thanked though nobody knows whether she paid, she takes the goods along.
  const goods = now.paidBy === undefined && !now.parted;
  return [
    ...(now.cardOut ? (["card"] as const) : []),
    ...(slip ? (["slip"] as const) : []),
    ...(goods ? (["goods"] as const) : []),
  ];
}

function missingLine(now: Progress): LineId | undefined {
  if (now.cardOut) return "card-missing";
  return now.paidBy === "card" && !now.hasSlip ? "slip-missing" : undefined;
}
