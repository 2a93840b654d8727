import { COMMAND_FORMS, type CommandForm, DLE, ESC, FS, GS } from "./escpos-codes.ts";

/** A stretch of a print job: characters, a control character, or a command with all it takes. */
export type EscposPiece = {
  readonly kind: "text" | "control" | "command" | "unknown";
  readonly offset: number;
  readonly length: number;
  /** The command's two bytes as one number, or the control character. */
  readonly code: number;
  /** How many bytes at least a command still wants where the job ends. */
  readonly wants: number;
};

/** Commands of Star's printers whose length is known, which no ESC/POS printer has. */
export const STAR_FORMS: ReadonlyMap<number, CommandForm> = new Map<number, CommandForm>([
  [0x1b07, { head: 4 }],
  [0x1b1d, { head: 3, more: starSetting, data: starData }],
  [0x1b1e, { head: 4 }],
]);

/**
 * Cuts a job into the pieces a printer would read, without acting on them. What is inside a picture
 * or other data is never taken for a command.
 *
 * @source ESC/POS, Epson; Star Line Mode and StarPRNT command specifications
 */
export function cutEscpos(bytes: Uint8Array): EscposPiece[] {
  const pieces: EscposPiece[] = [];
  let at = 0;
  while (at < bytes.length) {
    const piece = pieceAt(bytes, at);
    pieces.push(piece);
    at += piece.length;
  }
  return pieces;
}

function pieceAt(bytes: Uint8Array, offset: number): EscposPiece {
  const code = bytes[offset] ?? 0;
  if (isCharacter(code)) {
    return { kind: "text", offset, length: runLength(bytes, offset, isCharacter), code, wants: 0 };
  }
  if (code === ESC || code === GS || code === FS || code === DLE) return commandAt(bytes, offset);
  const length = runLength(bytes, offset, (byte) => byte === code);
  return { kind: "control", offset, length, code, wants: 0 };
}

function commandAt(bytes: Uint8Array, offset: number): EscposPiece {
  const first = bytes[offset] ?? 0;
  const second = bytes[offset + 1];
  if (second === undefined) return { kind: "command", offset, length: 1, code: first, wants: 1 };
  const code = first * 256 + second;
  const form = COMMAND_FORMS.get(code) ?? STAR_FORMS.get(code);
  // A printer passes over the first byte of what it does not know, and reads on.
  if (form === undefined) return { kind: "unknown", offset, length: 1, code, wants: 0 };
  const length = lengthOf(form, bytes, offset);
  const there = Math.min(length, bytes.length - offset);
  return { kind: "command", offset, length: there, code, wants: length - there };
}

function lengthOf({ head, more, data }: CommandForm, bytes: Uint8Array, at: number): number {
  if (at + head > bytes.length) return head;
  const opened = head + (more?.(bytes, at) ?? 0);
  if (at + opened > bytes.length) return opened;
  return opened + (data?.(bytes, at) ?? 0);
}

function isCharacter(byte: number): boolean {
  return byte >= 0x20 && byte !== 0x7f;
}

function runLength(bytes: Uint8Array, from: number, belongs: (byte: number) => boolean): number {
  let end = from;
  while (end < bytes.length && belongs(bytes[end] ?? 0)) end += 1;
  return end - from;
}

/** ESC GS t n, ESC GS a n, ESC GS y S …, ESC GS x …. */
function starSetting(bytes: Uint8Array, at: number): number {
  const family = bytes[at + 2] ?? 0;
  const letter = bytes[at + 3] ?? 0;
  if (family === 0x74 || family === 0x61) return 1;
  if (family !== 0x79 && family !== 0x78) return 0;
  return letter === 0x53 ? 3 : letter === 0x44 ? 5 : 1;
}

/** The data of ESC GS y D 1 m nL nH and ESC GS x D nL nH. */
function starData(bytes: Uint8Array, at: number): number {
  if (bytes[at + 3] !== 0x44 || (bytes[at + 2] !== 0x79 && bytes[at + 2] !== 0x78)) return 0;
  return (bytes[at + 6] ?? 0) + (bytes[at + 7] ?? 0) * 256;
}
