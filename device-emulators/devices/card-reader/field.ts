import type { ContactEffect, ContactInput } from "../../kit/apdu.ts";
import type { Machine, Step } from "../../kit/step.ts";
import type { Awaited } from "./reader.ts";

/**
 * The field of a contactless reader, and the cards held to it. It knows of a card only what the card
 * answers; `C` is whatever the card's own machine keeps.
 */
export type FieldState<C> = {
  readonly powered: boolean;
  /** Held to the reader now, whether they can be felt or not. */
  readonly cards: readonly C[];
  readonly link: FieldLink;
  /** The number of the command at which the card will leave, counted from when it was found. */
  readonly leaveAt: number | undefined;
};

/** How far field and card have come: two cards that answer at once cannot be told apart. */
export type FieldLink =
  | { readonly kind: "none" }
  | { readonly kind: "polling"; readonly dueMs: number }
  | { readonly kind: "collided" }
  | {
      readonly kind: "open";
      /** Place of the card among those held to the reader. */
      readonly at: number;
      /** Commands sent since it was found. */
      readonly commands: number;
      readonly awaited: Awaited | undefined;
    };

/** What people, faults, the terminal and time do to a field. */
export type FieldInput<C> =
  /** Cards come to the reader, beside those that are there. */
  | { readonly type: "tap"; readonly cards: readonly C[] }
  /** Everything is taken away from the reader. */
  | { readonly type: "withdraw" }
  | { readonly type: "power"; readonly on: boolean }
  | { readonly type: "transmit"; readonly bytes: Uint8Array }
  /** A fault: the card is away before it sees its `command`th command (1 for the first). */
  | { readonly type: "leave-at"; readonly command: number }
  | { readonly type: "tick" };

/** What the terminal perceives, and the cards that are away again. */
export type FieldEffect<C> =
  | { readonly type: "tapped" }
  | { readonly type: "collision" }
  /** The card that was found, or those that collided, are away. */
  | { readonly type: "left" }
  | { readonly type: "answer"; readonly bytes: Uint8Array }
  | { readonly type: "mute" }
  | { readonly type: "released"; readonly card: C };

/** Chosen: from the moment card and field meet until the reader has found the card. */
export const POLL_MS = 40;
/** Chosen: how long a card takes over a command. */
export const FIELD_CARD_MS = 20;
/** Chosen, near the longest frame waiting time of ISO/IEC 14443-4 that cards of payment ask for. */
export const FIELD_MUTE_MS = 600;

/** A field that is off, with no card near. */
export function quietField<C>(): FieldState<C> {
  return { powered: false, cards: [], link: { kind: "none" }, leaveAt: undefined };
}

/**
 * The machine of a field for cards that `stepCard` runs.
 *
 * Every `transmit` is followed by exactly one `answer` or `mute`, unless the terminal switches the field
 * off or asks again first, or `left` or `collision` comes in between.
 */
export function fieldOf<C>(stepCard: CardMachine<C>): FieldMachine<C> {
  return (state, input, nowMs) => {
    switch (input.type) {
      case "tap":
        return settle({ ...state, cards: [...state.cards, ...input.cards] }, nowMs);
      case "withdraw":
        return withdraw(state, stepCard, nowMs);
      case "power":
        return input.on
          ? settle({ ...state, powered: true }, nowMs)
          : rest({ ...unpower(state, stepCard, nowMs), powered: false });
      case "transmit":
        return transmit(state, input.bytes, stepCard, nowMs);
      case "leave-at":
        return rest({ ...state, leaveAt: input.command });
      case "tick":
        return state.link.kind === "polling"
          ? poll(state, state.link.dueMs, stepCard, nowMs)
          : deliver(state, nowMs);
    }
  };
}

type CardMachine<C> = Machine<C, ContactInput, ContactEffect>;
type FieldMachine<C> = Machine<FieldState<C>, FieldInput<C>, FieldEffect<C>>;
type FieldStep<C> = Step<FieldState<C>, FieldEffect<C>>;

