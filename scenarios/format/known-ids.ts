/** What a lesson may name: every id that the engine, the till and the trainer know. */
export type KnownIds = {
  readonly items: readonly string[];
  readonly faults: Readonly<Record<string, KnownParams>>;
  readonly rules: Readonly<Record<string, KnownParams>>;
  readonly steps: readonly string[];
  readonly phrases: readonly string[];
  readonly things: readonly string[];
  readonly verdicts: readonly string[];
  readonly keys: readonly string[];
  /** What an answer can wait for: screens of the terminal, lines of the customer, paper. */
  readonly waits: readonly string[];
  /** What can be answered on the bank's line. */
  readonly choices: readonly string[];
};

/** The parameters of a fault or a rule, by name. */
export type KnownParams = Readonly<Record<string, KnownParam>>;

export type KnownParam = {
  readonly kind: "text" | "number" | "flag";
  readonly optional?: boolean;
  readonly min?: number;
  readonly max?: number;
};
