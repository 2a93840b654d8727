import { expect, type Locator } from "@playwright/test";
import type { Counter } from "./counter.ts";
import type { Hands } from "./hands.ts";
import { printing } from "./pointer.ts";
import { beginning, placeOf } from "./words.ts";

/** Plays in the plain view, by its buttons. */
export function plainHands({ page, say }: Counter): Hands {
  const button = (words: string): Locator => page.getByRole("button", { name: beginning(words) });
  const dialog = page.getByRole("dialog");
  const printer = page
    .getByRole("log")
    .locator("p", { hasText: beginning(say.log.printer) })
    .last();

  return {
    scanNext: async () => {
      const goods = page.getByRole("button", { name: say.things.goods("") });
      await goods.first().click();
    },
    say: async (phrase) => {
      const { group } = placeOf(phrase);
      await button(say.deeds.talk).click();
      await dialog
        .getByRole("button", { name: beginning(say.phrases.groups[group] ?? "") })
        .click();
      await dialog.locator(`[data-phrase='${phrase}']`).click();
    },
    tender: (means) => button(means === "card" ? say.till.card : say.till.cash).click(),
    press: (key) => {
      const name = say.terminal.keys[key as keyof typeof say.terminal.keys] ?? key;
      const keypad = page.getByRole("group", { name: say.terminal.keypad });
      return keypad.getByRole("button", { name, exact: true }).click();
    },
    deed: async (deed) => {
      if (deed === "tear") await expect(printer).not.toHaveText(printing(say));
      await button(say.deeds[deed]).click();
    },
    agree: async () => {
      await page
        .getByRole("group", { name: say.inspect.ask })
        .last()
        .getByRole("button", { name: beginning(say.inspect.matches) })
        .click();
    },
    dial: async (number) => {
      await button(say.deeds.phone).click();
      for (const digit of number.replaceAll("-", "")) {
        await dialog.getByRole("button", { name: digit, exact: true }).click();
      }
      await dialog.getByRole("button", { name: beginning(say.phone.dial) }).click();
    },
    answer: async (choice) => {
      await dialog.locator(`[data-choice='${choice}']`).click();
      if (choice === "goodbye") {
        await expect(dialog.getByRole("status").first()).toHaveText(say.phone.ended);
        await dialog.getByRole("button", { name: beginning(say.close) }).click();
      }
    },
  };
}
