import { fromLatin1, toLatin1 } from "../../../device-emulators/kit/bytes.ts";

/**
 * What each kind of record says, in order. Everything is ASCII text: digits, hex, masked numbers.
 * A whole card number stands nowhere in clear.
 */
const LAYOUT = {
  /** So many records before this one were torn by a power cut, and count for nothing. */
  cut: ["count"],
  "sign-on": ["stan"],
  /** Working keys as they came, under the terminal's master key, and the batch they came with. */
  keys: ["stan", "batch", "download"],
  /** A sale about to be asked: all that its reversal and its slip will need. */
  intent: [
    "stan",
    "batch",
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
  ],
  approved: [
    "stan",
    "responseCode",
    "rrn",
    "approvalCode",
    "date",
    "time",
    "issuer",
    "tc",
    "tvr",
    "tsi",
  ],
  /** The till was told of the approved sale. */
  told: ["stan"],
  declined: ["stan", "responseCode"],
  /** A sale whose outcome must be undone at the bank, and why (DE 39 of the 0400). */
  reversal: ["stan", "reason", "approvalCode"],
  reversed: ["stan", "responseCode"],
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
