import type { Fields } from "../../iso8583/dialect.ts";
import type { ServiceKind } from "../kinds.ts";
import type { EntryMode } from "../orders.ts";
import type { Finding } from "../response-codes.ts";
import { CODES_1987, CODES_1993 } from "./response-codes.ts";

/** What the editions of ISO 8583 do differently, as far as a bank minds. */
export type Edition = {
  readonly name: "1987" | "1993";
  readonly codes: Readonly<Record<Finding, string>>;
  /** What tells one exchange from another beside DE 41 and 11. */
  readonly identifiedBy: readonly number[];
  /** The data element that names the original, and the digits of the part that identifies it. */
  readonly original: { readonly de: number; readonly names: number; readonly digits: number };
  /** The data element that says what is asked of the network, and what its values ask. */
  readonly service: {
    readonly de: number;
    readonly kinds: Readonly<Record<string, Extract<ServiceKind, "sign-on" | "sign-off" | "echo">>>;
  };
  readonly readEntry: (mode: string) => Entry;
  /** The date of DE 15. */
  readonly settlementDate: (yearMonth: string, date: string) => string;
};

export type Entry = { readonly mode: EntryMode | "other"; readonly chipFailed: boolean };

/** @source ISO 8583:1987, DE 22; 07, 80 and 90 as EMV networks add them */
const ENTRIES_1987: Readonly<Record<string, EntryMode>> = {
  "01": "keyed",
  "02": "stripe",
  "05": "chip",
  "07": "contactless",
  "80": "stripe",
  "81": "keyed",
  "90": "stripe",
};

/** Where DE 22 says how the card was read. @source ISO 8583:1993, DE 22, position 7 */
const READ_AT = 6;

/** M is what networks add for a contactless chip. @source ISO 8583:1993, DE 22, position 7 */
const ENTRIES_1993: Readonly<Record<string, EntryMode>> = {
  "1": "keyed",
  "2": "stripe",
  "5": "chip",
  "6": "keyed",
  M: "contactless",
};

/** By the first digit of an MTI. */
export const EDITIONS = {
  "0": {
    name: "1987",
    codes: CODES_1987,
    identifiedBy: [7, 32],
    original: { de: 90, names: 7, digits: 10 },
    service: { de: 70, kinds: { "001": "sign-on", "002": "sign-off", "301": "echo" } },
    readEntry: (mode) => ({
      mode: ENTRIES_1987[mode.slice(0, 2)] ?? "other",
      chipFailed: mode.startsWith("80"),
    }),
    settlementDate: (_yearMonth, date) => date,
  },
  "1": {
    name: "1993",
    codes: CODES_1993,
    identifiedBy: [12, 32],
    original: { de: 56, names: 12, digits: 12 },
    service: { de: 24, kinds: { "801": "sign-on", "802": "sign-off", "831": "echo" } },
    readEntry: (mode) => ({
      mode: ENTRIES_1993[mode[READ_AT] ?? ""] ?? "other",
      chipFailed: false,
    }),
    settlementDate: (yearMonth, date) => yearMonth.slice(0, 2) + date,
  },
} as const satisfies Readonly<Record<string, Edition>>;

/** The text of a data element; empty where it is not there, or is bytes. */
export function textOf(fields: Fields, de: number): string {
  const value = fields[de];
  return typeof value === "string" ? value : "";
}
