import { expect, test } from "vitest";
import { CABLE_FAULTS } from "../../../../device-emulators/kit/faults/cable-faults.ts";
import { SPOILS } from "../../../../device-emulators/kit/faults/spoiling.ts";
import { disturb } from "../../../kit/disturbed.ts";

test("every fault of a cable does something to bytes, or to connections", () => {
  const idle = CABLE_FAULTS.filter(({ id }) => SPOILS[id] === undefined).map(({ id }) => id);
  expect(idle).toEqual(["cable.refuse", "cable.busy"]);
});

test.each(CABLE_FAULTS.map(({ id }) => id))("%s is told when it strikes, once", (id) => {
  const cable = disturb([[id, {}]]);
  for (const link of [1, 2]) {
    cable.open(link);
    cable.say("abcdefghij", link);
    cable.answer("klmnopqrst", link);
  }
  cable.pass(60_000);
  expect(cable.drawn().match(/![\w-]+/g)).toEqual([`!${id.replace("cable.", "")}`]);
});

test("what lasts says so, and what strikes once does not", () => {
  const lasting = CABLE_FAULTS.filter(({ lasts }) => lasts).map(({ id }) => id.split(".")[1]);
  expect(lasting).toEqual(["busy", "drip", "split", "merge", "wrong-baud"]);
});
