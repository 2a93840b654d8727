import { describe, expect, test } from "vitest";
import type { DeskEvent, DeskJoin, DeskOrder } from "../../../../sim-server/contract/index.ts";
import type {
  HardwareEvent,
  HardwareOrder,
} from "../../../../sim-server/core/counter/hardware-event.ts";
import {
  AWAY_MS_MAX,
  createDesks,
  HELD_BYTES_MAX,
} from "../../../../sim-server/io/hardware/desks.ts";
import { seatCodeOf } from "../../../../sim-server/io/hardware/seat-code.ts";
import { createSeats } from "../../../../sim-server/io/hardware/seats.ts";
import { createSession } from "../../../../sim-server/session/session.ts";
import { createHandClock } from "../../../kit/hand-clock.ts";
import { firstLesson } from "../../../kit/live.ts";

const ANNA = "a".repeat(32);
const SCAN: HardwareEvent = { device: "scanner", kind: "bytes", hex: "310D" };
const PLUGGED = { device: "printer", kind: "plugged" } as const;
const DESK = "d".repeat(32);

describe("what a desk tells", () => {
  test("enters the counter in order, each once, also where it was sent again", async () => {
    const room = setUp();
    const desk = room.join();
    await desk.tell(1, PLUGGED);
    await desk.tell(2, SCAN);
    desk.joined.lose();
    const again = room.join();
    await again.tell(2, SCAN);
    await again.tell(3, SCAN);
    expect(room.heard).toEqual([
      `printer plugged ${"d".repeat(16)}-1`,
      `scanner bytes ${"d".repeat(16)}-2`,
      `scanner bytes ${"d".repeat(16)}-3`,
    ]);
  });

  test("is answered once it is stored, the second time as well", async () => {
    const room = setUp();
    const desk = room.join();
    room.holdBack();
    const answered: string[] = [];
    const first = desk.tell(1, SCAN).then(() => void answered.push("first"));
    const second = desk.tell(1, SCAN).then(() => void answered.push("second"));
    await Promise.resolve();
    expect(answered).toEqual([]);
    room.store();
    await Promise.all([first, second]);
    expect(new Set(answered)).toEqual(new Set(["first", "second"]));
  });

  test("is entered again where the store could not take it", async () => {
    const room = setUp();
    const desk = room.join();
    room.fail();
    await expect(desk.tell(1, SCAN)).rejects.toThrow("disk full");
    room.store();
    await desk.tell(1, SCAN);
    expect(room.heard).toHaveLength(2);
  });

  test("of a card that is no test card is only that it was refused, whatever the desk says", async () => {
    const room = setUp(["stripe"]);
    const desk = room.join();
    const tracks = { track2: "9999999999999999=2908" };
    await desk.tell(1, { device: "stripe", kind: "swiped", tracks });
    expect(room.heard).toEqual([`stripe refused ${"d".repeat(16)}-1`]);
  });

  test("to a server that has forgotten it begins with the cables that are in", async () => {
    const room = setUp();
    room.join({ plugged: [PLUGGED] });
    expect(room.heard).toEqual(["printer plugged"]);
  });
});

describe("what a desk is to do", () => {
  test("is held for it while it is away, and sent again where it was not carried out", () => {
    const room = setUp();
    const desk = room.join();
    room.order("1");
    room.order("2");
    desk.joined.done(1);
    desk.joined.lose();
    room.order("3");
    const again = room.join();
    expect([desk.got, again.got]).toEqual([
      ["1", "2"],
      ["2", "3"],
    ]);
  });

  test("is not sent again where it says that it has heard it", () => {
    const room = setUp();
    const desk = room.join();
    room.order("1");
    room.order("2");
    desk.joined.lose();
    const heardOfAnother = room.join({ heard: { epoch: "another", order: 2 } });
    heardOfAnother.joined.lose();
    const again = room.join({ heard: { epoch: "epoch 1", order: 1 } });
    expect([heardOfAnother.got, again.got]).toEqual([["1", "2"], ["2"]]);
  });

  test("is lost beyond what is held, as on any cable", () => {
    const room = setUp();
    room.join().joined.lose();
    room.order("x".repeat(HELD_BYTES_MAX));
    room.order("y");
    expect(room.join().got.map((text) => text.length)).toEqual([HELD_BYTES_MAX]);
  });
});

