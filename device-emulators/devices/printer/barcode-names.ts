import type { BarcodeName } from "./paper.ts";

/** Bar codes by the number of GS k: 0 to 6, and all of them again from 65. @source ESC/POS, GS k */
export const BARCODE_NAMES: readonly BarcodeName[] = [
  "upc-a",
  "upc-e",
  "ean-13",
  "ean-8",
  "code-39",
  "itf",
  "codabar",
  "code-93",
  "code-128",
  "gs1-128",
  "databar-omnidirectional",
  "databar-truncated",
  "databar-limited",
  "databar-expanded",
];
