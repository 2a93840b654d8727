import { describe, expect, test } from "vitest";
import type {
  HardwareEvent,
  HardwareOrder,
} from "../../../../sim-server/core/counter/hardware-event.ts";
import { seatCodeOf } from "../../../../sim-server/io/hardware/seat-code.ts";
import {
  createSeats,
  type SeatedSession,
  type SeatHardware,
} from "../../../../sim-server/io/hardware/seats.ts";
import { createSession } from "../../../../sim-server/session/session.ts";
import { firstLesson } from "../../../kit/live.ts";

const { scenario } = firstLesson();
const ANNA = "a".repeat(32);
const BO = "b".repeat(32);
const PLUGGED: HardwareEvent = { device: "printer", kind: "plugged" };
const SCANNED: HardwareEvent = { device: "scanner", kind: "bytes", hex: "310D" };

describe("hardware with a code", () => {
  test("stands at that person's counter: what it tells goes there, orders come from there", async () => {
    const shop = openShop();
    const [anna, bo] = [shop.counter(), shop.counter()];
    shop.seats.take(BO, bo.session);
    shop.seats.take(ANNA, anna.session);
    const hardware = shop.bring({ code: seatCodeOf(ANNA) });
    await hardware.tell(PLUGGED, "desk-1");
    anna.orders("41");
    bo.orders("42");
    expect([anna.heard, bo.heard, hardware.done]).toEqual([["printer plugged desk-1"], [], ["41"]]);
  });

  test("goes with the person to the next lesson", async () => {
    const shop = openShop();
    const [first, second] = [shop.counter(), shop.counter()];
    shop.seats.take(ANNA, first.session);
    const hardware = shop.bring({ code: seatCodeOf(ANNA) });
    await hardware.tell(PLUGGED);
    shop.seats.take(ANNA, second.session);
    first.orders("41");
    second.orders("42");
    expect(first.heard).toEqual(["printer plugged", "printer withdrawn", "scanner withdrawn"]);
    expect(second.heard).toEqual(["printer plugged"]);
    expect(hardware.done).toEqual(["42"]);
  });

  test("stays where it is when the page is loaded again", async () => {
    const shop = openShop();
    const counter = shop.counter();
    shop.seats.take(ANNA, counter.session);
    await shop.bring({ code: seatCodeOf(ANNA) }).tell(PLUGGED);
    shop.seats.take(ANNA, counter.session);
    expect(counter.heard).toEqual(["printer plugged"]);
  });

  test("is not yet where nobody sits, and there as soon as somebody does", async () => {
    const shop = openShop();
    const hardware = shop.bring({ code: seatCodeOf(ANNA) });
    await hardware.tell(PLUGGED);
    await hardware.tell(SCANNED);
    expect(shop.seats.at(seatCodeOf(ANNA))).toBeUndefined();
    const counter = shop.counter();
    shop.seats.take(ANNA, counter.session);
    expect(shop.seats.at(seatCodeOf(ANNA))?.cashier).toBe("小禾");
    expect(counter.heard).toEqual(["printer plugged"]);
  });
});

describe("hardware without a code", () => {
  test("stands at the first seat that is taken, and at the next once that is closed", async () => {
    const shop = openShop();
    const hardware = shop.bring({});
    await hardware.tell(PLUGGED);
    const [anna, bo] = [shop.counter(), shop.counter()];
    shop.seats.take(ANNA, anna.session);
    shop.seats.take(BO, bo.session);
    expect([anna.heard, bo.heard]).toEqual([["printer plugged"], []]);
    shop.seats.close(anna.session);
    expect([anna.heard, bo.heard]).toEqual([["printer plugged"], ["printer plugged"]]);
  });
});

describe("of two printers at one counter", () => {
  test("the one that came last is used, and the other again once that is taken away", async () => {
    const shop = openShop();
    const counter = shop.counter();
    shop.seats.take(ANNA, counter.session);
    const [old, young] = [shop.bring({}), shop.bring({ code: seatCodeOf(ANNA) })];
    await old.tell(PLUGGED);
    expect(counter.heard).toEqual([]);
    await young.tell(PLUGGED);
    counter.orders("41");
    young.leave();
    counter.orders("42");
    expect([old.done, young.done]).toEqual([["42"], ["41"]]);
    expect(counter.heard).toEqual([
      "printer plugged",
      "printer withdrawn",
      "scanner withdrawn",
      "printer plugged",
    ]);
  });
});

function openShop() {
  const failures: unknown[] = [];
  const seats = createSeats((error) => void failures.push(error));
  return {
    seats,
    bring: (given: { readonly code?: string }) => {
      const done: string[] = [];
      const hardware: SeatHardware = {
        code: given.code,
        devices: ["printer", "scanner"],
        perform: ({ bytes }) => void done.push(String.fromCharCode(...bytes)),
      };
      return { ...seats.join(hardware), done };
    },
    counter: () => {
      const heard: string[] = [];
      let performer: ((order: HardwareOrder) => void) | undefined;
      const { opened } = createSession({ scenario, seed: 1, cashier: "小禾" });
      const session: SeatedSession = {
        opened,
        hear: async ({ device, kind }, id) =>
          void heard.push([device, kind, ...(id === undefined ? [] : [id])].join(" ")),
        connect: (perform) => {
          performer = perform;
          return () => {
            performer = undefined;
          };
        },
      };
      const orders = (text: string): void =>
        performer?.({ device: "printer", bytes: Uint8Array.from(Buffer.from(text)) });
      return { session, heard, orders };
    },
  };
}
