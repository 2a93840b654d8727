import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ANSWER_KEPT_MS,
  type PinPadEffect,
  type PinPadInput,
  type PinPadKey,
  pinPadLines,
  pinPadOn,
  stepPinPad,
} from "../../../../device-emulators/devices/pin-pad/pin-pad.ts";
import {
  concat,
  fromHex,
  fromLatin1,
  toHex,
  toLatin1,
} from "../../../../device-emulators/kit/bytes.ts";
import { buildFrame } from "../../../../device-emulators/kit/frame.ts";
import { encodeGb18030 } from "../../../../device-emulators/kit/gb18030.ts";
import { encipherDes as des } from "../../../kit/cipher-oracle.ts";
import { play } from "../../../kit/play.ts";

// Published with the examples of DUKPT (ANSI X9.24-1:2009, A.4); here they stand for a TMK and a PIK.
const TMK = fromHex("0123456789ABCDEFFEDCBA9876543210");
const PIK = fromHex("6AC292FAA1315B4D858AB3A3D7D5933A");
const WAIT_MS = 60_000;
const ASK = "8640;001234567890;0;6;60000";

const off = pinPadOn(TMK, 7);
const loaded = play(stepPinPad, off, [
  [0, order(`01K${toHex(des(TMK, PIK))};${check(PIK)}`)],
]).state;
const on = play(stepPinPad, loaded, [[0, ack()]]).state;

describe("loading the PIN key", () => {
  test.each([
    [
      "under the master key, with its check value",
      `${toHex(des(TMK, PIK))};${check(PIK)}`,
      "01K00",
    ],
    [
      "of eight bytes",
      `${toHex(des(TMK, PIK.subarray(0, 8)))};${check(PIK.subarray(0, 8))}`,
      "01K00",
    ],
    ["with another's check value", `${toHex(des(TMK, PIK))};${check(TMK)}`, "01K01"],
    ["not enciphered", `${toHex(PIK)};${check(PIK)}`, "01K01"],
    [
      "with a check value of three bytes",
      `${toHex(des(TMK, PIK))};${check(PIK).slice(0, 6)}`,
      "01K90",
    ],
    ["of no key length", "00112233;00112233", "01K90"],
    ["of half bytes", "001122334455667;00112233", "01K90"],
    ["without a check value", toHex(des(TMK, PIK)), "01K90"],
  ])("%s", (_name, fields, expected) => {
    expect(draw(play(stepPinPad, off, [[0, order(`01K${fields}`)]]).effects)).toBe(
      `ACK ${expected}`,
    );
  });

  test("a key that is refused leaves the one before it in force", () => {
    const { effects } = play(stepPinPad, on, [
      [0, order(`02K${toHex(PIK)};${check(PIK)}`)],
      [1, order(`03P${ASK}`)],
      ...keys(2, "1234", "enter"),
    ]);
    expect(answers(effects)).toEqual(["02K01", `03P00;${mixed("041234 FFFFFFFFFF")}`]);
  });

  test("without any there is no question", () => {
    expect(draw(play(stepPinPad, off, [[0, order(`03P${ASK}`)]]).effects)).toBe("ACK 03P13");
  });
});

