import { expect, type Page } from "@playwright/test";
import type { DeedId } from "../../../trainer-ui/panels/deeds.ts";
import { atCounter, type Counter } from "./counter.ts";
import type { Hands } from "./hands.ts";
import { printing } from "./pointer.ts";
import { beginning, type Language, WORDS } from "./words.ts";

/** Somebody at the free practice, with one way to work the counter. */
export type Practice = {
  readonly counter: Counter;
  /** Keys of the terminal, one after the other: digits, `E` enter, `X` cancel, `*` star. */
  readonly press: (keys: string) => Promise<void>;
  /** Has the customer bring out what she is asked for. */
  readonly askFor: (means: string) => Promise<void>;
  readonly deed: (deed: DeedId) => Promise<void>;
  readonly until: (screen: string) => Promise<void>;
  /** Confirms the card on the glass, and passes the pad where a PIN is asked for. */
  readonly confirm: (options: { readonly pin: boolean }) => Promise<void>;
  /** Tears off what is printed, once all of it is. */
  readonly tear: () => Promise<void>;
  /** Tears off both copies. */
  readonly slips: () => Promise<void>;
  /** What the newest slip of that copy says behind a label. */
  readonly onSlip: (label: string) => Promise<string>;
};

const KEYS: Readonly<Record<string, string>> = { E: "enter", X: "cancel", "*": "star" };

/** Begins the free practice from the street. */
export async function practise(
  page: Page,
  handsOf: (counter: Counter) => Hands,
  language: Language = "zh",
): Promise<Practice> {
  const say = WORDS[language];
  await page.getByRole("button", { name: say.practice.title }).click();
  await page.getByRole("button", { name: beginning(say.home.start) }).click();
  await expect(page.getByRole("note").filter({ hasText: "TRAINING" })).toBeVisible();
  const counter = atCounter(page, language);
  const hands = handsOf(counter);
  await counter.untilSeen(["idle"]);
  return atPractice(counter, hands);
}

function atPractice(counter: Counter, hands: Hands): Practice {
  const { page, say } = counter;
  const until = (screen: string): Promise<void> => counter.untilSeen([screen]);
  const press = async (keys: string): Promise<void> => {
    for (const key of keys) await hands.press(KEYS[key] ?? key);
  };
  const tear = async (): Promise<void> => {
    await expect(page.getByTestId("spot-rising")).toBeAttached();
    await expect(page.getByTestId("spot-printer")).not.toHaveAccessibleName(printing(say));
    await hands.deed("tear");
    await expect(page.getByTestId("spot-rising")).toHaveCount(0);
  };
  return {
    counter,
    press,
    until,
    deed: hands.deed,
    tear,
    askFor: async (means) => {
      const dialog = page.getByRole("dialog");
      await page.keyboard.press("KeyS");
      await page.keyboard.press("KeyT");
      await dialog.locator(`[data-means='${means}']`).click();
      await expect(dialog).toHaveCount(0);
      const pictured = (await page.getByTestId("spot-lcd").count()) > 0;
      if (pictured) await expect(page.getByTestId(/^spot-(card|mobile)$/)).toBeAttached();
    },
    confirm: async ({ pin }) => {
      await until("confirm-card");
      await press("E");
      if (!pin) return;
      await until("pin");
      await hands.deed("give-pad");
    },
    slips: async () => {
      await until("next-copy");
      await tear();
      await press("E");
      await until("printing");
      await tear();
    },
    onSlip: async (label) => {
      await hands.deed("look-slip");
      const paper = page.getByRole("dialog").locator(".paper p", { hasText: label });
      const text = (await paper.first().textContent()) ?? "";
      await page.keyboard.press("Escape");
      return text.replace(label, "").trim();
    },
  };
}
