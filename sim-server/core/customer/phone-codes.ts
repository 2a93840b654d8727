import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { CodeSettings } from "../../../scenarios/format/scenario.ts";

/** Phones show a new payment code each minute. @source payment apps: codes are renewed about once a minute */
export const RENEWED_MS = 60_000;

/** What a phone shows. A K-code is read out; the digits of a payment code are in its bars. */
export type ShownCode = {
  readonly scheme: CodeSettings["scheme"];
  readonly digits: string;
  /** How often it has changed since it was first shown. */
  readonly turn: number;
};

/** A code at the moment when it was scanned. */
export type Scanned = { readonly code: CodeSettings; readonly digits: string };

/** The codes on customers' phones, each issued by its bank at the moment when it is shown. */
export type CodeBook = {
  readonly has: (id: string) => boolean;
  /** The phone shows its code from now on, if it did not before. */
  readonly open: (id: string) => void;
  /** The code on an opened phone now. */
  readonly shown: (id: string) => ShownCode;
  /** The digits that a scanner reads off an opened phone now. */
  readonly scan: (id: string) => string;
  /** The code that was scanned last, and its digits at that moment. */
  readonly lastScanned: () => Scanned | undefined;
};

/** @param issue asks the bank for a fresh code */
export function createCodeBook(options: {
  readonly codes: readonly CodeSettings[];
  readonly issue: (code: CodeSettings) => string;
  readonly after: (delayMs: number, task: () => void) => unknown;
}): CodeBook {
  const { codes, issue, after } = options;
  const shown = new Map<string, ShownCode>();
  let scanned: Scanned | undefined;

  const renew = (code: CodeSettings, turn: number): void => {
    const digits = issue(code);
    shown.set(code.id, { scheme: code.scheme, digits, turn });
    // A K-code stands until it is used or late: there is one for one payment.
    if (code.scheme !== "k-code") after(RENEWED_MS, () => renew(code, turn + 1));
  };

  const codeCalled = (id: string): CodeSettings => {
    const code = codes.find((each) => each.id === id);
    invariant(code !== undefined, "only codes of the lesson are shown");
    return code;
  };
  const shownOn = (id: string): ShownCode => {
    const code = shown.get(id);
    invariant(code !== undefined, "a code is looked at on an opened phone");
    return code;
  };

  return {
    has: (id) => codes.some((code) => code.id === id),
    open: (id) => {
      const code = codeCalled(id);
      if (!shown.has(id)) renew(code, 0);
    },
    shown: shownOn,
    scan: (id) => {
      const { digits } = shownOn(id);
      scanned = { code: codeCalled(id), digits };
      return digits;
    },
    lastScanned: () => scanned,
  };
}
