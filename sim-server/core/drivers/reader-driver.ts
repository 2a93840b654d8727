import {
  buildCommand,
  type CommandApdu,
  parseResponse,
  type ResponseApdu,
} from "../../../device-emulators/kit/apdu.ts";
import { concat } from "../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { StripeTracks } from "../../../device-emulators/kit/track-codes.ts";
import type { Channel } from "../world/channel.ts";
import { type Flow, receiveWithin } from "../world/flow.ts";

/** A reader with a slot, a head for stripes and a field, as its driver holds it. */
export type ReaderPort = {
  readonly events: Channel<ReaderEvent>;
  /** What the presence switch of the slot says now. */
  readonly present: () => boolean;
  readonly power: (on: boolean) => void;
  readonly transmit: (bytes: Uint8Array) => void;
  /** Whether the field has found one card, and still feels it. */
  readonly inField: () => boolean;
  readonly powerField: (on: boolean) => void;
  readonly transmitField: (bytes: Uint8Array) => void;
};

/** What a reader tells by itself, or in answer. */
export type ReaderEvent =
  | { readonly type: "presence"; readonly present: boolean }
  /** The answer to reset, or to a command. */
  | { readonly type: "answer"; readonly bytes: Uint8Array }
  | { readonly type: "mute" }
  /** A card was drawn past the head; what could be read of it, or that nothing or nonsense passed. */
  | {
      readonly type: "swiped";
      readonly read: Result<StripeTracks, "nothing" | "garbled">;
    }
  /** The field found a card, found several at once, or lost what it had found. */
  | { readonly type: "tapped" | "collision" | "left" }
  /** The answer to a command through the field. */
  | { readonly type: "field-answer"; readonly bytes: Uint8Array }
  | { readonly type: "field-mute" };

/** Why no answer came: the card is out of slot or field, or it is there and silent. */
export type ReaderFault = "removed" | "mute";

/** Above any reader's own patience, so that a dead cable is noticed too. Chosen. */
const ANSWER_MS_MAX = 3_000;
/** A card may ask for this many rounds of more data. Chosen: 16 × 256 bytes. */
const ROUNDS_MAX = 16;
const NO_DATA = new Uint8Array(0);
const GET_RESPONSE = 0xc0;
const MORE_DATA = 0x61;
const OTHER_LENGTH = 0x6c;

/** Wakes the card in the slot. @returns its answer to reset */
export function* powerOn(reader: ReaderPort): Flow<Result<Uint8Array, ReaderFault>> {
  return yield* ask(reader, CONTACTS, () => reader.power(true));
}

/**
 * Switches the field on or off. While it is on, `tapped`, `collision` and `left` come as events; a card
 * that is there already is found as well. Off, it forgets the card.
 */
export function powerField(reader: ReaderPort, on: boolean): void {
  reader.powerField(on);
}

/**
 * Sends one command and returns the card's whole answer: where the card says that more is to be
 * fetched (61xx) or that it wants another length (6Cxx), that is done.
 *
 * @source ISO/IEC 7816-4:2020, 5.3.4
 */
export function transmit(
  reader: ReaderPort,
  command: CommandApdu,
): Flow<Result<ResponseApdu, ReaderFault>> {
  return exchange(reader, CONTACTS, command);
}

/** The same to the card in the field: `removed` where it left, or never was alone there. */
export function transmitContactless(
  reader: ReaderPort,
  command: CommandApdu,
): Flow<Result<ResponseApdu, ReaderFault>> {
  return exchange(reader, FIELD, command);
}

/** One of the two ways to a chip, as both sides of a driver's question see it. */
type Interface = {
  readonly here: (reader: ReaderPort) => boolean;
  readonly send: (reader: ReaderPort, bytes: Uint8Array) => void;
  readonly answer: "answer" | "field-answer";
  readonly mute: "mute" | "field-mute";
};

const CONTACTS: Interface = {
  here: (reader) => reader.present(),
  send: (reader, bytes) => reader.transmit(bytes),
  answer: "answer",
  mute: "mute",
};

const FIELD: Interface = {
  here: (reader) => reader.inField(),
  send: (reader, bytes) => reader.transmitField(bytes),
  answer: "field-answer",
  mute: "field-mute",
};

function* exchange(
  reader: ReaderPort,
  way: Interface,
  command: CommandApdu,
): Flow<Result<ResponseApdu, ReaderFault>> {
  let next = command;
  let before: Uint8Array = NO_DATA;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const bytes = buildCommand(next);
    const answer = yield* ask(reader, way, () => way.send(reader, bytes));
    if (!answer.ok) return answer;
    const response = parseResponse(answer.value);
    if (!response.ok) return err("mute");
    const { data, statusWord } = response.value;
    const [sw1, sw2] = [statusWord >> 8, statusWord & 0xff];
    if (sw1 === OTHER_LENGTH) {
      next = { ...next, le: sw2 === 0 ? 256 : sw2 };
      continue;
    }
    const all = joined(before, data);
    if (sw1 !== MORE_DATA) return ok({ data: all, statusWord });
    before = all;
    const le = sw2 === 0 ? 256 : sw2;
    next = { cla: command.cla & 0x03, ins: GET_RESPONSE, p1: 0, p2: 0, data: NO_DATA, le };
  }
  return err("mute");
}

function* ask(
  reader: ReaderPort,
  way: Interface,
  act: () => void,
): Flow<Result<Uint8Array, ReaderFault>> {
  reader.events.clear();
  if (!way.here(reader)) return err("removed");
  act();
  for (;;) {
    const event = yield* receiveWithin(reader.events, ANSWER_MS_MAX);
    if (!way.here(reader)) return err("removed");
    if (event === undefined || event.type === way.mute) return err("mute");
    if (event.type === way.answer && "bytes" in event) return ok(event.bytes);
  }
}

function joined(before: Uint8Array, data: Uint8Array): Uint8Array {
  return before.length === 0 ? data : concat([before, data]);
}
