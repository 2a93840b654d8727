import { TillyardError } from "../kit/errors.ts";
import type { Keys } from "./keyboard.ts";

/** X11 has no keys below 8, and numbers Linux's from there on. @source X11R7.7, xkeyboard-config, keycodes/evdev */
const FIRST_KEY = 8;

/**
 * The keyboard of an X11 display, by its extension XTEST. That a display has ended is noticed when
 * something is typed.
 *
 * @param lost called once, when that is noticed
 * @throws TillyardError `device-unavailable`
 */
export async function openX11Keys(display: string, lost: () => void): Promise<Keys> {
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
  let there = true;
  calls.onLost(handle, () => {
    there = false;
    lost();
  });
  return {
    name: `x11:${display}`,
    press: (code, level) => {
      if (there) calls.fakeKey(handle, code + FIRST_KEY, level === "down" ? 1 : 0, 0);
    },
    flush: () => {
      if (there) calls.sync(handle, 0);
    },
    close: () => {
      if (there) calls.close(handle);
    },
  };
}

type Calls = {
  readonly open: (display: string) => unknown;
  readonly close: (handle: unknown) => number;
  readonly sync: (handle: unknown, discard: number) => number;
  /** Without it Xlib ends the whole program. */
  readonly onLost: (handle: unknown, call: () => void) => void;
  readonly hasTest: (handle: unknown, ...numbers: readonly Buffer[]) => number;
  readonly fakeKey: (handle: unknown, key: number, down: number, delayMs: number) => number;
};

async function loadCalls(): Promise<Calls> {
  try {
    const { default: koffi } = await import("koffi");
    const x11 = koffi.load("libX11.so.6");
    const test = koffi.load("libXtst.so.6");
    const handler = koffi.proto("void TillyardDisplayLost(void *display, void *data)");
    const setHandler = x11.func(
      "void XSetIOErrorExitHandler(void *display, TillyardDisplayLost *handler, void *data)",
    );
    const quiet = koffi.proto("int TillyardDisplayError(void *display)");
    const setQuiet = x11.func("void *XSetIOErrorHandler(TillyardDisplayError *handler)");
    return {
      onLost: (handle, call) => {
        // Xlib's own handler ends the program before the display's is asked.
        setQuiet(koffi.register(() => 0, koffi.pointer(quiet)));
        setHandler(handle, koffi.register(call, koffi.pointer(handler)), null);
      },
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
