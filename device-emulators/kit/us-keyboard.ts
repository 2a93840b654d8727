/** A key, and whether Shift is held: codes are those of Linux, which X11 counts from 8 on. */
export type KeyStroke = { readonly code: number; readonly shift: boolean };

/** @source Linux 6.12, include/uapi/linux/input-event-codes.h */
export const LEFT_SHIFT = 42;

/** The keys of each row from its first code on, without and with Shift, on a US keyboard. */
const ROWS: readonly (readonly [number, string, string])[] = [
  [2, "1234567890-=", "!@#$%^&*()_+"],
  [16, "qwertyuiop[]", "QWERTYUIOP{}"],
  [30, "asdfghjkl;'`", 'ASDFGHJKL:"~'],
  [43, "\\zxcvbnm,./", "|ZXCVBNM<>?"],
];
const OTHERS: readonly (readonly [string, number])[] = [
  ["\t", 15],
  ["\r", 28],
  [" ", 57],
];

const STROKES: ReadonlyMap<string, KeyStroke> = new Map([
  ...ROWS.flatMap(([first, plain, shifted]) => [
    ...Array.from(plain, (char, at) => strokeOf(char, first + at, false)),
    ...Array.from(shifted, (char, at) => strokeOf(char, first + at, true)),
  ]),
  ...OTHERS.map(([char, code]) => strokeOf(char, code, false)),
]);

function strokeOf(char: string, code: number, shift: boolean): [string, KeyStroke] {
  return [char, { code, shift }];
}

/** Every key that `strokesOf` may press. */
export const KEY_CODES: readonly number[] = [
  ...new Set([LEFT_SHIFT, ...Array.from(STROKES.values(), ({ code }) => code)]),
];

/**
 * The keys that type a text on a US keyboard. CR, LF and CR LF are Enter each; characters that no key
 * has are left out, as a keyboard wedge does.
 */
export function strokesOf(text: string): readonly KeyStroke[] {
  return Array.from(text.replace(/\r\n|\n/g, "\r")).flatMap((char) => STROKES.get(char) ?? []);
}
