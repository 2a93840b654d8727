import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Complaint } from "../../../scenarios/format/complaint.ts";
import type { Source, SourceFault } from "../../../scenarios/format/source.ts";
import { DE_MAX, type DialectSpec } from "../../core/iso8583/dialect.ts";
import { BUILT_IN_DIALECTS } from "../../core/iso8583/dialects/built-in.ts";
import { type Encoding, type FieldSpec, findRowFault } from "../../core/iso8583/field.ts";
import type { TlvLayout } from "../../core/iso8583/tlv.ts";
import {
  PLAIN_WIRE,
  type Wire,
  type WireHeader,
  type WireLength,
} from "../../core/iso8583/wire.ts";
import { complainOf, parseYaml } from "../yaml-file.ts";
import { type DialectFile, type DialectRow, dialectSchema } from "./dialect-schema.ts";

/** Reads a dialect from YAML or JSON, or tells everything that is wrong with it, by line and column. */
export function parseDialect(
  text: string,
  file: string,
): Result<DialectSpec, readonly Complaint[]> {
  const parsed = parseYaml(text, file, { noun: "dialect", schema: dialectSchema });
  if (!parsed.ok) return parsed;
  const faults: SourceFault[] = [];
  const spec = buildSpec(parsed.value.value, parsed.value.source, faults);
  return spec === undefined || faults.length > 0 ? err(complainOf(file, faults)) : ok(spec);
}

function buildSpec(
  said: DialectFile,
  source: Source,
  faults: SourceFault[],
): DialectSpec | undefined {
  const base = said.like === undefined ? undefined : BUILT_IN_DIALECTS.get(said.like)?.spec;
  const encoding = said.encoding === undefined ? base?.encoding : readEncoding(said.encoding);
  const parts = { mti: said.mti ?? base?.mti, bitmap: said.bitmap ?? base?.bitmap, encoding };
  const { mti, bitmap } = parts;
  if (mti === undefined || bitmap === undefined || encoding === undefined) {
    const missing = Object.entries(parts).find(([, value]) => value === undefined)?.[0];
    const message = `\`${missing}\` is missing; write it, or name a dialect in \`like\``;
    faults.push({ place: source.placeOf([]), message });
    return undefined;
  }
  const wire = said.wire === undefined ? (base?.wire ?? PLAIN_WIRE) : readWire(said.wire);
  if (typeof wire === "string") {
    faults.push({ place: source.placeOfKey([], "wire"), message: wire });
    return undefined;
  }
  const tertiary = said.tertiary ?? base?.tertiary;
  const fields = readRows(said, { encoding, tertiary, source, faults });
  const inherited = base?.fields ?? {};
  return {
    name: said.dialect,
    mti,
    bitmap,
    encoding,
    wire,
    fields: { ...(tertiary === undefined ? inherited : without65(inherited)), ...fields },
    ...definite({
      version: said.version === undefined ? base?.version : EDITIONS[said.version],
      tertiary,
      codes: said.codes ?? base?.codes,
    }),
  };
}

function without65(fields: DialectSpec["fields"]): DialectSpec["fields"] {
  return Object.fromEntries(Object.entries(fields).filter(([de]) => de !== "65"));
}

type Rows = {
  readonly encoding: Encoding;
  readonly tertiary: DialectSpec["tertiary"];
  readonly source: Source;
  readonly faults: SourceFault[];
};

function readRows(
  said: DialectFile,
  { encoding, tertiary, source, faults }: Rows,
): Record<number, FieldSpec> {
  const fields: Record<number, FieldSpec> = {};
  for (const [key, row] of Object.entries(said.fields)) {
    const spec = readRow(row);
    const fault = typeof spec === "string" ? spec : findRowFault(spec, encoding);
    const problem =
      findNumberFault(key, tertiary !== undefined) ??
      (fault === undefined ? undefined : `cannot be written so: ${fault}`);
    if (problem === undefined && typeof spec !== "string") fields[Number(key)] = spec;
    else
      faults.push({ place: source.placeOfKey(["fields"], key), message: `DE ${key} ${problem}` });
  }
  return fields;
}

const EDITIONS = { "1987": "0", "1993": "1", "2003": "2" } as const;
const PREFIXES = { L: 1, LL: 2, LLL: 3, LLLL: 4 } as const;

function readEncoding({
  padding,
  ...codes
}: NonNullable<DialectFile["encoding"]>): DialectSpec["encoding"] {
  return { ...codes, ...definite({ padding }) };
}

function findNumberFault(key: string, tertiary: boolean): string | undefined {
  const de = /^\d{1,3}$/.test(key) ? Number(key) : 0;
  if (de < 2 || de > DE_MAX) return `is no data element; they are 2 to ${DE_MAX}`;
  if (de > 128 && !tertiary) return "wants a third bitmap; say where it stands in `tertiary`";
  if (de === 65 && tertiary) return "is the third bitmap; leave its row out";
  return undefined;
}

function readRow(said: DialectRow): FieldSpec | string {
  const { name, class: content, length, most, prefix } = said;
  const rest = definite({
    as: said.as,
    padding: said.padding,
    counts: said.counts,
    fill: said.fill,
    shown: said.shown,
  });
  const tlv = said.tlv === undefined ? {} : readTlv(said.tlv);
  if (typeof tlv === "string") return tlv;
  if (length !== undefined && most === undefined && prefix === undefined) {
    if (said["prefix-as"] !== undefined) return "`prefix-as` wants a `prefix`";
    return { name, content, length, ...rest, ...tlv };
  }
  if (length === undefined && most !== undefined && prefix !== undefined) {
    const prefixAs = definite({ prefixAs: said["prefix-as"] });
    return { name, content, max: most, prefix: PREFIXES[prefix], ...prefixAs, ...rest, ...tlv };
  }
  return "it wants either `length`, or `most` and `prefix`";
}

function readTlv(said: NonNullable<DialectRow["tlv"]>): { tlv: TlvLayout } | string {
  const names = definite({ tags: said.tags });
  if (said.layout === "ber") {
    if (said.tag !== undefined || said.length !== undefined) {
      return "BER-TLV says itself how long its tags and lengths are";
    }
    return { tlv: { layout: "ber", ...names } };
  }
  if (said.tag === undefined || said.length === undefined) {
    return "text data objects want `tag` and `length`, each a number of characters";
  }
  return { tlv: { layout: "text", tagChars: said.tag, lengthDigits: said.length, ...names } };
}

function readWire(said: NonNullable<DialectFile["wire"]>): Wire | string {
  const length = readWireLength(said.length);
  const header = readHeader(said.header);
  if (typeof length === "string") return length;
  if (typeof header === "string") return header;
  return { length, header, frameBytesMax: said.longest };
}

function readWireLength({
  as,
  bytes,
  counts,
}: NonNullable<DialectFile["wire"]>["length"]): WireLength | string {
  if (as === "none") return { as };
  return bytes === undefined || counts === undefined
    ? "a frame's length wants `bytes` and `counts`"
    : { as, bytes, counts };
}

function readHeader({
  kind,
  digits,
  chars,
  begins,
}: NonNullable<DialectFile["wire"]>["header"]): WireHeader | string {
  if (kind === "none" || kind === "tpdu") return { kind };
  if (kind === "text") {
    return chars === undefined
      ? "a header of text wants `chars`"
      : { kind, chars, begins: begins ?? "" };
  }
  return digits === undefined || digits % 2 === 1
    ? "a header of digits wants `digits`, an even number"
    : { kind, digits };
}

/** The same without the keys that have no value. */
function definite<T extends object>(given: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
