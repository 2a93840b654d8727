/** Renminbi as people write it: `8640` is `86.40`. Amounts are whole fen (minor units). */
export function formatMinor(amountMinor: number): string {
  const sign = amountMinor < 0 ? "-" : "";
  const digits = String(Math.abs(amountMinor)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Twelve digits carry at most this much. @source ISO 8583:1987, data element 4 (n 12) */
export const AMOUNT_MINOR_MAX = 999_999_999_999;

/** Whole fen from `86.40`, `86.4` or `86`; undefined where the text is no amount above 0. */
export function parseAmount(text: string): number | undefined {
  const match = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) return undefined;
  const amountMinor = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return amountMinor > 0 && amountMinor <= AMOUNT_MINOR_MAX ? amountMinor : undefined;
}
