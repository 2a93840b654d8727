/** The shop's own invented cards, whose numbers are 16 to 19 digits. @source device-emulators/kit/pan.ts */
const OWN_PREFIX = "6212345678";

/** Numbers that payment companies publish for tests. @source device-emulators/kit/pan.ts */
const PUBLISHED: readonly string[] = [
  "6200000000000005",
  "6205500000000000004",
  "6243030000000001",
  "6216261000000000018",
];

/** Whether a number is one of the test cards; nothing that is a person's own ever is. */
export function isTestCard(number: string): boolean {
  if (PUBLISHED.includes(number)) return true;
  return /^\d{16,19}$/.test(number) && number.startsWith(OWN_PREFIX) && satisfiesLuhn(number);
}

/** @source ISO/IEC 7812-1, annex B */
function satisfiesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
