import { existsSync } from "node:fs";
import process from "node:process";

/** Where systems put the browser that tests and benchmarks use. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser of this machine: the one that CHROMIUM_PATH names, or the system's. */
export function findChromium(): string | undefined {
  return [process.env["CHROMIUM_PATH"], ...PLACES].find(
    (place) => place !== undefined && existsSync(place),
  );
}
