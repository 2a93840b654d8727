import { describe, expect, test } from "vitest";
import { decipherOfflinePin } from "../../../../device-emulators/crypto/offline-pin.ts";
import { testKey } from "../../../../device-emulators/crypto/test-authority.ts";
import {
  type PinPadState,
  pinPadOn,
  stepPinPad,
} from "../../../../device-emulators/devices/pin-pad/pin-pad.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { ACK, STX } from "../../../../device-emulators/kit/frame.ts";
import { KEYS } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import {
  createPinPad,
  type OfflinePinQuestion,
  type PinPad,
} from "../../../../sim-server/core/drivers/pin-pad-driver.ts";
import { type Flow, receive } from "../../../../sim-server/core/world/flow.ts";
import type { Disturbance } from "../../../../sim-server/core/world/line.ts";
import { runMachine } from "../../../../sim-server/core/world/machine.ts";
import { runFlow } from "../../../kit/node-flow.ts";

const KEY = fromHex(KEYS.f62.slice(0, 32));
const CHECK = fromHex(KEYS.f62.slice(32, 40));
const QUESTION = {
  amountMinor: 8640,
  pan: "6212345678901265",
  digitsMin: 4,
  digitsMax: 12,
  waitMs: 10_000,
};

/** Runs `use` against the emulated pad, in whose place a customer keys `keys` when asked. */
function withPad<T>(
  use: (pad: PinPad) => Flow<T>,
  options: { keys?: string; disturb?: Disturbance } = {},
) {
  return runFlow((world) => {
    const line = world.line({ name: "pad", delayMs: 1 });
    line.disturb = options.disturb;
    const pad = runMachine(
      world.node("pad"),
      stepPinPad,
      pinPadOn(fromHex(KEYS.tmk), 7) satisfies PinPadState,
      (effect) => {
        if (effect.type === "send") line.b.send(effect.bytes);
        else if (effect.lines[1] === "请输入密码: ") world.scheduler.after(100, keyPin);
      },
    );
    const keyPin = (): void => {
      for (const key of options.keys ?? "") {
        if (key === "x") pad.send({ type: "key", key: "cancel" });
        else if (key === "o") pad.send({ type: "key", key: "enter" });
        else pad.send({ type: "key", key: key as "0" });
      }
    };
    line.b.onReceive = (bytes) => pad.send({ type: "bytes", bytes });
    return use(createPinPad(line.a));
  });
}

function* askPin(pad: PinPad) {
  yield* pad.loadKey(KEY, CHECK);
  if (!(yield* pad.askPin(QUESTION))) return "not heard";
  return yield* receive(pad.answers);
}

function* askOffline(pad: PinPad, cipher?: NonNullable<OfflinePinQuestion["cipher"]>) {
  const { pan: _, ...prompt } = QUESTION;
  const question = cipher === undefined ? prompt : { ...prompt, cipher };
  if (!(yield* pad.askOfflinePin(question))) return "not heard";
  return yield* receive(pad.answers);
}

/** Loses or spoils the nth piece on its way. */
function nth(place: number, change: (bytes: Uint8Array) => readonly Uint8Array[]): Disturbance {
  let count = 0;
  return (_way, bytes) => {
    count += 1;
    const pieces = count === place ? change(bytes) : [bytes];
    return pieces.map((piece) => ({ bytes: piece, laterMs: 0 }));
  };
}

const spoil = (bytes: Uint8Array) => [bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte))];

