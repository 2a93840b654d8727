import { PHRASE_GROUPS, type Phrase } from "../../../trainer-ui/panels/phrases.ts";
import { EN } from "../../../trainer-ui/text/en.ts";
import { type Words, ZH_CN } from "../../../trainer-ui/text/zh-cn.ts";

export type Language = "zh" | "en";

/** What stands on the page in each language. */
export const WORDS: Readonly<Record<Language, Words>> = { zh: ZH_CN, en: EN };

/** A button whose name begins with these words; the key that does the same may follow. */
export function beginning(words: string): RegExp {
  return new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
}

/** Where a phrase stands in the list: its group and its number there, both from 0. */
export function placeOf(phrase: string): { readonly group: number; readonly number: number } {
  const group = PHRASE_GROUPS.findIndex((phrases) => phrases.includes(phrase as Phrase));
  const number = PHRASE_GROUPS[group]?.indexOf(phrase as Phrase) ?? -1;
  if (number < 0) throw new Error(`nobody can say ${phrase}`);
  return { group, number };
}
