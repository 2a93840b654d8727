import { expect, type Locator } from "@playwright/test";
import { DEED_KEYS } from "../../../trainer-ui/panels/deed-keys.ts";
import type { DeedId } from "../../../trainer-ui/panels/deeds.ts";
import type { Counter } from "./counter.ts";
import type { Hands } from "./hands.ts";
import { printing } from "./pointer.ts";
import { beginning, placeOf } from "./words.ts";

const TERMINAL_KEYS: Readonly<Record<string, string>> = {
  enter: "Enter",
  clear: "Backspace",
  cancel: "Delete",
  star: "NumpadMultiply",
};

/** Chosen: no finger is quicker, and nothing takes it for a scanner that types, not even a slow one. */
const FINGER_MS = 60;

const GROUP_KEYS = ["KeyQ", "KeyW", "KeyE", "KeyR"];

/** Plays with the keys alone, as the help panel lists them. */
export function keyboardHands({ page, say }: Counter): Hands {
  const { keyboard } = page;
  const dialog = page.getByRole("dialog");
  const spot = (id: string): Locator => page.getByTestId(`spot-${id}`);

  /** A key is pressed when its thing can be seen to be at hand, as a person would. */
  const atHand = async (deed: DeedId): Promise<void> => {
    switch (deed) {
      case "look-card":
      case "turn-card":
      case "insert":
      case "swipe":
      case "give-card":
        return expect(spot("card")).toBeAttached();
      case "tear":
        await expect(spot("rising")).toBeAttached();
        return expect(spot("printer")).not.toHaveAccessibleName(printing(say));
      case "look-slip":
      case "give-slip":
        return expect(
          page.getByRole("button", { name: beginning(say.things.copies.cardholder) }).last(),
        ).toBeAttached();
      case "load-paper":
        return expect(spot("printer")).toHaveAccessibleName(new RegExp(say.things.cover.open));
      case "close-printer":
        return expect(spot("printer")).toHaveAccessibleName(new RegExp(say.things.paper.ok));
      default:
        return undefined;
    }
  };

  return {
    scanNext: () => keyboard.press("Space"),
    say: async (phrase) => {
      const { group, number } = placeOf(phrase);
      await keyboard.press("KeyS");
      await expect(dialog).toBeVisible();
      await keyboard.press(GROUP_KEYS[group] ?? "");
      await keyboard.press(`Digit${number + 1}`);
      await expect(dialog).toHaveCount(0);
    },
    tender: (means) => keyboard.press(means === "card" ? "KeyQ" : "KeyR"),
    press: (key) => keyboard.press(TERMINAL_KEYS[key] ?? `Digit${key}`, { delay: FINGER_MS }),
    deed: async (deed) => {
      await atHand(deed);
      await keyboard.press(`Key${DEED_KEYS[deed] ?? ""}`);
      if (deed === "look-terminal") {
        await expect(dialog).toBeVisible();
        await keyboard.press("Escape");
      }
    },
    agree: async () => {
      await expect(dialog).toBeVisible();
      await keyboard.press("Space");
      await expect(dialog).toHaveCount(0);
    },
    dial: async (number) => {
      await keyboard.press("KeyP");
      await expect(dialog).toBeVisible();
      for (const digit of number.replaceAll("-", "")) {
        await keyboard.press(`Digit${digit}`, { delay: FINGER_MS });
      }
      await keyboard.press("Enter");
    },
    answer: async (choice) => {
      const wanted = dialog.locator(`[data-choice='${choice}']`);
      await expect(wanted).toBeVisible();
      const number = await wanted.locator("kbd").textContent();
      await keyboard.press(`Digit${number}`);
      if (choice === "goodbye") await keyboard.press("Escape");
    },
  };
}