describe("the PIN pad", () => {
  test("takes a key that its check value confirms", () => {
    expect(withPad((pad) => pad.loadKey(KEY, CHECK))).toMatchObject({ result: "done" });
  });

  test("refuses a key that its check value does not", () => {
    const other = CHECK.map((byte) => byte ^ 1);
    expect(withPad((pad) => pad.loadKey(KEY, other))).toMatchObject({
      result: "checkValueDiffers",
    });
  });

  test("answers with the PIN block under the PIN key", () => {
    // Computed apart: format 0 of 123456 for this card under the vectors' PIN key.
    const block = fromHex("D6C6C7D3916DCCDA");
    expect(withPad(askPin, { keys: "123456o" })).toMatchObject({
      result: { outcome: "done", block },
    });
  });

  test("a PIN for the card comes as VERIFY takes it, and needs no key of the bank's", () => {
    const block = fromHex("26123456FFFFFFFF");
    expect(withPad((pad) => askOffline(pad), { keys: "123456o" })).toMatchObject({
      result: { outcome: "done", block },
    });
  });

  test("a PIN for the card can be enciphered for it, never twice alike", () => {
    const pair = testKey("pin");
    const challenge = fromHex("0102030405060708");
    const ended = withPad(
      function* (pad) {
        const one = yield* askOffline(pad, { key: pair.publicKey, challenge });
        return [one, yield* askOffline(pad, { key: pair.publicKey, challenge })];
      },
      { keys: "123456o" },
    );
    const answers = typeof ended === "string" ? [] : ended.result;
    const blocks = answers.map((answer) => (typeof answer === "string" ? undefined : answer.block));
    for (const block of blocks) {
      expect(decipherOfflinePin(pair, block ?? fromHex(""), challenge)).toBe("123456");
    }
    expect(blocks[0]).not.toEqual(blocks[1]);
  });

  test("a PIN for the card cannot be enciphered under a key that is none", () => {
    const key = { modulus: fromHex("D3ED"), exponent: fromHex("03") };
    const cipher = { key, challenge: fromHex("0102030405060708") };
    expect(withPad((pad) => askOffline(pad, cipher), { keys: "123456o" })).toMatchObject({
      result: { outcome: "noKey" },
    });
  });

  test.each([
    ["the customer cancels", "12x", "cancelled"],
    ["nobody keys anything", "", "timedOut"],
  ])("%s", (_name, keys, outcome) => {
    expect(withPad(askPin, { keys })).toMatchObject({ result: { outcome } });
  });

  test("without a key says so", () => {
    expect(
      withPad(function* (pad) {
        yield* pad.askPin(QUESTION);
        return yield* receive(pad.answers);
      }),
    ).toMatchObject({ result: { outcome: "noKey" } });
  });

  // Pieces: 1 the request, 2 the pad's ACK, 3 its answer, 4 our ACK.
  test.each([
    ["request lost", nth(1, () => [])],
    ["request spoilt", nth(1, spoil)],
    ["ACK lost", nth(2, () => [])],
    ["answer spoilt", nth(3, spoil)],
    ["our ACK lost", nth(4, () => [])],
  ])("%s: it is done all the same", (_name, disturb) => {
    expect(withPad((pad) => pad.loadKey(KEY, CHECK), { disturb })).toMatchObject({
      result: "done",
    });
  });

  test("acknowledges what the pad says", () => {
    const sent: number[] = [];
    const listen: Disturbance = (way, bytes) => {
      if (way === "a-to-b") sent.push(bytes[0] ?? 0);
      return [{ bytes, laterMs: 0 }];
    };
    withPad((pad) => pad.loadKey(KEY, CHECK), { disturb: listen });
    expect(sent).toEqual([STX, ACK]);
  });

  test("a dead cable is noticed after three tries", () => {
    const ended = withPad((pad) => pad.loadKey(KEY, CHECK), { disturb: () => [] });
    expect(ended).toMatchObject({ result: "silent", tookMs: 1_500 });
  });

  test("a question can be taken back, and its answer does not come any more", () => {
    const ended = withPad(
      function* (pad) {
        yield* pad.loadKey(KEY, CHECK);
        yield* pad.askPin(QUESTION);
        yield* pad.cancel();
        return yield* receive(pad.answers);
      },
      { keys: "123456o" },
    );
    expect(ended).toBe("still waiting");
  });
});
