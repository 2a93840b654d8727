import { buildResponse, type ContactEffect, type ContactInput, INS } from "../../kit/apdu.ts";
import type { Machine, Step } from "../../kit/step.ts";
import { type CardFault, findFault, spoilCryptogram } from "./card-faults.ts";
import type { Chip } from "./chip.ts";

/** A card that a hand puts into a reader and pulls out, and what is wrong with it. */
export type PluggedCard<S> = {
  readonly chip: S;
  readonly inserted: boolean;
  /** Commands since it was inserted. */
  readonly commands: number;
  /** The number of the last GENERATE AC; what GET RESPONSE fetches behind it is its answer. */
  readonly cryptogramAt: number | undefined;
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

/** A card with this chip, in somebody's hand. */
export function cardInHand<S>(
  { initial }: Chip<S>,
  faults: readonly CardFault[] = [],
): PluggedCard<S> {
  return { chip: initial, inserted: false, commands: 0, cryptogramAt: undefined, faults };
}

/**
 * The machine of a card at someone else's reader. Every command to an inserted card has one effect: an
 * answer, silence, or that the card is out. What it remembers outlives its removal.
 */
export function plugIn<S>({
  machine,
}: Chip<S>): Machine<PluggedCard<S>, PluggedInput, PluggedEffect> {
  return (plugged, input, nowMs) => step(machine, plugged, input, nowMs);
}

type ChipMachine<S> = Chip<S>["machine"];
type PluggedStep<S> = Step<PluggedCard<S>, PluggedEffect>;

function step<S>(
  machine: ChipMachine<S>,
  plugged: PluggedCard<S>,
  input: PluggedInput,
  nowMs: number,
): PluggedStep<S> {
  switch (input.type) {
    case "faults":
      return { state: { ...plugged, faults: input.faults }, effects: [] };
    case "insert":
      if (plugged.inserted) return { state: plugged, effects: [] };
      return {
        state: { ...plugged, inserted: true, commands: 0, cryptogramAt: undefined },
        effects: [{ type: "presence", present: true }],
      };
    case "remove":
      return plugged.inserted ? remove(machine, plugged, nowMs) : { state: plugged, effects: [] };
    case "power-on":
    case "power-off":
      if (!plugged.inserted) return { state: plugged, effects: [] };
      return pass(machine, plugged, input, nowMs);
    case "command":
      if (!plugged.inserted) return { state: plugged, effects: [] };
      return hear(machine, count(plugged, input.bytes), input.bytes, nowMs);
  }
}

function count<S>(plugged: PluggedCard<S>, bytes: Uint8Array): PluggedCard<S> {
  const commands = plugged.commands + 1;
  const ins = bytes[1];
  if (ins === INS.getResponse) return { ...plugged, commands };
  return { ...plugged, commands, cryptogramAt: ins === INS.generateAc ? commands : undefined };
}

function remove<S>(
  machine: ChipMachine<S>,
  plugged: PluggedCard<S>,
  nowMs: number,
): PluggedStep<S> {
  const { state } = pass(machine, plugged, { type: "power-off" }, nowMs);
  return {
    state: { ...state, inserted: false },
    effects: [{ type: "presence", present: false }],
  };
}

function hear<S>(
  machine: ChipMachine<S>,
  plugged: PluggedCard<S>,
  bytes: Uint8Array,
  nowMs: number,
): PluggedStep<S> {
  const { faults, commands, cryptogramAt } = plugged;
  if (findFault(faults, "pull", commands)) return remove(machine, plugged, nowMs);
  if (findFault(faults, "mute", commands)) return silence(plugged);
  const afterMs = findFault(faults, "slow", commands)?.byMs ?? 0;
  const status = findFault(faults, "status", commands);
  if (status !== undefined) {
    return say(plugged, buildResponse(status.statusWord), afterMs);
  }
  const { state, effects } = machine(plugged.chip, { type: "command", bytes }, nowMs);
  const next = { ...plugged, chip: state };
  const answer = effects[0]?.bytes;
  if (answer === undefined) return silence(next);
  const spoils = cryptogramAt !== undefined && findFault(faults, "cryptogram", cryptogramAt);
  return say(next, spoils ? spoilCryptogram(answer) : answer, afterMs);
}

function pass<S>(
  machine: ChipMachine<S>,
  plugged: PluggedCard<S>,
  input: ContactInput,
  nowMs: number,
): PluggedStep<S> {
  const { state, effects } = machine(plugged.chip, input, nowMs);
  return { state: { ...plugged, chip: state }, effects: effects.map(atOnce) };
}

function atOnce({ bytes }: ContactEffect): PluggedEffect {
  return { type: "answer", bytes, afterMs: 0 };
}

function say<S>(state: PluggedCard<S>, bytes: Uint8Array, afterMs: number): PluggedStep<S> {
  return { state, effects: [{ type: "answer", bytes, afterMs }] };
}

function silence<S>(state: PluggedCard<S>): PluggedStep<S> {
  return { state, effects: [{ type: "mute", afterMs: PATIENCE_MS }] };
}
