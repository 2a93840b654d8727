import {
  type PinPadEffect,
  type PinPadInput,
  type PinPadKey,
  type PinPadState,
  pinPadLines,
  pinPadOn,
  stepPinPad,
} from "../../../device-emulators/devices/pin-pad/pin-pad.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { type Lrc, USUAL_LRC } from "../../../device-emulators/kit/frame.ts";
import { attach, type Device } from "../../../device-emulators/transports/attach.ts";
import type { PinPadView } from "../../io/devices/control/views.ts";
import { TEST_MASTER_KEYS } from "../../io/devices/test-keys.ts";
import { wholeNumber } from "../flags.ts";
import type { Options } from "../verb.ts";
import type { DeviceKind, Told } from "./kind.ts";

/** Chosen: the third port behind the printer's usual one. */
const USUAL_PORT = 9103;
const USUAL_KEY = "counter";
const KEY_NAMES = [...TEST_MASTER_KEYS.keys()].join(", ");

/** What makers take the check byte over, by what it begins and ends with. */
const RANGES: ReadonlyMap<string, Pick<Lrc, "from" | "to">> = new Map([
  ["payload-etx", { from: "payload", to: "etx" }],
  ["payload", { from: "payload", to: "payload" }],
  ["stx-etx", { from: "stx", to: "etx" }],
  ["stx-payload", { from: "stx", to: "payload" }],
]);
const RANGE_NAMES = [...RANGES.keys()].join(", ");

const KEYS: readonly PinPadKey[] = [
  ...(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] as const),
  ...(["clear", "cancel", "enter"] as const),
];

/** A PIN pad behind a cable: keys are pressed by hands, and only test keys go in. */
export const PIN_PAD: DeviceKind = {
  name: "pinpad",
  summary: "a PIN pad in frames of STX, ETX and LRC",
  usualPort: USUAL_PORT,
  flags: [
    { name: "master-key", value: "NAME", means: `pinpad: ${KEY_NAMES} (${USUAL_KEY})` },
    { name: "lrc", value: "WHICH", means: `pinpad: ${RANGE_NAMES} (payload-etx)` },
    { name: "lrc-seed", value: "HEX", means: "pinpad: what the check byte begins with (00)" },
  ],
  hands: [
    { word: "key", value: "0..9|clear|cancel|enter", says: namesKey, secret: true },
    { word: "keys", value: "DIGITS", says: (text) => /^\d{1,12}$/.test(text), secret: true },
  ],
  start: (options, { clock, tell, cable }) => {
    const pad = attach(padAtCable(options), clock, {
      cable,
      saw: (effect) => {
        if (effect.type === "display") tell(toldOf(effect.lines));
      },
    });
    return {
      plug: pad.plug,
      close: pad.close,
      hand: (word, _value, text) => {
        for (const key of word === "key" ? [text] : text) {
          if (isKey(key)) pad.send({ type: "key", key });
        }
      },
      view: () => viewOf(pad.state()),
    };
  },
};

function padAtCable(options: Options): Device<PinPadState, PinPadInput, PinPadEffect> {
  const seed = wholeNumber(options, "seed", { min: 0, max: 0xffff_ffff }) ?? 1;
  return {
    machine: stepPinPad,
    initial: pinPadOn(fromHex(findKey(options)), seed, readLrc(options)),
    hears: (bytes) => ({ type: "bytes", bytes }),
    wants: (effect) => (effect.type === "send" ? effect : undefined),
  };
}

function viewOf(pad: PinPadState): PinPadView {
  const [upper, lower] = pinPadLines(pad);
  return { kind: "pinpad", lines: [upper, lower], asks: pad.asking !== undefined };
}

function isKey(text: string): text is PinPadKey {
  return KEYS.some((key) => key === text);
}

function namesKey(text: string): boolean {
  return isKey(text);
}

/** The name only is repeated where there is no such key: it may be a key itself. */
function findKey(options: Options): string {
  const key = TEST_MASTER_KEYS.get(options.text("master-key") ?? USUAL_KEY);
  if (key !== undefined) return key;
  throw new TillyardError("config-invalid", "--master-key names no test key", {
    hint: `give one of ${KEY_NAMES}; a pad here takes no key of your own`,
  });
}

function readLrc(options: Options): Lrc {
  const name = options.text("lrc");
  const range = name === undefined ? USUAL_LRC : RANGES.get(name);
  if (range === undefined) {
    throw new TillyardError("config-invalid", `--lrc ${name} is no range of a check byte`, {
      hint: `give one of ${RANGE_NAMES}`,
    });
  }
  const digits = options.text("lrc-seed") ?? "00";
  if (/^[\dA-Fa-f]{2}$/.test(digits)) return { ...range, seed: Number.parseInt(digits, 16) };
  throw new TillyardError("config-invalid", `--lrc-seed ${digits} is no byte`, {
    hint: "give two hexadecimal digits, such as 7F",
  });
}

/** Its display holds asterisks for what is keyed, so that it may be told. */
function toldOf(lines: readonly [string, string]): Told {
  return { event: { event: "display", lines }, shown: lines.map((line) => `|${line}|`) };
}
