import { scanTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { emvTagName } from "../../../device-emulators/kit/emv-tag-names.ts";
import type { DecodeError } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Dialect, Fields, Message } from "./dialect.ts";
import type { FieldValue } from "./field.ts";

/** How a field divides into data objects, and what their tags are called. */
export type TlvLayout =
  | { readonly layout: "ber"; readonly tags?: TagNames }
  /** A tag of so many characters, a length of so many digits, then the value. */
  | {
      readonly layout: "text";
      readonly tagChars: number;
      readonly lengthDigits: number;
      readonly tags?: TagNames;
    };

/** Names of tags beyond those of EMV, by tag: upper-case hex, or the characters of a text tag. */
export type TagNames = Readonly<Record<string, string>>;

/** A data object inside a field, and where in the field it stands. */
export type TlvObject = {
  readonly tag: string;
  readonly value: FieldValue;
  /** From the start of the field's value: of the tag, and of the value. */
  readonly at: number;
  readonly valueAt: number;
};

/** What can be divided, and the fault that stops it. Its offset counts from the field's value. */
export type Divided = { readonly objects: readonly TlvObject[]; readonly fault?: DecodeError };

/** The data objects of a field's value, one level deep, in order. */
export function divideTlv(layout: TlvLayout, value: FieldValue): Divided {
  if (layout.layout === "text") {
    return typeof value === "string" ? divideText(layout, value) : { objects: [] };
  }
  return typeof value === "string" ? { objects: [] } : scanTlv(value);
}

function divideText(
  { tagChars, lengthDigits }: Extract<TlvLayout, { layout: "text" }>,
  text: string,
): Divided {
  const objects: TlvObject[] = [];
  const head = tagChars + lengthDigits;
  let at = 0;
  while (at < text.length) {
    const tag = text.slice(at, at + tagChars);
    const digits = text.slice(at + tagChars, at + head);
    if (at + head > text.length) {
      const detail = `a tag and its length want ${head} characters, ${text.length - at} remain`;
      return { objects, fault: { code: "truncated", offset: at, path: ["tag"], detail } };
    }
    if (!/^\d+$/.test(digits)) {
      const detail = `the length of ${tag} wants digits`;
      return { objects, fault: { code: "bad-digit", offset: at + tagChars, path: [tag], detail } };
    }
    const end = at + head + Number(digits);
    if (end > text.length) {
      const left = text.length - at - head;
      const detail = `${tag} wants ${Number(digits)} characters, ${left} remain`;
      return { objects, fault: { code: "truncated", offset: at + head, path: [tag], detail } };
    }
    objects.push({ tag, value: text.slice(at + head, end), at, valueAt: at + head });
    at = end;
  }
  return { objects };
}

/** What a tag is called in a field of `layout`, or undefined where nobody knows it. */
export function tagName(layout: TlvLayout, tag: string): string | undefined {
  const own = layout.tags?.[tag];
  return own ?? (layout.layout === "ber" ? emvTagName(tag) : undefined);
}

export type UnknownTag = { readonly de: number; readonly tag: string };

/**
 * The tags in a message that nobody knows, in order. They stay in the message as they came: a field
 * is kept whole, so that it is written again byte for byte.
 *
 * @returns them, or the fault of a field that does not divide
 */
export function unknownTags<F extends Fields>(
  dialect: Dialect<F>,
  message: Message<F>,
): Result<readonly UnknownTag[], DecodeError> {
  const unknown: UnknownTag[] = [];
  for (const { de, tlv } of dialect.table.filter((field) => field !== undefined)) {
    const value = message.fields[de];
    if (tlv === undefined || value === undefined) continue;
    const { objects, fault } = divideTlv(tlv, value);
    if (fault !== undefined) return err({ ...fault, path: [`DE ${de}`, ...fault.path] });
    for (const { tag } of objects) {
      if (tagName(tlv, tag) === undefined) unknown.push({ de, tag });
    }
  }
  return ok(unknown);
}
