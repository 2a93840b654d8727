import type { Chance } from "../../../device-emulators/kit/chance.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import {
  drawPaymentCode,
  type PaymentScheme,
} from "../../../device-emulators/kit/payment-codes.ts";
import type { PaymentCodeSettings } from "../../../scenarios/format/scenario.ts";

/** Phones show a new code each minute. @source general knowledge of payment apps */
export const CODE_MS = 60_000;
/** Chosen: a code is taken until the one after it goes too, so that a late scan still counts. */
export const CODE_VALID_MS = 2 * CODE_MS;

/** What a phone shows: the digits are in its code, not to be read. */
export type ShownCode = {
  readonly scheme: PaymentScheme;
  readonly digits: string;
  /** How often it has changed since it was first shown. */
  readonly turn: number;
};

/** What becomes of a code that is presented for payment. */
export type Redemption =
  | { readonly kind: "good"; readonly id: string; readonly account: string }
  | { readonly kind: "unknown" | "expired" | "used" };

/** The payment codes of a lesson: what phones show, and what the schemes know of it. */
export type CodeBook = {
  readonly has: (id: string) => boolean;
  /** The phone shows its code from now on, if it did not before. */
  readonly open: (id: string) => void;
  /** The code on an opened phone now. */
  readonly shown: (id: string) => ShownCode;
  /** Takes a code for payment: each is good once, and not for long. */
  readonly redeem: (digits: string) => Redemption;
};

/** @param chance a stream of its own for each code of the lesson, by its id */
export function createCodeBook(options: {
  readonly codes: readonly PaymentCodeSettings[];
  readonly chance: (id: string) => Chance;
  readonly nowMs: () => number;
}): CodeBook {
  const { nowMs } = options;
  const phones = new Map(
    options.codes.map((settings) => [settings.id, createPhone(settings, options.chance)]),
  );
  const phoneOf = (id: string): Phone => {
    const phone = phones.get(id);
    invariant(phone !== undefined, "only codes of the lesson are shown");
    return phone;
  };
  const used = new Set<string>();
  return {
    has: (id) => phones.has(id),
    open: (id) => {
      phoneOf(id).openedMs ??= nowMs();
    },
    shown: (id) => {
      const { settings, openedMs, code } = phoneOf(id);
      invariant(openedMs !== undefined, "a code is looked at on an opened phone");
      const turn = Math.floor((nowMs() - openedMs) / CODE_MS);
      return { scheme: settings.scheme, digits: code(turn), turn };
    },
    redeem: (digits) => {
      for (const { settings, openedMs, code } of phones.values()) {
        if (openedMs === undefined) continue;
        const turns = Math.floor((nowMs() - openedMs) / CODE_MS);
        const turn = Array.from({ length: turns + 1 }, (_, at) => code(at)).lastIndexOf(digits);
        if (turn < 0) continue;
        if (used.has(digits)) return { kind: "used" };
        if (nowMs() - (openedMs + turn * CODE_MS) >= CODE_VALID_MS) return { kind: "expired" };
        used.add(digits);
        return { kind: "good", id: settings.id, account: settings.account };
      }
      return { kind: "unknown" };
    },
  };
}

type Phone = {
  readonly settings: PaymentCodeSettings;
  openedMs: number | undefined;
  /** The code of a turn: the lesson's own first, then drawn ones, the same whenever they are asked for. */
  readonly code: (turn: number) => string;
};

function createPhone(settings: PaymentCodeSettings, chance: (id: string) => Chance): Phone {
  const codes = [...settings.digits];
  const stream = chance(settings.id);
  return {
    settings,
    openedMs: undefined,
    code: (turn) => {
      while (codes.length <= turn) codes.push(drawPaymentCode(settings.scheme, stream));
      return codes[turn] ?? "";
    },
  };
}
