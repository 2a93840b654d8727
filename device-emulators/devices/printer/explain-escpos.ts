import { toLatin1 } from "../../kit/bytes.ts";
import type { DecodeError } from "../../kit/errors.ts";
import { COMMAND } from "../../kit/escpos-codes.ts";
import { cutEscpos, type EscposPiece } from "../../kit/escpos-pieces.ts";
import { commandWords, controlWords } from "../../kit/escpos-words.ts";
import { type Explained, type Explanation, explain, NODES_MAX } from "../../kit/explanation.ts";
import { decodeGb18030 } from "../../kit/gb18030.ts";
import { maskedTextHex, maskText } from "../../kit/mask.ts";
import { UNKNOWN_PAGE, upperOf } from "./characters.ts";
import { COUNTER_PRINTER, type PrinterModel, TM_T88V } from "./models.ts";

/**
 * Explains a print job command by command: offset, bytes, name and meaning, card numbers masked.
 *
 * @param model whose characters text is read with; Epson's code pages where it has none
 * @returns the fault `truncated` where the last command wants more bytes, `too-long` where there are
 *   more commands than one explanation holds
 * @source ESC/POS, Epson
 */
export function explainEscpos(bytes: Uint8Array, model: PrinterModel = COUNTER_PRINTER): Explained {
  const pieces = cutEscpos(bytes);
  const nodes: Explanation[] = [];
  let characters = charactersOf(model);
  for (const piece of pieces.slice(0, NODES_MAX)) {
    const own = bytes.subarray(piece.offset, piece.offset + piece.length);
    nodes.push(explainPiece(piece, own, characters));
    characters = charactersAfter(piece, own, { before: characters, model });
  }
  const fault = faultOf(pieces, bytes.length);
  return fault === undefined ? { nodes } : { nodes, fault };
}

function faultOf(pieces: readonly EscposPiece[], length: number): DecodeError | undefined {
  const beyond = pieces[NODES_MAX];
  if (beyond !== undefined) {
    const detail = `more than ${NODES_MAX} commands; give a part of the job`;
    return { code: "too-long", offset: beyond.offset, path: ["job"], detail };
  }
  const last = pieces.at(-1);
  if (last === undefined || last.wants === 0) return undefined;
  const name = nameOf(last);
  const detail = `${name} wants ${last.wants} more ${last.wants === 1 ? "byte" : "bytes"} at least`;
  return { code: "truncated", offset: length, path: [name], detail };
}

/** A piece as the makers write it: `ESC @`, `LF`, `text`. */
export function nameOf({ kind, code }: Pick<EscposPiece, "kind" | "code">): string {
  if (kind === "text") return "text";
  return kind === "control" ? controlWords(code)[0] : commandWords(code).name;
}

/** What bytes from 80 on are: GB18030, or those of a code page. */
type Characters = { readonly chinese: boolean; readonly upper: string };

function charactersOf(model: PrinterModel): Characters {
  return { chinese: model.features.has("chinese"), upper: upperOf(model, 0) ?? UNKNOWN_PAGE };
}

function charactersAfter(
  { kind, code }: EscposPiece,
  own: Uint8Array,
  { before, model }: { readonly before: Characters; readonly model: PrinterModel },
): Characters {
  if (kind !== "command") return before;
  const [, , n = 0] = own;
  switch (code) {
    case COMMAND.initialise:
      return charactersOf(model);
    case COMMAND.chineseOn:
      return { ...before, chinese: model.features.has("chinese") };
    case COMMAND.chineseOff:
      return { ...before, chinese: false };
    case COMMAND.codePage:
      return { ...before, upper: upperOf(model, n) ?? upperOf(TM_T88V, n) ?? before.upper };
    default:
      return before;
  }
}

function explainPiece(piece: EscposPiece, own: Uint8Array, characters: Characters): Explanation {
  const { kind, offset, length } = piece;
  const name = nameOf(piece);
  const shown = { offset, length, name, bytes: hexOf(own) };
  switch (kind) {
    case "text":
      return explain({ ...shown, meaning: maskText(textOf(own, characters)) });
    case "control": {
      const counted = length > 1 ? `${name} ×${length}` : name;
      return explain({ ...shown, name: counted, meaning: controlWords(piece.code)[1] });
    }
    case "unknown":
      return explain({
        ...shown,
        meaning: "unknown: what follows its first byte is read on its own",
      });
    case "command":
      return explain({ ...shown, meaning: meaningOf(piece, own) });
  }
}

/** Of long data, such as a picture's, only the start. Chosen: three lines of a terminal. */
const SHOWN_BYTES_MAX = 96;
/** A card number that begins in what is shown ends in what is looked at. */
const PAN_DIGITS_MAX = 19;

/** In hex; what is printed is text, so digits are masked as such. */
function hexOf(bytes: Uint8Array): string {
  const start = bytes.subarray(0, SHOWN_BYTES_MAX + PAN_DIGITS_MAX);
  const hex = maskedTextHex(start, toLatin1(start));
  return bytes.length <= SHOWN_BYTES_MAX ? hex : `${hex.slice(0, SHOWN_BYTES_MAX * 2)}…`;
}

function meaningOf({ code, wants }: EscposPiece, own: Uint8Array): string {
  const { does, says } = commandWords(code);
  const said = wants > 0 ? "incomplete" : (says?.(own.subarray(2)) ?? "");
  return [does, said].filter((part) => part !== "").join(": ");
}

/** What is no GB18030 is read on the code page too, a byte a character. */
function textOf(bytes: Uint8Array, { chinese, upper }: Characters): string {
  const text = chinese ? decodeGb18030(bytes) : undefined;
  if (text?.ok === true) return text.value;
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : upper.charAt(byte - 0x80),
  ).join("");
}
