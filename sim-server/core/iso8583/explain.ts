import { toHex } from "../../../device-emulators/kit/bytes.ts";
import { describeTrack2, plural } from "../../../device-emulators/kit/emv-values.ts";
import { explainTlv, shownHex } from "../../../device-emulators/kit/explain-tlv.ts";
import {
  type Explained,
  type Explanation,
  explain,
} from "../../../device-emulators/kit/explanation.ts";
import { maskedTextHex, maskText } from "../../../device-emulators/kit/mask.ts";
import { maskPan } from "../../../device-emulators/kit/pan.ts";
import type { Dialect, Fields } from "./dialect.ts";
import { UNIONPAY_WORDS } from "./dialects/unionpay-words.ts";
import { explainEnvelope } from "./explain-envelope.ts";
import type { Field, FieldValue } from "./field.ts";
import type { FieldContext, FieldWords } from "./field-words.ts";
import { describeMti } from "./mti.ts";
import { createReader, type Reader } from "./reader.ts";
import { divideTlv, type TlvLayout, tagName } from "./tlv.ts";
import { readBitmaps, readField, readMti, readOther } from "./unpack.ts";

/**
 * Explains a frame on the dialect's wire, or a message alone, field by field.
 *
 * Card numbers show their first six and last four digits; tracks, PIN blocks and keys are not shown.
 * What comes before a fault is explained, and the fault says where reading stopped.
 *
 * @source ISO 8583:1987 and 1993; the meanings of codes by the dialect's own table
 */
export function explainIso8583(dialect: Dialect, bytes: Uint8Array): Explained {
  const envelope = explainEnvelope(dialect, bytes);
  const nodes: Explanation[] = [...envelope.nodes];
  if (envelope.messageAt === undefined) return stopped(nodes, envelope.fault);
  const reader = createReader(bytes, envelope.messageAt);
  explainMessage(dialect, reader, nodes);
  return stopped(nodes, reader.fault ?? endFault(reader) ?? envelope.fault);
}

function stopped(nodes: Explanation[], fault: Explained["fault"]): Explained {
  return fault === undefined ? { nodes } : { nodes, fault };
}

function endFault({ bytes, at }: Reader): Explained["fault"] {
  if (at >= bytes.length) return undefined;
  const detail = `the message ends before the bytes do: ${bytes.length - at} too many`;
  return { code: "too-long", offset: at, path: ["message"], detail };
}

function explainMessage(dialect: Dialect, reader: Reader, nodes: Explanation[]): void {
  const { bytes, at: start } = reader;
  const mti = readMti(dialect, reader);
  if (mti === undefined) return;
  const length = reader.at - start;
  const hex = toHex(bytes.subarray(start, reader.at));
  const meaning = `${mti}, ${describeMti(mti)}`;
  nodes.push(explain({ offset: start, length, bytes: hex, name: "MTI", meaning }));
  const bitmapAt = reader.at;
  readBitmaps(dialect, reader);
  if (reader.fault !== undefined) return;
  nodes.push(explainBitmaps(dialect, reader, bitmapAt));
  const fields: Record<number, FieldValue> = {};
  for (let de = 1; de <= dialect.highest && reader.fault === undefined; de += 1) {
    if (!isSet(reader, de)) continue;
    const field = dialect.table[de];
    const offset = reader.at;
    if (field === undefined) {
      readOther(dialect, reader, de);
      if (reader.fault === undefined) nodes.push(explainBitmaps(dialect, reader, offset));
      continue;
    }
    const value = readField(reader, field);
    if (value === undefined) return;
    fields[de] = value;
    nodes.push(explainField(dialect, field, reader, { offset, value, mti, fields }));
  }
}

function isSet({ words }: Reader, de: number): boolean {
  return ((words[(de - 1) >> 5] ?? 0) & (0x8000_0000 >>> ((de - 1) & 31))) !== 0;
}

