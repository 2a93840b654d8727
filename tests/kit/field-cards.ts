import {
  type ContactlessApplication,
  UNIONPAY_QUICK,
} from "../../device-emulators/devices/card/card-profile.ts";
import {
  type FieldCard,
  holdToField,
  stepFieldCard,
} from "../../device-emulators/devices/card/field-card.ts";
import { fromHex, toHex } from "../../device-emulators/kit/bytes.ts";
import { card, type PROFILE } from "./cards.ts";

/** A card of the vectors that also answers over the air; as a phone it verifies its holder. */
export function fieldCard(
  holder: ContactlessApplication["holder"] = "card",
  changes: Partial<typeof PROFILE> = {},
): FieldCard {
  return holdToField(card({ contactless: { ...UNIONPAY_QUICK, holder }, ...changes }));
}

/** The same in a field that is on. */
export function inField(start: FieldCard): FieldCard {
  return stepFieldCard(start, { type: "power-on" }, 0).state;
}

/** Sends commands in hex; answers come in hex too, "" where the card is silent. */
export function talkOverAir(
  start: FieldCard,
  commands: readonly string[],
): { readonly card: FieldCard; readonly answers: readonly string[] } {
  let current = start;
  const answers = commands.map((command) => {
    const step = stepFieldCard(current, { type: "command", bytes: fromHex(command) }, 0);
    current = step.state;
    return step.effects.map(({ bytes }) => toHex(bytes)).join(" ");
  });
  return { card: current, answers };
}
