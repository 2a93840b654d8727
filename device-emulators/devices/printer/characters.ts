import { CODE_PAGES } from "./code-pages.ts";
import { ASCII } from "./composer.ts";

const UNKNOWN_PAGE = "?".repeat(128);

/** What bytes 80 to FF read on the code page `name`: 128 characters, "?" for a page without a table. */
export function upperOf(name: string): string {
  return CODE_PAGES[name] ?? UNKNOWN_PAGE;
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
