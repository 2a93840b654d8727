import { expect, type Locator } from "@playwright/test";
import type { DeedId } from "../../../trainer-ui/panels/deeds.ts";
import type { Counter } from "./counter.ts";
import type { Hands } from "./hands.ts";
import { beginning, placeOf } from "./words.ts";

/** Plays with the mouse alone, on the objects of the picture. */
export function mouseHands(counter: Counter): Hands {
  return pointerHands(counter, (at) => at.click());
}

/** Plays with a finger alone: the small keys of the terminal bring the large ones near. */
export function touchHands(counter: Counter): Hands {
  const { page, say } = counter;
  const terminal = page.getByRole("dialog", { name: say.terminal.title });
  const hands = pointerHands(counter, async (at) => {
    // Whatever else is reached for, the terminal is leant back from first.
    if ((await terminal.count()) > 0) {
      await terminal.getByRole("button", { name: beginning(say.back) }).tap();
    }
    await at.tap();
  });
  return {
    ...hands,
    press: async (key) => {
      if ((await terminal.count()) === 0) await keyOf(counter, key).tap();
      await terminal.getByRole("button", { name: keyName(counter, key), exact: true }).tap();
    },
  };
}

type Point = (at: Locator) => Promise<void>;

/** Deeds that an object does at once, without a menu to choose from. */
const AT_ONCE: readonly DeedId[] = [
  "remove",
  "tap",
  "scan-code",
  "tear",
  "look-terminal",
  "look-away",
  "close-drawer",
];

function pointerHands(counter: Counter, point: Point): Hands {
  const { page, say } = counter;
  const dialog = page.getByRole("dialog");
  const spot = (id: string): Locator => page.getByTestId(`spot-${id}`);
  const inDialog = (words: string): Locator =>
    dialog.getByRole("button", { name: beginning(words) });

  return {
    scanNext: () => point(page.getByTestId(/^spot-goods-/).first()),
    say: async (phrase) => {
      await point(spot("customer"));
      await point(inDialog(say.phrases.groups[placeOf(phrase).group] ?? ""));
      await point(dialog.locator(`[data-phrase='${phrase}']`));
    },
    tender: (means) => {
      const group = page.getByRole("group", { name: say.till.tender });
      return point(group.getByRole("button").nth(means === "card" ? 0 : 1));
    },
    press: (key) => point(keyOf(counter, key)),
    deed: async (deed) => {
      if (deed === "tear") await expect(spot("printer")).not.toHaveAccessibleName(printing(say));
      await point(spotOf(deed, counter));
      if (!AT_ONCE.includes(deed)) await point(inDialog(say.deeds[deed]));
      if (deed === "look-terminal") await point(inDialog(say.back));
    },
    agree: () => point(inDialog(say.inspect.matches)),
    dial: async (number) => {
      await point(spot("phone"));
      for (const digit of number.replaceAll("-", "")) {
        await point(dialog.getByRole("button", { name: digit, exact: true }));
      }
      await point(inDialog(say.phone.dial));
    },
    answer: async (choice) => {
      await point(dialog.locator(`[data-choice='${choice}']`));
      if (choice !== "goodbye") return;
      await expect(dialog.getByRole("status").first()).toHaveText(say.phone.ended);
      await point(inDialog(say.close));
    },
  };
}

/** The object that a deed is done to. */
function spotOf(deed: DeedId, { page, say }: Counter): Locator {
  const spot = (id: string): Locator => page.getByTestId(`spot-${id}`);
  const slip = (copy: string): Locator =>
    page.getByRole("button", { name: beginning(copy) }).last();
  switch (deed) {
    case "look-card":
    case "turn-card":
    case "insert":
    case "swipe":
    case "give-card":
      return spot("card");
    case "tap":
      return spot("reader");
    case "scan-code":
      return spot("mobile");
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
      return slip(say.things.copies.cardholder);
    case "file-slip":
      return slip(say.things.copies.merchant);
    case "open-printer":
    case "load-paper":
    case "close-printer":
      return spot("printer");
    case "close-drawer":
      return page.getByRole("button", { name: beginning(say.deeds[deed]) });
    default:
      return spot("lcd");
  }
}

function keyOf(counter: Counter, key: string): Locator {
  const { page, say } = counter;
  const keypad = page.getByRole("group", { name: say.terminal.keypad });
  return keypad.last().getByRole("button", { name: keyName(counter, key), exact: true });
}

function keyName({ say }: Counter, key: string): string {
  return say.terminal.keys[key as keyof typeof say.terminal.keys] ?? key;
}

/** What the printer is called while it prints. */
export function printing(say: Counter["say"]): RegExp {
  return new RegExp(say.things.printing);
}
