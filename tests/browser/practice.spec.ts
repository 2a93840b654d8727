import { EN } from "../../trainer-ui/text/en.ts";
import { rememberGlass } from "./kit/counter.ts";
import { keyboardHands } from "./kit/keyboard.ts";
import { plainHands } from "./kit/plain.ts";
import { practise } from "./kit/practice.ts";
import { openShop, SPEED } from "./kit/shop.ts";
import { expect, test } from "./kit/test.ts";
import { begin, enter } from "./kit/visit.ts";
import { WORDS } from "./kit/words.ts";

const zh = WORDS.zh;

test("scenarios of one's own are listed, found and opened without a score", async ({ page }) => {
  const shop = await openShop(SPEED, ["--scenarios", "scenarios/qa"]);
  await rememberGlass(page);
  await page.goto(shop.url);
  await page.getByLabel(zh.home.nickname).fill("小禾");
  await page.getByRole("button", { name: zh.home.enter }).click();
  await page.getByRole("button", { name: zh.practice.title }).click();
  await page.getByRole("searchbox", { name: zh.practice.find }).fill("501");
  await page.getByRole("button", { name: /插卡消费撤销/ }).click();
  await expect(page.getByRole("region", { name: zh.reference.title })).toBeVisible();
  await expect(page.getByText(zh.hud.score)).toHaveCount(0);
  await page.keyboard.press("Digit5");
  await expect(page.getByTestId("lcd")).toHaveText(/0\.05/);
  // A page that goes on loading would complain of a shop that has shut.
  await page.goto("about:blank");
  await shop.close();
});

test("in the plain view a phone is tapped, stays with its customer, and all prints are read", async ({
  page,
}) => {
  await enter(page, { query: "?plain", language: "en" });
  const at = await practise(page, plainHands, "en");
  await at.askFor("phone");
  await expect(page.getByText(EN.things.mobileShows.card("7316"))).toBeVisible();
  await at.press("2000E");
  await at.deed("tap");
  await at.until("next-copy");
  await expect(page.getByText(EN.things.cardPlaces.customer)).toBeVisible();
  await at.deed("tear");
  await at.press("E");
  await at.until("idle");
  await at.deed("tear");
  await at.press("E63");
  await at.until("printing");
  await at.until("idle");
  await at.deed("tear");
  await expect(page.getByRole("heading", { name: EN.things.copies.other })).toBeVisible();
});

test("the help lists only keys that mean something here", async ({ page }) => {
  await enter(page);
  await begin(page, "first-sale");
  await page.keyboard.press("KeyH");
  const help = page.getByRole("dialog", { name: zh.help.title });
  await expect(help.getByText(zh.deeds.insert)).toBeVisible();
  for (const deed of ["swipe", "tap", "scan-code"] as const) {
    await expect(help.getByText(zh.deeds[deed], { exact: true })).toHaveCount(0);
  }
  await page.goto("/");
  await practise(page, keyboardHands);
  await page.keyboard.press("KeyH");
  for (const deed of ["swipe", "tap", "scan-code"] as const) {
    await expect(help.getByText(zh.deeds[deed], { exact: true })).toBeVisible();
  }
});
