import { invariant } from "../../../device-emulators/kit/errors.ts";
import {
  type CharacterCode,
  type CharacterTable,
  type Code,
  type Content,
  characterCode,
  characterTable,
} from "./characters.ts";
import { type Counts, countedIn, makePrefixes } from "./prefixes.ts";
import type { TlvLayout } from "./tlv.ts";

/**
 * Where the half byte goes that an odd number of BCD digits leaves over: 0 before them, 0 behind
 * them, or F behind them.
 */
export type Padding = "0-left" | "0-right" | "F-right";

/** What a description of a message may show of a field. */
export type Shown = "clear" | "pan" | "track" | "hidden";

/** One row of a dialect's table. Lengths count digits, characters or bytes, as the content does. */
export type FieldSpec = {
  readonly name: string;
  /** A length of `x+n` counts its digits, as the standard does: `x+n 8` has nine characters. */
  readonly content: Content;
} & (
  | { readonly length: number }
  /** Digits of the length prefix: 2 is LLVAR. In a binary prefix they are its bytes. */
  | { readonly max: number; readonly prefix: 1 | 2 | 3 | 4; readonly prefixAs?: Code }
) & {
    /** How the content is written, where not as the dialect writes that kind. */
    readonly as?: Code;
    readonly padding?: Padding;
    /** What a prefix counts where a byte holds two digits: digits of BCD, bytes of hex, unless said. */
    readonly counts?: "digits" | "bytes";
    /** How a fixed field that is too short is filled when it is written; reading takes nothing away. */
    readonly fill?: "zeros-left" | "spaces-right";
    readonly tlv?: TlvLayout;
    /** Of a track in BCD: it may come enciphered, so that half bytes A to F are characters too. */
    readonly enciphered?: boolean;
    /** By the data element's number, unless said. */
    readonly shown?: Shown;
  };

/** How a dialect writes each kind of content where a row does not say otherwise. */
export type Encoding = {
  readonly digits: "bcd" | CharacterCode;
  readonly text: CharacterCode;
  readonly bytes: "binary" | CharacterCode;
  readonly prefix: Code;
  readonly padding?: Padding;
};

export type FieldValue = string | Uint8Array;

/** What a message of the table's dialect holds: each data element by its number. */
export type FieldsOf<Table extends Readonly<Record<number, FieldSpec>>> = {
  readonly [De in keyof Table]?: Table[De] extends { readonly content: "b" | "tlv" }
    ? Uint8Array | undefined
    : string | undefined;
};

/** Which reader and writer a field takes. */
type Form = "packed" | "text" | "bytes" | "track" | "hex" | "signed";

/** A row made ready for the codec: what its code means is settled once, not for every message. */
export type Field = {
  readonly de: number;
  readonly name: string;
  readonly content: Content;
  readonly form: Form;
  /** In characters of the value or bytes of it; exact when `prefix` is 0. */
  readonly max: number;
  /** Bytes of the length prefix. */
  readonly prefix: number;
  readonly prefixCode: Code;
  /** Digits of a prefix that are characters. */
  readonly prefixTable: CharacterTable;
  /** The prefix of every length from 0 to `max`, one behind the other. */
  readonly prefixes: Uint8Array;
  readonly counts: Counts;
  readonly table: CharacterTable;
  /** Of the letter before a signed amount. */
  readonly signTable: CharacterTable;
  readonly packed: boolean;
  readonly rightAligned: boolean;
  /** The half byte that an odd number of digits leaves over. */
  readonly fillNibble: 0 | 0xf;
  /** Bytes of `length` units: `((length << up) + add) >> down`. */
  readonly up: number;
  readonly add: number;
  readonly down: number;
  readonly fill: FieldSpec["fill"];
  readonly tlv: TlvLayout | undefined;
  readonly enciphered: boolean;
  readonly shown: Shown;
};

/** The largest length that a prefix of so many digits can say, or a fixed field may have. */
export const FIELD_UNITS_MAX = 9_999;

/** The row of data element `de`, ready for the codec; it has passed `findRowFault`. */
export function compileField(de: number, spec: FieldSpec, encoding: Encoding): Field {
  const fault = findRowFault(spec, encoding);
  invariant(fault === undefined, `DE ${de}: ${fault}`);
  const code = spec.as ?? usualCode(spec.content, encoding);
  const signed = spec.content === "x+n" ? 1 : 0;
  const packed = code === "bcd";
  const form = formOf(spec.content, code);
  const padding = spec.padding ?? encoding.padding ?? "0-right";
  const prefixCode = ("prefixAs" in spec ? spec.prefixAs : undefined) ?? encoding.prefix;
  const prefix = "prefix" in spec ? prefixBytes(spec.prefix, prefixCode) : 0;
  const max = ("prefix" in spec ? spec.max : spec.length) + signed;
  const counts = countsOf(spec, form, packed);
  return {
    de,
    name: spec.name,
    content: spec.content,
    form,
    max,
    prefix,
    prefixCode,
    prefixTable: characterTable("n", characterCode(prefixCode)),
    prefixes: makePrefixes(max, prefix, { code: prefixCode, counts }),
    counts,
    table: characterTable(spec.content, characterCode(code)),
    signTable: characterTable("a", characterCode(code)),
    packed,
    rightAligned: padding === "0-left",
    fillNibble: padding === "F-right" ? 0xf : 0,
    up: form === "hex" ? 1 : 0,
    add: packed ? 1 + signed : 0,
    down: packed ? 1 : 0,
    fill: spec.fill,
    tlv: spec.tlv ?? (spec.content === "tlv" ? { layout: "ber" } : undefined),
    enciphered: spec.enciphered === true,
    shown: spec.shown ?? usuallyShown(de),
  };
}

