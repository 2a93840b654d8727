import type { KnownIds, KnownParams } from "../../../scenarios/format/known-ids.ts";
import { GOODS } from "../../../scenarios/goods/goods.ts";
import type { ChoiceId } from "../bank/service-line.ts";
import { SPEECH } from "../customer/speech.ts";
import { FAULTS } from "../faults/catalogue.ts";
import type { ScreenName } from "../terminal/screen-names.ts";
import { AWAITED } from "../training/intentions.ts";
import { COUNTED_RULES } from "../training/rules/counted-rules.ts";
import { RULES } from "../training/rules/rules.ts";
import { STEPS } from "../training/steps.ts";
import type { DeviceKey, Thing, Verdict } from "./act.ts";
import { PHRASES } from "./view.ts";

/** A list of all members of a union: the compiler refuses one that is missing or too many. */
function every<Id extends string>(ids: Readonly<Record<Id, true>>): readonly Id[] {
  return Object.keys(ids) as Id[];
}

const THINGS = every<Thing>({
  card: true,
  "merchant-copy": true,
  "cardholder-copy": true,
  "pin-pad": true,
  terminal: true,
  slot: true,
  printer: true,
});

const VERDICTS = every<Verdict>({
  matches: true,
  amount: true,
  date: true,
  "card-number": true,
  merchant: true,
  expiry: true,
  "bank-mark": true,
  sample: true,
  broken: true,
});

const KEYS = every<DeviceKey>({
  0: true,
  1: true,
  2: true,
  3: true,
  4: true,
  5: true,
  6: true,
  7: true,
  8: true,
  9: true,
  star: true,
  hash: true,
  enter: true,
  clear: true,
  cancel: true,
  "delete-line": true,
  "cancel-sale": true,
  more: true,
  reprint: true,
});

const SCREENS = every<ScreenName>({
  dark: true,
  starting: true,
  operator: true,
  password: true,
  "signing-on": true,
  "sign-on-failed": true,
  idle: true,
  menu: true,
  "print-menu": true,
  amount: true,
  "insert-card": true,
  reading: true,
  "card-unread": true,
  "confirm-card": true,
  pin: true,
  connecting: true,
  sending: true,
  receiving: true,
  reversing: true,
  "reversal-pending": true,
  reversed: true,
  approved: true,
  declined: true,
  cancelled: true,
  "remove-card": true,
  printing: true,
  "next-copy": true,
  "paper-out": true,
  "nothing-to-reprint": true,
  error: true,
});

const CHOICES = every<ChoiceId>({
  transaction: true,
  card: true,
  unfreeze: true,
  goodbye: true,
  latest: true,
  second: true,
  third: true,
  other: true,
});

/** Parameters that goals may give their rules; each rule has a value of its own without them. */
const RULE_PARAMS: Readonly<Record<string, KnownParams>> = {
  "silent-wait": { afterMs: { kind: "number", optional: true, min: 1 } },
  "trouble-seen-late": { withinMs: { kind: "number", optional: true, min: 1 } },
  "too-many-tries": { max: { kind: "number", optional: true, min: 1 } },
  "card-number-told": { choice: { kind: "text", optional: true } },
};

/** Every id that a lesson may name. */
export const KNOWN_IDS: KnownIds = {
  items: GOODS.map(({ id }) => id),
  faults: Object.fromEntries(FAULTS.map(({ id, params }) => [id, paramsOf(params)])),
  rules: Object.fromEntries(RULES.map(({ id }) => [id, RULE_PARAMS[id] ?? {}])),
  losses: [...RULES, ...COUNTED_RULES].map(({ id }) => id),
  steps: Object.keys(STEPS),
  phrases: PHRASES,
  things: THINGS,
  verdicts: VERDICTS,
  keys: KEYS,
  waits: [...SCREENS, ...Object.keys(SPEECH), ...Object.keys(AWAITED)],
  choices: CHOICES,
};

function paramsOf(params: (typeof FAULTS)[number]["params"]): KnownParams {
  return Object.fromEntries(
    params.map(({ name, type, min, max }) => [
      name,
      {
        kind: type,
        optional: true,
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
      },
    ]),
  );
}
