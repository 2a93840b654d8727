import type { CardProfile } from "../../../device-emulators/devices/card/card-profile.ts";
import { type Card, stepCard } from "../../../device-emulators/devices/card/chip-card.ts";
import { stripeOf } from "../../../device-emulators/devices/card/track.ts";
import {
  emptyReader,
  type ReaderEffect,
  type ReaderInput,
  type ReaderState,
  readerOf,
} from "../../../device-emulators/devices/card-reader/reader.ts";
import { ok } from "../../../device-emulators/kit/result.ts";
import type { StripeTracks } from "../../../device-emulators/kit/track-codes.ts";
import type { ReaderEvent, ReaderPort } from "../drivers/reader-driver.ts";
import type { Emit } from "../trace-events.ts";
import { createChannel } from "../world/channel.ts";
import { runMachine } from "../world/machine.ts";
import type { Node } from "../world/node.ts";
import { nameCommand, statusOf } from "./apdu-names.ts";
import { type CardStock, createCardStock } from "./card-stock.ts";
import { type FieldHands, mountField } from "./field.ts";

/** The reader, the cards that exist, and the cable from the reader to the terminal. */
export type CardSlot = {
  /** The terminal's end; one at a time, so a terminal that starts again takes a new one. */
  readonly port: () => ReaderPort;
  readonly insert: (card: string, way: "chip-first" | "wrong-way") => void;
  readonly remove: () => void;
  readonly clean: () => void;
  readonly soil: () => void;
  readonly pullAt: (command: number) => void;
  /** Draws a card past the head; it stays in the hand. */
  readonly swipe: (
    card: string,
    way: "chip-first" | "wrong-way",
    quality: "good" | "bad" | "too-slow",
  ) => void;
  /** Holds cards to the reader, until it lets go of the field or patience ends. */
  readonly tap: (cards: readonly string[]) => void;
  readonly leaveAt: (command: number) => void;
  readonly drawBack: () => void;
  /** A real head has read these tracks. */
  readonly swipeTracks: (tracks: StripeTracks) => void;
  readonly held: () => readonly string[];
  readonly fieldOn: () => boolean;
  readonly occupied: () => boolean;
  readonly insertions: () => number;
};

/** What a slot hangs on, and the cards that may come into it. */
export type CardSlotPorts = {
  readonly node: Node;
  readonly emit: Emit;
  readonly profiles: ReadonlyMap<string, CardProfile>;
  readonly issuerMasterKey: Uint8Array;
  /** Called when a card has left the slot, pulled out or not. */
  readonly released: (card: string) => void;
};

const stepReader = readerOf(stepCard);

/** An empty slot with clean contacts. */
export function createCardSlot(ports: CardSlotPorts): CardSlot {
  const cards = createCardStock(ports.profiles, ports.issuerMasterKey);
  let events = createChannel<ReaderEvent>("reader");
  const tell = (event: ReaderEvent): void => events.put(event);
  const slot = mountSlot(ports, cards, tell);
  const field = mountField(ports, cards, tell);
  return {
    ...slot.hands,
    ...field.hands,
    port: () => {
      // A terminal that starts again finds the field off.
      field.cable.powerField(false);
      events = createChannel<ReaderEvent>("reader");
      return { events, ...slot.cable, ...field.cable };
    },
  };
}

type SlotCable = Pick<ReaderPort, "present" | "power" | "transmit">;
type SlotHands = Omit<CardSlot, "port" | keyof FieldHands>;

/** Slot and head: the terminal's end, and what hands and faults do to them. */
function mountSlot(
  { node, emit, released }: CardSlotPorts,
  cards: CardStock,
  tell: (event: ReaderEvent) => void,
): { readonly cable: SlotCable; readonly hands: SlotHands } {
  let inside: string | undefined;
  let insertions = 0;
  let command = "reset";

  const release = (card: Card): void => {
    if (inside === undefined) return;
    const id = inside;
    inside = undefined;
    cards.keep(id, card);
    emit("reader.card", { present: false, seated: "none" });
    released(id);
  };
  const say = (effect: ReaderEffect<Card>): void => {
    if (effect.type === "answer") {
      emit("card.apdu", { command, sw: command === "reset" ? "ATR" : statusOf(effect.bytes) });
    } else if (effect.type === "mute") {
      emit("card.mute", { command, why: whyMute(reader.state()) });
    } else if (effect.type === "swiped") {
      emit("reader.swiped", { read: effect.read.ok ? "tracks" : effect.read.error });
    }
  };
  const reader = runMachine<ReaderState<Card>, ReaderInput<Card>, ReaderEffect<Card>>(
    node,
    stepReader,
    emptyReader<Card>(),
    (effect) => {
      say(effect);
      if (effect.type === "released") release(effect.card);
      else tell(effect);
    },
  );
  const occupied = (): boolean => reader.state().slot.kind === "occupied";
  const send = (name: string, input: ReaderInput<Card>): void => {
    command = name;
    reader.send(input);
  };
  return {
    cable: {
      present: occupied,
      power: (on) => send("reset", { type: "power", on }),
      transmit: (bytes) => send(nameCommand(bytes), { type: "transmit", bytes }),
    },
    hands: {
      insert: (id, way) => {
        insertions += 1;
        inside = id;
        const seated = way === "chip-first" ? "right" : "wrong-way";
        emit("reader.card", { present: true, seated });
        reader.send({ type: "insert", card: cards.take(id), orientation: way });
      },
      remove: () => reader.send({ type: "remove" }),
      clean: () => reader.send({ type: "clean" }),
      soil: () => reader.send({ type: "soil" }),
      pullAt: (at) => reader.send({ type: "pull-at", command: at }),
      swipe: (id, way, quality) => {
        const stripe = stripeOf(cards.profile(id));
        reader.send({ type: "swipe", stripe, orientation: way, quality });
      },
      swipeTracks: (tracks) => {
        emit("reader.swiped", { read: "tracks" });
        tell({ type: "swiped", read: ok(tracks) });
      },
      occupied,
      insertions: () => insertions,
    },
  };
}

function whyMute(state: ReaderState<Card>): string {
  if (state.slot.kind === "empty") return "no card";
  if (state.slot.orientation === "wrong-way") return "wrong way round";
  return state.contacts === "dirty" ? "dirty contacts" : "silent chip";
}
