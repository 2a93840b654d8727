import { maskPan } from "../../../device-emulators/kit/pan.ts";

/** How far a code has come over the scanner's cable: its characters so far. */
export type CodeReader = string;

/** The longest code that is read; what is longer is cut. Chosen: GS1-128 carries at most 48. */
export const CODE_CHARS_MAX = 48;

const CR = 0x0d;
const LF = 0x0a;
const EAN_13_CHARS = 13;

/**
 * Reads on from where `reader` stopped. A code ends with CR, LF or both, as scanners are set;
 * an empty one is none. Characters that are no printable ASCII are passed over.
 */
export function readCodes(
  reader: CodeReader,
  bytes: Uint8Array,
): { readonly reader: CodeReader; readonly codes: readonly string[] } {
  const codes: string[] = [];
  let code = reader;
  for (const byte of bytes) {
    if (byte === CR || byte === LF) {
      if (code !== "") codes.push(code);
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