/** What is wrong with a row that its type allows, in a writer's words; undefined where nothing is. */
export function findRowFault(spec: FieldSpec, encoding: Encoding): string | undefined {
  const code = spec.as ?? usualCode(spec.content, encoding);
  const codes = codesOf(spec.content);
  if (!codes.includes(code)) {
    return `${spec.content} is written as ${codes.join(" or ")}, not as ${code}`;
  }
  const text = !holdsBytes(spec.content);
  if (spec.tlv?.layout === "text" && !text) return "tags of characters stand in text, not in bytes";
  if (spec.tlv?.layout === "ber" && text) return "BER-TLV stands in bytes, not in text";
  if ("prefix" in spec) {
    return spec.fill === undefined ? findPrefixFault(spec, encoding, code) : NO_FILL;
  }
  if (spec.counts !== undefined) return "counts belongs to a prefix, and the field has none";
  return spec.fill === undefined || text ? undefined : NO_FILL;
}

const NO_FILL = "fill belongs to a field of fixed length that holds characters";

function findPrefixFault(
  spec: Extract<FieldSpec, { prefix: number }>,
  encoding: Encoding,
  code: Code,
): string | undefined {
  const most = mostOf(spec.prefix, spec.prefixAs ?? encoding.prefix);
  const counts = countsOf(spec, formOf(spec.content, code), code === "bcd");
  const longest = spec.max + (spec.content === "x+n" ? 1 : 0);
  if (countedIn(counts, longest) > most) {
    return `a prefix of ${spec.prefix} says at most ${most}, and the field has up to ${spec.max}`;
  }
  if (counts === "packed-bytes" && (spec.padding ?? encoding.padding) !== "F-right") {
    return "a prefix that counts bytes of BCD wants padding F-right, to tell odd from even";
  }
  return undefined;
}

/** Whether the content is bytes, not text. */
export function holdsBytes(content: Content): boolean {
  return content === "b" || content === "tlv";
}

/** Bytes on the wire of a value of `length` characters or bytes, without its prefix. */
export function bytesOf(field: Field, length: number): number {
  return ((length << field.up) + field.add) >> field.down;
}

/** `DE 11 (system trace audit number)`, as errors name a field. */
export function nameField(field: Field): string {
  return `DE ${field.de} (${field.name})`;
}

function codesOf(content: Content): readonly Code[] {
  if (holdsBytes(content)) return ["binary", "ascii", "ebcdic"];
  const digits = content === "n" || content === "z" || content === "x+n";
  return digits ? ["bcd", "ascii", "ebcdic"] : ["ascii", "ebcdic"];
}

function usualCode(content: Content, encoding: Encoding): Code {
  if (holdsBytes(content)) return encoding.bytes;
  return codesOf(content).includes("bcd") ? encoding.digits : encoding.text;
}

function formOf(content: Content, code: Code): Form {
  if (holdsBytes(content)) return code === "binary" ? "bytes" : "hex";
  if (content === "x+n") return "signed";
  if (code !== "bcd") return "text";
  return content === "z" ? "track" : "packed";
}

function countsOf(spec: FieldSpec, form: Form, packed: boolean): Counts {
  if (packed && spec.counts === "bytes") return "packed-bytes";
  return form === "hex" && spec.counts === "digits" ? "hex-digits" : "units";
}

function prefixBytes(digits: number, code: Code): number {
  return code === "bcd" ? (digits + 1) >> 1 : digits;
}

function mostOf(digits: number, code: Code): number {
  const most = code === "binary" ? 256 ** digits - 1 : 10 ** digits - 1;
  return Math.min(most, FIELD_UNITS_MAX);
}

/** Card numbers in part, tracks, PINs and keys not at all. @source ISO 8583:1987 and 1993 */
function usuallyShown(de: number): Shown {
  if (de === 2 || de === 34) return "pan";
  if (de === 35 || de === 36 || de === 45) return "track";
  return de === 52 || de === 96 ? "hidden" : "clear";
}
