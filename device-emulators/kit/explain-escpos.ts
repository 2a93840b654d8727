import { toLatin1 } from "./bytes.ts";
import type { DecodeError } from "./errors.ts";
import { cutEscpos, type EscposPiece } from "./escpos-pieces.ts";
import { commandWords, controlWords } from "./escpos-words.ts";
import { type Explained, type Explanation, explain, NODES_MAX } from "./explanation.ts";
import { decodeGb18030 } from "./gb18030.ts";
import { maskedTextHex, maskText } from "./mask.ts";

/**
 * Explains a print job command by command: offset, bytes, name and meaning, card numbers masked.
 *
 * @returns the fault `truncated` where the last command wants more bytes, `too-long` where there are
 *   more commands than one explanation holds
 * @source ESC/POS, Epson
 */
export function explainEscpos(bytes: Uint8Array): Explained {
  const pieces = cutEscpos(bytes);
  const nodes = pieces.slice(0, NODES_MAX).map((piece) => explainPiece(piece, bytes));
  const beyond = pieces[NODES_MAX];
  if (beyond !== undefined) {
    const detail = `more than ${NODES_MAX} commands; give a part of the job`;
    return { nodes, fault: faultAt("too-long", beyond.offset, "job", detail) };
  }
  const last = pieces.at(-1);
  if (last === undefined || last.wants === 0) return { nodes };
  const name = nameOf(last);
  const detail = `${name} wants ${last.wants} more ${last.wants === 1 ? "byte" : "bytes"} at least`;
  return { nodes, fault: faultAt("truncated", bytes.length, name, detail) };
}

/** A piece as the makers write it: `ESC @`, `LF`, `text`. */
export function nameOf({ kind, code }: Pick<EscposPiece, "kind" | "code">): string {
  if (kind === "text") return "text";
  return kind === "control" ? controlWords(code)[0] : commandWords(code).name;
}

function explainPiece(piece: EscposPiece, bytes: Uint8Array): Explanation {
  const { kind, offset, length } = piece;
  const own = bytes.subarray(offset, offset + length);
  const name = nameOf(piece);
  const shown = { offset, length, name, bytes: hexOf(own) };
  switch (kind) {
    case "text":
      return explain({ ...shown, meaning: maskText(textOf(own)) });
    case "control":
      return explain({
        ...shown,
        name: length > 1 ? `${name} ×${length}` : name,
        meaning: controlWords(piece.code)[1],
      });
    case "unknown":
      return explain({
        ...shown,
        meaning: "unknown: what follows its first byte is read on its own",
      });
    case "command":
      return explain({ ...shown, meaning: meaningOf(piece, own) });
  }
}

function meaningOf({ code, wants }: EscposPiece, own: Uint8Array): string {
  const { does, says } = commandWords(code);
  const said = wants > 0 ? "incomplete" : (says?.(own.subarray(2)) ?? "");
  return [does, said].filter((part) => part !== "").join(": ");
}

/** Of long data, such as a picture's, only the start. Chosen: three lines of a terminal. */
const SHOWN_BYTES_MAX = 96;

/** In hex; what is printed is text, so digits are masked as such. */
function hexOf(bytes: Uint8Array): string {
  const hex = maskedTextHex(bytes, toLatin1(bytes));
  return bytes.length <= SHOWN_BYTES_MAX ? hex : `${hex.slice(0, SHOWN_BYTES_MAX * 2)}…`;
}

/** Text as GB18030, which of ASCII is the same; otherwise a byte a character, as Latin-1. */
function textOf(bytes: Uint8Array): string {
  const text = decodeGb18030(bytes);
  return text.ok ? text.value : toLatin1(bytes).replace(/[\x80-\x9f]/g, "\uFFFD");
}

function faultAt(
  code: DecodeError["code"],
  offset: number,
  reading: string,
  detail: string,
): DecodeError {
  return { code, offset, path: [reading], detail };
}
