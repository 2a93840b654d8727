import type { Page } from "@playwright/test";
import { lesson } from "../kit/lessons.ts";
import { keyboardHands } from "./kit/keyboard.ts";
import { playAnswer } from "./kit/play-answer.ts";
import { mouseHands } from "./kit/pointer.ts";
import { expect, test } from "./kit/test.ts";
import { begin, enter, seeDebrief } from "./kit/visit.ts";
import { WORDS } from "./kit/words.ts";

const PLAY = lesson("first-sale").answers.right.play;
const zh = WORDS.zh;

test("the first lesson is played in English, and nothing of the trainer's own stays Chinese", async ({
  page,
}) => {
  await enter(page, { language: "en", nickname: "Robin" });
  await expectNoChinese(page);
  const counter = await begin(page, "first-sale", "en");
  await playAnswer(PLAY, counter, mouseHands(counter));
  await seeDebrief(counter, "mouse");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expectNoChinese(page);
});

test("every page has one title, and a name on all that can be pressed", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByLabel(zh.home.nickname)).toBeVisible();
  await expectWellMarked(page);
  await page.getByLabel(zh.home.nickname).fill("小禾");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation", { name: zh.home.lessons })).toBeVisible();
  await expectWellMarked(page);
  await begin(page, "first-sale");
  await expectWellMarked(page);
  for (const key of ["KeyS", "KeyP", "KeyM", "KeyH", "Escape"]) {
    await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toHaveAccessibleName(/./);
    await expectWellMarked(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await page.goto(page.url().replace("/#", "/?plain#"));
  await expect(page.getByRole("log")).toBeVisible();
  await expectWellMarked(page);
});

test("focus goes along the counter in the order of the work", async ({ page }) => {
  await enter(page);
  const counter = await begin(page, "first-sale");
  await expect(page.getByRole("button", { name: zh.things.goods("") })).toHaveCount(3);
  const stops: string[] = [];
  for (let at = 0; at < 45; at += 1) {
    await page.keyboard.press("Tab");
    stops.push(
      await page.evaluate(
        () =>
          document.activeElement?.getAttribute("aria-label") ??
          document.activeElement?.textContent ??
          "",
      ),
    );
  }
  const order = [
    zh.things.goods(""),
    zh.till.card,
    zh.terminal.keys.enter,
    zh.things.pad,
    zh.things.printer,
    counter.say.customer.talk,
    zh.things.phone,
    zh.hud.pause,
  ].map((words) => stops.findIndex((stop) => stop.includes(words)));
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(order).not.toContain(-1);
});

test("an input method that is composing keeps its keys", async ({ page }) => {
  await enter(page);
  const counter = await begin(page, "first-sale");
  await page.evaluate(() => {
    const event = { key: "Process", code: "KeyS", keyCode: 229, isComposing: true, bubbles: true };
    document.body.dispatchEvent(new KeyboardEvent("keydown", event));
  });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await keyboardHands(counter).say("greet");
});

test("a mistake is refused in words, and an unknown session leads home", async ({ page }) => {
  await page.goto("/");
  await page.getByLabel(zh.home.nickname).fill("<b>");
  await page.getByRole("button", { name: zh.home.enter }).click();
  await expect(page.getByRole("alert")).toHaveText(zh.home.nicknameWrong);
  await enter(page);
  await page.goto(`/#/counter/${"0".repeat(32)}`);
  await expect(page.getByRole("heading", { name: zh.faults.gone })).toBeVisible();
  await page.getByRole("button", { name: zh.faults.home }).click();
  const counter = await begin(page, "first-sale");
  await keyboardHands(counter).deed("remove");
  await expect(
    page.getByRole("status").filter({ hasText: zh.refusals["not-there"] }),
  ).toBeVisible();
});

test("no PIN and no whole card number stands on the page outside of the card's face", async ({
  page,
}) => {
  await enter(page);
  const counter = await begin(page, "first-sale");
  const hands = keyboardHands(counter);
  const [card] = lesson("first-sale").cards;
  const number = card?.number ?? "";
  for (const intention of PLAY) {
    await playAnswer([intention], counter, hands);
    const text = (await page.locator("body").textContent()) ?? "";
    const digits = text.replace(/\s/g, "");
    expect(digits).not.toContain(card?.pin);
    const lookingAtCard = (await page.getByRole("dialog", { name: zh.inspect.card }).count()) > 0;
    if (!lookingAtCard) expect(digits).not.toContain(number);
    if (!page.url().includes("debrief")) {
      await expect(page.getByRole("note").filter({ hasText: "TRAINING" })).toBeAttached();
    }
  }
});

/** One title, no button without a name, no picture that says nothing, no dialog without a label. */
async function expectWellMarked(page: Page): Promise<void> {
  await expect(page.locator("h1")).toHaveCount(1);
  const nameless = await page.evaluate(() => {
    const named = (element: Element): boolean =>
      (element.getAttribute("aria-label") ?? "").trim() !== "" ||
      element.hasAttribute("aria-labelledby") ||
      element.hasAttribute("aria-hidden") ||
      (element.textContent ?? "").trim() !== "";
    const wanted = "button, a[href], [role='dialog'], [role='img'], [role='group'], fieldset, nav";
    const bare = [...document.querySelectorAll(wanted)].filter((element) => !named(element));
    const mute = [...document.querySelectorAll("img:not([alt]), canvas")].filter(
      (element) => element.closest("[aria-hidden='true']") === null,
    );
    return [...bare, ...mute].map((element) => element.outerHTML.slice(0, 120));
  });
  expect(nameless).toEqual([]);
}

/** Devices and people keep their language and say so; all the rest of the page is English. */
async function expectNoChinese(page: Page): Promise<void> {
  const chinese = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const marked =
        node.parentElement?.closest("[lang='zh-CN'], noscript, .lang") instanceof Element;
      if (!marked && /[\u4e00-\u9fff]/.test(node.textContent ?? ""))
        found.push(String(node.textContent));
    }
    return found;
  });
  expect(chinese).toEqual([]);
}
