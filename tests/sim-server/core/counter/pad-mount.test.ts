import { describe, expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { keyCheckValue } from "../../../../device-emulators/crypto/key-check.ts";
import type { PinPadKey } from "../../../../device-emulators/devices/pin-pad/pin-pad.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { KEYS } from "../../../../sim-server/core/counter/house.ts";
import { mountPad } from "../../../../sim-server/core/counter/pad-mount.ts";
import {
  createPinPad,
  type PinPadAnswer,
} from "../../../../sim-server/core/drivers/pin-pad-driver.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";

const PIN_KEY = fromHex("89ABCDEF0123456776543210FEDCBA98");
const QUESTION = {
  amountMinor: 4440,
  pan: "6212345678901265",
  digitsMin: 4,
  digitsMax: 12,
  waitMs: 60_000,
};

describe("the PIN pad on the counter", () => {
  test.each<[string, PinPadKey[], number, string]>([
    ["keyed and entered", [..."246810", "enter"] as PinPadKey[], 0, "entered 6"],
    [
      "cleared and keyed again",
      [..."99", "clear", ..."1234", "enter"] as PinPadKey[],
      0,
      "entered 4",
    ],
    ["cancelled at once", ["cancel"], 0, "cancelled 0"],
    ["cancelled after two digits", ["1", "2", "cancel"], 0, "cancelled 2"],
    ["left alone for a minute", [], 60_000, "timeout 0"],
    ["left alone after three digits", ["1", "2", "3"], 60_000, "timeout 3"],
    ["too short to enter, then left", ["1", "2", "3", "enter"], 60_000, "timeout 3"],
  ])("%s", (_how, keys, waitMs, answered) => {
    const pad = setUp();
    pad.ask();
    expect(pad.said).toEqual(["asked 4440"]);
    for (const key of keys) pad.mounted.press(key);
    pad.run(waitMs);
    expect(pad.said).toEqual(["asked 4440", answered]);
    expect(pad.asking).toEqual([true, false]);
    expect(pad.mounted.asks()).toBe(false);
  });

  test("taken back by the terminal it is cancelled, not answered", () => {
    const pad = setUp();
    pad.ask();
    pad.mounted.press("1");
    pad.node.start(pad.driver.cancel());
    pad.run(100);
    expect(pad.said).toEqual(["asked 4440", "cancelled 1"]);
  });

  test("shows the amount and asterisks, never a digit of the PIN, and says training", () => {
    const pad = setUp();
    expect(pad.mounted.lines()).toEqual(["训练 TRAINING", ""]);
    pad.ask();
    pad.mounted.press("2");
    pad.mounted.press("4");
    expect(pad.mounted.lines()).toEqual(["训练 RMB 44.40", "请输入密码: **"]);
    pad.mounted.press("cancel");
    expect(pad.mounted.lines()).toEqual(["训练 TRAINING", ""]);
  });

  test("gives the terminal a block, and everybody else nothing", () => {
    const pad = setUp();
    pad.ask();
    for (const key of [..."246810", "enter"] as PinPadKey[]) pad.mounted.press(key);
    pad.run(100);
    expect(pad.answer()?.outcome).toBe("done");
    expect(pad.answer()?.block).toHaveLength(8);
    expect(pad.said.join()).not.toContain("246810");
  });

  test("keys that nobody asked for do nothing", () => {
    const pad = setUp();
    for (const key of [..."246810", "enter", "cancel"] as PinPadKey[]) pad.mounted.press(key);
    pad.run(100_000);
    expect(pad.said).toEqual([]);
    expect(pad.asking).toEqual([]);
  });
});

function setUp() {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const cable = world.line({ name: "pad", delayMs: 1 });
  const node = world.node("terminal");
  const said: string[] = [];
  const asking: boolean[] = [];
  const mounted = mountPad({
    node: world.node("pad"),
    emit: (kind, data) =>
      void said.push(`${kind === "pin-pad.asked" ? "asked " : ""}${Object.values(data).join(" ")}`),
    cable: cable.b,
    masterKey: KEYS.terminalMaster,
    seed: 7,
    asking: (on) => void asking.push(on),
  });
  const driver = createPinPad(cable.a);
  const master = desCipher(fromHex(KEYS.terminalMaster));
  const check = keyCheckValue(desCipher(PIN_KEY), 4);
  const run = (ms: number): void => world.scheduler.advance(world.scheduler.nowMs() + ms);
  node.start(driver.loadKey(master.encrypt(PIN_KEY), check));
  run(100);
  let answer: PinPadAnswer | undefined;
  return {
    node,
    driver,
    mounted,
    said,
    asking,
    run,
    ask: () => {
      node.start(driver.askPin(QUESTION));
      run(100);
    },
    answer: () => {
      answer ??= driver.answers.take()?.value;
      return answer;
    },
  };
}
