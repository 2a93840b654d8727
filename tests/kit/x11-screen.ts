import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { findChromium } from "../../sim-server/bench/chromium.ts";
import { temporaryFolder } from "./server.ts";

const XVFB = "/usr/bin/Xvfb";
/** Where Debian keeps what XTEST is called with, by processor. */
const XTEST = ["x86_64", "aarch64"].map((cpu) => `/usr/lib/${cpu}-linux-gnu/libXtst.so.6`);

/** Why nothing is typed at a browser; undefined where that is tried. */
export function whyNoX11(): string | undefined {
  const missing = [
    ["chromium", findChromium() !== undefined],
    ["xvfb", existsSync(XVFB)],
    ["libxtst6", XTEST.some((file) => existsSync(file))],
  ].flatMap(([name, there]) => (there ? [] : [name]));
  return missing.length === 0
    ? undefined
    : `${missing.join(", ")} missing: apt-get install xvfb libxtst6 chromium`;
}

/** A screen that nobody sees, until the test ends: what DISPLAY must be, and how it ends before. */
export type Screen = { readonly display: string; readonly end: () => Promise<void> };

export async function openScreen(): Promise<Screen> {
  const server = spawn(
    XVFB,
    ["-displayfd", "3", "-screen", "0", "800x600x24", "-nolisten", "tcp"],
    {
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    },
  );
  const end = endWithTest(server);
  const display = await new Promise<string>((resolve, reject) => {
    server.once("exit", () => reject(new Error("Xvfb has ended")));
    server.stdio[3]?.once("data", (number: Buffer) => resolve(`:${number.toString().trim()}`));
  });
  return { display, end };
}

/** A form whose one field has the focus; it tells that it is ready, and each text that Enter sends off. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>till</title>
<form><textarea autofocus style="width: 90vw; height: 80vh"></textarea></form>
<script>
const field = document.querySelector("textarea");
const tell = (path, body) => fetch(path, { method: "POST", body });
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  tell("/typed", field.value);
  field.value = "";
});
const look = () => (document.hasFocus() ? tell("/ready", "") : setTimeout(look, 20));
field.focus();
look();
</script>`;

export type TypedAt = {
  /** The text of one line, once Enter was typed behind it. */
  readonly line: () => Promise<string>;
};

/** A till's page in a browser on that screen, once it has the keyboard's focus. */
export async function openTill(display: string): Promise<TypedAt> {
  const told: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let ready: () => void = () => undefined;
  const focused = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.url === "/ready") ready();
    if (request.url === "/typed") {
      const line = Buffer.concat(chunks).toString();
      const next = waiting.shift();
      if (next === undefined) told.push(line);
      else next(line);
    }
    response.setHeader("content-type", "text/html").end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const words = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--window-position=0,0",
    "--window-size=800,600",
  ];
  const browser = spawn(
    findChromium() ?? "",
    [...words, `--user-data-dir=${temporaryFolder()}`, `--app=http://127.0.0.1:${port}/`],
    { stdio: "ignore", env: { ...process.env, DISPLAY: display } },
  );
  endWithTest(browser);
  await focused;
  return {
    line: () =>
      new Promise((resolve) => {
        const line = told.shift();
        if (line === undefined) waiting.push(resolve);
        else resolve(line);
      }),
  };
}

/** @returns what ends it at once */
function endWithTest(child: ChildProcess): () => Promise<void> {
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = (): Promise<void> => {
    child.kill("SIGKILL");
    return gone;
  };
  onTestFinished(end);
  return end;
}
