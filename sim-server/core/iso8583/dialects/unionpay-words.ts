import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { plural, printable } from "../../../../device-emulators/kit/emv-values.ts";
import { explainTlv } from "../../../../device-emulators/kit/explain-tlv.ts";
import { type Explanation, explain } from "../../../../device-emulators/kit/explanation.ts";
import { decodeGb18030 } from "../../../../device-emulators/kit/gb18030.ts";
import { maskText } from "../../../../device-emulators/kit/mask.ts";
import { maskPan } from "../../../../device-emulators/kit/pan.ts";
import { meaningOf } from "../../terminal/response-codes.ts";
import {
  explainParts,
  type FieldContext,
  type FieldMeaning,
  type FieldWords,
  look,
  type Part,
} from "../field-words.ts";

const PROCESSING = look({
  "000000": "sale, or completion of a pre-authorisation",
  "030000": "pre-authorisation",
  "200000": "void or refund",
  "310000": "balance inquiry",
});

const ENTRY = look({
  "01": "keyed",
  "02": "swiped",
  "03": "scanned code",
  "05": "contact chip",
  "07": "contactless",
  "92": "cardless by phone",
  "95": "fallback, older coding",
  "96": "phone's chip",
});
const PIN_ENTRY = look({ "1": "PIN", "2": "no PIN" });

const CONDITION = look({
  "00": "normal",
  "06": "pre-authorisation",
  "08": "mail or telephone order",
  "18": "pre-authorisation by mail or telephone",
  "60": "added pre-authorisation",
  "64": "instalments",
  "65": "points",
  "67": "appointed purchase",
});

/** What DE 39 of a reversal says. @source Q/CUP 009.1, reversal reasons */
const REVERSAL_REASON = look({ "06": "other reason", "98": "no response", A0: "MAC was wrong" });

const SECURITY: readonly Part[] = [
  ["PIN format", 1, look({ "0": "no PIN", "1": "X9.8 without PAN", "2": "X9.8 with PAN" })],
  ["algorithm", 1, look({ "0": "single DES", "3": "SM4", "6": "double-length 3DES" })],
  ["track encryption", 1, look({ "0": "none", "1": "encrypted" })],
  ["reserved", 13],
];

const KIND = look({
  "00": "management",
  "01": "balance inquiry",
  "10": "pre-authorisation",
  "11": "void of pre-authorisation",
  "20": "completion of pre-authorisation",
  "21": "void of completion",
  "22": "sale",
  "23": "void",
  "24": "completion, advice",
  "25": "refund",
  "27": "e-cash refund, offline",
  "30": "offline settlement",
  "32": "offline adjustment",
  "34": "tip",
  "36": "offline sale by chip",
  "54": "appointed purchase",
});

const NETWORK_CODE = look({
  "000": "financial",
  "001": "sign-on, single DES",
  "002": "sign-off",
  "003": "sign-on, double length",
  "004": "sign-on, double length with track key",
  "005": "sign-on, SM algorithms",
  "201": "settlement or batch upload",
  "202": "upload end, not balanced",
  "203": "certificate upload, balanced",
  "204": "failed chip items, balanced",
  "205": "certificate upload, not balanced",
  "206": "failed chip items, not balanced",
  "207": "upload end, balanced",
  "301": "echo test",
  "360": "parameters",
  "362": "state",
  "370": "public key download",
  "371": "public key download end",
  "372": "public key query",
  "380": "chip parameter download",
  "381": "chip parameter download end",
  "382": "chip parameter query",
  "390": "blacklist download",
  "391": "blacklist download end",
  "401": "points sign-on",
  "951": "script result",
});

const MESSAGE_KIND: readonly Part[] = [
  ["60.1 kind", 2, KIND],
  ["60.2 batch", 6],
  ["60.3 network code", 3, NETWORK_CODE],
  [
    "60.4 terminal capability",
    1,
    look({ "0": "unknown", "2": "stripe", "5": "contact chip", "6": "contactless" }),
  ],
  [
    "60.5 chip condition",
    1,
    look({ "0": "not used", "1": "last read was good", "2": "last chip read failed: fallback" }),
  ],
  ["60.6 partial approval", 1, look({ "0": "not supported", "1": "supported" })],
  ["60.7 account type", 3, look({ "048": "issuer points", "065": "alliance points" })],
];

const ORIGINAL: readonly Part[] = [
  ["61.1 original batch", 6],
  ["61.2 original trace number", 6],
  [
    "61.3 original date",
    4,
    (text) => (/^0+$/.test(text) ? "" : `${text.slice(0, 2)}-${text.slice(2)}`),
  ],
  ["61.4 authorisation mode", 2, look({ "00": "POS", "01": "telephone", "02": "stand-in" })],
  ["61.5 authorising institution", 11],
];

const BALANCED = look({ "0": "asked", "1": "balanced", "2": "not balanced", "3": "error" });

const TOTALS: readonly Part[] = ["domestic", "foreign"].flatMap((cards): Part[] => [
  [`${cards} debit amount`, 12, inYuan],
  [`${cards} debit count`, 3],
  [`${cards} credit amount`, 12, inYuan],
  [`${cards} credit count`, 3],
  [`${cards} result`, 1, BALANCED],
]);

const BALANCE: readonly Part[] = [
  ["account type", 2],
  ["amount type", 2],
  ["currency", 3],
  ["sign", 1, look({ C: "credit", D: "debit" })],
  ["amount", 12, inYuan],
];

/**
 * What UnionPay's coded values mean.
 *
 * DE 62 is shown only where its layout is known, keys never: only that they are there, and their
 * check values.
 *
 * @source Q/CUP 009.1, as terminal programs and field captures show it
 */
