// Source: ISO/IEC 9797-1:2011 annex B (first four bytes, via openemv/crypto) and psec; the rest with OpenSSL.

/** Key, ASCII data, padding, algorithm 3. */
export const RETAIL_MACS = [
  ["0123456789ABCDEFFEDCBA9876543210", "Now is the time for all ", 1, "A1C72E74EA3FA9B6"],
  ["0123456789ABCDEFFEDCBA9876543210", "Now is the time for it", 1, "2E2B1428CC78254F"],
  ["0123456789ABCDEFFEDCBA9876543210", "Now is the time for all ", 2, "E9086230CA3BE796"],
  ["0123456789ABCDEFFEDCBA9876543210", "Now is the time for it", 2, "5A692CE64F404145"],
  ["41414141414141414242424242424242", "hello world", 1, "3DDE5C5511661CBF"],
  ["41414141414141414242424242424242", "hello world", 2, "E16941032C3BC7D4"],
] as const;
