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
    told: { readonly answer: Answer | undefined; readonly firings: readonly Firing[] },
  ) => void;
  /** By the frame's number, or the latest of an exchange; undefined once it is forgotten. */
  readonly find: (subject: number | string) => Explanation | undefined;
};

/** Chosen: so many are remembered, the oldest forgotten first. */
export const EXPLANATIONS_MAX = 1_000;

export function createExplanations(): Explanations {
  const byFrame = new Map<number, Explanation>();
  const byExchange = new Map<string, Explanation>();

  const forgetOldest = (): void => {
    for (const [frame, { exchange }] of byFrame) {
      byFrame.delete(frame);
      if (byExchange.get(exchange)?.frame === frame) byExchange.delete(exchange);
      return;
    }
  };

  return {
    add: ({ message, nowMs, passed, course }, frame, { answer, firings }) => {
      if (byFrame.size === EXPLANATIONS_MAX) forgetOldest();
      const { 11: stan = "", 41: terminal = "", 60: kind = "" } = message.fields;
      const exchange = stan === "" ? "" : `${terminal}/${kind.slice(2, 8)}/${stan}`;
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
      byFrame.set(frame, explanation);
      byExchange.set(exchange, explanation);
    },
    find: (subject) =>
      typeof subject === "number" ? byFrame.get(subject) : byExchange.get(subject),
  };
}
