import { expect, test } from "vitest";
import {
  count,
  type FaultParam,
  milliseconds,
  wrongWith,
} from "../../../../device-emulators/kit/faults/fault-kind.ts";
import { MATCH, usualTimes, wayOf } from "../../../../device-emulators/kit/faults/when.ts";

const ms = milliseconds("ms", 5);
const size = count("size", "bytes", { fallback: 1, max: 9 });
const free: FaultParam = { name: "mti", unit: "", type: "text", fallback: "0200" };

test.each<[FaultParam, unknown, string | undefined]>([
  [ms, 1, undefined],
  [ms, 600_000, undefined],
  [ms, 0, "must be from 1 to 600000"],
  [ms, 600_001, "must be from 1 to 600000"],
  [ms, 1.5, "must be a whole number"],
  [ms, "5", "must be a whole number"],
  [size, 9, undefined],
  [size, 10, "must be from 1 to 9"],
  [free, "anything", undefined],
  [free, 200, "must be text in quotes"],
  [wayOf("both"), "host", undefined],
  [wayOf("both"), "till", "must be one of device, host, both"],
  [MATCH, "ESC p", undefined],
  [MATCH, "", undefined],
  [MATCH, "ESCp", "has `ESCp`, which is no byte: give ESC, 1B, ?? or a single character"],
])("of %o, %j is wrong as %j says", (param, value, wrong) => {
  expect(wrongWith(param, value)).toBe(wrong);
});

test.each([
  [{}, 1],
  [{ chance: 100 }, 1],
  [{ chance: 99 }, 1_000_000_000],
  [{ for: 1 }, 1_000_000_000],
])("an order with %o means %i strikes", (params, times) => {
  expect(usualTimes(params)).toBe(times);
});
