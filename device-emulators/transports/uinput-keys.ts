import { closeSync, constants, openSync, writeSync } from "node:fs";
import process from "node:process";
import { TillyardError } from "../kit/errors.ts";
import { KEY_CODES } from "../kit/us-keyboard.ts";
import type { Keys } from "./keyboard.ts";

/** @source Linux 6.12, include/uapi/linux/uinput.h */
const REQUEST = {
  create: 0x5501, // UI_DEV_CREATE
  destroy: 0x5502, // UI_DEV_DESTROY
  setUp: 0x405c_5503, // UI_DEV_SETUP
  setEventBit: 0x4004_5564, // UI_SET_EVBIT
  setKeyBit: 0x4004_5565, // UI_SET_KEYBIT
} as const;

/** @source Linux 6.12, include/uapi/linux/input-event-codes.h, input.h */
const EVENT = { synchronise: 0, key: 1 } as const;
const BUS_USB = 3;
const PATH = "/dev/uinput";
/** Where an event is laid out as below: of 64 bits, the lower byte first. */
const PROCESSORS = ["x64", "arm64", "riscv64", "loong64"];

/** How long programs take to notice a new keyboard. Chosen. */
const NOTICED_MS = 300;

/**
 * A keyboard that the kernel makes, for consoles and Wayland. Until `NOTICED_MS` have passed, what is
 * typed may be lost.
 *
 * @throws TillyardError `device-unavailable`
 */
export async function openUinputKeys(): Promise<Keys> {
  if (!PROCESSORS.includes(process.arch)) throw unavailable(`is not known on ${process.arch}`);
  const fd = openUinput();
  const control = await loadControl();
  control(fd, REQUEST.setEventBit, EVENT.key);
  for (const code of KEY_CODES) control(fd, REQUEST.setKeyBit, code);
  if (
    control(fd, REQUEST.setUp, deviceSetUp("Tillyard keyboard wedge")) !== 0 ||
    control(fd, REQUEST.create, 0) !== 0
  ) {
    closeSync(fd);
    throw unavailable("makes no keyboard");
  }
  await new Promise((resolve) => setTimeout(resolve, NOTICED_MS));
  return {
    name: "uinput",
    press: (code, level) => {
      writeSync(fd, inputEvent(EVENT.key, code, level === "down" ? 1 : 0));
      writeSync(fd, inputEvent(EVENT.synchronise, 0, 0));
    },
    flush: () => undefined,
    close: () => {
      control(fd, REQUEST.destroy, 0);
      closeSync(fd);
    },
  };
}

/** struct uinput_setup: bus, vendor, product and version, a name of 80 bytes, a number of effects. */
export function deviceSetUp(name: string): Buffer {
  const setup = Buffer.alloc(92);
  setup.writeUInt16LE(BUS_USB, 0);
  setup.write(name, 8, 79, "latin1");
  return setup;
}

/** struct input_event on a processor of 64 bits: a time that the kernel fills in, type, code, value. */
export function inputEvent(type: number, code: number, value: number): Buffer {
  const event = Buffer.alloc(24);
  event.writeUInt16LE(type, 16);
  event.writeUInt16LE(code, 18);
  event.writeInt32LE(value, 20);
  return event;
}

function openUinput(): number {
  try {
    return openSync(PATH, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw unavailable("cannot be opened", cause);
  }
}

type Control = (fd: number, request: number, argument: number | Buffer) => number;

async function loadControl(): Promise<Control> {
  const { default: koffi } = await import("koffi").catch((cause: unknown) => {
    throw unavailable("needs the package koffi, which does not load", cause);
  });
  const ioctl = koffi.load(null).func("int ioctl(int fd, unsigned long request, ...)");
  return (fd, request, argument) =>
    typeof argument === "number"
      ? ioctl(fd, request, "int", argument)
      : ioctl(fd, request, "void *", argument);
}

function unavailable(what: string, cause?: unknown): TillyardError {
  const code = cause instanceof Error && "code" in cause ? ` (${cause.code})` : "";
  const message = `without X11, typing needs ${PATH}, which ${what}${code}`;
  return new TillyardError("device-unavailable", message, {
    hint: "as root: modprobe uinput, and give your group the right to write to it; or set DISPLAY, and WAYLAND_DISPLAY to nothing",
    cause,
  });
}