export const UNIONPAY_WORDS: FieldWords = {
  3: ({ value }) => said(value, PROCESSING),
  4: ({ value }) => ({ meaning: inYuan(String(value)) }),
  22: (context) => ({
    meaning: String(context.value),
    children: explainParts(context, [
      ["PAN entry", 2, ENTRY],
      ["PIN entry", 1, PIN_ENTRY],
    ]),
  }),
  25: ({ value }) => said(value, CONDITION),
  39: ({ value, mti }) =>
    mti.startsWith("04") && mti[2] === "0" ? said(value, REVERSAL_REASON) : said(value, response),
  44: (context) => ({
    meaning: maskText(String(context.value)),
    children: explainParts(context, [
      ["issuer", 11],
      ["acquirer", 11],
    ]),
  }),
  48: explainTotals,
  49: ({ value }) => said(value, look({ "156": "CNY" })),
  53: (context) => parted(context, SECURITY),
  54: (context) => parted(context, BALANCE),
  60: (context) => parted(context, MESSAGE_KIND),
  61: (context) => parted(context, ORIGINAL),
  62: explainParameters,
  63: ({ value }) => ({ meaning: typeof value === "string" ? "" : readText(value) }),
};

function parted(context: FieldContext, parts: readonly Part[]): FieldMeaning {
  return { meaning: String(context.value), children: explainParts(context, parts) };
}

function said(value: FieldContext["value"], says: (text: string) => string): FieldMeaning {
  const text = String(value);
  const words = says(text);
  return { meaning: words === "" ? text : `${text}, ${words}` };
}

function response(code: string): string {
  const { zh, en, action } = meaningOf(code);
  return `${en} ${zh} (class ${action})`;
}

function inYuan(digits: string): string {
  return `${Number(digits.slice(0, -2))}.${digits.slice(-2)}`;
}

function readText(value: Uint8Array): string {
  const text = decodeGb18030(value);
  return text.ok ? maskText(text.value.trimEnd()) : "not GB18030";
}

const TOTALS_DIGITS = 62;
const ITEM_DIGITS = 40;

/** Totals of a settlement, or the items of a batch upload; the PANs of items are masked. */
function explainTotals(context: FieldContext): FieldMeaning | undefined {
  const { value, mti } = context;
  if (typeof value !== "string") return undefined;
  if (mti.startsWith("05") && value.length === TOTALS_DIGITS) {
    return { meaning: "settlement totals", children: explainParts(context, TOTALS) };
  }
  const items = (value.length - 2) / ITEM_DIGITS;
  if (mti.startsWith("03") && Number.isInteger(items) && items > 0) {
    const children = Array.from({ length: items }, (_, at) => explainItem(context, at)).flat();
    return { bytes: "", meaning: plural(items, "item"), children };
  }
  if (mti.startsWith("03") && value.length === 4) return { meaning: `${Number(value)} in all` };
  return { bytes: "", meaning: `${plural(value.length, "digit")}, not shown` };
}

function explainItem(context: FieldContext, index: number): Explanation[] {
  const masked = (text: string): string => maskPan(text.replace(/^0+/, ""));
  const parts: readonly Part[] = [
    ["card class", 2, look({ "00": "domestic", "01": "foreign" })],
    ["trace number", 6],
    ["PAN", 20],
    ["amount", 12, inYuan],
  ];
  return explainParts(context, parts, 2 + index * ITEM_DIGITS).map((node) =>
    node.name === "PAN" ? { ...node, meaning: masked(node.meaning) } : node,
  );
}

/** Keys of a sign-on by network code: bytes of each key. */
const KEY_BYTES: Readonly<Record<string, readonly (readonly [name: string, bytes: number])[]>> = {
  "001": [
    ["PIN key", 8],
    ["MAC key", 8],
  ],
  "003": [
    ["PIN key", 16],
    ["MAC key", 16],
  ],
  "004": [
    ["PIN key", 16],
    ["MAC key", 16],
    ["track key", 16],
  ],
};
const CHECK_BYTES = 4;

function explainParameters(context: FieldContext): FieldMeaning {
  const { value, valueAt, mti, fields } = context;
  const code = String(fields[60] ?? "").slice(8, 11);
  if (typeof value === "string") return { bytes: "", meaning: "(not shown)" };
  if (mti === "0800" && printable(value).startsWith("Sequence No")) {
    return { meaning: maskText(printable(value)) };
  }
  const keys = mti === "0810" && Object.hasOwn(KEY_BYTES, code) ? KEY_BYTES[code] : undefined;
  if (keys !== undefined)
    return { bytes: "", meaning: "working keys", children: explainKeys(keys, value, valueAt) };
  if (code.startsWith("37") || code.startsWith("38")) {
    const lead = mti.endsWith("10") || mti.endsWith("30") ? 1 : 0;
    const { nodes, fault } = explainTlv(value.subarray(lead), valueAt + lead);
    if (fault === undefined) return { bytes: "", children: nodes };
  }
  return { bytes: "", meaning: `${plural(value.length, "byte")}, not shown` };
}

function explainKeys(
  keys: readonly (readonly [name: string, bytes: number])[],
  value: Uint8Array,
  valueAt: number,
): Explanation[] {
  const nodes: Explanation[] = [];
  let at = 0;
  for (const [name, bytes] of keys) {
    const check = value.subarray(at + bytes, at + bytes + CHECK_BYTES);
    if (check.length < CHECK_BYTES) break;
    nodes.push(explain({ offset: valueAt + at, length: bytes, name, meaning: "(not shown)" }));
    const title = `check value of the ${name}`;
    const offset = valueAt + at + bytes;
    nodes.push(explain({ offset, length: CHECK_BYTES, bytes: toHex(check), name: title }));
    at += bytes + CHECK_BYTES;
  }
  return nodes;
}
