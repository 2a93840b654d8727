import type { Page } from "@playwright/test";
import { typedOn } from "../../../trainer-ui/keys/us-layout.ts";

/** Chosen: what a scanner at USB takes for a key. */
const USUAL_MS = 4;
/** The keys say that they are typed a little later: the page never waits for one in vain, however busy it is. */
const AHEAD_MS = 400;
const SHIFT = 8;

const CODES: readonly string[] = [
  ...[..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter) => `Key${letter}`),
  ...[..."0123456789"].map((digit) => `Digit${digit}`),
  ..."Minus Equal BracketRight Semicolon Slash Period Space".split(" "),
];

/** A scanner or a stripe reader at the keyboard's plug, which ends what it types with Enter. */
export async function typeAsDevice(page: Page, text: string, everyMs = USUAL_MS): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const startMs = Date.now() + AHEAD_MS;
  const keys = [...[...text].map(keyOf), { code: "Enter", shift: false, text: "\r" }];
  await Promise.all(
    keys.flatMap((key, at) => {
      const event = {
        code: key.code,
        key: key.code === "Enter" ? "Enter" : key.text,
        modifiers: key.shift ? SHIFT : 0,
        timestamp: (startMs + at * everyMs) / 1_000,
      };
      return [
        session.send("Input.dispatchKeyEvent", { ...event, type: "keyDown", text: key.text }),
        session.send("Input.dispatchKeyEvent", { ...event, type: "keyUp" }),
      ];
    }),
  );
  await session.detach();
}

function keyOf(sign: string): {
  readonly code: string;
  readonly shift: boolean;
  readonly text: string;
} {
  for (const shift of [false, true]) {
    const code = CODES.find((each) => typedOn(each, shift) === sign);
    if (code !== undefined) return { code, shift, text: sign };
  }
  throw new Error(`no key types ${sign}`);
}
