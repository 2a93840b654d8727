import { expect, type Page } from "@playwright/test";
import { lesson } from "../../kit/lessons.ts";
import { atCounter, type Counter, rememberGlass } from "./counter.ts";
import { beginning, type Language, WORDS } from "./words.ts";

/** How somebody comes in. */
export type Visit = {
  readonly nickname?: string;
  readonly language?: Language;
  /** What follows the address, such as `?plain`. */
  readonly query?: string;
};

/** Comes in with a nickname, as far as the street. */
export async function enter(page: Page, visit: Visit = {}): Promise<void> {
  const { nickname = "小禾", language = "zh", query = "" } = visit;
  await rememberGlass(page);
  await page.goto(`/${query}`);
  if (language === "en") await page.getByRole("button", { name: WORDS.zh.language.other }).click();
  const say = WORDS[language].home;
  await page.getByLabel(say.nickname).fill(nickname);
  await page.getByRole("button", { name: say.enter }).click();
  await expect(page.getByRole("navigation", { name: say.lessons })).toBeVisible();
}

/** Chooses a lesson on the street and begins it. */
export async function begin(
  page: Page,
  lessonId: string,
  language: Language = "zh",
): Promise<Counter> {
  const say = WORDS[language];
  await page.getByRole("button", { name: new RegExp(lesson(lessonId).title[language]) }).click();
  await page.getByRole("button", { name: beginning(say.home.start) }).click();
  await expect(page.getByRole("note").filter({ hasText: "TRAINING" })).toBeVisible();
  return atCounter(page, language);
}

/** Goes to the debrief by the one button that is there, or lets it come by itself. */
export async function seeDebrief(counter: Counter, by: "mouse" | "keys" | "itself"): Promise<void> {
  const { page, say } = counter;
  const button = page.getByRole("button", { name: say.ended.see });
  if (by === "mouse") await button.click();
  if (by === "keys") await button.press("Enter");
  await page.waitForFunction(() => location.hash.startsWith("#/debrief/"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}
