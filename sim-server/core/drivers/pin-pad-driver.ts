import type { RsaPublicKey } from "../../../device-emulators/crypto/rsa.ts";
import {
  concat,
  fromHex,
  fromLatin1,
  toHex,
  toLatin1,
} from "../../../device-emulators/kit/bytes.ts";
import {
  ACK,
  type Arrival,
  BETWEEN_FRAMES,
  buildFrame,
  type FrameReader,
  NAK,
  readFrames,
} from "../../../device-emulators/kit/frame.ts";
import { encodeGb18030 } from "../../../device-emulators/kit/gb18030.ts";
import { PIN_PAD, PIN_PAN_DIGITS } from "../../../device-emulators/kit/pin-pad-codes.ts";
import { type Channel, createChannel } from "../world/channel.ts";
import { type Flow, receiveWithin } from "../world/flow.ts";
import type { LineEnd } from "../world/line.ts";

/** A PIN pad as the terminal uses it. It never sees a PIN: only blocks under the PIN key. */
export type PinPad = {
  /** Gives the pad its PIN key, still enciphered. @returns the outcome, `silent` where none came */
  readonly loadKey: (key: Uint8Array, check: Uint8Array) => Flow<PinPadOutcome | "silent">;
  /** Puts the question; the answer comes later, to `answers`. @returns whether the pad heard it */
  readonly askPin: (question: PinQuestion) => Flow<boolean>;
  /** The same for a PIN that the card checks; the block is then what VERIFY takes. */
  readonly askOfflinePin: (question: OfflinePinQuestion) => Flow<boolean>;
  readonly answers: Channel<PinPadAnswer>;
  /** Shows two lines until something is asked; the pad puts its own mark before them. */
  readonly show: (lines: readonly [string, string]) => Flow<void>;
  /** Takes the question back. */
  readonly cancel: () => Flow<void>;
};

/** What the pad is to ask, and what it needs to make the block. */
export type PinQuestion = PinPrompt & { readonly pan: string };

/** The same for a PIN that the card checks: with a cipher it is enciphered for the card alone. */
export type OfflinePinQuestion = PinPrompt & {
  readonly cipher?: { readonly key: RsaPublicKey; readonly challenge: Uint8Array };
};

type PinPrompt = {
  readonly amountMinor: number;
  readonly digitsMin: number;
  readonly digitsMax: number;
  readonly waitMs: number;
};

/** How a request to the pad went, by the name of its code. */
export type PinPadOutcome = keyof typeof PIN_PAD.outcome;

/** The pad's answer; a block is there only where a PIN was keyed. */
export type PinPadAnswer = { readonly outcome: PinPadOutcome; readonly block?: Uint8Array };

const { request: LETTER, separator: SEPARATOR } = PIN_PAD;
const OUTCOMES = new Map<string, PinPadOutcome>(
  Object.entries(PIN_PAD.outcome).map(([outcome, code]) => [code, outcome as PinPadOutcome]),
);
/** How long the pad may take to acknowledge, and to do what needs no customer. Chosen. */
const HEARD_MS_MAX = 500;
const DONE_MS_MAX = 2_000;
const SENDINGS_MAX = 3;
const REQUESTS = 100;
const NAME_CHARACTERS = 3;
const CODE_CHARACTERS = 2;
/** From one block of triple DES to the longest of an RSA key, in hex. */
const BLOCK = /^(?:[\dA-F]{2}){8,248}$/;

/** The driver of the pad at the other end of `line`, which from now on belongs to it. */
export function createPinPad(line: LineEnd): PinPad {
  const heard = createChannel<boolean>("pin pad hears");
  const answers = createChannel<PinPadAnswer>("pin pad answers");
  let reader: FrameReader = BETWEEN_FRAMES;
  let number = 0;
  let name = "";

  const hear = (arrival: Arrival): void => {
    if (arrival.kind === "ack" || arrival.kind === "nak") heard.put(arrival.kind === "ack");
    else if (arrival.kind === "spoilt") line.send(Uint8Array.of(NAK));
    else if (arrival.kind === "frame") {
      line.send(Uint8Array.of(ACK));
      const answer = readAnswer(arrival.payload, name);
      if (answer !== undefined) answers.put(answer);
    }
  };

  line.onReceive = (bytes) => {
    const read = readFrames(reader, bytes);
    reader = read.reader;
    for (const arrival of read.arrivals) hear(arrival);
  };

  function* send(letter: string, fields: readonly Uint8Array[]): Flow<boolean> {
    number = (number + 1) % REQUESTS;
    name = String(number).padStart(2, "0") + letter;
    const frame = buildFrame(joinFields(name, fields));
    answers.clear();
    for (let sending = 1; sending <= SENDINGS_MAX; sending += 1) {
      heard.clear();
      line.send(frame);
      if ((yield* receiveWithin(heard, HEARD_MS_MAX)) === true) return true;
    }
    return false;
  }

  function* ask(letter: string, fields: readonly Uint8Array[]): Flow<PinPadOutcome | "silent"> {
    if (!(yield* send(letter, fields))) return "silent";
    return (yield* receiveWithin(answers, DONE_MS_MAX))?.outcome ?? "silent";
  }

  return {
    loadKey: (key, check) => ask(LETTER.loadKey, [toHex(key), toHex(check)].map(fromLatin1)),
    askPin: (question) =>
      send(
        LETTER.askPin,
        [
          String(question.amountMinor),
          question.pan.slice(-PIN_PAN_DIGITS - 1, -1),
          String(question.digitsMin),
          String(question.digitsMax),
          String(question.waitMs),
        ].map(fromLatin1),
      ),
    askOfflinePin: ({ cipher, ...question }) =>
      send(
        LETTER.askOfflinePin,
        [
          String(question.amountMinor),
          String(question.digitsMin),
          String(question.digitsMax),
          String(question.waitMs),
          ...(cipher === undefined
            ? []
            : [cipher.key.modulus, cipher.key.exponent, cipher.challenge].map(toHex)),
        ].map(fromLatin1),
      ),
    answers,
    show: function* (lines) {
      yield* ask(LETTER.show, lines.map(encodeGb18030));
    },
    cancel: function* () {
      yield* ask(LETTER.cancel, []);
    },
  };
}

function joinFields(name: string, fields: readonly Uint8Array[]): Uint8Array {
  const parts = [fromLatin1(name)];
  for (const [at, field] of fields.entries()) {
    if (at > 0) parts.push(Uint8Array.of(SEPARATOR));
    parts.push(field);
  }
  return concat(parts);
}

/** The answer in a frame, if it is one to the request called `name`. */
function readAnswer(payload: Uint8Array, name: string): PinPadAnswer | undefined {
  const text = toLatin1(payload);
  const outcome = OUTCOMES.get(text.slice(NAME_CHARACTERS, NAME_CHARACTERS + CODE_CHARACTERS));
  const wanted = name !== "" && text.startsWith(name);
  if (!wanted || outcome === undefined) return undefined;
  const rest = text.slice(NAME_CHARACTERS + CODE_CHARACTERS + 1);
  return BLOCK.test(rest) ? { outcome, block: fromHex(rest) } : { outcome };
}
