/**
 * What a field may hold, in the standard's own notation; `tlv` is bytes that divide into data objects.
 *
 * @source ISO 8583:1987, 4.3: attributes of data elements; `anp` from ISO 8583:1993
 */
export type Content = "n" | "a" | "an" | "anp" | "as" | "ns" | "ans" | "z" | "x+n" | "b" | "tlv";

/** How a character stands on the wire. */
export type CharacterCode = "ascii" | "ebcdic";

/**
 * How digits, characters, bytes and lengths may stand on the wire. Bytes in a character code are
 * hexadecimal digits of it.
 */
export type Code = "bcd" | "binary" | CharacterCode;

/** Which byte stands for which character, for the characters of one class; 0 where there is none. */
export type CharacterTable = {
  /** Character code by byte. */
  readonly read: Uint8Array;
  /** Byte by character code. */
  readonly write: Uint8Array;
};

/** What errors call a class. */
export const CONTENT_WORDS: Readonly<Record<Content, string>> = {
  n: "digits",
  a: "letters",
  an: "letters and digits",
  anp: "letters, digits and spaces",
  as: "letters and signs",
  ns: "digits and signs",
  ans: "printable characters",
  z: "a track: digits and separators",
  "x+n": "C or D, then digits",
  b: "bytes",
  tlv: "data objects",
};

const DIGITS = "0123456789";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SIGNS = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/** Hexadecimal digits as they are written; small letters are read too. */
const HEX_DIGITS = "0123456789ABCDEF";

const MEMBERS: Readonly<Record<Exclude<Content, "b" | "tlv">, string>> = {
  n: DIGITS,
  a: LETTERS,
  an: DIGITS + LETTERS,
  anp: `${DIGITS}${LETTERS} `,
  as: LETTERS + SIGNS,
  ns: DIGITS + SIGNS,
  ans: DIGITS + LETTERS + SIGNS,
  // Some hosts write the separator of a track as it stands in BCD.
  z: `${DIGITS}=D`,
  "x+n": DIGITS,
};

/** The printable characters of ASCII in order, as EBCDIC has them. @source IBM code page 1047 */
const EBCDIC = [
  0x40, 0x5a, 0x7f, 0x7b, 0x5b, 0x6c, 0x50, 0x7d, 0x4d, 0x5d, 0x5c, 0x4e, 0x6b, 0x60, 0x4b, 0x61,
  0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0x7a, 0x5e, 0x4c, 0x7e, 0x6e, 0x6f,
  0x7c, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6,
  0xd7, 0xd8, 0xd9, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xad, 0xe0, 0xbd, 0x5f, 0x6d,
  0x79, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96,
  0x97, 0x98, 0x99, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xc0, 0x4f, 0xd0, 0xa1,
];
const FIRST_PRINTABLE = 0x20;

/** The characters of `content` in `code`: the same table however often it is asked for. */
export function characterTable(content: Content, code: CharacterCode): CharacterTable {
  const members = content === "b" || content === "tlv" ? HEX_DIGITS : MEMBERS[content];
  const made = tables[code].get(members);
  if (made !== undefined) return made;
  const table = makeTable(members, code);
  tables[code].set(members, table);
  return table;
}

/** The character code of what is characters at all. */
export function characterCode(code: Code): CharacterCode {
  return code === "ebcdic" ? "ebcdic" : "ascii";
}

const tables: Readonly<Record<CharacterCode, Map<string, CharacterTable>>> = {
  ascii: new Map(),
  ebcdic: new Map(),
};

function makeTable(members: string, code: CharacterCode): CharacterTable {
  const read = new Uint8Array(256);
  const write = new Uint8Array(256);
  for (const member of members) {
    const character = member.charCodeAt(0);
    const byte = byteOf(character, code);
    read[byte] = character;
    write[character] = byte;
    if (members === HEX_DIGITS) read[byteOf(member.toLowerCase().charCodeAt(0), code)] = character;
  }
  return { read, write };
}

function byteOf(character: number, code: CharacterCode): number {
  return code === "ascii" ? character : (EBCDIC[character - FIRST_PRINTABLE] ?? 0);
}
