import type { Request } from "./answers.ts";
import type { Answer } from "./exchanges.ts";
import type { Firing } from "./rules.ts";

/** Why one frame was answered as it was. No card number, no PIN, no key. */
export type Explanation = {
  /** Counted from 1, in order of arrival. */
  readonly frame: number;
  readonly atMs: number;
  readonly mti: string;
  /** `terminal/batch/stan`; empty where the message has none. */
  readonly exchange: string;
  /** `none` where nothing was decided: no request, or lost on the way. */
  readonly finding: Answer["finding"] | "none";
  readonly responseCode: string;
  /** An answer that had been given before. */
  readonly repeated: boolean;
  /** Checks that were passed, in order; the one after them refused, if any did. */
  readonly passed: readonly string[];
  readonly rules: readonly { readonly id: string; readonly because: string }[];
};

export type Explanations = {
  readonly add: (
    request: Request,
    frame: number,
    told: {
      /** Empty where the message names none. */
      readonly exchange: string;
      readonly answer: Answer | undefined;
      readonly firings: readonly Firing[];
    },
  ) => void;
  /** By the frame's number, or the latest of an exchange; undefined once it is forgotten. */
  readonly find: (subject: number | string) => Explanation | undefined;
};

/** Chosen: so many are remembered, the oldest forgotten first. */
export const EXPLANATIONS_MAX = 1_000;

export function createExplanations(): Explanations {
  const ring: Explanation[] = [];

  return {
    add: ({ message, nowMs, passed, course }, frame, { exchange, answer, firings }) => {
      ring[frame % EXPLANATIONS_MAX] = {
        frame,
        atMs: nowMs,
        mti: message.mti,
        exchange,
        finding: answer?.finding ?? "none",
        responseCode: answer?.fields[39] ?? "",
        repeated: course.repeated,
        passed,
        rules: firings.length === 0 ? NO_RULES : firings.map(nameRule),
      };
    },
    find: (subject) => {
      // Few ask for an exchange, so they search; an index would cost every frame.
      if (typeof subject === "string") return latestOf(ring, subject);
      const found = ring[subject % EXPLANATIONS_MAX];
      return found?.frame === subject ? found : undefined;
    },
  };
}

function latestOf(ring: readonly Explanation[], exchange: string): Explanation | undefined {
  let latest: Explanation | undefined;
  ring.forEach((told) => {
    if (told.exchange === exchange && told.frame > (latest?.frame ?? 0)) latest = told;
  });
  return latest;
}

const NO_RULES: Explanation["rules"] = [];

function nameRule({ rule, because }: Firing): Explanation["rules"][number] {
  return { id: rule.id, because };
}
