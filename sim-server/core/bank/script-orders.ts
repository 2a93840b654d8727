import { issuerScript, type ScriptOrder } from "../../../device-emulators/crypto/issuer-script.ts";
import type { ScriptOutcome } from "../../../device-emulators/kit/script-results.ts";
import type { Card } from "./accounts.ts";

/** What a holder may want done about the PIN that the chip checks. */
export type PinOrder =
  | { readonly kind: "unblock-pin" }
  | { readonly kind: "change-pin"; readonly pin: string };

/** An order that a card is owed, and what names it: tag 9F18, 8 hex digits. */
export type OwedOrder = { readonly identifier: string; readonly order: ScriptOrder };

/** What issuers have to order their cards to do, until the cards have done it. */
export type ScriptOrders = {
  /** What a card is to be told next, the same each time; undefined where nothing is owed. */
  readonly due: (card: Card) => OwedOrder | undefined;
  /** The PIN has changed at the issuer: a chip that checks it has to hear, and of the latest alone. */
  readonly owePin: (card: Card, order: PinOrder) => void;
  /** Takes what came of a script; @returns what it ordered, or undefined where it was none of ours */
  readonly note: (
    card: Card,
    identifier: string,
    outcome: ScriptOutcome,
  ) => ScriptOrder["kind"] | undefined;
};

/** Chosen: a card that did not obey so often is given up; it stays refused all the same. */
export const SCRIPT_FAILURES_MAX = 3;

/** What a card in a state is owed by that alone. */
const BLOCKS: Readonly<Record<Card["state"], "block-application" | "block-card" | undefined>> = {
  normal: undefined,
  lost: "block-application",
  stolen: "block-application",
  "pick-up": "block-card",
  cancelled: undefined,
};

const IDENTIFIER_DIGITS = 8;

type Owed = OwedOrder & { failures: number; done: boolean };

/** Nothing is owed yet. Scripts are numbered in the order in which they come to be owed. */
export function createScriptOrders(): ScriptOrders {
  const byCard = new Map<string, Owed[]>();
  let numbered = 0;

  const owe = (card: Card, order: ScriptOrder): Owed => {
    numbered += 1;
    const identifier = numbered.toString(16).toUpperCase().padStart(IDENTIFIER_DIGITS, "0");
    const owed = { identifier, order, failures: 0, done: false };
    byCard.set(card.pan, [...(byCard.get(card.pan) ?? []), owed]);
    return owed;
  };

  const of = (card: Card): readonly Owed[] => byCard.get(card.pan) ?? [];

  return {
    due: (card) => {
      const block = BLOCKS[card.state];
      if (block !== undefined && !of(card).some(({ order }) => order.kind === block)) {
        owe(card, { kind: block });
      }
      // Who must not pay hears that before anything else.
      const open = of(card).filter(({ done, failures }) => !done && failures < SCRIPT_FAILURES_MAX);
      return open.find(({ order }) => order.kind === block) ?? open[0];
    },
    owePin: (card, order) => {
      if (card.checksPin !== true) return;
      const waiting = of(card).filter(({ done }) => !done);
      const change = waiting.find(({ order: { kind } }) => kind === "change-pin");
      // A new PIN brings all its tries with it.
      if (order.kind === "unblock-pin" && change !== undefined) return;
      for (const each of waiting) if (concernsPin(each.order)) each.done = true;
      owe(card, order);
    },
    note: (card, identifier, outcome) => {
      const owed = of(card).find((each) => each.identifier === identifier);
      if (owed === undefined) return undefined;
      if (outcome === "successful") owed.done = true;
      else owed.failures += 1;
      return owed.order.kind;
    },
  };
}

function concernsPin({ kind }: ScriptOrder): boolean {
  return kind === "unblock-pin" || kind === "change-pin";
}

/**
 * A script as DE 55 carries it. A block comes before the card's last cryptogram, as nobody may snatch
 * the card from it; what serves its holder comes after.
 *
 * @param command what carries the order out, with its MAC
 */
export function scriptOf({ identifier, order }: OwedOrder, command: Uint8Array): Uint8Array {
  const blocks = order.kind === "block-application" || order.kind === "block-card";
  return issuerScript(blocks ? "71" : "72", identifier, [command]);
}
