import type { Page } from "@playwright/test";
import { GOODS } from "../../scenarios/goods/goods.ts";
import { keyboardHands } from "./kit/keyboard.ts";
import { practise } from "./kit/practice.ts";
import { expect, test } from "./kit/test.ts";
import { typeAsDevice } from "./kit/typing-device.ts";
import { begin, enter } from "./kit/visit.ts";
import { actsSent } from "./kit/wire.ts";
import { WORDS } from "./kit/words.ts";

const zh = WORDS.zh;
const MILK = GOODS.find(({ id }) => id === "milk")?.code ?? "";
/** Slower than a device is taken to be. */
const SLOW_MS = 40;
const STRIPE_CARD = "6212345678345729";

test("a scanner that types sells goods, and presses no key of the terminal", async ({ page }) => {
  const sent = actsSent(page);
  await enter(page);
  const counter = await begin(page, "first-sale");
  await counter.untilSeen(["idle"]);
  await typeAsDevice(page, MILK);
  await expect(till(page)).toContainText("鲜牛奶 950ml");
  await expect(page.getByTestId("spot-goods-milk")).toHaveCount(0);
  await expect(page.getByTestId("spot-display")).toHaveAccessibleName(/鲜牛奶 950ml 12\.80/);
  await typeAsDevice(page, "4006381333931");
  await expect(till(page)).toContainText(zh.till.unknownCode("4006381333931"));
  await counter.untilSeen(["idle"]);
  expect(sent.map(({ act }) => act.type)).toEqual(["wedge", "wedge"]);
});

test("a scanner that is slow is not recognised at first, but from then on", async ({ page }) => {
  await enter(page);
  const counter = await begin(page, "first-sale");
  await counter.untilSeen(["idle"]);
  await typeAsDevice(page, MILK, SLOW_MS);
  const notice = page.getByRole("status").filter({ hasText: zh.refusals["slow-scanner"] });
  await expect(notice).toBeVisible();
  await expect(counter.lcd).not.toHaveText(/欢迎使用/);
  await keyboardHands(counter).press("cancel");
  await counter.untilSeen(["idle"]);
  await typeAsDevice(page, MILK, SLOW_MS);
  await expect(till(page)).toContainText("鲜牛奶 950ml");
  await counter.untilSeen(["idle"]);
});

test("a person's digits are keys of the terminal, each at once", async ({ page }) => {
  const sent = actsSent(page);
  await enter(page);
  const counter = await begin(page, "first-sale");
  await counter.untilSeen(["idle"]);
  const hands = keyboardHands(counter);
  for (const digit of MILK) await hands.press(digit);
  await expect(counter.lcd).not.toHaveText(/欢迎使用/);
  await expect.poll(() => sent.length).toBe(MILK.length);
  expect(new Set(sent.map(({ act }) => act.type))).toEqual(new Set(["key"]));
});

test("what ends a code presses no button that has the focus", async ({ page }) => {
  await enter(page);
  const counter = await begin(page, "first-sale");
  await counter.untilSeen(["idle"]);
  await typeAsDevice(page, MILK);
  await expect(till(page)).toContainText("鲜牛奶 950ml");
  const cash = page
    .getByRole("group", { name: zh.till.tender })
    .getByRole("button", { name: zh.till.cash });
  await cash.focus();
  await typeAsDevice(page, MILK);
  await expect(till(page)).toContainText("25.60");
  await expect(cash).toHaveAttribute("aria-pressed", "false");
});

test("numbers that could pay do not leave the page", async ({ page }) => {
  const sent = actsSent(page);
  await enter(page);
  const counter = await begin(page, "first-sale");
  await counter.untilSeen(["idle"]);
  for (const [typed, why] of [
    ["134567890123456789", zh.refusals["not-goods"]],
    [`;${STRIPE_CARD}=29081200000?`, zh.refusals["not-test-card"]],
    ["%B4000000000000002^A B^2908?;4000000000000002=2908?", zh.refusals["not-test-card"]],
  ] as const) {
    await typeAsDevice(page, typed);
    await expect(page.getByRole("status").filter({ hasText: why })).toBeVisible();
    await page.getByRole("button", { name: zh.close, exact: true }).click();
  }
  expect(sent).toEqual([]);
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toMatch(/\d{13}/);
});

test("a stripe reader that types draws the card in play past the head", async ({ page }) => {
  const sent = actsSent(page);
  await enter(page);
  const at = await practise(page, keyboardHands);
  await at.askFor("stripe");
  await at.press("4000E");
  await at.until("insert-card");
  await typeAsDevice(
    page,
    `%B${STRIPE_CARD}^LIANXI/YONGKA^29081200000?;${STRIPE_CARD}=29081200000?`,
  );
  await at.until("confirm-card");
  expect(sent.filter(({ act }) => act.type === "swipe")).toHaveLength(1);
  expect(JSON.stringify(sent)).not.toMatch(/\d{13}/);
});

function till(page: Page) {
  return page.getByRole("region", { name: zh.till.title });
}
