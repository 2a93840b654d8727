/**
 * Why bytes from outside could not be read. `detail` never quotes the bytes: they may be card data.
 */
export type DecodeError = {
  readonly code: "truncated" | "too-long" | "bad-digit" | "unsupported";
  /** Where reading stopped, in bytes from the start of the input. */
  readonly offset: number;
  /** What was being read, outermost first: `["DE 55", "9F26"]`. */
  readonly path: readonly string[];
  readonly detail: string;
};

/** Every failure an operator can meet. The number is the exit status of the command line. */
const EXIT_STATUS = {
  "check-failed": 1,
  "scenario-invalid": 1,
  "config-invalid": 2,
  "data-unwritable": 2,
  "device-unavailable": 2,
  "journal-corrupt": 2,
  "port-in-use": 2,
} as const;

export type ErrorCode = keyof typeof EXIT_STATUS;

/** A failure that ends a command or a request. `hint` says what the operator can do about it. */
export class TillyardError extends Error {
  override readonly name = "TillyardError";
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, options: { hint: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }

  get exitStatus(): number {
    return EXIT_STATUS[this.code];
  }
}

/** For what only a mistake in this code can bring about. Never caught, except to log and exit. */
export function invariant(condition: boolean, mustHold: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${mustHold}`);
}
