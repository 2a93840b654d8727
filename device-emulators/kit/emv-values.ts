import { toHex, toLatin1 } from "./bytes.ts";
import { describeResults, describeRule } from "./cvm-words.ts";
import { parseDol } from "./dol.ts";
import { bitsOf, setBits } from "./emv-bits.ts";
import { emvTagName } from "./emv-tag-names.ts";
import { emvTag } from "./emv-tags.ts";
import { type Explanation, explain } from "./explanation.ts";
import { maskedTextHex, maskText } from "./mask.ts";
import { maskPan } from "./pan.ts";

/** What the value of one data object says. `bytes` undefined: masked as any bytes are. */
export type EmvMeaning = {
  readonly meaning: string;
  readonly children: readonly Explanation[];
  readonly bytes?: string;
};

type Reader = (value: Uint8Array, offset: number) => EmvMeaning;

const SECRET = "(not shown)";

/** The meaning of a data object's value, whose first byte stands at `offset` of the input. */
export function explainEmvValue(tag: string, value: Uint8Array, offset: number): EmvMeaning {
  const reader = READERS[tag];
  // What has a layout of its own holds no card number but where its reader says so.
  const bytes = toHex(value);
  if (reader !== undefined && Object.hasOwn(READERS, tag))
    return { bytes, ...reader(value, offset) };
  const bits = bitsOf(tag);
  if (bits !== undefined) {
    const children = setBits(bits, value).map(({ byte, mask, en, zh }) =>
      explain({
        offset: offset + byte,
        length: 1,
        name: `byte ${byte + 1} bit ${32 - Math.clz32(mask)}`,
        meaning: `${en} ${zh}`,
      }),
    );
    return { bytes, meaning: children.length === 0 ? "no bit is set" : "", children };
  }
  const format = emvTag(tag)?.format;
  if (format === "an" || format === "ans") {
    const text = printable(value);
    return { meaning: maskText(text), children: [], bytes: maskedTextHex(value, text) };
  }
  if (format === "n" && /^\d+$/.test(bytes)) {
    return { bytes, meaning: bytes.replace(/^0+(?=.)/, ""), children: [] };
  }
  return { meaning: "", children: [] };
}

/** Tags whose value tells more than its bytes do. */
const READERS: Readonly<Record<string, Reader>> = {
  "5A": (value) => {
    const digits = toHex(value).replace(/F+$/, "");
    const masked = /^\d+$/.test(digits) ? maskPan(digits) : SECRET;
    return { meaning: masked, children: [], bytes: masked === SECRET ? "" : masked };
  },
  "57": explainTrack2,
  "9F6B": explainTrack2,
  "56": hidden,
  "99": hidden,
  "9F1F": hidden,
  "9F20": hidden,
  "8C": explainDol,
  "8D": explainDol,
  "97": explainDol,
  "9F38": explainDol,
  "9F49": explainDol,
  "9F4F": explainDol,
  "94": explainAfl,
  "8E": explainCvmList,
  "9F10": explainIad,
  "9F27": (value) => ({ meaning: describeCid(value[0] ?? 0), children: [] }),
  "9F34": ([method = 0, condition = 0, result = 0]) => ({
    meaning: describeResults(method, condition, result),
    children: [],
  }),
  "9F35": (value) => ({ meaning: describeTerminalType(toHex(value)), children: [] }),
  "9C": (value) => ({ meaning: TRANSACTIONS[toHex(value)] ?? "", children: [] }),
  "9A": (value) => ({ meaning: describeDate(toHex(value)), children: [] }),
  "5F24": (value) => ({ meaning: describeDate(toHex(value)), children: [] }),
  "5F25": (value) => ({ meaning: describeDate(toHex(value)), children: [] }),
  "5F2A": (value) => ({ meaning: CURRENCIES[toHex(value)] ?? "", children: [] }),
};

function hidden(): EmvMeaning {
  return { meaning: SECRET, children: [], bytes: "" };
}

