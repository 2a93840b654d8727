import type { ContactEffect, ContactInput } from "../../kit/apdu.ts";
import type { Machine } from "../../kit/step.ts";

/** Anything with contacts that can be put into a reader: a machine, and what the reader must know of it. */
export type Chip<S> = {
  readonly machine: Machine<S, ContactInput, ContactEffect>;
  readonly initial: S;
  /** Undefined for a dead chip. */
  readonly answerToReset: Uint8Array | undefined;
  /** The most bytes that any answer to a command has, status word included; never too few. */
  readonly answerBytesMax: number;
};
