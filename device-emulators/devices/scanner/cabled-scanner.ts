import { toLatin1 } from "../../kit/bytes.ts";
import { ACK, NAK } from "../../kit/frame.ts";
import type { Machine, Step } from "../../kit/step.ts";
import {
  SCANNER_IDLE,
  type ScannedCode,
  type ScannerEffect,
  type ScannerInput,
  type ScannerOptions,
  type ScannerState,
  scannerOf,
} from "./scanner.ts";

/** A scanner and what it has to do with the host at the other end of its cable. */
export type CabledScanner = {
  readonly scanner: ScannerState;
  /** What lies before it when the host pulls the trigger. */
  readonly under: ScannedCode | undefined;
  /** The end of what the host has said, as long as a command may be. */
  readonly heard: string;
  /** What is to be sent, the first of it on its way: each is a whole message. */
  readonly outbox: readonly Uint8Array[];
  readonly sending: Sending | undefined;
};

/** What the first message waits for: its second half's time, or the host's word. */
export type Sending =
  | { readonly kind: "split"; readonly rest: Uint8Array; readonly untilMs: number }
  | { readonly kind: "unanswered"; readonly repeatsLeft: number; readonly untilMs: number };

export type CabledInput =
  | ScannerInput
  /** A code is laid before the scanner, or taken away. */
  | { readonly type: "place"; readonly code: ScannedCode | undefined }
  | { readonly type: "received"; readonly bytes: Uint8Array };

export type CabledEffect =
  | ScannerEffect
  /** The host has not taken a message after all its repeats: the scanner beeps, and forgets it. */
  | { readonly type: "given-up" };

export type CableOptions = ScannerOptions & {
  /** The host takes each message by ACK; one that is refused (NAK) or not taken in time is repeated. */
  readonly acknowledge?: { readonly withinMs: number; readonly repeatsMax: number };
  /** What the host says to pull the trigger, in ISO 8859-1. */
  readonly hostTrigger?: string;
  /** A fault: each message comes in two pieces, the first so many bytes long. */
  readonly split?: { readonly atByte: number; readonly gapMs: number };
};

/** The trigger of Honeywell's serial scanners: SYN T CR. @source Honeywell user guides, serial trigger commands */
export const HONEYWELL_TRIGGER = "\x16T\r";

/** A scanner on its cable with nothing before it. */
export const CABLED_IDLE: CabledScanner = {
  scanner: SCANNER_IDLE,
  under: undefined,
  heard: "",
  outbox: [],
  sending: undefined,
};

const NOTHING: ScannedCode = { text: "", symbology: "qr" };

type CabledStep = Step<CabledScanner, CabledEffect>;
type Context = {
  readonly options: CableOptions;
  readonly scanner: Machine<ScannerState, ScannerInput, ScannerEffect>;
  readonly nowMs: number;
};

/** The machine of a scanner with such a cable. While a message is on its way, the trigger is dead. */
export function cabledScannerOf(
  options: CableOptions,
): Machine<CabledScanner, CabledInput, CabledEffect> {
  const scanner = scannerOf(options);
  return (state, input, nowMs) => {
    const { state: next, effects } = step(state, input, { options, scanner, nowMs });
    const wakeAtMs = earliest(next);
    return wakeAtMs === undefined ? { state: next, effects } : { state: next, effects, wakeAtMs };
  };
}

function step(state: CabledScanner, input: CabledInput, context: Context): CabledStep {
  switch (input.type) {
    case "place":
      return { state: { ...state, under: input.code }, effects: [] };
    case "trigger":
      return pull(state, input.code, context);
    case "tick":
      return chain(wait(state, context), (next) => scan(next, input, context));
    case "received": {
      let done: CabledStep = { state, effects: [] };
      for (const byte of input.bytes) done = chain(done, (next) => hear(next, byte, context));
      return done;
    }
  }
}

function pull(state: CabledScanner, code: ScannedCode, context: Context): CabledStep {
  if (state.outbox.length > 0) return { state, effects: [] };
  return scan(state, { type: "trigger", code }, context);
}