/** @source ISO/IEC 7813; EMV 4.4 Book 3, annex A, tag 57 */
function explainTrack2(value: Uint8Array): EmvMeaning {
  return { meaning: describeTrack2(toHex(value).replace(/F$/, "")), children: [], bytes: "" };
}

/** What may be said of a track 2: the card in part, and its expiry. `D` or `=` separates. */
export function describeTrack2(track: string): string {
  const parts = /^(\d{8,19})[D=](\d{4})(\d{3})?/.exec(track);
  if (parts === null) return SECRET;
  const [, pan = "", expiry = "", service] = parts;
  const rest = service === undefined ? "" : `, service code ${service}`;
  return `${maskPan(pan)}, expires ${expiry.slice(2)}/${expiry.slice(0, 2)}${rest}, the rest not shown`;
}

/** @source EMV 4.4 Book 3, 5.4 */
function explainDol(value: Uint8Array, offset: number): EmvMeaning {
  const entries = parseDol(value);
  if (!entries.ok) return { meaning: `broken: ${entries.error.detail}`, children: [] };
  let at = offset;
  const children = entries.value.map(({ tag, length }) => {
    const start = at;
    at += tag.length / 2 + 1;
    const name = `${tag} ${emvTagName(tag) ?? "unknown tag"}`;
    return explain({ offset: start, length: at - start, name, meaning: plural(length, "byte") });
  });
  return { meaning: "", children };
}

const AFL_ENTRY_BYTES = 4;

/** @source EMV 4.4 Book 3, 10.2 */
function explainAfl(value: Uint8Array, offset: number): EmvMeaning {
  const children: Explanation[] = [];
  for (let at = 0; at + AFL_ENTRY_BYTES <= value.length; at += AFL_ENTRY_BYTES) {
    const [file = 0, first = 0, last = 0, signed = 0] = value.subarray(at);
    const records = first === last ? `record ${first}` : `records ${first} to ${last}`;
    const proof = signed === 0 ? "none signed" : `the first ${signed} signed`;
    const name = `file ${file >> 3}`;
    const meaning = `${records}, ${proof}`;
    children.push(explain({ offset: offset + at, length: AFL_ENTRY_BYTES, name, meaning }));
  }
  const over = value.length % AFL_ENTRY_BYTES;
  return { meaning: over === 0 ? "" : `${plural(over, "byte")} too many`, children };
}

/** @source EMV 4.4 Book 3, 10.5 and annex C3 */
function explainCvmList(value: Uint8Array, offset: number): EmvMeaning {
  const hex = toHex(value);
  const children: Explanation[] = [];
  for (let at = 8; at + 2 <= value.length; at += 2) {
    const meaning = describeRule(value[at] ?? 0, value[at + 1] ?? 0);
    const name = `rule ${children.length + 1}`;
    children.push(explain({ offset: offset + at, length: 2, name, meaning }));
  }
  const [x, y] = [Number.parseInt(hex.slice(0, 8), 16), Number.parseInt(hex.slice(8, 16), 16)];
  return { meaning: value.length < 8 ? "too short" : `X ${x}, Y ${y}`, children };
}

/** Bits of the card verification results, after their length. @source JR/T 0025.5-2013, CVR */
const CVR_BITS: readonly (readonly [byte: number, mask: number, means: string])[] = [
  [1, 0x08, "issuer authentication performed and failed"],
  [1, 0x04, "offline PIN verification performed"],
  [1, 0x02, "offline PIN verification failed"],
  [1, 0x01, "unable to go online"],
  [2, 0x80, "last online transaction not completed"],
  [2, 0x40, "PIN try limit exceeded"],
  [2, 0x20, "exceeded velocity checking counters"],
  [2, 0x10, "new card"],
  [2, 0x08, "issuer authentication failed in the last online transaction"],
  [2, 0x04, "issuer authentication not performed after online authorisation"],
  [2, 0x02, "application blocked by the card: PIN try limit exceeded"],
  [2, 0x01, "SDA failed in the last transaction, declined offline"],
  [3, 0x08, "issuer script processing failed"],
  [3, 0x04, "DDA failed in the last transaction, declined offline"],
  [3, 0x02, "DDA performed"],
];
const SECOND_AC = ["AAC", "TC", "not requested", "reserved"] as const;
const FIRST_AC = ["AAC", "TC", "ARQC", "reserved"] as const;

