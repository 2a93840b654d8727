import type { BrowserContext, Page } from "@playwright/test";
import { lesson } from "../kit/lessons.ts";
import { atCounter } from "./kit/counter.ts";
import { keyboardHands } from "./kit/keyboard.ts";
import { playAnswer } from "./kit/play-answer.ts";
import { mouseHands } from "./kit/pointer.ts";
import { openShop } from "./kit/shop.ts";
import { expect, test } from "./kit/test.ts";
import { begin, enter, seeDebrief } from "./kit/visit.ts";
import { WORDS } from "./kit/words.ts";

const PLAY = lesson("first-sale").answers.right.play;
/** The card lies on the counter, the amount is not keyed yet. */
const MIDDLE = PLAY.findIndex((intention) => intention.do === "key-amount");
const FIRST_HALF = PLAY.slice(0, MIDDLE);
const SECOND_HALF = PLAY.slice(MIDDLE);
const zh = WORDS.zh;

test("a page that is reloaded in mid sale goes on from the same moment", async ({ page }) => {
  await enter(page);
  const counter = await begin(page, "first-sale");
  await playAnswer(FIRST_HALF, counter, mouseHands(counter));
  for (const digit of "44") await mouseHands(counter).press(digit);
  await expect(counter.lcd).toHaveText(/0\.44/);
  const before = await textOf(page);
  await page.reload();
  await expect(counter.lcd).toHaveText(/0\.44/);
  expect(await textOf(page)).toEqual(before);
  const again = atCounter(page, "zh");
  for (const digit of "40") await mouseHands(again).press(digit);
  await mouseHands(again).press("enter");
  await playAnswer(SECOND_HALF.slice(1), again, mouseHands(again));
  await seeDebrief(again, "mouse");
});

test("a lesson left for the street is gone on with from there", async ({ page }) => {
  await enter(page);
  const counter = await begin(page, "first-sale");
  await playAnswer(FIRST_HALF, counter, keyboardHands(counter));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: zh.pause.leave }).click();
  await page.getByRole("button", { name: zh.home.goOn, exact: true }).click();
  await expect(page.getByRole("dialog", { name: zh.pause.title })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByTestId("spot-card")).toBeAttached();
});

test("a second page takes the session over, and the first can take it back", async ({
  page,
  context,
}) => {
  await enter(page);
  await begin(page, "first-sale");
  const second = await openSame(page, context);
  await expect(second.getByTestId("lcd")).toHaveText(/欢迎使用/);
  const elsewhere = page.getByRole("alert").filter({ hasText: zh.link.elsewhere });
  await expect(elsewhere).toBeVisible();
  await elsewhere.getByRole("button", { name: zh.link.here }).click();
  await expect(elsewhere).toHaveCount(0);
  await expect(second.getByRole("alert").filter({ hasText: zh.link.elsewhere })).toBeVisible();
  await page.keyboard.press("Digit5");
  await expect(page.getByTestId("lcd")).toHaveText(/0\.05/);
});

test("a server killed in mid sale and started again is gone on with", async ({
  page,
  complaints,
}) => {
  const shop = await openShop();
  await page.goto(shop.url);
  await page.getByLabel(zh.home.nickname).fill("小禾");
  await page.getByRole("button", { name: zh.home.enter }).click();
  const counter = await begin(page, "first-sale");
  await playAnswer(FIRST_HALF, counter, keyboardHands(counter));
  await page.keyboard.press("Digit4");
  await expect(counter.lcd).toHaveText(/0\.04/);
  await shop.kill();
  const banner = page.getByRole("status").filter({ hasText: zh.link.lost });
  await expect(banner).toBeVisible();
  await page.keyboard.press("Digit2");
  await expect(banner).toContainText(zh.link.waiting(1));
  await shop.restart();
  await expect(banner).toHaveCount(0, { timeout: 15_000 });
  await expect(counter.lcd).toHaveText(/0\.42/);
  await shop.close();
  expect(complaints.filter((said) => !/ERR_CONNECTION_REFUSED|WebSocket/.test(said))).toEqual([]);
  complaints.length = 0;
});

/** Another page of the same person on the same session. */
async function openSame(page: Page, context: BrowserContext): Promise<Page> {
  const second = await context.newPage();
  await second.goto(page.url());
  return second;
}

/** Everything that can be read at the counter, but for the time and the customer's bubble. */
async function textOf(page: Page): Promise<string[]> {
  const steps = page.getByRole("navigation", { name: zh.steps.title });
  const basket = page.getByRole("region", { name: zh.till.title }).getByRole("table");
  const spots = await page
    .getByTestId(/^spot-/)
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label") ?? ""));
  return [await steps.textContent(), await basket.textContent(), ...spots].map(String);
}
