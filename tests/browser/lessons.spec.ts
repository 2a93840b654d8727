import type { Page } from "@playwright/test";
import { LESSONS, lesson } from "../kit/lessons.ts";
import type { Counter } from "./kit/counter.ts";
import type { Hands } from "./kit/hands.ts";
import { keyboardHands } from "./kit/keyboard.ts";
import { plainHands } from "./kit/plain.ts";
import { playAnswer } from "./kit/play-answer.ts";
import { mouseHands, touchHands } from "./kit/pointer.ts";
import { expect, test } from "./kit/test.ts";
import { begin, enter, seeDebrief } from "./kit/visit.ts";
import { actsSent } from "./kit/wire.ts";

type Way = {
  readonly way: string;
  readonly by: "mouse" | "keys";
  readonly hands: (counter: Counter) => Hands;
  readonly query: string;
};

const MOUSE: Way = { way: "mouse", by: "mouse", hands: mouseHands, query: "" };
const KEYS: Way = { way: "keys", by: "keys", hands: keyboardHands, query: "" };
const PLAIN: Way = {
  way: "buttons of the plain view",
  by: "mouse",
  hands: plainHands,
  query: "?plain",
};

/** The first lesson in every way; of the others each in one, so that all ways see trouble. */
const PLAYED: readonly (readonly [lessonId: string, way: Way])[] = [
  ["first-sale", MOUSE],
  ["first-sale", KEYS],
  ["first-sale", PLAIN],
  ["wrong-pin", KEYS],
  ["pin-locked", PLAIN],
  ["frozen-card", MOUSE],
  ["amount-mis-keyed", KEYS],
  ["reply-lost", KEYS],
  ["paper-out", MOUSE],
  ["card-not-recognised", KEYS],
];

for (const [id, { way, by, hands, query }] of PLAYED) {
  test(`${id} is played start to end by ${way}`, async ({ page }) => {
    const acts = actsSent(page);
    await enter(page, { query });
    const counter = await begin(page, id);
    await playAnswer(lesson(id).answers.right.play, counter, hands(counter));
    await seeDebrief(counter, by);
    await readDebrief(page, id);
    expect(acts.length).toBeGreaterThan(20);
    expect(acts.filter((act) => act.by !== by)).toEqual([]);
  });
}

test.describe("by touch", () => {
  test.use({ hasTouch: true });

  test("the first lesson is played start to end, and its debrief comes by itself", async ({
    page,
  }) => {
    const acts = actsSent(page);
    await enter(page);
    const counter = await begin(page, "first-sale");
    await playAnswer(lesson("first-sale").answers.right.play, counter, touchHands(counter));
    await seeDebrief(counter, "itself");
    expect(acts.filter((act) => act.by !== "touch")).toEqual([]);
  });
});

test("every lesson of the library is played", () => {
  expect(new Set(PLAYED.map(([id]) => id))).toEqual(new Set(LESSONS.map(({ id }) => id)));
});

/** A lesson with a score accounts for every point of it; one without shows its steps. */
async function readDebrief(page: Page, id: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toContainText(lesson(id).title.zh);
  if (!lesson(id).coaching.score) {
    await expect(
      page.getByRole("region", { name: "这一课做完了" }).getByRole("listitem"),
    ).not.toHaveCount(0);
    return;
  }
  const receipt = page.getByRole("region", { name: "成绩单" });
  const total = Number(await receipt.getByTestId("total").textContent());
  const lost = await receipt.locator("li b").allInnerTexts();
  const sum = lost.reduce((points, text) => points + Number(text.replace("−", "")), 0);
  expect(Math.abs(1000 - sum - total)).toBeLessThanOrEqual(0.5);
}
