import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { HolderCaller, HolderStep, HolderTurn } from "../bank/holder-line.ts";
import type { OwnPhone } from "../customer/senses.ts";
import { putPhoneAway } from "./happenings.ts";
import type { Scene } from "./scene.ts";

/**
 * The customer's own phone, which the cashier sees at her ear.
 *
 * @param talk the bank's turn in a cardholder's call
 */
export function ownPhone(
  scenario: Scenario,
  scene: Scene,
  talk: (caller: HolderCaller, step: HolderStep) => HolderTurn,
): OwnPhone {
  return {
    dial: (id) => {
      scene.desk = { ...scene.desk, mobile: { id, shows: "call" } };
    },
    speak: (id, step) => talk(callerOf(scenario, id), step),
    hangUp: () => putPhoneAway(scene),
  };
}

/** What she can prove and would key, as the lesson has it. */
function callerOf({ cards, accounts, customer }: Scenario, id: string): HolderCaller {
  const card = cards.find((each) => each.id === id);
  const account = accounts.find((each) => each.id === card?.account);
  const identity = account?.identity ?? "";
  const { callsBank } = customer;
  return {
    pan: card?.number ?? "",
    identity: callsBank?.identity === "wrong" ? anotherThan(identity) : identity,
    ...(callsBank?.newPin !== undefined && { newPin: callsBank.newPin }),
  };
}

/** As long, and wrong in its last place. */
function anotherThan(identity: string): string {
  return `${identity.slice(0, -1)}${identity.endsWith("1") ? "2" : "1"}`;
}
