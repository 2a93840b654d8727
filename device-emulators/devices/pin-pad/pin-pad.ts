import { type BlockCipher, desCipher } from "../../crypto/blocks.ts";
import { keyCheckValue } from "../../crypto/key-check.ts";
import { PIN_DIGITS_MIN } from "../../crypto/pin-block.ts";
import { equalBytes, fromLatin1, toHex } from "../../kit/bytes.ts";
import { chance } from "../../kit/chance.ts";
import {
  ACK,
  type Arrival,
  BETWEEN_FRAMES,
  buildFrame,
  type FrameReader,
  type Lrc,
  NAK,
  readFrames,
  USUAL_LRC,
} from "../../kit/frame.ts";
import { formatMinor } from "../../kit/money.ts";
import { CHECK_VALUE_BYTES, PIN_PAD } from "../../kit/pin-pad-codes.ts";
import type { Step } from "../../kit/step.ts";
import { cardBlock, issuerBlock } from "./blocks.ts";
import { type PinPadRequest, type RequestName, readRequest, requestName } from "./requests.ts";

/**
 * A PIN pad in the customer's hand. The clear PIN is in its state while it is keyed, and nowhere
 * else: what leaves is a block enciphered under the PIN key, and asterisks.
 */
export type PinPadState = {
  readonly reader: FrameReader;
  /** How it and its terminal take the check byte of a frame. */
  readonly lrc: Lrc;
  /** Put in before the pad was delivered; it deciphers the PIN key, and nothing else. */
  readonly masterKey: Uint8Array;
  readonly pinCipher: BlockCipher | undefined;
  /** Seeds what fills an enciphered PIN's block; the number of those made so far keeps them apart. */
  readonly seed: number;
  readonly enciphered: number;
  readonly asking: Asking | undefined;
  /** What is shown while nothing is asked. */
  readonly lines: readonly [string, string];
  /** The last answer, until it is acknowledged: it is sent again if the terminal missed it. */
  readonly unheard: Unheard | undefined;
};

type Asking = Extract<PinPadRequest, { kind: "ask-pin" | "ask-offline-pin" }> & {
  readonly name: RequestName;
  readonly digits: string;
  readonly deadlineMs: number;
};

type Unheard = {
  readonly name: RequestName;
  readonly frame: Uint8Array;
  readonly forgetAtMs: number;
};

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
export type PinPadKey = Digit | "clear" | "cancel" | "enter";

export type PinPadInput =
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  | { readonly type: "key"; readonly key: PinPadKey }
  | { readonly type: "tick" };

export type PinPadEffect =
  | { readonly type: "send"; readonly bytes: Uint8Array }
  | { readonly type: "display"; readonly lines: readonly [string, string] };

/** How long an answer is kept for a terminal that missed it; less than it takes to start. Chosen. */
export const ANSWER_KEPT_MS = 5_000;

/** Stands in front of everything that the pad shows. */
const TRAINING = "训练";
const IDLE_LINES = [`${TRAINING} TRAINING`, ""] as const;
const { outcome: OUTCOME } = PIN_PAD;
const ACKNOWLEDGE: PinPadEffect = { type: "send", bytes: Uint8Array.of(ACK) };
const REFUSE: PinPadEffect = { type: "send", bytes: Uint8Array.of(NAK) };

/**
 * A pad just switched on, with the master key (TMK, 16 bytes) that was put into it.
 *
 * @param seed of its own random numbers
 */
export function pinPadOn(masterKey: Uint8Array, seed: number, lrc = USUAL_LRC): PinPadState {
  return {
    reader: BETWEEN_FRAMES,
    lrc,
    masterKey,
    pinCipher: undefined,
    seed,
    enciphered: 0,
    asking: undefined,
    lines: IDLE_LINES,
    unheard: undefined,
  };
}

/** The two lines on its display: in question the amount, and an asterisk for each digit. */
export function pinPadLines(state: PinPadState): readonly [string, string] {
  const { asking } = state;
  if (asking === undefined) return state.lines;
  const amount = `${TRAINING} RMB ${formatMinor(asking.amountMinor)}`;
  return [amount, `请输入密码: ${"*".repeat(asking.digits.length)}`];
}

type Pad = { -readonly [Key in keyof PinPadState]: PinPadState[Key] } & {
  readonly effects: PinPadEffect[];
};

/** One step of the pad. */
export function stepPinPad(
  state: PinPadState,
  input: PinPadInput,
  nowMs: number,
): Step<PinPadState, PinPadEffect> {
  const pad: Pad = { ...state, effects: [] };
  expire(pad, nowMs);
  if (input.type === "bytes") receive(pad, input.bytes, nowMs);
  else if (input.type === "key") press(pad, input.key, nowMs);
  const { effects, ...next } = pad;
  const shown = pinPadLines(next);
  const before = pinPadLines(state);
  if (shown[0] !== before[0] || shown[1] !== before[1]) {
    effects.push({ type: "display", lines: shown });
  }
  const wakeAtMs = next.asking?.deadlineMs;
  return wakeAtMs === undefined ? { state: next, effects } : { state: next, effects, wakeAtMs };
}

function expire(pad: Pad, nowMs: number): void {
  if (pad.unheard !== undefined && nowMs >= pad.unheard.forgetAtMs) pad.unheard = undefined;
  if (pad.asking !== undefined && nowMs >= pad.asking.deadlineMs) {
    conclude(pad, pad.asking, OUTCOME.timedOut, nowMs);
  }
}

