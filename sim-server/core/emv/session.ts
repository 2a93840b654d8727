import type { RsaPublicKey } from "../../../device-emulators/crypto/rsa.ts";
import type { CommandApdu, ResponseApdu } from "../../../device-emulators/kit/apdu.ts";
import { fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { Result } from "../../../device-emulators/kit/result.ts";
import type { Emit } from "../trace-events.ts";
import type { Flow } from "../world/flow.ts";
import type { CaKey } from "./ca-keys.ts";
import { markTvr } from "./tvr.ts";

/**
 * Why a chip cannot go on: out of the slot, silent, without our application, with none that the
 * cardholder wants, blocked, or wrong.
 */
export type CardFault =
  | "removed"
  | "mute"
  | "no-application"
  | "cancelled"
  | "blocked"
  | "bad-data";

/** The card, as the kernel reaches it. */
export type CardLink = {
  readonly transmit: (
    command: CommandApdu,
  ) => Flow<Result<ResponseApdu, Extract<CardFault, "removed" | "mute">>>;
  readonly emit: Emit;
};

/** An application that the terminal accepts, with the acquirer's rules for it. Hex is upper-case. */
export type TerminalApplication = {
  readonly aid: string;
  /** Whether the card's own identifier may be longer. */
  readonly match: "exact" | "partial";
  /** Tag 9F09. */
  readonly version: string;
  /** Terminal action codes, over the verification results. */
  readonly actionCodes: {
    readonly denial: string;
    readonly online: string;
    /** For a sale whose issuer cannot be asked. */
    readonly default: string;
  };
  /** Tag 9F1B. */
  readonly floorLimitMinor: number;
  /** Which sales under the floor limit go online by chance. @source EMV 4.4 Book 3, 10.6.2 */
  readonly randomSelection: {
    readonly thresholdMinor: number;
    readonly targetPercent: number;
    readonly maxPercent: number;
  };
};

/** What the kernel is told of its terminal, as hex of the tags named beside it. */
export type KernelConfig = {
  readonly applications: readonly TerminalApplication[];
  /** 9F1A, 5F2A */
  readonly countryCode: string;
  readonly currencyCode: string;
  /** 9F33, 9F40, 9F35 */
  readonly capabilities: string;
  readonly additionalCapabilities: string;
  readonly terminalType: string;
  /** 9F1E, eight characters */
  readonly serialNumber: string;
  /** For offline data authentication and enciphered PINs. */
  readonly caKeys: readonly CaKey[];
  /** What else a card may ask the terminal: hex by tag, such as 9F15, 9F16, 9F1C, 9F4E. */
  readonly terminalData?: Readonly<Record<string, string>>;
};

/** One transaction of the kernel: all data by tag, and its two sets of notes. */
export type EmvSession = {
  readonly data: Map<string, Uint8Array>;
  /** The very bytes of tags 95 and 9B. */
  readonly tvr: Uint8Array;
  readonly tsi: Uint8Array;
  readonly config: KernelConfig;
  readonly circumstances: Circumstances;
  /** Records that the card's issuer vouches for; not usable where one of them is not as it must be. */
  readonly signed: { readonly records: Uint8Array[]; usable: boolean };
  /** The key that signs the card's cryptograms, once it is known that it does and which it is. */
  combinedKey: RsaPublicKey | undefined;
  /** The values given for PDOL, CDOL1 and CDOL2, as far as it has come. */
  told: readonly Uint8Array[];
  /** The tags that the terminal knew before the card spoke. */
  readonly ownTags: ReadonlySet<string>;
};

/**
 * Tag 9C of each kind of transaction: the first two digits of its processing code.
 *
 * @source ISO 8583:1987, DE 3; UnionPay POS terminal specification, DE 3
 */
export const TRANSACTION_TYPE = {
  goods: "00",
  cash: "01",
  preauthorisation: "03",
  cashback: "09",
  refund: "20",
  balance: "31",
} as const;

/** A kind of transaction that a card tells apart. */
export type TransactionType = keyof typeof TRANSACTION_TYPE;

/** What the terminal knows before the card is asked; the amount may come later. */
export type Circumstances = {
  /** YYYYMMDD and hhmmss. */
  readonly date: string;
  readonly time: string;
  readonly unpredictableNumber: Uint8Array;
  readonly amountMinor: number;
  /** Goods where nothing else is said. */
  readonly transactionType?: TransactionType;
  /** 1 to 99, drawn by chance; without it no sale goes online by chance. */
  readonly percentDrawn?: number;
  /** The cashier wants the issuer asked. */
  readonly forcedOnline?: boolean;
  /** Whether a card's number is on the terminal's exception list. */
  readonly excepted?: (pan: string) => boolean;
  /** Cash paid out with the goods, part of the amount. */
  readonly otherAmountMinor?: number;
};

/** Fen have two places. @source ISO 4217 */
const CURRENCY_EXPONENT = Uint8Array.of(2);
/** How a contact chip is entered. @source ISO 8583:1987, DE 22, 05 */
const CONTACT_CHIP = Uint8Array.of(0x05);
const AMOUNT_DIGITS = 12;
const BINARY_AMOUNT_BYTES = 4;

/** A session before the card's first answer. */
export function openSession(config: KernelConfig, circumstances: Circumstances): EmvSession {
  const tvr = new Uint8Array(5);
  const tsi = new Uint8Array(2);
  markTvr(tvr, "offlineAuthenticationNotPerformed");
  const data = new Map([
    ["95", tvr],
    ["9B", tsi],
    ["9A", fromHex(circumstances.date.slice(2))],
    ["9F21", fromHex(circumstances.time)],
    ["9C", fromHex(TRANSACTION_TYPE[circumstances.transactionType ?? "goods"])],
    ["9F37", circumstances.unpredictableNumber],
    ["9F1A", fromHex(config.countryCode)],
    ["5F2A", fromHex(config.currencyCode)],
    ["5F36", CURRENCY_EXPONENT],
    ["9F33", fromHex(config.capabilities)],
    ["9F40", fromHex(config.additionalCapabilities)],
    ["9F35", fromHex(config.terminalType)],
    ["9F1E", fromLatin1(config.serialNumber)],
    ["9F39", CONTACT_CHIP],
  ]);
  for (const [tag, hex] of Object.entries(config.terminalData ?? {})) data.set(tag, fromHex(hex));
  putAmount(data, circumstances.amountMinor, "9F02", "81");
  putAmount(data, circumstances.otherAmountMinor ?? 0, "9F03", "9F04");
  return {
    data,
    tvr,
    tsi,
    config,
    circumstances,
    signed: { records: [], usable: true },
    combinedKey: undefined,
    told: [],
    ownTags: new Set(data.keys()),
  };
}

/** Tells the session what the sale comes to, in fen. */
export function setAmount(session: EmvSession, amountMinor: number): void {
  putAmount(session.data, amountMinor, "9F02", "81");
}

/** The session forgets what the card said, before another of its applications is opened. */
export function forgetCard({ data, ownTags, signed }: EmvSession): void {
  signed.records.length = 0;
  signed.usable = true;
  for (const tag of data.keys()) if (!ownTags.has(tag)) data.delete(tag);
}

/** The session knows what the acquirer laid down for its application. */
export function takeApplication(
  session: EmvSession,
  application: TerminalApplication,
  aid: Uint8Array,
): void {
  session.data.set("9F06", aid);
  session.data.set("9F09", fromHex(application.version));
  session.data.set("9F1B", binaryAmount(application.floorLimitMinor));
}

function putAmount(
  data: Map<string, Uint8Array>,
  amountMinor: number,
  digitsTag: string,
  binaryTag: string,
): void {
  data.set(digitsTag, fromHex(String(amountMinor).padStart(AMOUNT_DIGITS, "0")));
  data.set(binaryTag, binaryAmount(amountMinor));
}

function binaryAmount(amountMinor: number): Uint8Array {
  const binary = Math.min(amountMinor, 0xffff_ffff).toString(16);
  return fromHex(binary.padStart(2 * BINARY_AMOUNT_BYTES, "0"));
}

/** A value that an earlier step has made sure of. */
export function requireValue(session: EmvSession, tag: string): Uint8Array {
  const value = session.data.get(tag);
  invariant(value !== undefined, `tag ${tag} was read before it is used`);
  return value;
}

/** Says on the trace that a step is done, and what the notes are now. */
export function report(card: CardLink, session: EmvSession, step: string): void {
  card.emit("emv.step", { step, tvr: toHex(session.tvr), tsi: toHex(session.tsi) });
}
