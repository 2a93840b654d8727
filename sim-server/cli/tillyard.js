#!/usr/bin/env node
// Starts the command: from sources in a clone, compiled in the published package. Plain JavaScript,
// so that an old Node can still say what is missing.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const source = join(here, "main.ts");
const entry = existsSync(source) ? source : join(root, "dist", "sim-server", "cli", "main.js");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  await import(entry);
} else {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const fetched = join(root, "node_modules", `node-${platform}-${process.arch}`, "bin", "node");
  if (!existsSync(fetched)) {
    process.stderr.write(
      `tillyard: Node ${process.versions.node} is too old: install Node 22.18 or later, or run \`npm start\` once\n`,
    );
    process.exit(2);
  }
  const done = spawnSync(fetched, [entry, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(done.status ?? 1);
}
