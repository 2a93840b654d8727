import { invariant } from "../kit/errors.ts";
import { err, ok, type Result } from "../kit/result.ts";

/** What a key block says of its key, in clear and bound to it. @source ANSI X9.143-2021, 6.2 */
export type KeyBlockHeader = {
  /** How the block is protected: B by triple DES, D by AES. */
  readonly version: "B" | "D";
  /** Two characters: `P0` PIN encryption, `M3` MAC by ISO 9797-1 algorithm 3, `B0` BDK, … */
  readonly usage: string;
  /** One character: `T` triple DES, `A` AES, `D` DES, … */
  readonly algorithm: string;
  /** One character: `E` only enciphers, `D` only deciphers, `B` both, `N` no restriction, … */
  readonly mode: string;
  /** Two characters; `00` where versions are not used. */
  readonly keyVersion: string;
  /** One character: `E` under any trusted key, `N` never, `S` as the owner allows. */
  readonly exportability: string;
  /** Two characters, `00` in TR-31; X9.143 puts key context and reserve there. */
  readonly reserved: string;
  /** Optional blocks in order, those that only fill up (`PB`) left out. */
  readonly optional: readonly OptionalBlock[];
};

/** An optional block: its two letters, and printable characters. */
export type OptionalBlock = { readonly id: string; readonly data: string };

/**
 * Why a text is no key block: it does not read as one, its version is another, its lengths disagree,
 * it was changed or protected by another key, or what is inside is no key.
 */
export type KeyBlockFault = "bad-header" | "unsupported" | "bad-length" | "bad-mac" | "bad-key";

/** A header, and the whole of the text it claims. */
export type ReadHeader = {
  readonly header: KeyBlockHeader;
  readonly headerChars: number;
  readonly blockChars: number;
};

/** Bytes that cipher and MAC of each version work on. */
export const VERSION_BLOCK_BYTES = { B: 8, D: 16 } as const;

const FIXED_CHARS = 16;
/** The sixteen characters that every block begins with, of which ten say something of the key. */
const FIXED = /^[A-Z]\d{4}[0-9A-Z]{4}[0-9A-Za-z]{2}[0-9A-Z]\d{2}[0-9A-Z]{2}/;
const PRINTABLE = /^[\x20-\x7e]*$/;
const FILLER_ID = "PB";
const SHORT_CHARS_MAX = 0xff;
/** A block's identifier and its length in two digits. */
const OPTIONAL_CHARS_MIN = 4;

/** Reads the header at the front of a key block. @source ANSI X9.143-2021, 6.2 and 6.3 */
export function readKeyBlockHeader(text: string): Result<ReadHeader, KeyBlockFault> {
  if (!FIXED.test(text)) return err("bad-header");
  const version = text.charAt(0);
  if (version !== "B" && version !== "D") return err("unsupported");
  const blocks = readOptional(text, Number(text.slice(12, 14)));
  if (!blocks.ok) return blocks;
  const { optional, next } = blocks.value;
  if (next % VERSION_BLOCK_BYTES[version] !== 0) return err("bad-length");
  return ok({
    header: {
      version,
      usage: text.slice(5, 7),
      algorithm: text.charAt(7),
      mode: text.charAt(8),
      keyVersion: text.slice(9, 11),
      exportability: text.charAt(11),
      reserved: text.slice(14, 16),
      optional: optional.filter(({ id }) => id !== FILLER_ID),
    },
    headerChars: next,
    blockChars: Number(text.slice(1, 5)),
  });
}

/**
 * The header's text. A filling block is added where the others do not come out even.
 *
 * @param bodyChars characters that will stand behind it
 * @throws when the block becomes longer than its length field can say: it can only be a bug
 */
export function writeKeyBlockHeader(header: KeyBlockHeader, bodyChars: number): string {
  const given = header.optional.map(writeOptional).join("");
  const filler = fillerFor(given, VERSION_BLOCK_BYTES[header.version]);
  const count = header.optional.length + (filler === "" ? 0 : 1);
  const length = FIXED_CHARS + given.length + filler.length + bodyChars;
  const { version, usage, algorithm, mode, keyVersion, exportability, reserved } = header;
  const text =
    `${version}${String(length).padStart(4, "0")}${usage}${algorithm}${mode}${keyVersion}` +
    `${exportability}${String(count).padStart(2, "0")}${reserved}${given}${filler}`;
  invariant(FIXED.test(text) && length < 10_000 && count < 100, "a key block has a fitting header");
  return text;
}

function readOptional(
  text: string,
  count: number,
): Result<{ readonly optional: readonly OptionalBlock[]; readonly next: number }, KeyBlockFault> {
  const optional: OptionalBlock[] = [];
  let at = FIXED_CHARS;
  for (let block = 0; block < count; block += 1) {
    const id = text.slice(at, at + 2);
    if (!/^[0-9A-Z]{2}$/.test(id)) return err("bad-header");
    const span = readSpan(text, at + 2);
    if (span === undefined || at + span.chars > text.length) return err("bad-length");
    const data = text.slice(span.dataAt, at + span.chars);
    if (span.dataAt > at + span.chars) return err("bad-length");
    if (!PRINTABLE.test(data)) return err("bad-header");
    optional.push({ id, data });
    at += span.chars;
  }
  return ok({ optional, next: at });
}

/** The length of an optional block: two hex digits, or 00, the number of digits, and the digits. */
function readSpan(
  text: string,
  at: number,
): { readonly chars: number; readonly dataAt: number } | undefined {
  const short = readHex(text, at, 2);
  if (short !== 0) return short === undefined ? undefined : { chars: short, dataAt: at + 2 };
  const digits = readHex(text, at + 2, 2);
  if (digits === undefined) return undefined;
  const chars = readHex(text, at + 4, digits);
  return chars === undefined ? undefined : { chars, dataAt: at + 4 + digits };
}

function readHex(text: string, at: number, digits: number): number | undefined {
  const found = text.slice(at, at + digits);
  return found.length === digits && /^[0-9A-F]+$/.test(found)
    ? Number.parseInt(found, 16)
    : undefined;
}

function writeOptional({ id, data }: OptionalBlock): string {
  const chars = data.length + OPTIONAL_CHARS_MIN;
  if (chars <= SHORT_CHARS_MAX) return `${id}${hex(chars, 2)}${data}`;
  return `${id}0004${hex(data.length + 10, 4)}${data}`;
}

function fillerFor(given: string, blockChars: number): string {
  if (given.length % blockChars === 0) return "";
  const bare = given.length + OPTIONAL_CHARS_MIN;
  const zeros = (blockChars - (bare % blockChars)) % blockChars;
  return writeOptional({ id: FILLER_ID, data: "0".repeat(zeros) });
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}
