/** `8640` as the till shows it: `86.40`. */
export function formatMinor(amountMinor: number): string {
  const sign = amountMinor < 0 ? "−" : "";
  const digits = String(Math.abs(amountMinor)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Milliseconds as seconds with one decimal: `41.3`. */
export function formatSeconds(ms: number): string {
  return (Math.round(ms / 100) / 10).toFixed(1);
}

/** Milliseconds as whole seconds or minutes: `55` or `1:05`. */
export function formatTarget(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `0:${String(seconds).padStart(2, "0")}`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Tenths of a second over or under a target, with its sign: `+1.1`, `−0.8`, or `0.0`. */
export function formatOver(tenths: number): string {
  const sign = tenths > 0 ? "+" : tenths < 0 ? "−" : "";
  return `${sign}${(Math.abs(tenths) / 10).toFixed(1)}`;
}

/** Points without a needless decimal: `14`, `2.5`. */
export function formatPoints(points: number): string {
  return Number.isInteger(points) ? String(points) : points.toFixed(1);
}

const FORMAL = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];

/** A small number in formal numerals, as on a cheque. Larger ones stay digits. */
export function formalNumeral(number: number): string {
  return FORMAL[number] ?? String(number);
}

const PLAIN = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** A chapter's number as it is spoken in the language. */
export function chapterNumeral(number: number, language: "zh" | "en"): string {
  return language === "zh" ? (PLAIN[number] ?? String(number)) : String(number);
}

/** `6212345678901265` in groups of four, as it stands on a card, however it came. */
export function groupDigits(digits: string): string {
  return digits.replace(/\s/g, "").replace(/(.{4})(?=.)/g, "$1 ");
}
