import { CODE_PAGES } from "./code-pages.ts";
import { ASCII } from "./composer.ts";
import type { PrinterModel } from "./models.ts";

/** What a page reads whose table is not known. */
export const UNKNOWN_PAGE = "?".repeat(128);

/**
 * What bytes 80 to FF read on code page `n`: 128 characters, "?" where no table is known.
 *
 * @returns undefined where the model has no such page
 */
export function upperOf(model: PrinterModel, n: number): string | undefined {
  const name = model.codePages[n];
  if (name === undefined) return undefined;
  return model.codePageTables?.[name] ?? CODE_PAGES[name] ?? UNKNOWN_PAGE;
}

const REPLACED = Array.from("#$@[\\]^`{|}~", (character) => character.charCodeAt(0));

/** The twelve characters that a country replaces, in the order of `REPLACED`. @source ESC/POS, ESC R */
const COUNTRIES = [
  "#$@[\\]^`{|}~", // U.S.A.
  "#$à°ç§^`éùè¨", // France
  "#$§ÄÖÜ^`äöüß", // Germany
  "£$@[\\]^`{|}~", // U.K.
  "#$@ÆØÅ^`æøå~", // Denmark I
  "#¤ÉÄÖÅÜéäöåü", // Sweden
  "#$@°\\é^ùàòèì", // Italy
  "₧$@¡Ñ¿^`¨ñ}~", // Spain I
  "#$@[¥]^`{|}~", // Japan
  "#¤ÉÆØÅÜéæøåü", // Norway
  "#$ÉÆØÅÜéæøåü", // Denmark II
  "#$á¡Ñ¿é`íñóú", // Spain II
  "#$á¡Ñ¿éüíñóú", // Latin America
  "#$@[₩]^`{|}~", // Korea
  "#$ŽŠĐĆČžšđćč", // Slovenia and Croatia
  "#¥@[\\]^`{|}‾", // China
] as const;

const TABLES = COUNTRIES.map((replacements) => {
  const table = [...ASCII];
  REPLACED.forEach((code, place) => {
    table[code] = replacements[place] ?? "?";
  });
  return table;
});

/** What bytes below 80 read in country `n`: undefined for a number that is none. */
export function lowerOf(n: number): readonly string[] | undefined {
  return n === 0 ? ASCII : TABLES[n];
}
