import type { JournalRecord } from "./journal-record.ts";

/** What the journal says of the request of the POS that has no answer yet. Texts are empty until known. */
export type Requested = {
  readonly number: string;
  /** Of the last message to the bank that it has led to. */
  readonly stan: string;
  readonly transaction: string;
  readonly amount: string;
  readonly maskedPan: string;
  /** Of the bank's refusal. */
  readonly responseCode: string;
  /** It has closed the batch. */
  readonly closed: boolean;
};

const NOTHING_YET = {
  ...{ stan: "", transaction: "", amount: "", maskedPan: "", responseCode: "" },
  closed: false,
};

/** What the POS waits for after one more record. */
export function followRequest(
  requested: Requested | undefined,
  record: JournalRecord,
): Requested | undefined {
  if (record.kind === "requested") return { ...NOTHING_YET, number: record.number };
  if (requested === undefined || record.kind === "answered") return undefined;
  switch (record.kind) {
    case "intent": {
      const { stan, transaction, amount, maskedPan } = record;
      return { ...requested, stan, transaction, amount, maskedPan, responseCode: "" };
    }
    case "declined":
      return record.stan === requested.stan
        ? { ...requested, responseCode: record.responseCode }
        : requested;
    case "batch-closed":
      return { ...requested, closed: true };
    default:
      return requested;
  }
}
