/** One verb of the command: what it takes and does. Help and parsing are made from this. */
export type Verb = {
  readonly name: string;
  readonly summary: string;
  /** What stands after the verb, as help shows it: `<files or folders...>`. */
  readonly takes: string;
  /** Whether words may stand after it, besides flags and their values. */
  readonly takesWords: boolean;
  readonly flags: readonly Flag[];
  /** Lines of examples for `--help`. */
  readonly examples: readonly string[];
  /** @returns the exit status: 0, or 1 when a check failed */
  readonly run: (call: Call) => Promise<number>;
};

export type Flag = {
  readonly name: string;
  /** How help names the value; absent for a flag that is on or off. */
  readonly value?: string;
  readonly means: string;
  readonly many?: boolean;
};

/** What was chosen, by the names of flags: on the command line, or in a file. */
export type Options = {
  readonly text: (flag: string) => string | undefined;
  readonly texts: (flag: string) => readonly string[];
  readonly on: (flag: string) => boolean;
};

/** The words after the verb, read. */
export type Call = Options & { readonly words: readonly string[] };
