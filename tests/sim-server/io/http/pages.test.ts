import { mkdirSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { expect, test } from "vitest";
import { servePages } from "../../../../sim-server/io/http/pages.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const SCRIPT = "export const bean = 1;\n".repeat(2000);

test.each([
  ["gzip", "gzip"],
  ["br", "br"],
  ["identity", null],
])("a script is sent as %s to a browser that takes it", async (accepted, encoding) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "assets", "a.js"), SCRIPT);
  const app = express();
  servePages(app, folder);
  const server = app.listen(0, "127.0.0.1");
  try {
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/assets/a.js`, {
      headers: { "Accept-Encoding": accepted },
    });
    expect(response.headers.get("content-encoding")).toBe(encoding);
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(await response.text()).toBe(SCRIPT);
  } finally {
    server.close();
  }
});
