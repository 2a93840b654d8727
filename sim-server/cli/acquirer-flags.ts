import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { type AcquirerSetup, loadAcquirer } from "../io/acquirer/load-acquirer.ts";
import type { Call, Flag } from "./verb.ts";

/** What a verb takes whose terminals may speak to someone else's bank. */
export const ACQUIRER_FLAGS: readonly Flag[] = [
  {
    name: "acquirer",
    value: "HOST:PORT",
    means: "someone else's bank, which the terminal speaks to instead of the built-in one",
  },
  {
    name: "acquirer-dialect",
    value: "WHICH",
    means: "its dialect of ISO 8583: unionpay, or a file that is like it (unionpay)",
  },
  {
    name: "acquirer-keys",
    value: "FILE",
    means: "terminal, merchant and test keys it gave out; docs/acquirer.md (the house's)",
  },
  {
    name: "acquirer-tls",
    value: "FILE",
    means: "speak TLS, and trust the authorities in this PEM file",
  },
];

/** The flags about someone else's bank as they were given, for a command that does the same again. */
export function acquirerAgain(call: Call): string {
  return ACQUIRER_FLAGS.map(({ name }) => {
    const text = call.text(name);
    return text === undefined ? "" : ` --${name} ${text}`;
  }).join("");
}

/**
 * Someone else's bank as the flags say, or undefined where they say none.
 *
 * @throws TillyardError `config-invalid` saying what is wrong with flag or file
 */
export function readAcquirer(call: Call): AcquirerSetup | undefined {
  const address = call.text("acquirer");
  if (address !== undefined) {
    return loadAcquirer({
      address,
      dialect: call.text("acquirer-dialect"),
      keysFile: call.text("acquirer-keys"),
      caFile: call.text("acquirer-tls"),
    });
  }
  const alone = ACQUIRER_FLAGS.find(({ name }) => call.text(name) !== undefined);
  if (alone === undefined) return undefined;
  throw new TillyardError("config-invalid", `--${alone.name} says nothing without --acquirer`, {
    hint: "say where the acquirer listens: --acquirer HOST:PORT",
  });
}
