import { describe, expect, test } from "vitest";
import { UNIONPAY_QUICK } from "../../../../device-emulators/devices/card/card-profile.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { createCardStock } from "../../../../sim-server/core/counter/card-stock.ts";
import {
  DRAW_BACK_MS,
  HOLD_MS_MAX,
  mountField,
} from "../../../../sim-server/core/counter/field.ts";
import { KEYS, profileOf } from "../../../../sim-server/core/counter/house.ts";
import type { ReaderEvent } from "../../../../sim-server/core/drivers/reader-driver.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";
import { card } from "../../../kit/customer-play.ts";

const SELECT = fromHex("00A4040008A000000333010101");

describe("the field at the counter", () => {
  test("tells the terminal of a card, and the trace of its commands by name", () => {
    const { field, run, story } = setUp();
    field.cable.powerField(true);
    field.hands.tap(["one"]);
    run(100);
    expect(field.cable.inField()).toBe(true);
    field.cable.transmitField(SELECT);
    run(100);
    expect(story()).toBe("tapped field-answer | tapped, select 9000");
  });

  test("a hand draws back once the terminal lets go of the field", () => {
    const { field, run, story } = setUp();
    field.cable.powerField(true);
    field.hands.tap(["one"]);
    run(100);
    field.cable.powerField(false);
    field.cable.powerField(true);
    run(DRAW_BACK_MS);
    expect(field.cable.inField()).toBe(false);
    expect(story()).toBe("tapped tapped left | tapped, tapped, left");
  });

  test("a hand does not wait for ever at a reader that does nothing", () => {
    const { field, run } = setUp();
    field.cable.powerField(true);
    field.hands.tap(["one"]);
    run(HOLD_MS_MAX - 1);
    expect(field.cable.inField()).toBe(true);
    run(1);
    expect(field.cable.inField()).toBe(false);
  });

  test("two cards in one hand collide, and are drawn back", () => {
    const { field, run, story } = setUp();
    field.cable.powerField(true);
    field.hands.tap(["one", "two"]);
    run(1_000);
    expect(story()).toBe("collision left | collision, left");
  });

  test("a card that leaves early is away before its command", () => {
    const { field, run, story } = setUp();
    field.cable.powerField(true);
    field.hands.tap(["one"]);
    field.hands.leaveAt(1);
    run(100);
    field.cable.transmitField(SELECT);
    run(100);
    expect(story()).toBe("tapped left | tapped, left");
  });

  test("a card back in the hand can be held to the reader again", () => {
    const { field, run, story } = setUp();
    field.cable.powerField(true);
    for (let time = 0; time < 2; time += 1) {
      field.hands.tap(["one"]);
      run(HOLD_MS_MAX);
    }
    expect(story()).toBe("tapped left tapped left | tapped, left, tapped, left");
  });
});

function setUp() {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const said: string[] = [];
  const told: ReaderEvent[] = [];
  const contactless = UNIONPAY_QUICK;
  const profile = { ...profileOf(card()), contactless };
  const cards = createCardStock(
    new Map([
      ["one", profile],
      ["two", profile],
    ]),
    fromHex(KEYS.issuerMaster),
  );
  const field = mountField(
    {
      node: world.node("reader"),
      emit: (kind, data) => {
        const { felt, command, sw } = data as Readonly<Record<string, string>>;
        said.push(kind === "reader.field" ? `${felt}` : `${command} ${sw}`);
      },
    },
    cards,
    (event) => told.push(event),
  );
  return {
    field,
    run: (ms: number): void => world.scheduler.advance(world.scheduler.nowMs() + ms),
    story: () => `${told.map(({ type }) => type).join(" ")} | ${said.join(", ")}`,
  };
}
