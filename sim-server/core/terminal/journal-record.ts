import { fromLatin1, toLatin1 } from "../../../device-emulators/kit/bytes.ts";

/**
 * What each kind of record says, in order. Everything is ASCII text: digits, hex, masked numbers.
 * A whole card number stands nowhere in clear.
 */
const LAYOUT = {
  /** So many records before this one were torn by a power cut, and count for nothing. */
  cut: ["count"],
  /** A trace number was used for something that moves no money: `what` is its message type. */
  numbered: ["stan", "what"],
  /** Working keys as they came, under the terminal's master key, and the batch they came with. */
  keys: ["stan", "batch", "download"],
  "signed-off": ["stan"],
  /** A transaction about to be asked: all that its reversal and its slip will need. */
  intent: [
    "stan",
    "batch",
    "transaction",
    "entry",
    "amount",
    "date",
    "operator",
    "sealedPan",
    "maskedPan",
    "expiry",
    "panSequence",
    "entryMode",
    "iccData",
    "aid",
    "arqc",
    "atc",
    "originalStan",
    "originalRrn",
    "originalDate",
    "originalCode",
  ],
  approved: [
    "stan",
    "responseCode",
    "amount",
    "rrn",
    "approvalCode",
    "date",
    "time",
    "issuer",
    "tc",
    "tvr",
    "tsi",
    "verified",
    "tcData",
  ],
  /** Whoever waits for it was told of the approved transaction: of a sale, the till. */
  told: ["stan"],
  declined: ["stan", "responseCode"],
  /** What the bank says, at last, of a sale that was approved without it. */
  delivered: ["stan", "responseCode", "rrn"],
  /** A request that is never undone, and whose answer is unknown: it is sent again as it was. */
  pending: ["stan"],
  /** A transaction whose outcome must be undone at the bank, and why (DE 39 of the 0400). */
  reversal: ["stan", "reason", "approvalCode"],
  reversed: ["stan", "responseCode"],
  /** Scripts came for a card: all that telling the bank of their results (0620, its number) will need. */
  script: [
    "stan",
    "batch",
    "transaction",
    "amount",
    "date",
    "sealedPan",
    "panSequence",
    "entryMode",
    "originalStan",
    "rrn",
    "approvalCode",
    "iccData",
  ],
  /** What the card has made of them: DE 55 of the 0620. */
  "script-run": ["stan", "iccData"],
  "script-told": ["stan", "responseCode"],
  /** A supervisor has settled with the bank by other means what the terminal could not. */
  intervened: ["stan", "operator"],
  /** Totals of a batch about to be compared: DE 48 of the 0500. */
  "settlement-asked": ["stan", "batch", "totals", "date", "time"],
  /** The bank's verdicts of it: DE 48 of the 0510. */
  "settlement-answered": ["stan", "totals"],
  /** So many transactions of the batch have been sent up one by one. */
  uploaded: ["count"],
  /** The batch is over; the next one begins empty. */
  "batch-closed": ["batch"],
  /** Terminal parameters as they came (DE 62 of the 0810), hex. */
  parameters: ["values"],
  /** A CA key or an application's parameters as they came: data objects, hex. */
  "ca-key": ["values"],
  application: ["values"],
  /** An operator, and the password under the terminal's own key. */
  operator: ["id", "sealedPassword"],
  "operator-removed": ["id"],
  /** The POS has asked for something, by the number of its request; and has been answered. */
  requested: ["number", "what"],
  answered: ["number"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What a record can be about. */
export type RecordKind = keyof typeof LAYOUT;

/** A record of one kind, its values by name; all of them are text. */
export type RecordOf<K extends RecordKind> = { readonly kind: K } & {
  readonly [Name in (typeof LAYOUT)[K][number]]: string;
};

/** A record of any kind. */
export type JournalRecord = { [K in RecordKind]: RecordOf<K> }[RecordKind];

/** Unit separator: no value holds it. @source ISO 646 */
const SEPARATOR = "\u001f";

/** The record as bytes, without what guards them. */
export function encodeRecord(record: JournalRecord): Uint8Array {
  const values: Readonly<Record<string, string>> = record;
  let text: string = record.kind;
  for (const name of LAYOUT[record.kind]) text += SEPARATOR + (values[name] ?? "");
  return fromLatin1(text);
}

/** The record in `bytes`, or undefined where they are none of ours. */
export function decodeRecord(bytes: Uint8Array): JournalRecord | undefined {
  const [kind = "", ...values] = toLatin1(bytes).split(SEPARATOR);
  if (!Object.hasOwn(LAYOUT, kind)) return undefined;
  const names: readonly string[] = LAYOUT[kind as RecordKind];
  if (values.length !== names.length) return undefined;
  const fields = Object.fromEntries(names.map((name, at) => [name, values[at]]));
  return { kind, ...fields } as unknown as JournalRecord;
}
