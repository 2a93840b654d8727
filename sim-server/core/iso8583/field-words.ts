import { type Explanation, explain } from "../../../device-emulators/kit/explanation.ts";
import type { Fields } from "./dialect.ts";
import type { FieldValue } from "./field.ts";

/** A field's value, and what of its message has been read before and with it. */
export type FieldContext = {
  readonly value: FieldValue;
  /** Where the value begins in the input. */
  readonly valueAt: number;
  /** Whether two digits share a byte. */
  readonly packed: boolean;
  readonly mti: string;
  readonly fields: Fields;
};

/** What a value says. `bytes` is given where not all of them may be shown. */
export type FieldMeaning = Partial<Pick<Explanation, "bytes" | "meaning" | "children">>;

/** Who can say what the values of a dialect's fields mean, by data element; undefined: nothing more. */
export type FieldWords = Readonly<
  Record<number, (context: FieldContext) => FieldMeaning | undefined>
>;

/** One part of a value: its name, how many characters, and what they say. */
export type Part = readonly [name: string, chars: number, says?: (text: string) => string];

/** The parts of a value one behind the other, as far as it goes. */
export function explainParts(
  { value, valueAt, packed }: FieldContext,
  parts: readonly Part[],
  from = 0,
): Explanation[] {
  if (typeof value !== "string") return [];
  const nodes: Explanation[] = [];
  let at = from;
  for (const [name, chars, says] of parts) {
    const text = value.slice(at, at + chars);
    if (text === "") break;
    const words = says?.(text) ?? "";
    const start = packed ? at >> 1 : at;
    at += text.length;
    const end = packed ? (at + 1) >> 1 : at;
    nodes.push(
      explain({
        offset: valueAt + start,
        length: end - start,
        name,
        meaning: words === "" ? text : words.startsWith(text) ? words : `${text}, ${words}`,
      }),
    );
  }
  return nodes;
}

/** A lookup in a table of words, "" where it has none. */
export function look(table: Readonly<Record<string, string>>): (text: string) => string {
  return (text) => (Object.hasOwn(table, text) ? (table[text] ?? "") : "");
}
