import { expect, test } from "vitest";
import { fromLatin1, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { DialEnd, DialledLink } from "../../../../device-emulators/transports/dial.ts";
import type { HardwareEvent } from "../../../../sim-server/core/counter/hardware-event.ts";
import {
  type CabledHardware,
  keepCable,
  LOOK_AGAIN_MS,
  PIECE_BYTES_MAX,
} from "../../../../sim-server/io/hardware/hardware-cable.ts";
import { createHandClock } from "../../../kit/hand-clock.ts";

test("a device that is away is told of once for each reason, and looked for until it is there", () => {
  const cable = setUp("scanner");
  cable.end().refused("ECONNREFUSED");
  cable.clock.pass(LOOK_AGAIN_MS);
  cable.end().refused("ECONNREFUSED");
  cable.clock.pass(LOOK_AGAIN_MS - 1);
  expect(cable.dials()).toBe(2);
  cable.clock.pass(1);
  cable.end().refused("ETIMEDOUT");
  cable.clock.pass(LOOK_AGAIN_MS);
  cable.open();
  expect([cable.words, cable.told]).toEqual([["ECONNREFUSED", "ETIMEDOUT"], ["scanner plugged"]]);
});

test("one that is unplugged is told as such, and is there again when it is back", () => {
  const cable = setUp("printer");
  const link = cable.open();
  cable.cable.send(fromLatin1("one"));
  cable.end().closed(link, "reset");
  cable.cable.send(fromLatin1("lost"));
  cable.clock.pass(LOOK_AGAIN_MS);
  cable.open();
  cable.cable.send(fromLatin1("two"));
  expect(cable.told).toEqual(["printer plugged", "printer unplugged", "printer plugged"]);
  expect(cable.sent).toEqual(["one", "two"]);
});

test("what it sends is told as it came, in pieces that are not too long", () => {
  const cable = setUp("scanner");
  const link = cable.open();
  cable.end().received(link, fromLatin1("12"));
  cable.end().received(link, fromLatin1("x".repeat(PIECE_BYTES_MAX + 1)));
  expect(cable.told.slice(1)).toEqual([
    "scanner bytes 3132",
    `scanner bytes ${"78".repeat(PIECE_BYTES_MAX)}`,
    "scanner bytes 78",
  ]);
});

test("of a real card that is swiped nothing is told but that it was refused", () => {
  const cable = setUp("stripe");
  const link = cable.open();
  cable.end().received(link, fromLatin1(";9999999999999999=29"));
  cable.end().received(link, fromLatin1("08?\r;6212345678901265=2908?\r"));
  expect(cable.told.slice(1)).toEqual(["stripe refused", "stripe swiped"]);
});

test("a stripe reader at a scanner's place puts no card number anywhere", () => {
  const cable = setUp("scanner");
  const link = cable.open();
  cable.end().received(link, fromLatin1("12\r;6212345678901265=29"));
  cable.end().received(link, fromLatin1("08?\r34\r"));
  expect(cable.told.slice(1)).toEqual([
    "scanner bytes 31320D",
    "scanner refused",
    "scanner bytes 33340D",
  ]);
});

test("half a swipe is forgotten with its cable", () => {
  const cable = setUp("stripe");
  cable.end().received(cable.open(), fromLatin1(";6212345678901265"));
  cable.end().closed(cable.link(), "reset");
  cable.clock.pass(LOOK_AGAIN_MS);
  cable.end().received(cable.open(), fromLatin1("=2908?\r"));
  expect(cable.told).toEqual(["stripe plugged", "stripe unplugged", "stripe plugged"]);
});

test("a device that can only be sent to says so when it is there", () => {
  const cable = setUp("printer", true);
  cable.open();
  expect(cable.told).toEqual(["printer plugged mute"]);
});

test("what a spooler says of its printer is told to people", () => {
  const cable = setUp("printer", true);
  cable.end().noted?.(cable.open(), "the queue till is stopped");
  expect(cable.words).toEqual(["the queue till is stopped"]);
});

test("while nobody takes what it says it is asked to wait, also when it comes again", () => {
  const cable = setUp("scanner");
  cable.open();
  cable.cable.pause();
  cable.end().closed(cable.link(), "closed");
  cable.clock.pass(LOOK_AGAIN_MS);
  cable.open();
  cable.cable.resume();
  expect(cable.flow).toEqual(["pause", "pause", "resume"]);
});

test("let go, it is neither told of nor looked for any more", () => {
  const cable = setUp("scanner");
  const link = cable.open();
  cable.cable.close();
  cable.end().closed(link, "closed");
  cable.clock.pass(LOOK_AGAIN_MS);
  expect([cable.told, cable.dials()]).toEqual([["scanner plugged"], 1]);
});

function setUp(device: CabledHardware["device"], mute = false) {
  const clock = createHandClock();
  const ends: DialEnd[] = [];
  const told: string[] = [];
  const words: string[] = [];
  const sent: string[] = [];
  const flow: string[] = [];
  const link: DialledLink = {
    name: "far",
    send: (bytes) => void sent.push(toLatin1(bytes)),
    unsentBytes: () => 0,
    pause: () => void flow.push("pause"),
    resume: () => void flow.push("resume"),
    hangUp: () => undefined,
    end: () => undefined,
  };
  const cable = keepCable(
    {
      device,
      mute,
      dial: (end) => {
        ends.push(end);
        return () => undefined;
      },
    },
    {
      clock,
      tell: (event) => void told.push(draw(event)),
      unreachable: (why) => void words.push(why),
      say: (line) => void words.push(line),
    },
  );
  const end = (): DialEnd => {
    const last = ends.at(-1);
    if (last === undefined) throw new Error("it was never dialled");
    return last;
  };
  const open = (): DialledLink => {
    end().opened(link);
    return link;
  };
  return {
    clock,
    cable,
    told,
    words,
    sent,
    flow,
    end,
    open,
    link: () => link,
    dials: () => ends.length,
  };
}

function draw(event: HardwareEvent): string {
  const { device, kind } = event;
  if (event.kind === "bytes") return `${device} bytes ${event.hex}`;
  return event.kind === "plugged" && event.mute ? `${device} plugged mute` : `${device} ${kind}`;
}
