/** What a lesson may name: every id that the engine, the till and the trainer know. */
export type KnownIds = {
  readonly items: readonly string[];
  readonly faults: Readonly<Record<string, KnownParams>>;
  /** Those of a state: they strike as soon as they are armed, and but once. */
  readonly faultsAtOnce: readonly string[];
  /** Rules that a goal may name. */
  readonly rules: Readonly<Record<string, KnownParams>>;
  /** Rules, or other reasons, to which a wrong answer may lose marks. */
  readonly losses: readonly string[];
  readonly steps: readonly string[];
  readonly phrases: readonly string[];
  readonly things: readonly string[];
  readonly verdicts: readonly string[];
  readonly keys: readonly string[];
  /** What an answer can wait for: screens of the terminal, lines of the customer, things. */
  readonly waits: readonly string[];
  /** Kinds of chip cards besides the house's own. */
  readonly personas: readonly string[];
  /** What a terminal can be asked to do. */
  readonly transactions: readonly string[];
  /** What can be answered on the bank's line. */
  readonly choices: readonly string[];
  /** What a cardholder can ask her bank for on the telephone. */
  readonly requests: readonly string[];
};

/** The parameters of a fault or a rule, by name. */
export type KnownParams = Readonly<Record<string, KnownParam>>;

export type KnownParam = {
  readonly kind: "text" | "number" | "flag";
  readonly optional?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** What is wrong with a value of the right kind, to stand behind its name. */
  readonly wrong?: (value: unknown) => string | undefined;
};