describe("asking for the PIN", () => {
  /** Format 0: length and PIN, filled with F, mixed with 0000 and the twelve digits. */
  test.each([
    ["four digits", "1234", "041234 FFFFFFFFFF"],
    ["six digits", "123456", "06123456 FFFFFFFF"],
    ["no more than are allowed", "1234567", "06123456 FFFFFFFF"],
  ])("%s", (_name, digits, field) => {
    expect(answered(...keys(1, digits, "enter"))).toEqual([`02P00;${mixed(field)}`]);
  });

  test.each<[string, PinPadKey[], string[]]>([
    ["nothing keyed, where that is allowed", ["enter"], ["02P12"]],
    ["too few digits", ["1", "2", "3", "enter"], []],
    ["cancelled", ["1", "cancel"], ["02P10"]],
    ["cleared, then cancelled", ["1", "clear", "cancel"], ["02P10"]],
    ["keys after the answer", ["enter", "1", "enter", "cancel"], ["02P12"]],
  ])("%s", (_name, pressed, expected) => {
    expect(answered(...pressed.map((key) => [1, press(key)] as const))).toEqual(expected);
  });

  test("clear takes every digit away", () => {
    const script = [...keys(1, "99", "clear"), ...keys(2, "1234", "enter")];
    expect(answered(...script)).toEqual([`02P00;${mixed("041234 FFFFFFFFFF")}`]);
  });

  test("nothing keyed has no effect where a PIN must be", () => {
    const { effects } = play(stepPinPad, on, [
      [0, order("02P8640;001234567890;4;6;60000")],
      [1, press("enter")],
    ]);
    expect(answers(effects)).toEqual([]);
  });

  test.each([
    [WAIT_MS - 1, []],
    [WAIT_MS, ["02P11"]],
  ])("after %i ms of waiting it answers %j", (atMs, expected) => {
    expect(answered([atMs, { type: "tick" }])).toEqual(expected);
  });

  test("wants to be woken when the time is up, not later", () => {
    const asked = stepPinPad(on, order(`02P${ASK}`), 500);
    expect(asked.wakeAtMs).toBe(500 + WAIT_MS);
    expect(stepPinPad(asked.state, press("1"), 900).wakeAtMs).toBe(500 + WAIT_MS);
    expect(stepPinPad(asked.state, press("cancel"), 900).wakeAtMs).toBeUndefined();
  });

  test("a key at the last moment comes too late", () => {
    expect(answered([WAIT_MS, press("cancel")])).toEqual(["02P11"]);
  });

  test("refuses a question that cannot be read", () => {
    expect(draw(play(stepPinPad, on, [[0, order("02P86.40")]]).effects)).toBe("ACK 02P90");
  });

  test("cancel ends it, and answers for itself only", () => {
    expect(answered([1, order("03C")], [2, press("cancel")])).toEqual(["03C00"]);
  });
});

describe("the display", () => {
  test("shows the amount and an asterisk a digit, and never the digit", () => {
    const { effects } = play(stepPinPad, on, [
      [0, order(`02P${ASK}`)],
      ...keys(1, "48", "clear"),
      ...keys(2, "7", "enter", "cancel"),
    ]);
    expect(shown(effects)).toEqual([
      "训练 RMB 86.40 | 请输入密码: ",
      "训练 RMB 86.40 | 请输入密码: *",
      "训练 RMB 86.40 | 请输入密码: **",
      "训练 RMB 86.40 | 请输入密码: ",
      "训练 RMB 86.40 | 请输入密码: *",
      "训练 TRAINING | ",
    ]);
  });

  test("shows a message behind the training mark", () => {
    const { effects } = play(stepPinPad, on, [[0, order("02S欢迎光临;青禾超市")]]);
    expect(draw(effects)).toBe("ACK 02S00 [训练 欢迎光临 | 青禾超市]");
  });

  test("a message ends a question, and a question the message", () => {
    const { effects } = play(stepPinPad, on, [
      [0, order(`02P${ASK}`)],
      [1, order("03S欢迎光临;")],
      [2, press("cancel")],
      [3, order(`04P${ASK}`)],
      [4, press("cancel")],
    ]);
    expect(answers(effects)).toEqual(["03S00", "04P10"]);
    expect(shown(effects).at(-1)).toBe("训练 TRAINING | ");
  });

  test("refuses a message that is no text", () => {
    const bytes = buildFrame(concat([fromLatin1("02S"), fromHex("FF1C41")]));
    expect(draw(play(stepPinPad, on, [[0, { type: "bytes", bytes }]]).effects)).toBe("ACK 02S90");
  });
});

