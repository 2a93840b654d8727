import { describe, expect, test } from "vitest";
import type { DialEnd } from "../../../../device-emulators/transports/dial.ts";
import type { HardwareEvent } from "../../../../sim-server/core/counter/hardware-event.ts";
import {
  lineOf,
  lineOfUnreachable,
  standHere,
} from "../../../../sim-server/io/hardware/local-hardware.ts";
import { createSeats } from "../../../../sim-server/io/hardware/seats.ts";
import { createSession } from "../../../../sim-server/session/session.ts";
import { createHandClock } from "../../../kit/hand-clock.ts";
import { firstLesson } from "../../../kit/live.ts";

test.each<[HardwareEvent, string | undefined]>([
  [{ device: "printer", kind: "plugged" }, "the printer is there"],
  [{ device: "printer", kind: "unplugged" }, "the printer is away"],
  [
    { device: "stripe", kind: "refused" },
    "a real card was refused at the stripe; nothing of it was kept",
  ],
  [
    { device: "scanner", kind: "refused" },
    "a card's stripe was stopped at the scanner; nothing of it was kept",
  ],
  [{ device: "scanner", kind: "bytes", hex: "31" }, undefined],
])("of %j people are told: %s", (event, line) => {
  expect(lineOf(event)).toBe(line);
});

test.each([
  ["ECONNREFUSED", "nobody listens on that port"],
  ["/dev/nope is not there", "/dev/nope is not there"],
])("a device that cannot be reached (%s) is told in words", (why, words) => {
  expect(lineOfUnreachable("printer", why)).toContain(words);
});

describe("hardware of this machine", () => {
  test("stands at the first seat, until it is let go", () => {
    const failed = (error: unknown): void => {
      throw error;
    };
    const seats = createSeats(failed);
    const heard: string[] = [];
    const said: string[] = [];
    let end: DialEnd | undefined;
    const letGo = standHere(
      {
        code: undefined,
        say: (line) => void said.push(line),
        devices: [
          {
            device: "scanner",
            mute: false,
            dial: (given) => {
              end = given;
              return () => undefined;
            },
          },
        ],
      },
      seats,
      { clock: createHandClock(), failed },
    );
    const { scenario } = firstLesson();
    const { opened } = createSession({ scenario, seed: 1, cashier: "小禾" });
    seats.take("a".repeat(32), {
      opened,
      hear: async ({ kind }) => void heard.push(kind),
      connect: () => () => undefined,
    });
    const link = {
      name: "far",
      send: () => undefined,
      unsentBytes: () => 0,
      pause: () => undefined,
      resume: () => undefined,
      hangUp: () => undefined,
      end: () => undefined,
    };
    end?.opened(link);
    end?.received(link, Uint8Array.of(0x31, 0x0d));
    letGo();
    expect([heard, said]).toEqual([["plugged", "bytes", "withdrawn"], ["the scanner is there"]]);
  });
});
