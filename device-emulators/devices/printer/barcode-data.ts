import type { BarcodeName } from "./paper.ts";

/** What the data of a bar code may be. */
export type BarcodeForm = {
  readonly name: BarcodeName;
  readonly legal: RegExp;
  readonly lengths: (bytes: number) => boolean;
};

const DIGIT = /[0-9]/;
const ANY = /[\0-\xff]/;
const some = (least: number) => (bytes: number) => bytes >= least;
const oneOf =
  (...lengths: readonly number[]) =>
  (bytes: number) =>
    lengths.includes(bytes);

/** By type: 0 to 6 ended by a NUL, the same and more from 65 on with a length. @source ESC/POS, GS k */
export const BARCODES: readonly (BarcodeForm | undefined)[] = [
  { name: "upc-a", legal: DIGIT, lengths: oneOf(11, 12) },
  { name: "upc-e", legal: DIGIT, lengths: oneOf(6, 7, 8, 11, 12) },
  { name: "ean-13", legal: DIGIT, lengths: oneOf(12, 13) },
  { name: "ean-8", legal: DIGIT, lengths: oneOf(7, 8) },
  { name: "code-39", legal: /[0-9A-Z $%*+\-./]/, lengths: some(1) },
  { name: "itf", legal: DIGIT, lengths: some(2) },
  { name: "codabar", legal: /[0-9A-Da-d$+\-./:]/, lengths: some(2) },
  { name: "code-93", legal: /[\0-\x7f]/, lengths: some(1) },
  { name: "code-128", legal: /[\0-\x7f]/, lengths: some(2) },
  { name: "gs1-128", legal: /[\0-\x7f]/, lengths: some(2) },
  { name: "databar-omnidirectional", legal: DIGIT, lengths: oneOf(13) },
  { name: "databar-truncated", legal: DIGIT, lengths: oneOf(13) },
  { name: "databar-limited", legal: DIGIT, lengths: oneOf(13) },
  { name: "databar-expanded", legal: ANY, lengths: some(2) },
];

/** Code 128 begins with the selection of its code set. */
const CODE_SETS = "ABC";

/** How many of the bytes of `data`, from its first, may stand in such a bar code. */
export function legalBytes({ name, legal }: BarcodeForm, data: Uint8Array): number {
  if (name === "code-128" && !selectsCodeSet(data)) return 0;
  const illegal = data.findIndex((byte) => !legal.test(String.fromCharCode(byte)));
  return illegal < 0 ? data.length : illegal;
}

function selectsCodeSet(data: Uint8Array): boolean {
  return data[0] === 0x7b && CODE_SETS.includes(String.fromCharCode(data[1] ?? 0));
}