describe("the cable", () => {
  const spoilt = fromHex("02 30 32 43 03 00");

  test("a spoilt frame is refused, and its repetition heard", () => {
    const { effects } = play(stepPinPad, on, [
      [0, { type: "bytes", bytes: spoilt }],
      [1, order("02C")],
    ]);
    expect(draw(effects)).toBe("NAK ACK 02C00");
  });

  test.each([
    ["a letter there is not", "02X", "ACK 02X90"],
    ["no number", "C", "NAK"],
    ["a small letter", "02c", "NAK"],
  ])("%s", (_name, payload, expected) => {
    expect(draw(play(stepPinPad, on, [[0, order(payload)]]).effects)).toBe(expected);
  });

  test("a question that comes again is not asked again", () => {
    expect(answered([1, press("1")], [2, order(`02P${ASK}`)], ...keys(3, "234", "enter"))).toEqual([
      `02P00;${mixed("041234 FFFFFFFFFF")}`,
    ]);
  });

  test.each<[string, PinPadInput, number, number]>([
    ["NAK", { type: "bytes", bytes: fromHex("15") }, 10, 2],
    ["the same order", order("02C"), 10, 2],
    ["the same order, as long as it is kept", order("02C"), ANSWER_KEPT_MS - 1, 2],
    ["NAK after that", { type: "bytes", bytes: fromHex("15") }, ANSWER_KEPT_MS, 1],
    ["ACK", ack(), 10, 1],
  ])("an answer and then %s", (_name, input, atMs, times) => {
    const { effects } = play(stepPinPad, on, [
      [0, order("02C")],
      [atMs, input],
    ]);
    expect(answers(effects)).toEqual(Array.from({ length: times }, () => "02C00"));
  });

  test("an answer that was acknowledged is never sent again: the question is asked anew", () => {
    const { effects, state } = play(stepPinPad, on, [
      [0, order(`02P${ASK}`)],
      ...keys(1, "1234", "enter"),
      [2, ack()],
      [3, order(`02P${ASK}`)],
    ]);
    expect(answers(effects)).toHaveLength(1);
    expect(pinPadLines(state)[0]).toBe("训练 RMB 86.40");
  });
});

test("no bytes and no keys make it throw or show a digit", () => {
  const inputs = fc.oneof(
    fc.uint8Array({ maxLength: 12 }).map((bytes): PinPadInput => ({ type: "bytes", bytes })),
    fc.uint8Array({ maxLength: 30, min: 0x1c, max: 0x5a }).map((bytes) => order(toLatin1(bytes))),
    fc.constantFrom<PinPadKey>("0", "5", "9", "clear", "cancel", "enter").map(press),
    fc.constantFrom(order(`02P${ASK}`), order("03C"), ack()),
  );
  fc.assert(
    fc.property(fc.array(inputs), (script) => {
      const timed = script.map((input, index) => [index * 100, input] as const);
      const { state } = play(stepPinPad, on, timed);
      if (state.asking !== undefined) expect(pinPadLines(state)[1]).toMatch(/^请输入密码: \**$/);
    }),
  );
});

/** An order with `;` where the separator is. */
function order(payload: string): PinPadInput {
  return { type: "bytes", bytes: buildFrame(encodeGb18030(payload.replaceAll(";", "\u001c"))) };
}

function ack(): PinPadInput {
  return { type: "bytes", bytes: fromHex("06") };
}

function press(key: PinPadKey): PinPadInput {
  return { type: "key", key };
}

function keys(atMs: number, digits: string, ...then: PinPadKey[]): [number, PinPadInput][] {
  const pressed = [...(digits.split("") as PinPadKey[]), ...then];
  return pressed.map((key) => [atMs, press(key)]);
}

/** What a pad that was asked at 0 ms answers to the script. */
function answered(...script: (readonly [number, PinPadInput])[]): string[] {
  return answers(play(stepPinPad, on, [[0, order(`02P${ASK}`)], ...script]).effects);
}

function answers(effects: readonly PinPadEffect[]): string[] {
  return sent(effects).filter((text) => text !== "ACK" && text !== "NAK");
}

function shown(effects: readonly PinPadEffect[]): string[] {
  return effects.flatMap((effect) => (effect.type === "display" ? [effect.lines.join(" | ")] : []));
}

function sent(effects: readonly PinPadEffect[]): string[] {
  return effects.flatMap((effect) => (effect.type === "send" ? [drawEffect(effect)] : []));
}

function draw(effects: readonly PinPadEffect[]): string {
  return effects.map(drawEffect).join(" ");
}

function drawEffect(effect: PinPadEffect): string {
  if (effect.type === "display") return `[${effect.lines.join(" | ")}]`;
  const single = { 6: "ACK", 21: "NAK" }[effect.bytes[0] ?? 0];
  return single ?? toLatin1(effect.bytes.subarray(1, -2)).replaceAll("\u001c", ";");
}

/** The enciphered block of a PIN field, for the card in `ASK`. */
function mixed(field: string): string {
  const card = fromHex("0000001234567890");
  const clear = fromHex(field).map((byte, at) => byte ^ (card[at] ?? 0));
  return toHex(des(PIK, clear));
}

function check(key: Uint8Array): string {
  return toHex(des(key, new Uint8Array(8)).subarray(0, 4));
}
