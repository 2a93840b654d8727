import { GOODS } from "../../scenarios/goods/goods.ts";
import { atCounter, rememberGlass } from "./kit/counter.ts";
import { expect, test } from "./kit/test.ts";
import { WORDS } from "./kit/words.ts";
import { openScreen, whyNoRealKeys } from "./kit/x11.ts";

const zh = WORDS.zh;
const unable = whyNoRealKeys();
const MILK = GOODS.find(({ id }) => id === "milk")?.code ?? "";

test(`a scanner types at the counter, key by key through the system${unable ? ` (${unable})` : ""}`, async ({
  shop,
}, info) => {
  info.skip(unable !== undefined, unable);
  const screen = await openScreen(shop.url, info.outputPath("profile"));
  try {
    const page = screen.context.pages()[0] ?? (await screen.context.newPage());
    await rememberGlass(page);
    await page.reload();
    await page.getByLabel(zh.home.nickname).fill("小禾");
    await page.getByRole("button", { name: zh.home.enter }).click();
    await page.getByRole("button", { name: /第一位顾客/ }).click();
    await page.getByRole("button", { name: zh.home.start }).click();
    const counter = atCounter(page, "zh");
    await counter.untilSeen(["idle"]);
    screen.hand(`scan ean-13 ${MILK}`);
    const till = page.getByRole("region", { name: zh.till.title });
    await expect(till).toContainText("鲜牛奶 950ml");
    screen.hand("scan ean-13 4006381333931");
    await expect(till).toContainText(zh.till.unknownCode("4006381333931"));
    await counter.untilSeen(["idle"]);
  } finally {
    await screen.close();
  }
});
