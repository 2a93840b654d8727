import type { Sight } from "../../sim-server/core/customer/senses.ts";

/** A payment that ended so, as a customer sees it. */
export function ended(
  outcome: Extract<Sight, { type: "outcome" }>["outcome"],
  responseCode = "",
): Sight {
  return { type: "outcome", outcome, responseCode };
}

/** What a customer can see, by the names that rows of tests use. */
export const SIGHTS = {
  PAD: { type: "pad", mine: true },
  UNWATCHED: { type: "unwatched", on: true },
  PAD_BACK: { type: "pad", mine: false },
  ASKED: { type: "pin-asked", on: true },
  ANSWERED: { type: "pin-asked", on: false },
  WAIT: { type: "bank-wait", on: true },
  WAIT_OVER: { type: "bank-wait", on: false },
  WORK: { type: "work" },
  SLIP: { type: "slip-handed" },
  UNREAD: { type: "card-unread" },
  STARED: { type: "stared-at" },
  BACK: { type: "card-back", card: "qing" },
  APPROVED: ended("approved", "00"),
  UNKNOWN: ended("unknown"),
  REVERSED: ended("reversed"),
  DECLINED: ended("declined", "62"),
} as const satisfies Readonly<Record<string, Sight>>;
