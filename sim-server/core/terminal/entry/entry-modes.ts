/** By what way a card, or what stands for it, came into the terminal. */
export const ENTRY_MODES = [
  "chip",
  "contactless",
  "swipe",
  "fallback",
  "manual",
  "payment-code",
  "k-code",
] as const;
export type EntryMode = (typeof ENTRY_MODES)[number];

type EntrySpec = {
  /** First two digits of DE 22. */
  readonly panEntry: string;
  /** DE 60.5: whether the stripe was read because the chip could not be. */
  readonly icCondition: "0" | "2";
  /** Behind the card number on the slip; empty where there is no number. */
  readonly letter: string;
};

/** @source UnionPay POS terminal specification, DE 22, DE 60.5 and the slip's letters */
export const ENTRIES: Readonly<Record<EntryMode, EntrySpec>> = {
  chip: { panEntry: "05", icCondition: "0", letter: "I" },
  contactless: { panEntry: "07", icCondition: "0", letter: "C" },
  swipe: { panEntry: "02", icCondition: "0", letter: "S" },
  fallback: { panEntry: "02", icCondition: "2", letter: "S" },
  manual: { panEntry: "01", icCondition: "0", letter: "M" },
  "payment-code": { panEntry: "03", icCondition: "0", letter: "N" },
  "k-code": { panEntry: "01", icCondition: "0", letter: "N" },
};

/** The mode that a journal names, which only writes modes. */
export function entryNamed(name: string): EntryMode {
  return ENTRY_MODES.find((mode) => mode === name) ?? "chip";
}
