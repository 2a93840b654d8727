import type { ChipImage, Directory } from "./records.ts";
import { applicationsOf } from "./records.ts";

/** More than any answer has that is neither a record nor signed: 2 of its name and length, 2 of status. */
const PLAIN_ANSWER_BYTES = 64;
/** What stands around a signature at most: names, lengths, kind, counter, the issuer's 32 bytes, status. */
const AROUND_SIGNATURE_BYTES = 64;

/** The most bytes that any answer of this chip has, status word included; never too few. */
export function longestAnswerBytes(chip: ChipImage): number {
  return Math.max(
    PLAIN_ANSWER_BYTES,
    ...answersOf(chip.directory).map(lengthOf),
    ...applicationsOf(chip).flatMap(({ application, processingOptions, cardPair }) => [
      ...answersOf(application).map(lengthOf),
      processingOptions.length,
      cardPair === undefined ? 0 : cardPair.publicKey.modulus.length + AROUND_SIGNATURE_BYTES,
    ]),
  );
}

function answersOf({ fci, files }: Directory): readonly Uint8Array[] {
  return [fci, ...[...files.values()].flat()];
}

function lengthOf({ length }: Uint8Array): number {
  return length;
}
