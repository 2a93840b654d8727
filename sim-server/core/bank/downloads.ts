import { sha1 } from "../../../device-emulators/crypto/hash.ts";
import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { concat, equalBytes, fromHex, fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { encodeGb18030 } from "../../../device-emulators/kit/gb18030.ts";
import type { MerchantOptions } from "./bank-options.ts";

/** What terminals may fetch from their acquirer. */
export type DownloadOptions = {
  readonly parameters?: Partial<TerminalParameters>;
  readonly keys?: readonly CaKey[];
  readonly applications?: readonly ApplicationParameters[];
};

/** @source Q/CUP 009.1, DE 62 of a parameter download, as terminal programs read it */
export type TerminalParameters = {
  readonly responseSeconds: number;
  readonly dialRetries: number;
  readonly phones: readonly [string, string, string];
  readonly managementPhone: string;
  readonly tips: boolean;
  readonly tipPercent: number;
  readonly manualEntry: boolean;
  readonly autoSignOff: boolean;
  readonly reversalResends: number;
  readonly offlineUpload: number;
  readonly masterKeyIndex: number;
  /** Which transactions are switched on: 8 hex digits. */
  readonly enabled: string;
};

/** A certification authority's public key. All hex but the expiry (YYYYMMDD). */
export type CaKey = {
  readonly rid: string;
  readonly index: string;
  readonly expiry: string;
  readonly modulus: string;
  readonly exponent: string;
};

/** What a kernel is told of one application: hex by tag (DF11, 9F1B …). */
export type ApplicationParameters = {
  readonly aid: string;
  readonly values: Readonly<Record<string, string>>;
};

/** Chosen, within what terminals accept. */
const USUAL: TerminalParameters = {
  responseSeconds: 30,
  dialRetries: 3,
  phones: ["", "", ""],
  managementPhone: "",
  tips: false,
  tipPercent: 0,
  manualEntry: false,
  autoSignOff: false,
  reversalResends: 3,
  offlineUpload: 0,
  masterKeyIndex: 0,
  enabled: "FFFFFFFF",
};

/** The answers' first character: nothing, one or all, more to come, the last of several. */
const [NONE, WHOLE, MORE, LAST] = ["0", "1", "2", "3"].map(fromLatin1) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

/** Chosen: entries in one answer to a query; well below what DE 62 holds. */
const LISTED_MAX = 10;

const PHONE_CHARACTERS = 14;
const NAME_BYTES = 40;

/** DE 62 of the answer to each download. */
export type Downloads = {
  readonly parameters: (merchant: MerchantOptions) => Uint8Array;
  /** @param asked DE 62 of a query: `1` and how many the terminal has already, two digits */
  readonly listKeys: (asked: Uint8Array) => Uint8Array;
  readonly listApplications: (asked: Uint8Array) => Uint8Array;
  /** @param asked DE 62 of a download: the tags that name one entry */
  readonly key: (asked: Uint8Array) => Uint8Array;
  readonly application: (asked: Uint8Array) => Uint8Array;
};

export function createDownloads({
  parameters = {},
  keys = [],
  applications = [],
}: DownloadOptions = {}): Downloads {
  const keyNames = keys.map(({ rid, index, expiry }) =>
    concat([tlv("9F06", rid), tlv("9F22", index), named("DF05", fromLatin1(expiry))]),
  );
  const applicationNames = applications.map(({ aid }) => tlv("9F06", aid));
  return {
    parameters: (merchant) => writeParameters({ ...USUAL, ...parameters }, merchant),
    listKeys: (asked) => list(keyNames, asked),
    listApplications: (asked) => list(applicationNames, asked),
    key: (asked) => {
      const found = keys.find(
        ({ rid, index }) => names(asked, "9F06", rid) && names(asked, "9F22", index),
      );
      return found === undefined ? NONE : concat([WHOLE, writeKey(found)]);
    },
    application: (asked) => {
      const found = applications.find(({ aid }) => names(asked, "9F06", aid));
      if (found === undefined) return NONE;
      const values = Object.entries(found.values).map(([tag, value]) => tlv(tag, value));
      return concat([WHOLE, tlv("9F06", found.aid), ...values]);
    },
  };
}

function list(entries: readonly Uint8Array[], asked: Uint8Array): Uint8Array {
  const have = Number(String.fromCharCode(asked[1] ?? 0x30, asked[2] ?? 0x30));
  const left = entries.slice(Number.isNaN(have) ? 0 : have);
  if (left.length === 0) return NONE;
  const more = left.length > LISTED_MAX;
  const all = have === 0 ? WHOLE : LAST;
  return concat([more ? MORE : all, ...left.slice(0, LISTED_MAX)]);
}

/** @source UnionPay: SHA-1 of RID, index, modulus and exponent checks a public key */
function writeKey({ rid, index, expiry, modulus, exponent }: CaKey): Uint8Array {
  const check = sha1(fromHex(rid + index + modulus + exponent));
  return concat([
    tlv("9F06", rid),
    tlv("9F22", index),
    named("DF05", fromLatin1(expiry)),
    tlv("DF06", "01"),
    tlv("DF07", "01"),
    tlv("DF02", modulus),
    tlv("DF04", exponent),
    named("DF03", check),
  ]);
}

function writeParameters(given: TerminalParameters, merchant: MerchantOptions): Uint8Array {
  const digits = (value: number, length: number): string => String(value).padStart(length, "0");
  const flag = (value: boolean): string => (value ? "1" : "0");
  const phones = given.phones.map((phone, at) => `1${at + 4}${phone.padEnd(PHONE_CHARACTERS)}`);
  const name = new Uint8Array(NAME_BYTES).fill(0x20);
  name.set(encodeGb18030(merchant.name).subarray(0, NAME_BYTES));
  const before =
    `12${digits(given.responseSeconds, 2)}13${given.dialRetries}${phones.join("")}` +
    `17${given.managementPhone.padEnd(PHONE_CHARACTERS)}18${flag(given.tips)}` +
    `19${digits(given.tipPercent, 2)}20${flag(given.manualEntry || merchant.manualEntry === true)}` +
    `21${flag(given.autoSignOff)}22`;
  const after = `23${given.reversalResends}24${given.offlineUpload}25${given.masterKeyIndex}26`;
  return concat([fromLatin1(before), name, fromLatin1(after), fromHex(given.enabled)]);
}

function names(asked: Uint8Array, tag: string, value: string): boolean {
  const read = decodeTlv(asked);
  if (!read.ok) return false;
  const found = read.value.find((each) => each.tag === tag);
  return found !== undefined && equalBytes(found.value, fromHex(value));
}

function tlv(tag: string, hex: string): Uint8Array {
  return named(tag, fromHex(hex));
}

/** @source EMV 4.4 Book 3, Annex B: one length byte below 128, else 81 and one */
function named(tag: string, value: Uint8Array): Uint8Array {
  const length = value.length < 0x80 ? [value.length] : [0x81, value.length];
  return concat([fromHex(tag), new Uint8Array(length), value]);
}