/** @source JR/T 0025.5-2013, issuer application data: 07, key index, version, CVR; Visa's is alike */
function explainIad(value: Uint8Array, offset: number): EmvMeaning {
  const [length = 0, index = 0, version = 0, cvrLength = 0, decisions = 0] = value;
  if (length < 6 || cvrLength !== 3 || value.length < 7) {
    return { meaning: "of another layout", children: [] };
  }
  const cvr = value.subarray(3, 7);
  const scripts = (cvr[3] ?? 0) >> 4;
  const part = (at: number, size: number, name: string, meaning: string): Explanation =>
    explain({ offset: offset + at, length: size, name, meaning });
  const children = [
    part(1, 1, "derivation key index", String(index)),
    part(2, 1, "cryptogram version", toHex(Uint8Array.of(version))),
    part(4, 1, "second GENERATE AC", SECOND_AC[decisions >> 6] ?? ""),
    part(4, 1, "first GENERATE AC", FIRST_AC[(decisions >> 4) & 3] ?? ""),
    ...CVR_BITS.filter(([byte, mask]) => ((cvr[byte] ?? 0) & mask) !== 0).map(
      ([byte, mask, means]) =>
        part(3 + byte, 1, `CVR byte ${byte + 1} bit ${32 - Math.clz32(mask)}`, means),
    ),
    ...(scripts === 0 ? [] : [part(6, 1, "issuer script commands received", String(scripts))]),
  ];
  return { meaning: "", children };
}

const CRYPTOGRAMS = ["AAC, declined", "TC, approved", "ARQC, ask online", "reserved"] as const;
const REASONS = [
  "",
  ", service not allowed",
  ", PIN try limit exceeded",
  ", issuer authentication failed",
] as const;

/** @source EMV 4.4 Book 3, table 15: cryptogram information data */
function describeCid(byte: number): string {
  const advice = (byte & 0x08) === 0 ? "" : ", advice required";
  return `${CRYPTOGRAMS[byte >> 6]}${advice}${REASONS[byte & 7] ?? ""}`;
}

const OWNERS = ["", "financial institution", "merchant", "cardholder"] as const;
const SURROUNDINGS = [
  "",
  "attended, online only",
  "attended, offline with online",
  "attended, offline only",
  "unattended, online only",
  "unattended, offline with online",
  "unattended, offline only",
] as const;

/** @source EMV 4.4 Book 4, annex A1 */
function describeTerminalType(digits: string): string {
  const owner = OWNERS[Number(digits[0])] ?? "";
  const surroundings = SURROUNDINGS[Number(digits[1])] ?? "";
  return owner === "" || surroundings === "" ? "" : `${owner}, ${surroundings}`;
}

/** @source ISO 8583:1987, processing code, first two digits */
const TRANSACTIONS: Readonly<Record<string, string>> = {
  "00": "goods and services",
  "01": "cash",
  "09": "goods and services with cashback",
  "20": "refund",
  "30": "available funds inquiry",
  "31": "balance inquiry",
};

/** @source ISO 4217, numeric codes */
const CURRENCIES: Readonly<Record<string, string>> = {
  "0156": "CNY",
  "0344": "HKD",
  "0392": "JPY",
  "0826": "GBP",
  "0840": "USD",
  "0978": "EUR",
};

function describeDate(digits: string): string {
  return /^\d{6}$/.test(digits)
    ? `20${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4)}`
    : "";
}

/** What is no printable ASCII stands as a point. */
export function printable(value: Uint8Array): string {
  return toLatin1(value).replace(/[^ -~]/g, ".");
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
