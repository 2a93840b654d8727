import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import process from "node:process";
import { type BrowserContext, chromium } from "@playwright/test";
import { findChromium } from "../../../sim-server/bench/chromium.ts";

const XVFB = "/usr/bin/Xvfb";
const XTEST = ["x86_64", "aarch64"].map((cpu) => `/usr/lib/${cpu}-linux-gnu/libXtst.so.6`);

/** Why no real keys are pressed here; undefined where they are. */
export function whyNoRealKeys(): string | undefined {
  const missing = [
    ["xvfb", existsSync(XVFB)],
    ["libxtst6", XTEST.some((file) => existsSync(file))],
  ].flatMap(([name, there]) => (there ? [] : [name]));
  return missing.length === 0
    ? undefined
    : `${missing.join(", ")} missing: apt-get install xvfb libxtst6`;
}

/** A screen that nobody sees, with a browser's window on it and a scanner that types at it. */
export type Screen = {
  readonly context: BrowserContext;
  /** What a hand does with the scanner, such as `scan ean-13 2004170001018`. */
  readonly hand: (line: string) => void;
  readonly close: () => Promise<void>;
};

export async function openScreen(url: string, profile: string): Promise<Screen> {
  const xvfb = spawn(XVFB, ["-displayfd", "3", "-screen", "0", "1400x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [number] = await once(xvfb.stdio[3] as NodeJS.ReadableStream, "data");
  const display = `:${String(number).trim()}`;
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: false,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--disable-gpu", "--no-first-run", `--app=${url}`],
    viewport: null,
    locale: "zh-CN",
    env: { ...environment(), DISPLAY: display },
  });
  const scanner = spawn(
    process.execPath,
    ["sim-server/cli/main.ts", "device", "scanner", "--keyboard", "--hands", "--json"],
    {
      env: { ...environment(), DISPLAY: display, WAYLAND_DISPLAY: "" },
      stdio: ["pipe", "pipe", "ignore"],
    },
  );
  await once(scanner.stdout, "data");
  return {
    context,
    hand: (line) => void scanner.stdin.write(`${line}\n`),
    close: async () => {
      await context.close();
      for (const child of [scanner, xvfb]) await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
