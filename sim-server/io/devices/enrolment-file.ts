import { renameSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { TokenId } from "../../../device-emulators/devices/card-reader/token-gate.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Complaint } from "../../../scenarios/format/complaint.ts";
import type { SourceFault } from "../../../scenarios/format/source.ts";
import { id, map } from "../../../scenarios/format/values.ts";
import { complainOf, orThrow, parseYaml, readTextFile } from "../yaml-file.ts";

/** A token that stands for a card. */
export type Enrolment = {
  readonly token: TokenId;
  /** The id of a card as scenarios name it. */
  readonly card: string;
};

/** Chosen: a drawer full of tokens for every seat of a school. */
const FILE_BYTES_MAX = 262_144;

/** @source ISO/IEC 14443-3: 4, 7 or 10 bytes; ISO/IEC 7816-3, 8.2.1: 2 to 33 bytes, 3B or 3F first */
const FORMS = {
  uid: /^([\dA-F]{8}|[\dA-F]{14}|[\dA-F]{20})$/,
  atr: /^3[BF]([\dA-F]{2}){1,32}$/,
} as const;

const KINDS = ["uid", "atr"] as const;

const hex = (kind: keyof typeof FORMS, what: string) =>
  z
    .string({ error: () => `must stand in quotes: ${what}` })
    .transform((written) => written.replaceAll(" ", "").toUpperCase())
    .refine((written) => FORMS[kind].test(written), { error: `must be ${what}` });

const fileSchema = map({
  format: z.literal(1, { error: "must be 1" }),
  tokens: z.array(
    map({
      uid: hex("uid", "4, 7 or 10 bytes in hexadecimal").optional(),
      atr: hex("atr", "an answer to reset in hexadecimal").optional(),
      card: id,
    }),
    { error: "must be a list" },
  ),
});

const HINT = "an enrolment file says: format: 1, tokens, each with a uid or an atr, and a card";

/**
 * The tokens that a file enrols.
 *
 * @throws TillyardError `config-invalid` with every complaint, by line and column
 */
export function loadEnrolments(file: string): readonly Enrolment[] {
  return orThrow(parseEnrolments(readTextFile(file, FILE_BYTES_MAX), file), HINT);
}

/** Reads enrolments from YAML or JSON, or tells everything that is wrong with them. */
export function parseEnrolments(
  text: string,
  file: string,
): Result<readonly Enrolment[], readonly Complaint[]> {
  const parsed = parseYaml(text, file, { noun: "enrolment", schema: fileSchema });
  if (!parsed.ok) return parsed;
  const { value, source } = parsed.value;
  const rows: Enrolment[] = [];
  const faults: SourceFault[] = [];
  for (const [at, row] of value.tokens.entries()) {
    const place = source.placeOf(["tokens", at]);
    const token = tokenOf(row);
    if (token === undefined) {
      faults.push({ place, message: "must be known by one thing; give `uid` or `atr`" });
    } else if (cardFor(rows, token) !== undefined) {
      faults.push({ place, message: "is the same token once more; let it stand for one card" });
    } else rows.push({ token, card: row.card });
  }
  return faults.length === 0 ? ok(rows) : err(complainOf(file, faults));
}

function tokenOf(row: { readonly uid?: string | undefined; readonly atr?: string | undefined }) {
  const known = KINDS.flatMap((kind) => {
    const written = row[kind];
    return written === undefined ? [] : [{ kind, hex: written }];
  });
  return known.length === 1 ? known[0] : undefined;
}

/** The card that this token stands for; undefined where it is not enrolled. */
export function cardFor(
  enrolments: readonly Enrolment[],
  { kind, hex }: TokenId,
): string | undefined {
  return enrolments.find(({ token }) => token.kind === kind && token.hex === hex)?.card;
}

/** The enrolments with this one among them; a token stands for one card alone. */
export function enrol(
  enrolments: readonly Enrolment[],
  { token, card }: Enrolment,
): readonly Enrolment[] {
  const others = enrolments.filter(
    (other) => other.token.kind !== token.kind || other.token.hex !== token.hex,
  );
  return [...others, { token, card }];
}

/**
 * Writes the file anew: whole, or not at all.
 *
 * @throws TillyardError `data-unwritable`
 */
export function saveEnrolments(file: string, enrolments: readonly Enrolment[]): void {
  const beside = `${file}.new`;
  try {
    writeFileSync(beside, formatEnrolments(enrolments));
    renameSync(beside, file);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw new TillyardError("data-unwritable", `cannot write ${file}`, {
      hint: "name a file in a folder that exists and that you may write to",
      cause,
    });
  }
}

/** The text of an enrolment file. */
export function formatEnrolments(enrolments: readonly Enrolment[]): string {
  const head = "# Training cards: what each token stands for. npx tillyard enrol writes it anew.\n";
  if (enrolments.length === 0) return `${head}format: 1\ntokens: []\n`;
  const rows = enrolments.map(
    ({ token, card }) => `  - ${token.kind}: "${token.hex}"\n    card: ${card}\n`,
  );
  return `${head}format: 1\ntokens:\n${rows.join("")}`;
}
