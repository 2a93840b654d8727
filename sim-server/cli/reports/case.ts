/** One played answer, as every report shows it. */
export type PlayedCase = {
  readonly file: string;
  readonly lesson: string;
  /** `right`, or the id of a wrong answer. */
  readonly answer: string;
  readonly seed: number;
  /** Whether it was scored as a lesson; a `qa` scenario only says what must come of it. */
  readonly scored: boolean;
  readonly passed: boolean;
  /** What was wrong, one line each; empty when it passed. */
  readonly complaints: readonly string[];
  readonly total: number;
  readonly losses: readonly { readonly rule: string; readonly points: number }[];
  readonly worldMs: number;
  readonly traceHash: string;
};
