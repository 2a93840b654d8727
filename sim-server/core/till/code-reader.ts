import { maskPan } from "../../../device-emulators/kit/pan.ts";

/** How far a code has come over the scanner's cable: its characters so far. */
export type CodeReader = string;

/** The longest code that is read; what is longer is cut. Chosen: GS1-128 carries at most 48. */
export const CODE_CHARS_MAX = 48;

/** What scanners are set to send behind a code: CR, LF, TAB, or ETX of an envelope. */
const ENDS: readonly number[] = [0x0d, 0x0a, 0x09, 0x03];
/** What a scanner may say of how a code was printed. @source ISO/IEC 15424:2008 */
const AIM_IDENTIFIER = /^\][A-Za-z][0-9A-Z]/;
const EAN_13_CHARS = 13;

/**
 * Reads on from where `reader` stopped. A code ends with CR, LF or both, TAB or ETX, as scanners are
 * set; an empty one is none, and an AIM identifier is no part of it. Characters that are no printable
 * ASCII are passed over.
 */
export function readCodes(
  reader: CodeReader,
  bytes: Uint8Array,
): { readonly reader: CodeReader; readonly codes: readonly string[] } {
  const codes: string[] = [];
  let code = reader;
  for (const byte of bytes) {
    if (ENDS.includes(byte)) {
      const bare = code.replace(AIM_IDENTIFIER, "");
      if (bare !== "") codes.push(bare);
      code = "";
    } else if (byte > 0x20 && byte < 0x7f && code.length < CODE_CHARS_MAX) {
      code += String.fromCharCode(byte);
    }
  }
  return { reader: code, codes };
}

/** An unknown code as a trace may show it: beyond the length of a product's it could be a card's. */
export function maskCode(code: string): string {
  return code.length > EAN_13_CHARS ? maskPan(code) : code;
}
