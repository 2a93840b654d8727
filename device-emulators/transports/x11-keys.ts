import { TillyardError } from "../kit/errors.ts";
import type { Keys } from "./keyboard.ts";

/** X11 has no keys below 8, and numbers Linux's from there on. @source X11R7.7, xkeyboard-config, keycodes/evdev */
const FIRST_KEY = 8;

/**
 * The keyboard of an X11 display, by its extension XTEST.
 *
 * @throws TillyardError `device-unavailable`
 */
export async function openX11Keys(display: string): Promise<Keys> {
  const calls = await loadCalls();
  const handle = calls.open(display);
  if (handle === null) {
    throw unavailable(
      `no X11 display answers at ${display}`,
      "check DISPLAY and your right to use it (xhost, XAUTHORITY)",
    );
  }
  const numbers = [0, 1, 2, 3].map(() => Buffer.alloc(4));
  if (calls.hasTest(handle, ...numbers) === 0) {
    calls.close(handle);
    throw unavailable(
      `the X11 display ${display} does not let programs type`,
      "switch its extension XTEST on",
    );
  }
  return {
    name: `x11:${display}`,
    press: (code, level) => {
      calls.fakeKey(handle, code + FIRST_KEY, level === "down" ? 1 : 0, 0);
    },
    flush: () => void calls.sync(handle, 0),
    close: () => void calls.close(handle),
  };
}

type Calls = {
  readonly open: (display: string) => unknown;
  readonly close: (handle: unknown) => number;
  readonly sync: (handle: unknown, discard: number) => number;
  readonly hasTest: (handle: unknown, ...numbers: readonly Buffer[]) => number;
  readonly fakeKey: (handle: unknown, key: number, down: number, delayMs: number) => number;
};

async function loadCalls(): Promise<Calls> {
  try {
    const { default: koffi } = await import("koffi");
    const x11 = koffi.load("libX11.so.6");
    const test = koffi.load("libXtst.so.6");
    return {
      open: x11.func("void *XOpenDisplay(const char *name)"),
      close: x11.func("int XCloseDisplay(void *display)"),
      sync: x11.func("int XSync(void *display, int discard)"),
      hasTest: test.func(
        "int XTestQueryExtension(void *display, void *event, void *error, void *major, void *minor)",
      ),
      fakeKey: test.func(
        "int XTestFakeKeyEvent(void *display, unsigned int key, int down, unsigned long delayMs)",
      ),
    };
  } catch (cause) {
    throw unavailable(
      "typing on X11 needs libX11 and libXtst, which do not load",
      "install them (Debian: apt-get install libx11-6 libxtst6)",
      cause,
    );
  }
}

function unavailable(what: string, hint: string, cause?: unknown): TillyardError {
  return new TillyardError("device-unavailable", what, { hint, cause });
}
