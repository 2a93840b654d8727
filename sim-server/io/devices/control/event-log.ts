import { maskText } from "../../../../device-emulators/kit/mask.ts";
import type { Happenings } from "../../control/feed.ts";
import type { DeskEvent } from "./desk.ts";

/** Chosen: several receipts of a line each. */
export const EVENTS_KEPT_MAX = 2_000;

type Happened = { readonly event: string } & Readonly<Record<string, unknown>>;

/** The latest of what has happened at the devices; what may be a card's number is masked in it. */
export type EventLog = Happenings<DeskEvent> & {
  readonly add: (device: string, happened: Happened) => void;
};

/** @param now the time of day, in milliseconds since 1970 UTC */
export function createEventLog(now: () => number): EventLog {
  const kept: DeskEvent[] = [];
  const followers = new Set<(event: DeskEvent) => void>();
  let last = 0;
  return {
    add: (device, happened) => {
      last += 1;
      const at = new Date(now()).toISOString();
      const event = { seq: last, at, device, ...masked(happened) };
      kept.push(event);
      if (kept.length > EVENTS_KEPT_MAX) kept.shift();
      for (const hear of followers) hear(event);
    },
    last: () => last,
    since: (after, limit) => {
      const from = Math.max(0, kept.length - (last - after));
      return kept.slice(from, from + limit);
    },
    follow: (hear) => {
      followers.add(hear);
      return () => void followers.delete(hear);
    },
  };
}

function masked(happened: Happened): Happened {
  return Object.fromEntries(
    Object.entries(happened).map(([name, value]) => [name, maskValue(value)]),
  ) as Happened;
}

function maskValue(value: unknown): unknown {
  if (typeof value === "string") return maskText(value);
  return Array.isArray(value) ? value.map(maskValue) : value;
}