function receive(pad: Pad, bytes: Uint8Array, nowMs: number): void {
  const { reader, arrivals } = readFrames(pad.reader, bytes, pad.lrc);
  pad.reader = reader;
  for (const arrival of arrivals) hear(pad, arrival, nowMs);
}

function hear(pad: Pad, arrival: Arrival, nowMs: number): void {
  switch (arrival.kind) {
    case "frame":
      hearRequest(pad, arrival.payload, nowMs);
      return;
    case "spoilt":
      pad.effects.push(REFUSE);
      return;
    case "ack":
      pad.unheard = undefined;
      return;
    case "nak":
      if (pad.unheard !== undefined) repeat(pad, pad.unheard);
      return;
    case "eot":
    case "enq":
      return;
  }
}

function hearRequest(pad: Pad, payload: Uint8Array, nowMs: number): void {
  const name = requestName(payload);
  if (name === undefined) {
    pad.effects.push(REFUSE);
    return;
  }
  pad.effects.push(ACKNOWLEDGE);
  // The terminal repeats what it believes unheard; the customer must not be asked twice.
  if (pad.asking?.name === name) return;
  if (pad.unheard?.name === name) {
    repeat(pad, pad.unheard);
    return;
  }
  const request = readRequest(payload);
  if (request.ok) carryOut(pad, name, request.value, nowMs);
  else answer(pad, name, OUTCOME.malformed, nowMs);
}

function carryOut(pad: Pad, name: RequestName, request: PinPadRequest, nowMs: number): void {
  switch (request.kind) {
    case "load-key":
      answer(pad, name, loadKey(pad, request.enciphered, request.checkValue), nowMs);
      return;
    case "ask-pin":
      if (pad.pinCipher === undefined) {
        answer(pad, name, OUTCOME.noKey, nowMs);
        return;
      }
      ask(pad, name, request, nowMs);
      return;
    case "ask-offline-pin":
      ask(pad, name, request, nowMs);
      return;
    case "cancel":
      pad.asking = undefined;
      answer(pad, name, OUTCOME.done, nowMs);
      return;
    case "show":
      pad.asking = undefined;
      pad.lines = [`${TRAINING} ${request.lines[0]}`, request.lines[1]];
      answer(pad, name, OUTCOME.done, nowMs);
      return;
  }
}

function ask(
  pad: Pad,
  name: RequestName,
  request: Extract<PinPadRequest, { kind: "ask-pin" | "ask-offline-pin" }>,
  nowMs: number,
): void {
  pad.lines = IDLE_LINES;
  pad.asking = { ...request, name, digits: "", deadlineMs: nowMs + request.waitMs };
}

/** A key that its check value does not confirm is thrown away; the one before it stays. */
function loadKey(pad: Pad, enciphered: Uint8Array, checkValue: Uint8Array): string {
  const cipher = desCipher(desCipher(pad.masterKey).decrypt(enciphered));
  if (!equalBytes(keyCheckValue(cipher, CHECK_VALUE_BYTES), checkValue)) {
    return OUTCOME.checkValueDiffers;
  }
  pad.pinCipher = cipher;
  return OUTCOME.done;
}

function press(pad: Pad, key: PinPadKey, nowMs: number): void {
  const { asking } = pad;
  if (asking === undefined) return;
  if (key === "cancel") conclude(pad, asking, OUTCOME.cancelled, nowMs);
  else if (key === "enter") enter(pad, asking, nowMs);
  else if (key === "clear") pad.asking = { ...asking, digits: "" };
  else if (asking.digits.length < asking.digitsMax) {
    pad.asking = { ...asking, digits: asking.digits + key };
  }
}

/** Too few digits leave the key without effect, so that a slip of the finger costs no try. */
function enter(pad: Pad, asking: Asking, nowMs: number): void {
  if (asking.digits === "" && asking.digitsMin === 0) {
    conclude(pad, asking, OUTCOME.bypassed, nowMs);
    return;
  }
  if (asking.digits.length < Math.max(asking.digitsMin, PIN_DIGITS_MIN)) return;
  const block =
    asking.kind === "ask-pin" ? issuerBlock(asking, pad.pinCipher) : forCard(pad, asking);
  conclude(pad, asking, block === undefined ? OUTCOME.noKey : OUTCOME.done, nowMs, block);
}

function forCard(
  pad: Pad,
  asking: Extract<Asking, { kind: "ask-offline-pin" }>,
): Uint8Array | undefined {
  if (asking.cipher !== undefined) pad.enciphered += 1;
  return cardBlock(asking, chance(pad.seed, `PIN ${pad.enciphered}`));
}

function conclude(
  pad: Pad,
  asking: Asking,
  outcome: string,
  nowMs: number,
  block?: Uint8Array,
): void {
  pad.asking = undefined;
  answer(pad, asking.name, outcome, nowMs, block);
}

function answer(
  pad: Pad,
  name: RequestName,
  outcome: string,
  nowMs: number,
  block?: Uint8Array,
): void {
  const behind = block === undefined ? "" : String.fromCharCode(PIN_PAD.separator) + toHex(block);
  const frame = buildFrame(fromLatin1(name + outcome + behind), pad.lrc);
  pad.unheard = { name, frame, forgetAtMs: nowMs + ANSWER_KEPT_MS };
  repeat(pad, pad.unheard);
}

function repeat(pad: Pad, unheard: Unheard): void {
  pad.effects.push({ type: "send", bytes: unheard.frame });
}
