import {
  ALWAYS,
  count,
  type FaultKind,
  type FaultOrder,
  type FaultParam,
  type FaultParams,
  milliseconds,
} from "./fault-kind.ts";
import { type Pattern, readPattern } from "./pattern.ts";

/** To which end of a cable something goes. */
export type Way = "device" | "host";

export const WAYS = ["device", "host", "both"] as const;

/** Nothing that is counted here reaches so far. Chosen. */
const BYTES_MAX = 1_000_000_000;

export const AFTER = milliseconds("after", 0, 0);
export const LINK = count("link", "connection", { fallback: 0, min: 0, max: 1_000_000 });
export const BYTES = count("bytes", "bytes passed", { fallback: 0, min: 0, max: BYTES_MAX });
export const MATCH: FaultParam = { name: "match", unit: "bytes", type: "pattern", fallback: "" };
export const CHANCE = count("chance", "%", { fallback: 100, max: 100 });
export const FOR = milliseconds("for", 0, 0);

export function wayOf(fallback: (typeof WAYS)[number]): FaultParam {
  return { name: "way", unit: "to which end", type: "text", fallback, choices: WAYS };
}

/** What a fault on bytes can wait for. */
export function byteTriggers(way: (typeof WAYS)[number]): readonly FaultParam[] {
  return [AFTER, LINK, BYTES, MATCH, CHANCE, FOR, wayOf(way)];
}

/** When a fault strikes. Without bytes and match, each piece (each connection) is an occasion. */
export type When = {
  /** From so long on behind its arming; undefined where nothing was said. */
  readonly afterMs: number | undefined;
  /** On that connection alone, counted from 1; 0 for any. */
  readonly link: number;
  /** Behind so many bytes of a connection. */
  readonly bytes: number;
  readonly match: Pattern | undefined;
  readonly chancePercent: number;
  /** For so long from the first strike on; 0 for no end. */
  readonly forMs: number;
  readonly ways: readonly Way[];
  readonly nth: number;
  readonly times: number;
};

/** Reads when a fault strikes, the kind's own for what the order does not say. */
export function whenOf(kind: FaultKind, { nth, times, params }: FaultOrder): When {
  const said = (name: string): string | number | boolean | undefined =>
    params[name] ?? kind.triggers?.find((trigger) => trigger.name === name)?.fallback;
  const pattern = readPattern(String(said(MATCH.name) ?? ""));
  const way = said("way") ?? "both";
  return {
    afterMs: params[AFTER.name] === undefined ? undefined : Number(params[AFTER.name]),
    link: Number(said(LINK.name) ?? LINK.fallback),
    bytes: Number(said(BYTES.name) ?? BYTES.fallback),
    match: pattern.ok ? pattern.value : undefined,
    chancePercent: Number(said(CHANCE.name) ?? CHANCE.fallback),
    forMs: Number(said(FOR.name) ?? FOR.fallback),
    ways: way === "both" ? ["device", "host"] : [way === "host" ? "host" : "device"],
    nth,
    times,
  };
}

/** How many strikes an order means that does not say: one, or all for a chance or a length of time. */
export function usualTimes({ chance = 100, for: forMs = 0 }: FaultParams): number {
  return Number(chance) < 100 || Number(forMs) > 0 ? ALWAYS : 1;
}

/** Parameters that make a fault of a state wait instead of taking hold at once. */
export const WAITS: readonly string[] = [AFTER, LINK, BYTES, MATCH, CHANCE].map(({ name }) => name);

/** Whether it strikes when its time has come, whatever passes then. */
export function byTimeAlone({ afterMs, bytes, match, chancePercent, nth }: When): boolean {
  const counts = bytes > 0 || match !== undefined || chancePercent < 100 || nth > 1;
  return afterMs !== undefined && !counts;
}
