import type { ContactEffect, ContactInput } from "../../kit/apdu.ts";
import type { Result } from "../../kit/result.ts";
import type { Machine, Step } from "../../kit/step.ts";
import type { Stripe, StripeTracks } from "../../kit/track-codes.ts";
import { readStripe, type StripeFault, type SwipeQuality } from "./stripe-head.ts";

/**
 * A reader: a slot with a presence switch, contacts that can be dirty, the card in it, and a head beside
 * it that stripes are drawn past.
 *
 * The card belongs to the reader while it is in the slot and comes back in a `released` effect. `C` is
 * whatever the card's own machine keeps; the reader knows of a card only what passes its contacts.
 */
export type ReaderState<C> = {
  readonly slot: Slot<C>;
  readonly contacts: "clean" | "dirty";
  /** The number of the command at which the card will be pulled out, counted from its insertion. */
  readonly pullAt: number | undefined;
};

/** What is in the slot, and how far the exchange with it has come. */
export type Slot<C> =
  | { readonly kind: "empty" }
  | {
      readonly kind: "occupied";
      readonly card: C;
      readonly orientation: Orientation;
      /** Commands sent since insertion. */
      readonly commands: number;
      readonly awaited: Awaited | undefined;
    };

/** `wrong-way`: turned or upside down, so that the chip does not lie under the contacts. */
export type Orientation = "chip-first" | "wrong-way";

/** What the terminal is waiting for: an answer on its way, or the end of its patience. */
export type Awaited = { readonly dueMs: number; readonly answer: Uint8Array | undefined };

/** What people, faults, the terminal and time do to a reader. */
export type ReaderInput<C> =
  | { readonly type: "insert"; readonly card: C; readonly orientation: Orientation }
  | { readonly type: "remove" }
  | { readonly type: "clean" }
  | { readonly type: "soil" }
  | { readonly type: "power"; readonly on: boolean }
  | { readonly type: "transmit"; readonly bytes: Uint8Array }
  /** A card is drawn past the head, which sees the stripe only if it is the right way round. */
  | {
      readonly type: "swipe";
      readonly stripe: Stripe;
      readonly orientation: Orientation;
      readonly quality: SwipeQuality;
    }
  /** A fault: the card is out before it sees its `command`th command (1 for the first). */
  | { readonly type: "pull-at"; readonly command: number }
  | { readonly type: "tick" };

/** What the terminal perceives, and the card that is out again. */
export type ReaderEffect<C> =
  | { readonly type: "presence"; readonly present: boolean }
  /** The answer to reset, or to a command. */
  | { readonly type: "answer"; readonly bytes: Uint8Array }
  /** No answer came to a reset or command. */
  | { readonly type: "mute" }
  | { readonly type: "swiped"; readonly read: Result<StripeTracks, StripeFault> }
  | { readonly type: "released"; readonly card: C };

/** Chosen: how long a card takes over a reset or command. */
export const CARD_MS = 15;
/** Chosen: how long a reader waits, near the waiting times of EMV 4.4 Book 1, 9.2. */
export const MUTE_MS = 1_000;

/** An empty reader with clean contacts. */
export function emptyReader<C>(): ReaderState<C> {
  return { slot: { kind: "empty" }, contacts: "clean", pullAt: undefined };
}

/**
 * The machine of a reader for cards that `stepCard` runs.
 *
 * Every `power` on and every `transmit` is followed by exactly one `answer` or `mute`, unless the
 * terminal powers off or asks again first. The card works at once; its answer leaves `CARD_MS` later.
 */
export function readerOf<C>(stepCard: ContactMachine<C>): ReaderMachine<C> {
  return (state, input, nowMs) => {
    switch (input.type) {
      case "insert":
        return insert(state, input.card, input.orientation);
      case "remove":
        return release(state, stepCard, nowMs);
      case "clean":
        return stay({ ...state, contacts: "clean" });
      case "soil":
        return stay({ ...state, contacts: "dirty" });
      case "pull-at":
        return stay({ ...state, pullAt: input.command });
      case "power":
        return input.on
          ? ask(state, { type: "power-on" }, stepCard, nowMs)
          : powerOff(state, stepCard, nowMs);
      case "transmit":
        return transmit(state, input.bytes, stepCard, nowMs);
      case "swipe": {
        const stripe = input.orientation === "chip-first" ? input.stripe : {};
        return stay(state, [{ type: "swiped", read: readStripe(stripe, input.quality) }]);
      }
      case "tick":
        return deliver(state, nowMs);
    }
  };
}

