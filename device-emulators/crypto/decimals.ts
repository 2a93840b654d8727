/**
 * Decimal digits out of hex ones: first those that are decimal, from left to right, and if they do
 * not suffice then A to F as 0 to 5, from left to right.
 *
 * @param hex upper-case digits
 * @param count how many digits are wanted: at most as many as `hex` has
 * @source Visa, card verification value; EMV 4.4 Book 2, A1.4.2
 */
export function hexToDecimals(hex: string, count: number): string {
  const decimal = hex.replaceAll(/[A-F]/g, "");
  const letters = hex
    .replaceAll(/[0-9]/g, "")
    .replaceAll(/[A-F]/g, (letter) => DIGIT_OF[letter] ?? "");
  return `${decimal}${letters}`.slice(0, count);
}

const DIGIT_OF: Record<string, string> = { A: "0", B: "1", C: "2", D: "3", E: "4", F: "5" };
