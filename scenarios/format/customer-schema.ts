import type { KnownIds } from "./known-ids.ts";
import type { BankCallSettings, CustomerSettings } from "./scenario.ts";
import { balance, flag, id, list, map, oneOf, pin, whole, words } from "./values.ts";

/** Who comes to the counter, with what, and what she does about a refusal. */
export function customerSchema(known: KnownIds) {
  return map({
    face: oneOf("face", ["zhou", "lin", "lao", "chen", "rider", "yu"]),
    name: words.optional(),
    "knows-pin": flag.default(true),
    queue: whole(0, 9).default(0),
    cash: balance.prefault("0.00"),
    wallet: list(id).default([]),
    "calls-bank": bankCall(known).optional(),
  }).transform(
    ({
      cash,
      "knows-pin": knowsPin,
      "calls-bank": callsBank,
      name,
      ...same
    }): CustomerSettings => ({
      ...same,
      name,
      knowsPin,
      cashMinor: cash,
      callsBank,
    }),
  );
}

/** Chosen: more is no call that anybody in a queue makes. */
const ASKS_MAX = 6;

function bankCall(known: KnownIds) {
  return map({
    asks: list(oneOf("request to a bank", known.requests))
      .min(1, { error: "is empty; name at least one request" })
      .max(ASKS_MAX, { error: `names more than ${ASKS_MAX} requests; leave some out` }),
    identity: oneOf("way of naming it", ["right", "wrong"]).default("right"),
    "new-pin": pin.optional(),
  })
    .superRefine(({ asks, "new-pin": newPin }, context) => {
      const complain = (path: string[], message: string): void =>
        context.addIssue({ code: "custom", path, message });
      const changes = asks.includes("change-pin");
      if (changes && newPin === undefined) {
        complain([], "needs `new-pin`: `change-pin` asks for the digits that she keys");
      }
      if (!changes && newPin !== undefined) {
        complain(["new-pin"], "is keyed for `change-pin` alone; ask for that, or leave it out");
      }
    })
    .transform(
      ({ asks, identity, "new-pin": newPin }): BankCallSettings => ({ asks, identity, newPin }),
    );
}
