const DIGITS = 13;

/** Whether `code` is an EAN-13: 13 digits, of which the last checks the others. @source GS1 7.9.1 */
export function satisfiesEan13(code: string): boolean {
  if (code.length !== DIGITS) return false;
  let sum = 0;
  for (let at = 0; at < DIGITS; at += 1) {
    const digit = code.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return false;
    sum += at % 2 === 0 ? digit : digit * 3;
  }
  return sum % 10 === 0;
}
