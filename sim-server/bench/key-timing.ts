import { createRequire } from "node:module";
import process from "node:process";
import type { BrowserContext, Page } from "@playwright/test";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { findChromium } from "./chromium.ts";
import { startMeasured } from "./measured.ts";
import { enter, openLesson } from "./seat.ts";

/** What came of one press of a key, in milliseconds after it. */
export type KeyTiming = {
  /** The frame begins that shows the key down; how long it takes to draw is the machine's affair. */
  readonly echoMs: number;
  /** The terminal's glass shows what the server stored and the world made of it. */
  readonly effectMs: number;
  /** A bare socket.io server has acknowledged a message from the same page. */
  readonly acknowledgedMs: number;
};

/** Chosen: the first presses warm page and server up; then p95 stands on ten presses. */
const WARM_UP = 20;
const PRESSES = 200;
/** Chosen: longer than the echo is shown, so that every press has its own. */
const BETWEEN_MS = 130;

/** Presses keys at a counter in a real browser on the real server, a lesson just begun. */
export async function timeKeys(): Promise<readonly KeyTiming[]> {
  const [real, bare] = await Promise.all([startMeasured("real"), startMeasured("bare")]);
  const browser = await launch();
  try {
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      // The bare server is another origin, and its client's script is not one of the page's.
      bypassCSP: true,
    });
    const page = await lookAtTerminal(context, real.url);
    await prepare(page, bare.url);
    const timings: KeyTiming[] = [];
    for (let press = 0; press < WARM_UP + PRESSES; press += 1) {
      const timing = await timePress(page, press % 2 === 0 ? "Digit1" : "Backspace");
      if (press >= WARM_UP) timings.push(timing);
    }
    return timings;
  } finally {
    await browser.close();
    await Promise.all([real.stop(), bare.stop()]);
  }
}

async function launch() {
  const executablePath = findChromium();
  const playwright = await import("@playwright/test").catch(() => undefined);
  if (executablePath === undefined || playwright === undefined) {
    throw new TillyardError("device-unavailable", "there is no browser to measure in", {
      hint: "run it in a clone, with Chromium: npx tillyard doctor says how to get it",
    });
  }
  return playwright.chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
}

/** A counter with the terminal seen from near: its keys and its glass are in the page. */
async function lookAtTerminal(context: BrowserContext, url: string): Promise<Page> {
  const guest = await enter(url, "bench");
  const session = await openLesson(guest, "first-sale");
  const [name = "", value = ""] = guest.cookie.split("=");
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.goto(`${url}/#/counter/${session}`);
  await page.getByTestId("lcd").waitFor({ state: "attached" });
  await page.keyboard.press("KeyM");
  await page.getByRole("dialog").waitFor();
  return page;
}

async function prepare(page: Page, bareUrl: string): Promise<void> {
  const client = createRequire(import.meta.url).resolve("socket.io-client/dist/socket.io.js");
  await page.addScriptTag({ path: client });
  await page.addScriptTag({ content: STOPWATCH });
  await page.evaluate(`connectBare(${JSON.stringify(bareUrl)})`);
}

async function timePress(page: Page, key: string): Promise<KeyTiming> {
  // Keys take another way into the page than calls do: the watch is set before the press is made.
  await page.evaluate("watchNextPress()");
  await page.keyboard.press(key);
  const timing = await page.evaluate<Omit<KeyTiming, "acknowledgedMs">>("pressed");
  const acknowledgedMs = await page.evaluate<number>("timeBare()");
  await page.waitForTimeout(BETWEEN_MS);
  return { ...timing, acknowledgedMs };
}

/** Runs in the page, which has a document; nothing else here has one. */
const STOPWATCH = `
  globalThis.watchNextPress = () => {
    globalThis.pressed = timeNextPress();
  };
  const timeNextPress = () => new Promise((resolve) => {
    const keypad = document.querySelector("[role=dialog] fieldset");
    const glass = document.querySelector("[role=dialog] [role=img]");
    const before = glass.textContent;
    let downMs = 0;
    let echoMs;
    let effectMs;
    const done = () => {
      if (echoMs !== undefined && effectMs !== undefined) resolve({ echoMs, effectMs });
    };
    addEventListener("keydown", ({ timeStamp }) => { downMs = timeStamp; }, { once: true, capture: true });
    const keys = new MutationObserver(() => {
      if (keypad.querySelector(".dn") === null) return;
      keys.disconnect();
      requestAnimationFrame(() => { echoMs = performance.now() - downMs; done(); });
    });
    keys.observe(keypad, { attributes: true, subtree: true });
    const lines = new MutationObserver(() => {
      if (glass.textContent === before) return;
      lines.disconnect();
      effectMs = performance.now() - downMs;
      done();
    });
    lines.observe(glass, { characterData: true, childList: true, subtree: true });
  });
  globalThis.connectBare = (url) => new Promise((resolve) => {
    globalThis.bare = io(url, { transports: ["websocket"] });
    globalThis.bare.once("connect", () => resolve());
  });
  globalThis.timeBare = async () => {
    const startMs = performance.now();
    const act = { type: "key", device: "terminal", key: "1" };
    await globalThis.bare.emitWithAck("act", { id: "0123456789-0", by: "keys", reactedMs: 20000, act });
    return performance.now() - startMs;
  };
`;
