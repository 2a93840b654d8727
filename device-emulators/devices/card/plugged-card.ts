import { buildResponse, type ContactEffect, type ContactInput, INS } from "../../kit/apdu.ts";
import type { Step } from "../../kit/step.ts";
import { type CardFault, findFault, spoilCryptogram } from "./card-faults.ts";
import { type Card, stepCard } from "./chip-card.ts";

/** A card that a hand puts into a reader and pulls out, and what is wrong with it. */
export type PluggedCard = {
  readonly card: Card;
  readonly inserted: boolean;
  /** Commands since it was inserted. */
  readonly commands: number;
  readonly faults: readonly CardFault[];
};

export type PluggedInput =
  | ContactInput
  | { readonly type: "insert" }
  | { readonly type: "remove" }
  /** These faults from now on, and no others. */
  | { readonly type: "faults"; readonly faults: readonly CardFault[] };

export type PluggedEffect =
  | { readonly type: "presence"; readonly present: boolean }
  /** The answer to reset or to a command. */
  | { readonly type: "answer"; readonly bytes: Uint8Array; readonly afterMs: number }
  /** No answer will come: the reader's patience ends after so long. */
  | { readonly type: "mute"; readonly afterMs: number };

/** Chosen: how long a reader waits, near the waiting times of EMV 4.4 Book 1, 9.2. */
export const PATIENCE_MS = 1_000;

/** This card, in somebody's hand. */
export function cardInHand(card: Card, faults: readonly CardFault[] = []): PluggedCard {
  return { card, inserted: false, commands: 0, faults };
}

/**
 * One step of a card at someone else's reader. Every command to an inserted card has one effect: an
 * answer, silence, or that the card is out. What it remembers outlives its removal.
 */
export function stepPluggedCard(
  plugged: PluggedCard,
  input: PluggedInput,
  nowMs: number,
): Step<PluggedCard, PluggedEffect> {
  switch (input.type) {
    case "faults":
      return { state: { ...plugged, faults: input.faults }, effects: [] };
    case "insert":
      if (plugged.inserted) return { state: plugged, effects: [] };
      return {
        state: { ...plugged, inserted: true, commands: 0 },
        effects: [{ type: "presence", present: true }],
      };
    case "remove":
      return plugged.inserted ? remove(plugged, nowMs) : { state: plugged, effects: [] };
    case "power-on":
    case "power-off":
      if (!plugged.inserted) return { state: plugged, effects: [] };
      return pass(plugged, input, nowMs);
    case "command":
      if (!plugged.inserted) return { state: plugged, effects: [] };
      return hear({ ...plugged, commands: plugged.commands + 1 }, input.bytes, nowMs);
  }
}

type PluggedStep = Step<PluggedCard, PluggedEffect>;

function remove(plugged: PluggedCard, nowMs: number): PluggedStep {
  const { state } = pass(plugged, { type: "power-off" }, nowMs);
  return {
    state: { ...state, inserted: false },
    effects: [{ type: "presence", present: false }],
  };
}

function hear(plugged: PluggedCard, bytes: Uint8Array, nowMs: number): PluggedStep {
  const { faults, commands } = plugged;
  if (findFault(faults, "pull", commands)) return remove(plugged, nowMs);
  if (findFault(faults, "mute", commands)) return silence(plugged);
  const afterMs = findFault(faults, "slow", commands)?.byMs ?? 0;
  const status = findFault(faults, "status", commands);
  if (status !== undefined) {
    return say(plugged, buildResponse(status.statusWord), afterMs);
  }
  const { state, effects } = stepCard(plugged.card, { type: "command", bytes }, nowMs);
  const next = { ...plugged, card: state };
  const answer = effects[0]?.bytes;
  if (answer === undefined) return silence(next);
  const spoils = bytes[1] === INS.generateAc && findFault(faults, "cryptogram", commands);
  return say(next, spoils ? spoilCryptogram(answer) : answer, afterMs);
}

function pass(plugged: PluggedCard, input: ContactInput, nowMs: number): PluggedStep {
  const { state, effects } = stepCard(plugged.card, input, nowMs);
  return { state: { ...plugged, card: state }, effects: effects.map(atOnce) };
}

function atOnce({ bytes }: ContactEffect): PluggedEffect {
  return { type: "answer", bytes, afterMs: 0 };
}

function say(state: PluggedCard, bytes: Uint8Array, afterMs: number): PluggedStep {
  return { state, effects: [{ type: "answer", bytes, afterMs }] };
}

function silence(state: PluggedCard): PluggedStep {
  return { state, effects: [{ type: "mute", afterMs: PATIENCE_MS }] };
}
