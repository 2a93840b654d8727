import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import {
  type Complaint,
  complain,
  formatComplaint,
  sortComplaints,
} from "../../../scenarios/format/complaint.ts";
import { explainIssues } from "../../../scenarios/format/issue.ts";
import { readSource, type Source } from "../../../scenarios/format/source.ts";
import { suggest } from "../../../scenarios/format/values.ts";
import type { BankOptions } from "../../core/bank/bank-options.ts";
import type { Rule } from "../../core/bank/rules.ts";
import { PACKAGE_FOLDER } from "../../package-info.ts";
import { type BankFile, bankSchema } from "./bank-schema.ts";
import { bankOptionsOf } from "./file-options.ts";
import { rulesSchema } from "./rule-schema.ts";

/** A bank as a file describes it: all but the moment at which it opens. */
export type BankSetup = {
  readonly options: Omit<BankOptions, "startMs">;
  readonly rules: readonly Rule[];
};

/** The bank that is opened where no file is given; made to be copied. */
export const USUAL_BANK_FILE = join(PACKAGE_FOLDER, "scenarios", "cards", "bank.yaml");

/** Larger than any text that is read: four bytes are the most a character needs. */
const FILE_BYTES_MAX = 4 * 131_072;

/**
 * The bank that a file of cards describes.
 *
 * @throws TillyardError `config-invalid` with every complaint, by line and column
 */
export function loadBankFile(file: string = USUAL_BANK_FILE): BankSetup {
  return orThrow(parseBankFile(readText(file), file));
}

/**
 * The rules of a file that is a list of them.
 *
 * @throws TillyardError `config-invalid` with every complaint, by line and column
 */
export function loadRules(file: string): readonly Rule[] {
  return orThrow(parse(readText(file), file, { noun: "list of rules", schema: rulesSchema })).value;
}

/** Reads a bank from YAML or JSON, or tells everything that is wrong with it. */
export function parseBankFile(text: string, file: string): Result<BankSetup, readonly Complaint[]> {
  const parsed = parse(text, file, { noun: "bank", schema: bankSchema });
  if (!parsed.ok) return parsed;
  const { value, source } = parsed.value;
  const strays = findStrays(value).map(({ path, message }) =>
    complain(file, source.placeOf(path), message),
  );
  if (strays.length > 0) return err(sortComplaints(strays));
  return ok({ options: bankOptionsOf(value), rules: value.rules ?? [] });
}

function parse<Schema extends z.ZodType>(
  text: string,
  file: string,
  { noun, schema }: { readonly noun: string; readonly schema: Schema },
): Result<{ value: z.infer<Schema>; source: Source }, readonly Complaint[]> {
  const source = readSource(text, noun);
  if (!source.ok) {
    return err(
      sortComplaints(source.error.map(({ place, message }) => complain(file, place, message))),
    );
  }
  const parsed = schema.safeParse(source.value.value);
  const found = [
    ...source.value.duplicates,
    ...explainIssues(parsed.error?.issues ?? [], source.value),
  ];
  if (parsed.success && found.length === 0) return ok({ value: parsed.data, source: source.value });
  return err(sortComplaints(found.map(({ place, message }) => complain(file, place, message))));
}

type Stray = { readonly path: readonly PropertyKey[]; readonly message: string };

/** What each line alone cannot know: what it refers to, and what stands twice. */
function findStrays({ issuers, merchants, terminals, accounts }: BankFile): Stray[] {
  const known = merchants.map(({ id }) => id);
  const numbers = accounts.flatMap(({ cards }, account) =>
    cards.map(({ number }, card) => ({
      id: number,
      path: ["accounts", account, "cards", card, "number"],
    })),
  );
  const named = (list: readonly { readonly id: string }[], key: string) =>
    list.map(({ id }, at) => ({ id, path: [key, at, "id"] }));
  return [
    ...terminals.flatMap(({ merchant }, at) =>
      known.includes(merchant)
        ? []
        : [
            {
              path: ["terminals", at, "merchant"],
              message: `unknown merchant; ${suggest(merchant, known)}`,
            },
          ],
    ),
    ...findTwice(named(issuers, "issuers")),
    ...findTwice(named(merchants, "merchants")),
    ...findTwice(named(terminals, "terminals")),
    ...findTwice(named(accounts, "accounts")),
    ...findTwice(numbers),
    ...terminals.flatMap(({ mac }, at) => findKeyFault(mac, at)),
  ];
}

function findTwice(
  names: readonly { readonly id: string; readonly path: PropertyKey[] }[],
): Stray[] {
  const seen = new Set<string>();
  return names.flatMap(({ id, path }) => {
    const twice = seen.has(id);
    seen.add(id);
    return twice ? [{ path, message: "this stands twice; give each its own" }] : [];
  });
}

/** Hexadecimal digits of the key of each MAC method. */
const KEY_DIGITS: Readonly<Record<string, readonly number[]>> = {
  "x9.9": [16, 32],
  "x9.19": [32],
  "iso9797-3-pad2": [32],
  "des-cmac": [32, 48],
  "aes-cmac": [32, 48, 64],
};

function findKeyFault(mac: BankFile["terminals"][number]["mac"], at: number): Stray[] {
  const fitting = mac && KEY_DIGITS[mac.method];
  if (fitting === undefined || fitting.includes(mac?.key.length ?? 0)) return [];
  const message = `the key does not fit; ${mac?.method} wants ${fitting.join(" or ")} hexadecimal digits`;
  return [{ path: ["terminals", at, "mac", "key"], message }];
}

function readText(file: string): string {
  try {
    if (statSync(file).size > FILE_BYTES_MAX) {
      throw unreadable(file, `is larger than ${FILE_BYTES_MAX} bytes`, "split it");
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TillyardError) throw error;
    if (error instanceof TypeError) throw unreadable(file, "is not UTF-8 text", "save it as UTF-8");
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw unreadable(file, `cannot be read (${code})`, "check the path and your right to read it");
  }
}

function unreadable(file: string, what: string, hint: string): TillyardError {
  return new TillyardError("config-invalid", `${file} ${what}`, { hint });
}

function orThrow<T>(parsed: Result<T, readonly Complaint[]>): T {
  if (parsed.ok) return parsed.value;
  throw new TillyardError("config-invalid", parsed.error.map(formatComplaint).join("\n  "), {
    hint: "docs/bank.md says what a file of cards or rules may hold",
  });
}
