import fc from "fast-check";
import type { Dialect, Message } from "../../sim-server/core/iso8583/dialect.ts";
import type { Field } from "../../sim-server/core/iso8583/field.ts";

/** A message with any of the dialect's fields, each with any value that fits. */
export function anyMessage(dialect: Dialect): fc.Arbitrary<Message> {
  const version = dialect.spec.version ?? "0";
  const mti = fc.constantFrom("200", "210", "400", "800").map((rest) => version + rest);
  const rows = dialect.table.filter((field) => field !== undefined);
  const values = Object.fromEntries(rows.map((row) => [row.de, anyValue(row)]));
  return fc.record({ mti, fields: fc.record(values, { requiredKeys: [] }) });
}

function anyValue(row: Field): fc.Arbitrary<string | Uint8Array> {
  const most = Math.min(row.max, 40);
  const minLength = row.prefix === 0 ? row.max : 0;
  const size = { minLength, maxLength: row.prefix === 0 ? row.max : most };
  if (row.tlv?.layout === "ber") return anyTlv(Math.floor(most / 10));
  if (row.tlv?.layout === "text") return anyTextTlv(row.tlv, Math.floor(most / 10));
  if (row.content === "b") return fc.uint8Array(size);
  if (row.content === "x+n") {
    const digits = { minLength: row.max - 1, maxLength: row.max - 1, unit: digit };
    return fc.tuple(fc.constantFrom("C", "D"), fc.string(digits)).map(([sign, n]) => sign + n);
  }
  return fc.string({ ...size, unit: fc.constantFrom(...membersOf(row)) });
}

const digit = fc.constantFrom(..."0123456789");

function anyTlv(objects: number): fc.Arbitrary<Uint8Array> {
  const tag = fc.constantFrom([0x82], [0x9f, 0x26], [0xdf, 0x81, 0x18], [0xc9]);
  const object = fc
    .tuple(tag, fc.uint8Array({ maxLength: 4 }))
    .map(([name, value]) => [...name, value.length, ...value]);
  return fc.array(object, { maxLength: objects }).map((all) => new Uint8Array(all.flat()));
}

function anyTextTlv(
  { tagChars, lengthDigits }: { readonly tagChars: number; readonly lengthDigits: number },
  objects: number,
): fc.Arbitrary<string> {
  const object = fc
    .tuple(fc.constantFrom("0", "7"), fc.string({ maxLength: 4, unit: fc.constantFrom("A", "9") }))
    .map(
      ([tag, value]) =>
        tag.repeat(tagChars) + String(value.length).padStart(lengthDigits, "0") + value,
    );
  return fc.array(object, { maxLength: objects }).map((all) => all.join(""));
}

/** Some characters of each class, those at its edges among them. */
function membersOf({ content, form, enciphered }: Field): string {
  const members = {
    n: "0123456789",
    z: form === "track" ? `0123456789=${enciphered ? "ABCEF" : ""}` : "0123456789=D",
    a: "AZaz",
    an: "059AZaz",
    anp: "09AZaz ",
    as: "AZaz !~",
    ns: "09 !~-",
    ans: " 09AZaz~!^[]",
  } as const;
  return members[content as keyof typeof members];
}
