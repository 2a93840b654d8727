import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { KEYS, profileOf } from "../../../../sim-server/core/counter/house.ts";
import { type CardSlot, createCardSlot } from "../../../../sim-server/core/counter/slot.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";
import { card } from "../../../kit/customer-play.ts";

const SELECT_PSE = fromHex("00A404000E315041592E5359532E4444463031");
const UNKNOWN = fromHex("00FE0000");

describe("the card slot", () => {
  test("tells the terminal of a card that comes and goes, and the desk that it is out", () => {
    const reader = setUp();
    const port = reader.slot.port();
    reader.slot.insert("good", "chip-first");
    expect([port.present(), reader.slot.occupied(), reader.slot.insertions()]).toEqual([
      true,
      true,
      1,
    ]);
    reader.slot.remove();
    expect([port.present(), reader.slot.occupied()]).toEqual([false, false]);
    expect(reader.drain(port)).toBe("in out");
    expect(reader.said.join(", ")).toBe("card in right, card out none, released good");
  });

  test("names each command and the status word of its answer", () => {
    const reader = setUp();
    const port = reader.slot.port();
    reader.slot.insert("good", "chip-first");
    port.power(true);
    reader.run(100);
    port.transmit(SELECT_PSE);
    reader.run(100);
    port.transmit(UNKNOWN);
    reader.run(100);
    expect(reader.said.slice(1).join(", ")).toBe("reset ATR, select 9000, unknown 6D00");
    expect(reader.drain(port)).toBe("in answer answer answer");
  });

  test("tells of a PIN that it was checked, and nothing of what it was", () => {
    const reader = setUp();
    const port = reader.slot.port();
    reader.slot.insert("good", "chip-first");
    port.power(true);
    reader.run(100);
    port.transmit(fromHex("0020008008 241234FFFFFFFFFF"));
    reader.run(100);
    expect(reader.said.at(-1)).toBe("verify 6D00");
    expect(reader.said.join()).not.toContain("1234");
  });

  test.each<[string, string, "chip-first" | "wrong-way", (slot: CardSlot) => void, string]>([
    ["the wrong way round", "good", "wrong-way", () => undefined, "wrong way round"],
    ["in a dirty slot", "good", "chip-first", (slot) => slot.soil(), "dirty contacts"],
    ["with a broken chip", "broken", "chip-first", () => undefined, "silent chip"],
  ])("a card %s is mute, and the trace says why", (_how, id, way, prepare, why) => {
    const reader = setUp();
    const port = reader.slot.port();
    prepare(reader.slot);
    reader.slot.insert(id, way);
    port.power(true);
    reader.run(999);
    expect(reader.drain(port)).toBe("in");
    reader.run(1);
    expect(reader.drain(port)).toBe("mute");
    expect(reader.said.at(-1)).toBe(`mute reset ${why}`);
  });

  test("answers again once it is clean", () => {
    const reader = setUp();
    const port = reader.slot.port();
    reader.slot.soil();
    reader.slot.clean();
    reader.slot.insert("good", "chip-first");
    port.power(true);
    reader.run(100);
    expect(reader.said.at(-1)).toBe("reset ATR");
  });

  test("a card pulled out at its second command is out, and does not answer it", () => {
    const reader = setUp();
    const port = reader.slot.port();
    reader.slot.insert("good", "chip-first");
    reader.slot.pullAt(2);
    port.power(true);
    reader.run(100);
    port.transmit(SELECT_PSE);
    reader.run(100);
    port.transmit(SELECT_PSE);
    reader.run(100);
    expect(reader.said.slice(1).join(", ")).toBe(
      "reset ATR, select 9000, mute select no card, card out none, released good",
    );
    expect(reader.slot.occupied()).toBe(false);
  });

  test("a card drawn past the head stays in the hand; its tracks reach the terminal alone", () => {
    const reader = setUp();
    const port = reader.slot.port();
    reader.slot.swipe("good", "chip-first", "good");
    reader.slot.swipe("good", "wrong-way", "good");
    reader.slot.swipe("good", "chip-first", "bad");
    expect(reader.slot.occupied()).toBe(false);
    expect(reader.said.join(", ")).toBe("swiped tracks, swiped nothing, swiped garbled");
    const value = port.events.take()?.value;
    expect(value).toMatchObject({
      type: "swiped",
      read: { ok: true, value: { track2: expect.stringMatching(/^6212345678901265=2908620/) } },
    });
  });

  test("a terminal that starts again hears nothing of before", () => {
    const reader = setUp();
    const old = reader.slot.port();
    reader.slot.insert("good", "chip-first");
    const next = reader.slot.port();
    next.power(true);
    reader.run(100);
    expect(reader.drain(next)).toBe("answer");
    expect(reader.drain(old)).toBe("in");
    expect(next.present()).toBe(true);
  });

  test("a card keeps its memory outside the slot: its counter never stands still", () => {
    const reader = setUp();
    const counters = [1, 2, 3].map(() => {
      reader.slot.insert("good", "chip-first");
      const counter = readCounter(reader);
      reader.slot.remove();
      return counter;
    });
    expect(counters).toEqual(["0001", "0002", "0003"]);
  });
});

/** Selects the application, begins a transaction, and asks for the counter (9F36). */
function readCounter({ slot, run, answer }: ReturnType<typeof setUp>): string {
  const port = slot.port();
  port.power(true);
  run(100);
  for (const command of [
    "00A4040008A00000033301010100",
    "80A8000006830401560156 00",
    "80CA9F3600",
  ]) {
    port.events.clear();
    port.transmit(fromHex(command));
    run(100);
  }
  return answer(port).slice(6, 10);
}

function setUp() {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const said: string[] = [];
  const slot = createCardSlot({
    node: world.node("reader"),
    emit: (kind, data) => said.push(draw(kind, data as Readonly<Record<string, unknown>>)),
    profiles: new Map([
      ["good", profileOf(card())],
      ["broken", profileOf(card({ chip: "broken" }))],
    ]),
    issuerMasterKey: fromHex(KEYS.issuerMaster),
    released: (id) => said.push(`released ${id}`),
  });
  const drain = ({ events }: ReturnType<CardSlot["port"]>): string => {
    const words: string[] = [];
    for (let taken = events.take(); taken !== undefined; taken = events.take()) {
      const { value } = taken;
      words.push(value.type === "presence" ? (value.present ? "in" : "out") : value.type);
    }
    return words.join(" ");
  };
  const answer = ({ events }: ReturnType<CardSlot["port"]>): string => {
    const value = events.take()?.value;
    return value?.type === "answer" ? toHex(value.bytes) : "";
  };
  const run = (ms: number): void => world.scheduler.advance(world.scheduler.nowMs() + ms);
  return { slot, said, run, drain, answer };
}

function draw(kind: string, data: Readonly<Record<string, unknown>>): string {
  if (kind === "reader.card") return `card ${data["present"] ? "in" : "out"} ${data["seated"]}`;
  if (kind === "card.apdu") return `${data["command"]} ${data["sw"]}`;
  if (kind === "reader.swiped") return `swiped ${data["read"]}`;
  return `mute ${data["command"]} ${data["why"]}`;
}