/** What the scanner does, what it wants to send put into the outbox. */
function scan(state: CabledScanner, input: ScannerInput, context: Context): CabledStep {
  const { state: scanner, effects } = context.scanner(state.scanner, input, context.nowMs);
  const messages = effects.flatMap((effect) => (effect.type === "send" ? [effect.bytes] : []));
  const others = effects.filter(({ type }) => type !== "send");
  const filled = { ...state, scanner, outbox: [...state.outbox, ...messages] };
  const { state: next, effects: sent } = sendFirst(filled, context);
  return { state: next, effects: [...sent, ...others] };
}

/** Sends what is first in the outbox, unless something is on its way. */
function sendFirst(state: CabledScanner, context: Context): CabledStep {
  const [message] = state.outbox;
  const { split } = context.options;
  if (message === undefined || state.sending !== undefined) return { state, effects: [] };
  if (split === undefined || split.atByte >= message.length) {
    return chain(send(state, message), (next) => sent(next, context));
  }
  const untilMs = context.nowMs + split.gapMs;
  const rest = message.slice(split.atByte);
  return send(
    { ...state, sending: { kind: "split", rest, untilMs } },
    message.slice(0, split.atByte),
  );
}

function sent(state: CabledScanner, context: Context): CabledStep {
  const { acknowledge } = context.options;
  if (acknowledge === undefined) return finish(state, context);
  const untilMs = context.nowMs + acknowledge.withinMs;
  const repeatsLeft = acknowledge.repeatsMax;
  return {
    state: { ...state, sending: { kind: "unanswered", repeatsLeft, untilMs } },
    effects: [],
  };
}

function finish(state: CabledScanner, context: Context): CabledStep {
  return sendFirst({ ...state, outbox: state.outbox.slice(1), sending: undefined }, context);
}

/** Time has passed: the second half is due, or the host's word is overdue. */
function wait(state: CabledScanner, context: Context): CabledStep {
  const { sending } = state;
  if (sending === undefined || context.nowMs < sending.untilMs) return { state, effects: [] };
  if (sending.kind === "unanswered") return repeat(state, sending.repeatsLeft, context);
  return chain(send(state, sending.rest), (next) => sent(next, context));
}

function repeat(state: CabledScanner, repeatsLeft: number, context: Context): CabledStep {
  const { acknowledge } = context.options;
  const [message] = state.outbox;
  if (repeatsLeft === 0 || acknowledge === undefined || message === undefined) {
    const { state: next, effects } = finish(state, context);
    return { state: next, effects: [{ type: "given-up" }, ...effects] };
  }
  const untilMs = context.nowMs + acknowledge.withinMs;
  const sending = { kind: "unanswered", repeatsLeft: repeatsLeft - 1, untilMs } as const;
  return send({ ...state, sending }, message);
}

function hear(state: CabledScanner, byte: number, context: Context): CabledStep {
  const { sending } = state;
  if (sending?.kind === "unanswered") {
    if (byte === ACK) return finish(state, context);
    if (byte === NAK) return repeat(state, sending.repeatsLeft, context);
  }
  const { hostTrigger = "" } = context.options;
  if (hostTrigger === "") return { state, effects: [] };
  const heard = (state.heard + toLatin1(Uint8Array.of(byte))).slice(-hostTrigger.length);
  if (heard !== hostTrigger) return { state: { ...state, heard }, effects: [] };
  return pull({ ...state, heard: "" }, state.under ?? NOTHING, context);
}

function send(state: CabledScanner, bytes: Uint8Array): CabledStep {
  return { state, effects: [{ type: "send", bytes }] };
}

function chain(first: CabledStep, next: (state: CabledScanner) => CabledStep): CabledStep {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

function earliest({ scanner, sending }: CabledScanner): number | undefined {
  const times = [sending?.untilMs, scanner.kind === "idle" ? undefined : scanner.untilMs];
  const due = times.filter((time) => time !== undefined);
  return due.length === 0 ? undefined : Math.min(...due);
}