type ContactMachine<C> = Machine<C, ContactInput, ContactEffect>;
type ReaderMachine<C> = Machine<ReaderState<C>, ReaderInput<C>, ReaderEffect<C>>;
type ReaderStep<C> = Step<ReaderState<C>, ReaderEffect<C>>;
type Occupied<C> = Extract<Slot<C>, { kind: "occupied" }>;

function insert<C>(state: ReaderState<C>, card: C, orientation: Orientation): ReaderStep<C> {
  // A second card does not go in: whoever holds it keeps it.
  if (state.slot.kind === "occupied") return stay(state, [{ type: "released", card }]);
  const slot: Occupied<C> = {
    kind: "occupied",
    card,
    orientation,
    commands: 0,
    awaited: undefined,
  };
  return stay({ ...state, slot }, [{ type: "presence", present: true }]);
}

function release<C>(
  state: ReaderState<C>,
  stepCard: ContactMachine<C>,
  nowMs: number,
): ReaderStep<C> {
  const { slot } = state;
  if (slot.kind === "empty") return stay(state);
  const card = stepCard(slot.card, { type: "power-off" }, nowMs).state;
  const effects: ReaderEffect<C>[] = [{ type: "presence", present: false }];
  if (slot.awaited !== undefined) effects.push({ type: "mute" });
  effects.push({ type: "released", card });
  return stay({ ...state, slot: { kind: "empty" }, pullAt: undefined }, effects);
}

function powerOff<C>(
  state: ReaderState<C>,
  stepCard: ContactMachine<C>,
  nowMs: number,
): ReaderStep<C> {
  const { slot } = state;
  if (slot.kind === "empty") return stay(state);
  const card = stepCard(slot.card, { type: "power-off" }, nowMs).state;
  return stay({ ...state, slot: { ...slot, card, awaited: undefined } });
}

function transmit<C>(
  state: ReaderState<C>,
  bytes: Uint8Array,
  stepCard: ContactMachine<C>,
  nowMs: number,
): ReaderStep<C> {
  const { slot, pullAt } = state;
  if (slot.kind === "empty") return stay(state, [{ type: "mute" }]);
  const commands = slot.commands + 1;
  if (pullAt !== undefined && commands >= pullAt) {
    const awaited: Awaited = { dueMs: nowMs, answer: undefined };
    return release({ ...state, slot: { ...slot, awaited } }, stepCard, nowMs);
  }
  const counted: ReaderState<C> = { ...state, slot: { ...slot, commands } };
  return ask(counted, { type: "command", bytes }, stepCard, nowMs);
}

/** Lets the card work on a reset or command, if the contacts reach it, and holds its answer back. */
function ask<C>(
  state: ReaderState<C>,
  input: ContactInput,
  stepCard: ContactMachine<C>,
  nowMs: number,
): ReaderStep<C> {
  const { slot } = state;
  if (slot.kind === "empty") return stay(state, [{ type: "mute" }]);
  const touching = slot.orientation === "chip-first" && state.contacts === "clean";
  if (!touching) return wait(state, slot, { dueMs: nowMs + MUTE_MS, answer: undefined });
  const step = stepCard(slot.card, input, nowMs);
  const answer = step.effects[0]?.bytes;
  const dueMs = nowMs + (answer === undefined ? MUTE_MS : CARD_MS);
  return wait(state, { ...slot, card: step.state }, { dueMs, answer });
}

function wait<C>(state: ReaderState<C>, slot: Occupied<C>, awaited: Awaited): ReaderStep<C> {
  return stay({ ...state, slot: { ...slot, awaited } });
}

function deliver<C>(state: ReaderState<C>, nowMs: number): ReaderStep<C> {
  const { slot } = state;
  if (slot.kind === "empty" || slot.awaited === undefined) return stay(state);
  const { dueMs, answer } = slot.awaited;
  if (nowMs < dueMs) return stay(state);
  const effect: ReaderEffect<C> =
    answer === undefined ? { type: "mute" } : { type: "answer", bytes: answer };
  return stay({ ...state, slot: { ...slot, awaited: undefined } }, [effect]);
}

function stay<C>(state: ReaderState<C>, effects: readonly ReaderEffect<C>[] = []): ReaderStep<C> {
  const dueMs = state.slot.kind === "occupied" ? state.slot.awaited?.dueMs : undefined;
  return dueMs === undefined ? { state, effects } : { state, effects, wakeAtMs: dueMs };
}