/** The bitmaps between `offset` and where the reader stands, bit by bit. */
function explainBitmaps(dialect: Dialect, reader: Reader, offset: number): Explanation {
  const length = reader.at - offset;
  const inCharacters = dialect.spec.bitmap === "binary" ? 1 : 2;
  const present = Array.from({ length: dialect.highest }, (_, index) => index + 1).filter((de) =>
    isSet(reader, de),
  );
  const children = present.map((de) =>
    explain({
      offset: offset + Math.min(length - 1, ((de - 1) >> 3) * inCharacters),
      length: inCharacters,
      name: `bit ${de}`,
      meaning: dialect.table[de]?.name ?? "no field of the dialect",
    }),
  );
  const bytes = toHex(reader.bytes.subarray(offset, reader.at));
  const name = length === 8 * inCharacters ? "bitmap" : "bitmaps";
  const meaning = present.length === 0 ? "no field" : present.join(" ");
  return explain({ offset, length, bytes, name, meaning, children });
}

type Read = {
  readonly offset: number;
  readonly value: FieldValue;
  readonly mti: string;
  readonly fields: Fields;
};

function explainField(
  dialect: Dialect,
  field: Field,
  reader: Reader,
  { offset, value, mti, fields }: Read,
): Explanation {
  const { valueAt, at } = reader;
  const node = { offset, length: at - offset, name: `DE ${field.de} ${field.name}` };
  const raw = reader.bytes.subarray(valueAt, at);
  const context: FieldContext = { value, valueAt, packed: field.packed, mti, fields };
  const words = dialect.spec.codes === undefined ? undefined : FIELD_WORDS[dialect.spec.codes];
  return explain({ ...node, ...meaningOf(field, raw, context, words) });
}

const FIELD_WORDS = { unionpay: UNIONPAY_WORDS } as const;

type Meaning = Partial<Pick<Explanation, "bytes" | "meaning" | "children">>;

function meaningOf(
  field: Field,
  raw: Uint8Array,
  context: FieldContext,
  words: FieldWords | undefined,
): Meaning {
  const { value, valueAt } = context;
  if (field.shown === "hidden") return { meaning: "(not shown)" };
  if (field.shown === "pan") return explainPan(field, value);
  if (field.shown === "track") return { meaning: describeTrack2(String(value)) };
  const bytes = field.form === "text" ? maskedTextHex(raw, String(value)) : shownHex(raw);
  const own = words?.[field.de]?.(context);
  if (own !== undefined) return { bytes, ...own };
  const tlv = field.tlv ?? (field.de === ICC_DATA ? { layout: "ber" as const } : undefined);
  if (tlv !== undefined && (field.form === "bytes" || typeof value === "string")) {
    const children = explainObjects(tlv, value, valueAt);
    if (children !== undefined) return { children };
  }
  const meaning = typeof value === "string" ? maskText(value) : plural(value.length, "byte");
  return { bytes, meaning };
}

/** @source ISO 8583:1993, DE 55; hosts of 1987 carry it there too */
const ICC_DATA = 55;

function explainPan(field: Field, value: FieldValue): Meaning {
  if (typeof value !== "string") return { meaning: "(not shown)" };
  const masked = maskPan(value);
  return { bytes: field.packed ? masked : "", meaning: masked };
}

/** Undefined where the field does not divide: it may be anything then. */
function explainObjects(
  layout: TlvLayout,
  value: FieldValue,
  valueAt: number,
): readonly Explanation[] | undefined {
  if (typeof value !== "string") {
    const { nodes, fault } = explainTlv(value, valueAt, (tag) => tagName(layout, tag));
    return fault === undefined ? nodes : undefined;
  }
  const { objects, fault } = divideTlv(layout, value);
  if (fault !== undefined) return undefined;
  return objects.map(({ tag, value: text, at, valueAt: from }) =>
    explain({
      offset: valueAt + at,
      length: from - at + text.length,
      name: `${tag} ${tagName(layout, tag) ?? "unknown tag"}`,
      meaning: maskText(String(text)),
    }),
  );
}
