import { type Batches, counts, type Totals } from "./batch-totals.ts";
import type { BankEmit } from "./events.ts";
import type { Exchanges } from "./exchanges.ts";
import type { Terminal } from "./terminals.ts";

/** A transaction as the terminal has uploaded it. */
export type UploadedItem = {
  readonly stan: string;
  readonly amountMinor: number;
  /** From a certificate or a list of items; failed ones were never approved. */
  readonly kind: "item" | "certificate" | "failed";
};

/** Where the terminal's record of a batch and the bank's differ. */
export type Difference = {
  readonly terminal: string;
  readonly batch: string;
  readonly stan: string;
  readonly terminalMinor: number | undefined;
  readonly bankMinor: number | undefined;
};

/** What the bank has to say to a settlement's totals: equal, not equal, or it cannot tell now. */
export const VERDICTS = { equal: 1, unequal: 2, untold: 3 } as const;

type Name = { readonly terminal: string; readonly batch: string };

/** Closes batches: compares totals, takes uploads, and lists what differs. */
export type Settlement = {
  /**
   * DE 48 of the answer to a settlement, and the batch is closed; undefined where DE 48 is not
   * 62 digits.
   *
   * @param closing the business day is being closed: nothing can be compared
   */
  readonly settle: (
    terminal: Terminal,
    asked: { readonly batch: string; readonly totals: string; readonly closing: boolean },
  ) => string | undefined;
  /** @returns whether DE 48 of an upload could be read */
  readonly uploadItems: (name: Name, items: string) => boolean;
  readonly uploadOne: (name: Name, item: UploadedItem) => void;
  /** The end of an upload: item by item, the differences are found. */
  readonly endUpload: (name: Name, unbalanced: boolean) => void;
  readonly differences: () => readonly Difference[];
  readonly uploaded: (name: Name) => readonly UploadedItem[];
};

const TOTALS_DIGITS = 62;
const HALF_DIGITS = 31;
const ITEM_DIGITS = 40;

export function createSettlement(parts: {
  readonly batches: Batches;
  readonly exchanges: Exchanges;
  readonly emit: BankEmit;
}): Settlement {
  const { batches, exchanges, emit } = parts;
  const uploads = new Map<string, UploadedItem[]>();
  const differences = new Map<string, Difference[]>();

  const uploadsOf = ({ terminal, batch }: Name): UploadedItem[] => {
    const name = `${terminal}/${batch}`;
    const known = uploads.get(name) ?? [];
    uploads.set(name, known);
    return known;
  };

  const settle: Settlement["settle"] = (terminal, { batch, totals, closing }) => {
    if (totals.length !== TOTALS_DIGITS) return undefined;
    const own = batches.totals({ terminal: terminal.id, batch });
    const verdict = (half: string, sum: Totals): number => {
      if (closing) return VERDICTS.untold;
      return half.slice(0, -1) === writeTotals(sum) ? VERDICTS.equal : VERDICTS.unequal;
    };
    const [home, abroad] = [totals.slice(0, HALF_DIGITS), totals.slice(HALF_DIGITS)];
    const domestic = verdict(home, own.domestic);
    const foreign = verdict(abroad, own.foreign);
    terminal.batch = nextBatch(batch);
    emit("bank.settled", { terminal: terminal.id, batch, domestic, foreign });
    return `${home.slice(0, -1)}${domestic}${abroad.slice(0, -1)}${foreign}`;
  };

  const uploadItems: Settlement["uploadItems"] = (name, text) => {
    const count = Number(text.slice(0, 2));
    const items = text.slice(2);
    if (items.length !== count * ITEM_DIGITS) return false;
    for (let at = 0; at < items.length; at += ITEM_DIGITS) {
      const item = items.slice(at, at + ITEM_DIGITS);
      const amountMinor = Number(item.slice(28));
      uploadsOf(name).push({ stan: item.slice(2, 8), amountMinor, kind: "item" });
    }
    return true;
  };

  const endUpload: Settlement["endUpload"] = (name, unbalanced) => {
    if (!unbalanced) return;
    const booked = new Map<string, number>();
    for (const { stan, transaction } of exchanges.ofBatch(name)) {
      if (transaction !== undefined && counts(transaction))
        booked.set(stan, transaction.amountMinor);
    }
    const found = compare(uploadsOf(name), booked).map((each) => ({ ...name, ...each }));
    differences.set(`${name.terminal}/${name.batch}`, found);
  };

  return {
    settle,
    uploadItems,
    uploadOne: (name, item) => void uploadsOf(name).push(item),
    endUpload,
    differences: () => [...differences.values()].flat(),
    uploaded: uploadsOf,
  };
}

/** What only one side has, or has with another amount. */
function compare(
  uploaded: readonly UploadedItem[],
  booked: ReadonlyMap<string, number>,
): Omit<Difference, "terminal" | "batch">[] {
  const told = new Map<string, number>();
  for (const { stan, amountMinor, kind } of uploaded) {
    if (kind !== "failed") told.set(stan, amountMinor);
  }
  return [...new Set([...booked.keys(), ...told.keys()])]
    .map((stan) => ({ stan, terminalMinor: told.get(stan), bankMinor: booked.get(stan) }))
    .filter(({ terminalMinor, bankMinor }) => terminalMinor !== bankMinor);
}

/** Half of DE 48 of a settlement, without its verdict. */
function writeTotals(sum: Totals): string {
  const amount = (amountMinor: number): string => String(amountMinor).padStart(12, "0");
  const count = (number: number): string => String(number).padStart(3, "0");
  return (
    amount(sum.debitMinor) +
    count(sum.debitCount) +
    amount(sum.creditMinor) +
    count(sum.creditCount)
  );
}

/** 999999 is followed by 000001. */
export function nextBatch(batch: string): string {
  return String((Number(batch) % 999_999) + 1).padStart(6, "0");
}