describe("a desk that is away", () => {
  test.each([
    [AWAY_MS_MAX - 1, []],
    [AWAY_MS_MAX, ["printer withdrawn", "scanner withdrawn"]],
  ])("for %i ms", (awayMs, heard) => {
    const room = setUp();
    room.join().joined.lose();
    room.clock.pass(awayMs);
    expect(room.heard).toEqual(heard);
  });

  test("and back in time has not been away", () => {
    const room = setUp();
    room.join().joined.lose();
    room.clock.pass(AWAY_MS_MAX - 1);
    room.join();
    room.clock.pass(AWAY_MS_MAX);
    expect(room.heard).toEqual([]);
  });

  test("is replaced by the one that was started in its place, which leaves the counter its own", async () => {
    const room = setUp();
    const first = room.join();
    await first.tell(1, PLUGGED);
    first.joined.lose();
    const second = room.join({ desk: "e".repeat(32) });
    await second.tell(1, PLUGGED);
    second.joined.part();
    room.clock.pass(AWAY_MS_MAX);
    expect(room.heard.map((line) => line.slice(0, 17))).toEqual([
      "printer plugged d",
      "printer plugged e",
      "printer withdrawn",
      "scanner withdrawn",
    ]);
  });

  test("is waited for no longer when the server ends", () => {
    const room = setUp();
    const desk = room.join();
    room.desks.close();
    desk.joined.lose();
    room.clock.pass(AWAY_MS_MAX);
    expect(room.heard).toEqual([]);
  });
});

function setUp(devices: DeskJoin["devices"] = ["printer", "scanner"]) {
  const clock = createHandClock();
  const heard: string[] = [];
  const failed = (error: unknown): void => {
    throw error;
  };
  const seats = createSeats(failed);
  let epochs = 0;
  const newEpoch = (): string => {
    epochs += 1;
    return `epoch ${epochs}`;
  };
  const desks = createDesks({ seats, clock, newEpoch, failed });
  let performer: (order: HardwareOrder) => void = () => undefined;
  let stored: Promise<void> = Promise.resolve();
  let store: () => void = () => undefined;
  const { opened } = createSession({ scenario: firstLesson().scenario, seed: 1, cashier: "小禾" });
  seats.take(ANNA, {
    opened,
    hear: ({ device, kind }, id) => {
      heard.push([device, kind, ...(id === undefined ? [] : [id])].join(" "));
      return stored;
    },
    connect: (perform) => {
      performer = perform;
      return () => undefined;
    },
  });
  return {
    clock,
    heard,
    desks,
    holdBack: () => {
      stored = new Promise((resolve) => {
        store = resolve;
      });
    },
    fail: () => {
      stored = Promise.reject(new Error("disk full"));
      store = () => {
        stored = Promise.resolve();
      };
    },
    store: () => store(),
    order: (text: string) => performer({ device: "printer", bytes: Buffer.from(text) }),
    join: (given: Partial<DeskJoin> = {}) => {
      const got: string[] = [];
      const send = ({ hex }: DeskOrder): void => void got.push(Buffer.from(hex, "hex").toString());
      const seat = seatCodeOf(ANNA);
      const message: DeskJoin = { version: 1, seat, desk: DESK, devices, plugged: [], ...given };
      const joined = desks.join(message, { send });
      const tell = (n: number, event: HardwareEvent): Promise<void> =>
        joined.hear({ n, event } as DeskEvent);
      return { joined, got, tell };
    },
  };
}
