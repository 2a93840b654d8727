import { expect, test } from "vitest";
import { deviceSetUp, inputEvent } from "../../../device-emulators/transports/uinput-keys.ts";

// As a program in C has them on x86-64: offsetof(struct input_event, type) is 16, sizeof 24; sizeof(struct uinput_setup) is 92.
test("a key going down is 24 bytes: a time, type 1, its code, 1", () => {
  expect(inputEvent(1, 30, 1).toString("hex")).toBe(`${"00".repeat(16)}01001e0001000000`);
});

test("a keyboard is set up with its bus and its name, which ends with a NUL", () => {
  const setUp = deviceSetUp("x".repeat(100));
  expect(setUp).toHaveLength(92);
  expect(setUp.subarray(0, 10).toString("hex")).toBe("03000000000000007878");
  expect(setUp.subarray(86).toString("hex")).toBe("780000000000");
});
