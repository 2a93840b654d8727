import { z } from "zod";
import { PAYMENT_SCHEMES } from "../../device-emulators/kit/payment-codes.ts";
import type { KnownIds } from "./known-ids.ts";
import type { AccountSettings, BankSettings, CardSettings, CodeSettings } from "./scenario.ts";
import {
  balance,
  cardNumber,
  expiry,
  flag,
  id,
  identity,
  keyedPin,
  list,
  map,
  oneOf,
  pin,
  text,
  whole,
} from "./values.ts";

/** A card in somebody's wallet, and what its bank knows of it. */
export function cardSchema(known: KnownIds) {
  return map({
    id,
    name: text.optional(),
    number: cardNumber,
    expiry: expiry.prefault("08/29"),
    account: id,
    art: oneOf("card picture", ["qing", "blue", "plum"]).default("qing"),
    pin,
    keyed: list(keyedPin)
      .min(1, { error: "is empty; leave it out if the PIN is keyed right" })
      .optional(),
    signature: flag.default(false),
    state: oneOf("card state", ["normal", "lost", "stolen", "pick-up", "cancelled"]).default(
      "normal",
    ),
    "pin-tries-left": whole(0, 3).default(3),
    kind: oneOf("kind of card", ["card", "phone"]).default("card"),
    persona: oneOf("persona", known.personas).optional(),
    chip: oneOf("chip state", ["good", "broken", "none"]).default("good"),
    stripe: oneOf("stripe state", ["works", "worn", "none"]).default("none"),
    contactless: flag.optional(),
    way: oneOf("way of lying", ["chip-first", "wrong-way"]).default("chip-first"),
    face: map({
      "bank-mark": flag.default(true),
      sample: flag.default(false),
      damaged: flag.default(false),
    }).prefault({}),
  }).transform(
    ({
      keyed,
      "pin-tries-left": pinTriesLeft,
      face,
      contactless,
      persona,
      name,
      ...same
    }): CardSettings => ({
      ...same,
      name,
      persona,
      contactless: contactless ?? same.kind === "phone",
      keyed: keyed ?? [same.pin],
      pinTriesLeft,
      face: { bankMark: face["bank-mark"], sample: face.sample, damaged: face.damaged },
    }),
  );
}

/** What is on a phone instead of a card. */
export const code = z.union(
  [
    map({
      id,
      name: text.optional(),
      scheme: z.enum(PAYMENT_SCHEMES),
      account: id,
      "confirm-above": balance.optional(),
      payer: oneOf("answer of a payer", ["pays", "refuses", "ignores"]).default("pays"),
    }).transform(
      ({ "confirm-above": confirmAboveMinor, name, ...same }): CodeSettings => ({
        ...same,
        name,
        confirmAboveMinor,
      }),
    ),
    map({ id, name: text.optional(), scheme: z.literal("k-code"), card: id }).transform(
      ({ name, ...same }): CodeSettings => ({ ...same, name }),
    ),
  ],
  {
    error: `must be a code of ${PAYMENT_SCHEMES.join(", ")} with its account, or a k-code with its card`,
  },
);

/** How bank and issuer are set up. */
export const bank = map({
  fallback: flag.default(false), // issuers have largely closed it
  "manual-entry": flag.default(false),
  issuer: oneOf("state of an issuer", ["up", "down", "unreachable", "silent"]).default("up"),
}).transform(
  ({ "manual-entry": manualEntry, ...same }): BankSettings => ({ ...same, manualEntry }),
);

/** An account that cards and codes pay from. */
export const account = map({
  id,
  balance,
  state: oneOf("account state", [
    "normal",
    "frozen",
    "held",
    "dormant",
    "restricted",
    "refer",
    "cancelled",
  ]).default("normal"),
  identity: identity.default("0417"), // invented
}).transform(
  (file): AccountSettings => ({
    id: file.id,
    balanceMinor: file.balance,
    state: file.state,
    identity: file.identity,
  }),
);
