import type { VectorGroup } from "./vector.ts";
import { CARD_VALUES } from "./vectors/card-values.ts";
import { CIPHERS } from "./vectors/ciphers.ts";
import { DUKPT_AES } from "./vectors/dukpt-aes.ts";
import { DUKPT_DES } from "./vectors/dukpt-des.ts";
import { EMV } from "./vectors/emv.ts";
import { HASHES } from "./vectors/hashes.ts";
import { KEY_BLOCKS } from "./vectors/key-blocks.ts";
import { MACS } from "./vectors/macs.ts";
import { PIN_BLOCKS } from "./vectors/pin-blocks.ts";
import { UNIONPAY } from "./vectors/unionpay.ts";

/** All vectors, by standard. A group is one file in `vectors/` and one line here. */
export const GROUPS: readonly VectorGroup[] = [
  CIPHERS,
  HASHES,
  MACS,
  KEY_BLOCKS,
  PIN_BLOCKS,
  DUKPT_DES,
  DUKPT_AES,
  EMV,
  CARD_VALUES,
  UNIONPAY,
];

/** What came of one vector. */
export type Finding = {
  readonly id: string;
  readonly group: string;
  readonly source: string;
  readonly expected: string;
  readonly found: string;
  readonly passed: boolean;
};

/** Computes every vector of `groups` from its inputs and holds it against the expected one. */
export function runConformance(groups: readonly VectorGroup[] = GROUPS): readonly Finding[] {
  return groups.flatMap(({ name, checks }) =>
    checks.map(({ id, source, expected, compute }) => {
      const found = compute();
      return { id, group: name, source, expected, found, passed: found === expected };
    }),
  );
}
