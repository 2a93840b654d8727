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
  /** An order to the card that went with the answer, or what came of one; absent where there is none. */
  readonly script?: string;
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
  const byExchange = new Map<string, Explanation>();

  const forget = (oldest: Explanation | undefined): void => {
    if (oldest === undefined) return;
    if (byExchange.get(oldest.exchange) === oldest) byExchange.delete(oldest.exchange);
  };

  return {
    add: ({ message, nowMs, passed, course }, frame, { exchange, answer, firings }) => {
      const explanation: Explanation = {
        frame,
        atMs: nowMs,
        mti: message.mti,
        exchange,
        finding: answer?.finding ?? "none",
        responseCode: answer?.fields[39] ?? "",
        repeated: course.repeated,
        passed,
        rules: firings.map(({ rule, because }) => ({ id: rule.id, because })),
        ...(course.script !== undefined && { script: course.script }),
      };
      const place = frame % EXPLANATIONS_MAX;
      forget(ring[place]);
      ring[place] = explanation;
      byExchange.set(exchange, explanation);
    },
    find: (subject) => {
      if (typeof subject === "string") return byExchange.get(subject);
      const found = ring[subject % EXPLANATIONS_MAX];
      return found?.frame === subject ? found : undefined;
    },
  };
}
