import { desCipher } from "../../device-emulators/crypto/blocks.ts";
import {
  type CardProfile,
  UNIONPAY_DEBIT,
} from "../../device-emulators/devices/card/card-profile.ts";
import { type Card, issueCard, stepCard } from "../../device-emulators/devices/card/chip-card.ts";
import { fromHex, toHex } from "../../device-emulators/kit/bytes.ts";
import { type Pan, parsePan } from "../../device-emulators/kit/pan.ts";
import { CRYPTOGRAM } from "../../sim-server/conformance/vectors/unionpay.ts";

/** A test card's number; a slip in the test is a bug, so it throws. */
export function pan(digits: string): Pan {
  const parsed = parsePan(digits);
  if (parsed === undefined) throw new Error("not a test card's number");
  return parsed;
}

/** The card that the vectors of UnionPay's cryptogram belong to. */
export const PROFILE: CardProfile = {
  pan: pan(CRYPTOGRAM.pan),
  panSequence: CRYPTOGRAM.panSequence,
  validFrom: "2501",
  expiry: "3012",
  cardholderName: "LI XIAOMING",
  bankName: "示例银行",
  serviceCode: "220",
  discretionary: "000000000",
  chip: "works",
  stripe: "works",
  application: UNIONPAY_DEBIT,
};

/** A new card, like `PROFILE` but for `changes`. */
export function card(changes: Partial<CardProfile> = {}): Card {
  return issueCard({ ...PROFILE, ...changes }, desCipher(fromHex(CRYPTOGRAM.masterKey)));
}

/** A new card of another application, like UnionPay's debit one but for `changes`. */
export function cardOf(changes: Partial<CardProfile["application"]>): Card {
  return card({ application: { ...UNIONPAY_DEBIT, ...changes } });
}

/** Sends commands in hex one after another; `answers` are in hex too, "" where the card is mute. */
export function talk(
  start: Card,
  commands: readonly string[],
): { readonly card: Card; readonly answers: readonly string[] } {
  let current = start;
  const answers: string[] = [];
  for (const command of commands) {
    const step = stepCard(current, { type: "command", bytes: fromHex(command) }, 0);
    current = step.state;
    answers.push(step.effects.map((effect) => toHex(effect.bytes)).join(" "));
  }
  return { card: current, answers };
}

/** The same card with power on its contacts. */
export function powered(start: Card): Card {
  return stepCard(start, { type: "power-on" }, 0).state;
}
