import { toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import type { UnionPayFields } from "../iso8583/dialects/unionpay.ts";
import type { ExchangeName } from "./exchanges.ts";
import { type OrderKind, orderRow } from "./kinds.ts";
import { PRIVATE_NAMES, privateValue } from "./private-codes.ts";
import type { Finding } from "./response-codes.ts";
import { tracksEnciphered } from "./tracks.ts";

/** How the card, or what stands for it, was read. @source Q/CUP 009.1, DE 22, first two digits */
const ENTRY_MODES = {
  "01": "keyed",
  "02": "stripe",
  "03": "code",
  "05": "chip",
  "07": "contactless",
} as const satisfies Readonly<Record<string, string>>;

export type EntryMode = (typeof ENTRY_MODES)[keyof typeof ENTRY_MODES];

/** An order of a terminal, as far as its message alone tells. */
export type Order = ExchangeName & {
  readonly kind: OrderKind;
  /** May not be refused for reasons that pass. */
  readonly advice: boolean;
  /** Empty where a code stands for the card. */
  readonly pan: string;
  /** 0 where the kind has none. */
  readonly amountMinor: number;
  readonly entry: EntryMode | "other";
  readonly currency: string;
  /** The terminal says that the chip was tried and failed (DE 60.5). */
  readonly chipFailed: boolean;
  /** The terminal can take less than it asked for (DE 60.6). */
  readonly takesPart: boolean;
  /** Of a payment code or K-code; empty without one. */
  readonly code: string;
  /** DE 61: what it refers to; zeros where that is not said. */
  readonly original: { readonly batch: string; readonly stan: string; readonly date: string };
  /** DE 37. */
  readonly rrn: string;
  /** DE 38. */
  readonly approvalCode: string;
  /** A refund's: where its sale was made. */
  readonly originalTerminal: string;
  /** DE 14. */
  readonly expiry: string;
  /** DE 35. */
  readonly track: string;
  /** DE 13 of what was done before anybody was asked: the day that stands on its slip. */
  readonly madeOn?: string | undefined;
  /** DE 36; most cards have none. */
  readonly track3: string;
};

/** DE 60.5, its value for a chip that could not be read, and DE 60.6. */
const CHIP_CONDITION_AT = 12;
const CHIP_FAILED = "2";
const PART_AT = 13;

/** @source ISO/IEC 7812-1: at most 19 digits */
const CARD_NUMBER = /^\d{1,19}$/;

/** What the message orders, or why it orders nothing. */
export function readOrder(mti: string, fields: UnionPayFields, terminal: string): Order | Finding {
  const row = orderRow(mti, fields);
  if (typeof row === "string") return row;
  // Whatever could be opened was opened at the door.
  if (tracksEnciphered({ mti, fields })) return "unsupported";
  const {
    4: amount = "0",
    11: stan = "",
    22: mode = "",
    49: currency = "",
    60: kind = "",
  } = fields;
  const entry = entryOf(mode);
  const code = codeOf(fields, entry);
  const pan = fields[2] ?? fields[35]?.split("=", 1)[0] ?? "";
  if (pan === "" && code === "" && entry !== "code") return "malformed";
  // A track may hold anything where a number should stand.
  if (pan !== "" && !CARD_NUMBER.test(pan)) return "malformed";
  return {
    terminal,
    batch: kind.slice(2, 8),
    stan,
    kind: row.kind,
    advice: row.mti === "0220",
    pan,
    amountMinor: Number(amount),
    entry,
    currency,
    chipFailed: kind[CHIP_CONDITION_AT] === CHIP_FAILED,
    takesPart: kind[PART_AT] === "1",
    code,
    original: readOriginal(fields[61]),
    rrn: fields[37] ?? "",
    approvalCode: fields[38] ?? "",
    madeOn: row.kind === "offline-sale" ? fields[13] : undefined,
    originalTerminal: row.kind === "refund" && fields[62] ? toLatin1(fields[62]) : "",
    expiry: fields[14] ?? "",
    track: fields[35] ?? "",
    track3: fields[36] ?? "",
  };
}

/** DE 61: batch 6, trace number 6, date 4. What is cut off reads as zeros. */
export function readOriginal(field = ""): Order["original"] {
  const whole = field.padEnd(16, "0");
  return { batch: whole.slice(0, 6), stan: whole.slice(6, 12), date: whole.slice(12, 16) };
}

/** The exchange that a message with DE 11 and 60 belongs to. A reversal repeats its original's. */
export function readName(fields: UnionPayFields, terminal: string): ExchangeName | undefined {
  const { 11: stan, 60: kind } = fields;
  if (stan === undefined || kind === undefined || kind.length < 8) return undefined;
  return { terminal, batch: kind.slice(2, 8), stan };
}

function entryOf(mode: string): EntryMode | "other" {
  const digits = mode.slice(0, 2);
  return digits in ENTRY_MODES ? ENTRY_MODES[digits as keyof typeof ENTRY_MODES] : "other";
}

function codeOf(fields: UnionPayFields, entry: EntryMode | "other"): string {
  if (entry === "code") return privateValue(fields[62], PRIVATE_NAMES.payment) ?? "";
  return entry === "keyed" ? (privateValue(fields[62], PRIVATE_NAMES.k) ?? "") : "";
}
