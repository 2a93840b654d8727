import { expect, test } from "vitest";
import { fromLatin1, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { CABLE_FAULTS } from "../../../device-emulators/kit/faults/cable-faults.ts";
import type { FaultParams } from "../../../device-emulators/kit/faults/fault-kind.ts";
import type { Dial, DialEnd, DialledLink } from "../../../device-emulators/transports/dial.ts";
import { createDisturber } from "../../../device-emulators/transports/disturber.ts";
import { faultyDial } from "../../../device-emulators/transports/faulty-dial.ts";
import { createHandClock } from "../../kit/hand-clock.ts";

/** A call to a device that echoes, with a fault on the line; what each side sees, in order. */
function callThrough(id: string, params: FaultParams) {
  const clock = createHandClock();
  const disturber = createDisturber({
    ...{ clock, seed: 1 },
    ...{ struck: () => undefined, strike: () => undefined },
  });
  const kind = CABLE_FAULTS.find((each) => each.id === id);
  if (kind === undefined) throw new Error(`there is no ${id}`);
  const own = Object.fromEntries(kind.params.map(({ name, fallback }) => [name, fallback]));
  disturber.arm(kind, { fault: id, nth: 1, times: 1, params: { ...own, ...params } });

  const device: string[] = [];
  let far: DialEnd | undefined;
  const real: DialledLink = {
    name: "device",
    send: (bytes) => {
      device.push(toLatin1(bytes));
      far?.received(real, bytes);
    },
    unsentBytes: () => 0,
    pause: () => undefined,
    resume: () => undefined,
    end: () => void device.push("end"),
    hangUp: (how) => {
      device.push(how);
      far?.closed(real, how);
    },
  };
  const dial: Dial = (end) => {
    far = end;
    end.opened(real);
    return () => undefined;
  };

  const host: string[] = [];
  let link: DialledLink | undefined;
  faultyDial(
    dial,
    disturber,
  )({
    opened: (opened) => {
      host.push("opened");
      link = opened;
    },
    received: (_, bytes) => void host.push(toLatin1(bytes)),
    ended: () => void host.push("ended"),
    closed: (_, how) => void host.push(how),
    refused: (why) => void host.push(`refused: ${why}`),
  });
  return {
    /** `@` stands between what was before and what comes then. */
    pass: (ms: number) => {
      host.push("@");
      clock.pass(ms);
    },
    say: (text: string) => link?.send(fromLatin1(text)),
    end: () => link?.end(),
    hangUp: () => link?.hangUp("closed"),
    seen: () => `device: ${device.join(" ")}; host: ${host.join(" ")}`,
  };
}

test.each<[string, FaultParams, string]>([
  ["cable.merge", { way: "host", ms: 9 }, "device: ab cd end closed; host: opened @ abcd closed"],
  ["cable.lose", { way: "device" }, "device: b cd end closed; host: opened b cd @ closed"],
  // What the device answered is lost with the line.
  ["cable.reset", { bytes: 3 }, "device: ab c reset; host: opened ab reset @"],
  ["cable.refuse", {}, "device: reset; host: refused: a fault refuses it @"],
])("a call with %s %o: %s", (id, params, seen) => {
  const call = callThrough(id, params);
  call.say("ab");
  call.say("cd");
  call.end();
  call.pass(9);
  call.hangUp();
  expect(call.seen()).toBe(seen);
});
