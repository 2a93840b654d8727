import type { Action, Reader } from "./commands.ts";

/** A command with one number behind it. */
export const one =
  (act: (reader: Reader, n: number) => void): Action =>
  (reader, bytes, at) =>
    act(reader, bytes[at + 2] ?? 0);

/** A command with two bytes behind it that make one number, low byte first. */
export const oneWord =
  (act: (reader: Reader, n: number) => void): Action =>
  (reader, bytes, at) =>
    act(reader, word(bytes, at + 2));

/** Two bytes as a number, low byte first. */
export function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
}

/** Numbers and digits mean the same: 1 and "1" both centre. @source ESC/POS */
export const plainNumber = (n: number): number => (n >= 0x30 ? n - 0x30 : n);

/** Some commands count only where no character stands on the line. @source ESC/POS */
export function atLineStart(reader: Reader): boolean {
  return reader.usedDots === 0;
}

/** Notes a command that has no effect here. */
export function passOver(reader: Reader): void {
  reader.passedOver += 1;
}
