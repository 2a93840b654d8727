import { expect, type Locator } from "@playwright/test";
import type { DeedId } from "../../../trainer-ui/panels/deeds.ts";
import type { Counter } from "./counter.ts";
import type { Hands } from "./hands.ts";
import { beginning, placeOf } from "./words.ts";

/** Plays with the mouse alone, on the objects of the picture. */
export function mouseHands({ page, say }: Counter): Hands {
  const button = (words: string): Locator => page.getByRole("button", { name: beginning(words) });
  const dialog = page.getByRole("dialog");
  const spot = (id: string): Locator => page.getByTestId(`spot-${id}`);

  /** Clicks an object and, where it offers several deeds, the one that is meant. */
  const onSpot = async (at: Locator, deed: DeedId): Promise<void> => {
    await at.click();
    if (deed === "remove" || deed === "tear" || deed === "look-terminal") return;
    if (deed === "look-away" || deed === "give-pad") {
      const menu = dialog.getByRole("button", { name: beginning(say.deeds[deed]) });
      if ((await dialog.count()) > 0) await menu.click();
      return;
    }
    await dialog.getByRole("button", { name: beginning(say.deeds[deed]) }).click();
  };

  const spotOf = (deed: DeedId): Locator => {
    switch (deed) {
      case "look-card":
      case "turn-card":
      case "insert":
      case "give-card":
        return spot("card");
      case "remove":
      case "clean-slot":
        return spot("slot");
      case "give-pad":
      case "take-pad":
      case "look-away":
        return spot("pin-pad");
      case "tear":
        return spot("rising");
      case "look-slip":
      case "give-slip":
        return button(say.things.copies.cardholder).last();
      case "file-slip":
        return button(say.things.copies.merchant).last();
      case "open-printer":
      case "load-paper":
      case "close-printer":
        return spot("printer");
      default:
        return spot("lcd");
    }
  };

  return {
    scanNext: () => page.locator("[data-testid^='spot-goods-']").first().click(),
    say: async (phrase) => {
      const { group } = placeOf(phrase);
      await spot("customer").click();
      await dialog
        .getByRole("button", { name: beginning(say.phrases.groups[group] ?? "") })
        .click();
      await dialog.locator(`[data-phrase='${phrase}']`).click();
    },
    tender: async (means) => {
      const group = page.getByRole("group", { name: say.till.tender });
      await group
        .getByRole("button")
        .nth(means === "card" ? 0 : 1)
        .click();
    },
    press: async (key) => {
      const name = say.terminal.keys[key as keyof typeof say.terminal.keys] ?? key;
      const keypad = page.getByRole("group", { name: say.terminal.keypad });
      await keypad.last().getByRole("button", { name, exact: true }).click();
    },
    deed: async (deed) => {
      if (deed === "close-drawer") return button(say.deeds[deed]).click();
      if (deed === "tear") await expect(spot("printer")).not.toHaveAccessibleName(printing(say));
      await onSpot(spotOf(deed), deed);
      if (deed === "look-terminal") await dialog.getByRole("button", { name: say.back }).click();
    },
    agree: () => dialog.getByRole("button", { name: beginning(say.inspect.matches) }).click(),
    dial: async (number) => {
      await spot("phone").click();
      for (const digit of number.replaceAll("-", "")) {
        await dialog.getByRole("button", { name: digit, exact: true }).click();
      }
      await dialog.getByRole("button", { name: beginning(say.phone.dial) }).click();
    },
    answer: async (choice) => {
      await dialog.locator(`[data-choice='${choice}']`).click();
      if (choice === "goodbye") await closePhone(dialog, say);
    },
  };
}

/** What the printer is called while it prints. */
export function printing(say: Counter["say"]): RegExp {
  return new RegExp(say.things.printing);
}

/** The call over, the panel is put away by its cross. */
export async function closePhone(dialog: Locator, say: Counter["say"]): Promise<void> {
  await dialog.getByRole("button", { name: beginning(say.close) }).click();
}
