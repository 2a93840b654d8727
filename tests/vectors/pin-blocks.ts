// Source: ANSI X9.24-1:2009 A.4 (first row); psec's tests (the others).

/** PIN, PAN, clear block of format 0. */
export const PIN_BLOCKS = [
  ["1234", "4012345678909", "041274EDCBA9876F"],
  ["1234", "5555555551234567", "041261AAAAEDCBA9"],
  ["123456789012", "5555555551234567", "0C1261032D8226A9"],
] as const;
