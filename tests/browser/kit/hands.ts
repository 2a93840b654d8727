import type { DeedId } from "../../../trainer-ui/panels/deeds.ts";

/** A way to work the counter: by mouse, by keys, or by the buttons of the plain view. */
export type Hands = {
  readonly scanNext: () => Promise<void>;
  readonly say: (phrase: string) => Promise<void>;
  readonly tender: (means: "card" | "cash") => Promise<void>;
  /** A key of the terminal: a digit, `enter`, `clear` or `cancel`. */
  readonly press: (key: string) => Promise<void>;
  readonly deed: (deed: DeedId) => Promise<void>;
  /** Says of what is looked at that all agrees. */
  readonly agree: (thing: "card" | "cardholder-copy") => Promise<void>;
  readonly dial: (number: string) => Promise<void>;
  readonly answer: (choice: string) => Promise<void>;
};
