import { closeSync, openSync } from "node:fs";
import { expect, test } from "vitest";
import { deviceTrouble } from "../../../device-emulators/transports/device-trouble.ts";
import { IN_WORDS } from "../../kit/command.ts";
import { temporaryFolder } from "../../kit/server.ts";

/** As Node words what the system said, and as the package serialport does on Linux and Windows. */
test.each([
  ["ENOENT: no such file or directory, open '/dev/usb/lp0'", "is not there"],
  ["Error: No such file or directory, cannot open /dev/ttyUSB0", "is not there"],
  ["Opening COM7: File not found", "is not there"],
  ["ENXIO: no such device or address, open '/dev/ttyS9'", "is not there"],
  ["ENODEV: no such device, open '/dev/usb/lp0'", "is not there"],
  ["EACCES: permission denied, open '/dev/usb/lp0'", "may not be used by you"],
  ["Error: Permission denied, cannot open /dev/ttyUSB0", "may not be used by you"],
  ["EPERM: operation not permitted, open '/dev/usb/lp0'", "may not be used by you"],
  ["EBUSY: resource busy or locked, open '/dev/usb/lp0'", "is used by another program"],
  ["Error: Device or resource busy, cannot open /dev/ttyS0", "is used by another program"],
  ["Error Resource temporarily unavailable Cannot lock port", "is used by another program"],
  ["Opening COM7: Access denied", "may not be used by you"],
  ["Inappropriate ioctl for device, cannot open plain", "is no such device"],
  ["EISDIR: illegal operation on a directory, open '/dev'", "is no such device"],
  ["something else", "cannot be opened (something else)"],
])("%s: the device %s", (said, what) => {
  const { message, hint, exitStatus } = deviceTrouble("/dev/x", new Error(said));
  expect([exitStatus, message]).toEqual([2, `/dev/x ${what}`]);
  expect(`tillyard: ${message}\n  ${hint}\n`).toMatch(IN_WORDS);
});

test("the system's own code counts where the words are in another language", () => {
  const folder = temporaryFolder();
  let cause: unknown;
  try {
    closeSync(openSync(`${folder}/none`, "r"));
  } catch (error) {
    cause = error;
  }
  expect(deviceTrouble("/dev/x", cause).message).toBe("/dev/x is not there");
});

test("who says nothing is said to say nothing", () => {
  expect(deviceTrouble("/dev/x", undefined).message).toContain("nobody says why");
});