/** Cards near a field that is on will be looked for, from the beginning. */
function settle<C>(state: FieldState<C>, nowMs: number): FieldStep<C> {
  if (!state.powered || state.cards.length === 0) return rest(state);
  return rest({ ...state, link: { kind: "polling", dueMs: nowMs + POLL_MS } });
}

function poll<C>(
  state: FieldState<C>,
  dueMs: number,
  stepCard: CardMachine<C>,
  nowMs: number,
): FieldStep<C> {
  if (nowMs < dueMs) return rest(state);
  const steps = state.cards.map((card) => stepCard(card, { type: "power-on" }, nowMs));
  const cards = steps.map((step) => step.state);
  const found = steps.flatMap(({ effects }, at) => (effects.length > 0 ? [at] : []));
  const [at] = found;
  if (at === undefined) return rest({ ...state, cards, link: { kind: "none" } });
  if (found.length > 1) {
    return rest({ ...state, cards, link: { kind: "collided" } }, [{ type: "collision" }]);
  }
  const link: FieldLink = { kind: "open", at, commands: 0, awaited: undefined };
  return rest({ ...state, cards, link }, [{ type: "tapped" }]);
}

function withdraw<C>(state: FieldState<C>, stepCard: CardMachine<C>, nowMs: number): FieldStep<C> {
  const { kind } = state.link;
  const felt = kind === "open" || kind === "collided";
  const { cards } = unpower(state, stepCard, nowMs);
  const released = cards.map((card): FieldEffect<C> => ({ type: "released", card }));
  return rest(
    { ...state, cards: [], link: { kind: "none" }, leaveAt: undefined },
    felt ? [{ type: "left" }, ...released] : released,
  );
}

function unpower<C>(state: FieldState<C>, stepCard: CardMachine<C>, nowMs: number): FieldState<C> {
  const cards = state.cards.map((card) => stepCard(card, { type: "power-off" }, nowMs).state);
  return { ...state, cards, link: { kind: "none" } };
}

function transmit<C>(
  state: FieldState<C>,
  bytes: Uint8Array,
  stepCard: CardMachine<C>,
  nowMs: number,
): FieldStep<C> {
  const { link, leaveAt } = state;
  const card = link.kind === "open" ? state.cards[link.at] : undefined;
  if (link.kind !== "open" || card === undefined) return rest(state, [{ type: "mute" }]);
  const commands = link.commands + 1;
  if (leaveAt !== undefined && commands >= leaveAt) return withdraw(state, stepCard, nowMs);
  const step = stepCard(card, { type: "command", bytes }, nowMs);
  const answer = step.effects[0]?.bytes;
  const dueMs = nowMs + (answer === undefined ? FIELD_MUTE_MS : FIELD_CARD_MS);
  const cards = state.cards.map((each, at) => (at === link.at ? step.state : each));
  return rest({ ...state, cards, link: { ...link, commands, awaited: { dueMs, answer } } });
}

function deliver<C>(state: FieldState<C>, nowMs: number): FieldStep<C> {
  const { link } = state;
  if (link.kind !== "open" || link.awaited === undefined) return rest(state);
  const { dueMs, answer } = link.awaited;
  if (nowMs < dueMs) return rest(state);
  const effect: FieldEffect<C> =
    answer === undefined ? { type: "mute" } : { type: "answer", bytes: answer };
  return rest({ ...state, link: { ...link, awaited: undefined } }, [effect]);
}

function rest<C>(state: FieldState<C>, effects: readonly FieldEffect<C>[] = []): FieldStep<C> {
  const { link } = state;
  const dueMs =
    link.kind === "polling" ? link.dueMs : link.kind === "open" ? link.awaited?.dueMs : undefined;
  return dueMs === undefined ? { state, effects } : { state, effects, wakeAtMs: dueMs };
}
