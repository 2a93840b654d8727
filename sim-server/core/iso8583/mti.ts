/**
 * The response's message type: the function digit grows by one, and a repeat answers as the first
 * (0101 and 0100 both give 0110, 1804 gives 1814).
 *
 * @source ISO 8583:1987, 4.1: version, class, function, origin
 */
export function responseMti(mti: string): string {
  const origin = Number(mti[3]);
  return `${mti.slice(0, 2)}${Number(mti[2]) + 1}${origin - (origin % 2)}`;
}

const VERSIONS = ["1987", "1993", "2003"] as const;
const CLASSES = [
  undefined,
  "authorisation",
  "financial",
  "file action",
  "reversal",
  "reconciliation",
  "administrative",
  "fee collection",
  "network management",
] as const;
const FUNCTIONS = [
  "request",
  "response",
  "advice",
  "advice response",
  "notification",
  "notification acknowledgement",
  "instruction",
  "instruction acknowledgement",
] as const;
const ORIGINS = [
  "acquirer",
  "acquirer, repeat",
  "issuer",
  "issuer, repeat",
  "other",
  "other, repeat",
];

/** An MTI in words: `1987 financial request, acquirer`. @source ISO 8583:1987 and 2003, 4.1 */
export function describeMti(mti: string): string {
  const [version, kind, purpose, origin] = Array.from(mti, Number);
  const edition = VERSIONS[version ?? 9] ?? "unknown edition";
  const what = `${CLASSES[kind ?? 0] ?? "unknown class"} ${FUNCTIONS[purpose ?? 9] ?? "of unknown function"}`;
  return `${edition} ${what}, from ${ORIGINS[origin ?? 9] ?? "unknown origin"}`;
}

/** Whether four digits may be an MTI of an edition that exists. */
export function isMti(digits: string): boolean {
  return /^[0-2][1-8][0-7][0-5]$/.test(digits);
}
