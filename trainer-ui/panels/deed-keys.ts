import type { DeedId } from "./deeds.ts";

/** The key that does a deed, as it stands on the key. */
export const DEED_KEYS: Partial<Readonly<Record<DeedId, string>>> = {
  "look-card": "C",
  "turn-card": "U",
  insert: "I",
  swipe: "J",
  tap: "B",
  "scan-code": "Y",
  remove: "O",
  "give-card": "G",
  "give-pad": "K",
  "take-pad": "K",
  "look-away": "A",
  tear: "T",
  "open-printer": "L",
  "load-paper": "L",
  "close-printer": "L",
  "clean-slot": "N",
  "look-terminal": "M",
  "look-slip": "X",
  "look-merchant": "V",
  "give-slip": "D",
  "file-slip": "F",
  "close-drawer": "E",
};
