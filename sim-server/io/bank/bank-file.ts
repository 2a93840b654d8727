import { join } from "node:path";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Complaint } from "../../../scenarios/format/complaint.ts";
import { suggest } from "../../../scenarios/format/values.ts";
import type { BankOptions } from "../../core/bank/bank-options.ts";
import type { Rule } from "../../core/bank/rules.ts";
import { PACKAGE_FOLDER } from "../../package-info.ts";
import { complainOf, orThrow, parseYaml, readTextFile } from "../yaml-file.ts";
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
const HINT = "docs/bank.md says what a file of cards or rules may hold";

/**
 * The bank that a file of cards describes.
 *
 * @throws TillyardError `config-invalid` with every complaint, by line and column
 */
export function loadBankFile(file: string = USUAL_BANK_FILE): BankSetup {
  return orThrow(parseBankFile(readTextFile(file, FILE_BYTES_MAX), file), HINT);
}

/**
 * The rules of a file that is a list of them.
 *
 * @throws TillyardError `config-invalid` with every complaint, by line and column
 */
export function loadRules(file: string): readonly Rule[] {
  const text = readTextFile(file, FILE_BYTES_MAX);
  return orThrow(parseYaml(text, file, { noun: "list of rules", schema: rulesSchema }), HINT).value;
}

/** Reads a bank from YAML or JSON, or tells everything that is wrong with it. */
export function parseBankFile(text: string, file: string): Result<BankSetup, readonly Complaint[]> {
  const parsed = parseYaml(text, file, { noun: "bank", schema: bankSchema });
  if (!parsed.ok) return parsed;
  const { value, source } = parsed.value;
  const strays = findStrays(value).map(({ path, message }) => ({
    place: source.placeOf(path),
    message,
  }));
  if (strays.length > 0) return err(complainOf(file, strays));
  return ok({ options: bankOptionsOf(value), rules: value.rules ?? [] });
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
