import { accessSync, constants, existsSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { findChromium } from "../../bench/chromium.ts";
import type { Config } from "../../config.ts";
import { pagesBuilt } from "../../io/http/pages.ts";
import { PACKAGE_FOLDER } from "../../package-info.ts";
import type { Finding } from "./finding.ts";

/** What the server and its tests stand on. */
export async function examineServer(config: Config): Promise<Finding[]> {
  return [
    node(),
    pages(),
    dataFolder(config.dataFolder),
    await port(config.host, config.port),
    browser(),
  ];
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return {
    what: "Node",
    good: major > 22 || (major === 22 && minor >= 18),
    found: process.versions.node,
    remedy: "install Node 22.18 or later; npm start fetches one for this folder",
  };
}

function pages(): Finding {
  const good = pagesBuilt(join(PACKAGE_FOLDER, "dist", "trainer-ui"));
  return {
    what: "trainer's pages",
    good,
    found: good ? "built" : "not built",
    remedy: "npm start or npm run build",
  };
}

function dataFolder(folder: string): Finding {
  let place = resolve(folder);
  while (!existsSync(place)) place = dirname(place);
  return {
    what: "data folder",
    good: may(place, constants.W_OK),
    found: folder,
    remedy: `make ${folder} writable, or choose another: --data DIR, or TILLYARD_DATA`,
  };
}

function port(host: string, wanted: number): Promise<Finding> {
  const finding = (good: boolean): Finding => ({
    what: "port",
    good,
    found: `${host}:${wanted} is ${good ? "free" : "taken"}`,
    remedy: "stop the other program, or choose another port: --port N, or PORT",
  });
  return new Promise((settle) => {
    const probe = createServer()
      .once("error", () => settle(finding(false)))
      .listen(wanted, host, () => probe.close(() => settle(finding(true))));
  });
}

function browser(): Finding {
  const found = findChromium();
  return {
    what: "Chromium, for the browser tests and benchmarks",
    good: found !== undefined,
    found: found ?? "not found",
    remedy: "Debian: apt-get install chromium fonts-noto-cjk; elsewhere set CHROMIUM_PATH",
  };
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
