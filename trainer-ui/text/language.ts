import { effect, signal } from "@preact/signals";
import { keep, kept } from "../session/kept.ts";
import { EN } from "./en.ts";
import { type Words, ZH_CN } from "./zh-cn.ts";

export type Language = "zh" | "en";

/** The language the trainer speaks; remembered by this browser. Chinese comes first. */
export const language = signal<Language>(kept("language") === "en" ? "en" : "zh");

/** The `lang` attribute of what the trainer says. */
export const LANG: Readonly<Record<Language, string>> = { zh: "zh-CN", en: "en" };

/** The sentences of the chosen language; whoever renders them follows a change. */
export function words(): Words {
  return language.value === "zh" ? ZH_CN : EN;
}

/** A lesson's own words in the chosen language. */
export function inWords(text: { readonly zh: string; readonly en: string }): string {
  return text[language.value];
}

export function switchLanguage(): void {
  language.value = language.value === "zh" ? "en" : "zh";
  keep("language", language.value);
}

/** Keeps the page's own `lang` right, for screen readers and fonts. */
export function followLanguage(root: HTMLElement): () => void {
  return effect(() => {
    root.lang = LANG[language.value];
  });
}
