/** Keys of a US keyboard by their place, with what they type alone and with Shift. */
const KEYS: readonly (readonly [code: string, plain: string, shifted: string])[] = [
  ...[..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map(
    (letter) => [`Key${letter}`, letter.toLowerCase(), letter] as const,
  ),
  ...[...")!@#$%^&*("].map((sign, digit) => [`Digit${digit}`, String(digit), sign] as const),
  ...Array.from({ length: 10 }, (_, digit) => [`Numpad${digit}`, `${digit}`, `${digit}`] as const),
  ["Minus", "-", "_"],
  ["Equal", "=", "+"],
  ["BracketLeft", "[", "{"],
  ["BracketRight", "]", "}"],
  ["Backslash", "\\", "|"],
  ["Semicolon", ";", ":"],
  ["Quote", "'", '"'],
  ["Backquote", "`", "~"],
  ["Comma", ",", "<"],
  ["Period", ".", ">"],
  ["Slash", "/", "?"],
  ["NumpadDecimal", ".", "."],
  ["NumpadSubtract", "-", "-"],
  ["NumpadAdd", "+", "+"],
  ["NumpadDivide", "/", "/"],
  ["NumpadMultiply", "*", "*"],
  ["Space", " ", " "],
];

const PLAIN = new Map(KEYS.map(([code, plain]) => [code, plain]));
const SHIFTED = new Map(KEYS.map(([code, , shifted]) => [code, shifted]));

/**
 * What a device that types as a US keyboard meant by a key, whatever layout and input method the computer
 * is set to; undefined for keys that type nothing.
 */
export function typedOn(code: string, shift: boolean): string | undefined {
  return (shift ? SHIFTED : PLAIN).get(code);
}
