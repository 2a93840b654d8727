import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import type { CardProfile } from "../../../device-emulators/devices/card/card-profile.ts";
import {
  type Card,
  issueCard,
  stepCard,
} from "../../../device-emulators/devices/card/chip-card.ts";
import {
  emptyReader,
  type ReaderEffect,
  type ReaderInput,
  type ReaderState,
  readerOf,
} from "../../../device-emulators/devices/card-reader/reader.ts";
import { INS } from "../../../device-emulators/kit/apdu.ts";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { ReaderEvent, ReaderPort } from "../drivers/reader-driver.ts";
import type { Emit } from "../trace-events.ts";
import { createChannel } from "../world/channel.ts";
import { runMachine } from "../world/machine.ts";
import type { Node } from "../world/node.ts";

/** The reader, the cards that exist, and the cable from the reader to the terminal. */
export type CardSlot = {
  /** The terminal's end; one at a time, so a terminal that starts again takes a new one. */
  readonly port: () => ReaderPort;
  readonly insert: (card: string, way: "chip-first" | "wrong-way") => void;
  readonly remove: () => void;
  readonly clean: () => void;
  readonly soil: () => void;
  readonly pullAt: (command: number) => void;
  readonly occupied: () => boolean;
  readonly insertions: () => number;
};

/** What a slot hangs on, and the cards that may come into it. */
export type CardSlotPorts = {
  readonly node: Node;
  readonly emit: Emit;
  readonly profiles: ReadonlyMap<string, CardProfile>;
  readonly issuerMasterKey: BlockCipher;
  /** Called when a card has left the slot, pulled out or not. */
  readonly released: (card: string) => void;
};

const stepReader = readerOf(stepCard);

const COMMAND_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(INS).map(([name, code]) => [code, name]),
);

/** An empty slot with clean contacts. */
export function createCardSlot(ports: CardSlotPorts): CardSlot {
  const { node, emit } = ports;
  const cards = createCards(ports);
  let inside: string | undefined;
  let insertions = 0;
  let command = "reset";
  let events = createChannel<ReaderEvent>("reader");

  const release = (card: Card): void => {
    const id = inside;
    if (id === undefined) return;
    inside = undefined;
    cards.keep(id, card);
    emit("reader.card", { present: false, seated: "none" });
    ports.released(id);
  };

  const perform = (effect: ReaderEffect<Card>): void => {
    switch (effect.type) {
      case "presence":
        events.put({ type: "presence", present: effect.present });
        break;
      case "answer":
        emit("card.apdu", { command, sw: statusOf(command, effect.bytes) });
        events.put({ type: "answer", bytes: effect.bytes });
        break;
      case "mute":
        emit("card.mute", { command, why: whyMute(reader.state()) });
        events.put({ type: "mute" });
        break;
      case "released":
        release(effect.card);
    }
  };

  const reader = runMachine<ReaderState<Card>, ReaderInput<Card>, ReaderEffect<Card>>(
    node,
    stepReader,
    emptyReader<Card>(),
    perform,
  );
  const occupied = (): boolean => reader.state().slot.kind === "occupied";

  const send = (name: string, input: ReaderInput<Card>): void => {
    command = name;
    reader.send(input);
  };

  return {
    port: () => {
      events = createChannel<ReaderEvent>("reader");
      return {
        events,
        present: occupied,
        power: (on) => send("reset", { type: "power", on }),
        transmit: (bytes) => send(nameCommand(bytes), { type: "transmit", bytes }),
      };
    },
    insert: (id, way) => {
      insertions += 1;
      inside = id;
      emit("reader.card", { present: true, seated: way === "chip-first" ? "right" : "wrong-way" });
      reader.send({ type: "insert", card: cards.take(id), orientation: way });
    },
    remove: () => reader.send({ type: "remove" }),
    clean: () => reader.send({ type: "clean" }),
    soil: () => reader.send({ type: "soil" }),
    pullAt: (at) => reader.send({ type: "pull-at", command: at }),
    occupied,
    insertions: () => insertions,
  };
}

/** The cards outside the slot; each is issued when it is first put in, and keeps its memory. */
function createCards({ profiles, issuerMasterKey }: CardSlotPorts) {
  const issued = new Map<string, Card>();
  return {
    keep: (id: string, card: Card): void => void issued.set(id, card),
    take: (id: string): Card => {
      const known = issued.get(id);
      if (known !== undefined) return known;
      const profile = profiles.get(id);
      invariant(profile !== undefined, "only cards of the lesson are put in");
      return issueCard(profile, issuerMasterKey);
    },
  };
}

function nameCommand(bytes: Uint8Array): string {
  return COMMAND_NAMES.get(bytes[1] ?? 0) ?? "unknown";
}

function statusOf(command: string, answer: Uint8Array): string {
  return command === "reset" ? "ATR" : toHex(answer.subarray(-2));
}

function whyMute(state: ReaderState<Card>): string {
  if (state.slot.kind === "empty") return "no card";
  if (state.slot.orientation === "wrong-way") return "wrong way round";
  return state.contacts === "dirty" ? "dirty contacts" : "silent chip";
}
