import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

/** Each layer and the only things it may import. The longest matching prefix names a file's layer. */
const LAYERS: Record<string, readonly string[]> = {
  "device-emulators/kit": [],
  "device-emulators/crypto": [
    "device-emulators/kit",
    "@noble/ciphers",
    "@noble/hashes",
    "sm-crypto",
  ],
  ...eachDevice(["device-emulators/kit", "device-emulators/crypto"]),
  "device-emulators/devices/printer": [
    "device-emulators/kit",
    "device-emulators/crypto",
    "bwip-js",
    "fast-png",
  ],
  "device-emulators/devices/card-reader": [
    "device-emulators/kit",
    "device-emulators/crypto",
    "device-emulators/devices/card",
  ],
  "device-emulators/transports": ["device-emulators/kit", "node:", "koffi", "serialport"],
  "scenarios/format": ["device-emulators/kit", "yaml", "zod"],
  scenarios: ["device-emulators/kit", "scenarios"],
  "sim-server/conformance": ["device-emulators/kit", "device-emulators/crypto"],
  "sim-server/contract": ["zod"],
  "sim-server/core/world": ["device-emulators/kit"],
  "sim-server/core/counter": [
    "sim-server/core",
    "device-emulators/kit",
    "device-emulators/crypto",
    "device-emulators/devices",
    "scenarios",
  ],
  "sim-server/core/customer": [
    "sim-server/core",
    "device-emulators/kit",
    "scenarios",
    "@faker-js/faker",
  ],
  "sim-server/core": [
    "sim-server/core",
    "device-emulators/kit",
    "device-emulators/crypto",
    "scenarios",
  ],
  "sim-server/session": [
    "sim-server/core",
    "sim-server/contract",
    "scenarios",
    "device-emulators/kit",
  ],
  "sim-server/worker": ["sim-server/session", "sim-server/contract"],
  "sim-server": [
    "sim-server",
    "device-emulators",
    "scenarios",
    "node:",
    "compression",
    "express",
    "socket.io",
    "socket.io-client",
    "ws",
    "kysely",
    "iso_8583",
    "@playwright/test",
    "saxes",
    "selfsigned",
    "zod",
    "opentype.js",
  ],
  "trainer-ui": [
    "trainer-ui",
    "sim-server/contract",
    "preact",
    "@preact/signals",
    "phaser",
    "socket.io-client",
    "zzfx",
    "vite",
    "@fontsource",
    "@fontsource-variable",
  ],
};

const SHELLS = ["device-emulators/transports", "sim-server", "trainer-ui"];

/** What makes two runs of the same inputs differ. Elsewhere time and chance are arguments. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.now\b|\brandom(Bytes|UUID|Int)\b/;

const files = ["device-emulators", "scenarios", "sim-server", "trainer-ui"]
  .flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: "utf8" }).map((name) => join(top, name)),
  )
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"));

test("every import stays within what its layer may use", () => {
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap(strayImports)).toEqual([]);
});

test("only the shells read a clock or draw a random number", () => {
  const pure = files.filter((file) => !SHELLS.includes(layerOf(file)));
  expect(pure.filter((file) => IMPURE.test(readFileSync(file, "utf8")))).toEqual([]);
});

test("only the customer's name is drawn with faker, and only the cipher seam knows the cipher", () => {
  const importers = (name: string): string[] =>
    files.filter((file) => readFileSync(file, "utf8").includes(`from "${name}`));
  expect(importers("@faker-js/faker")).toEqual(["sim-server/core/customer/name.ts"]);
  for (const cipher of ["@noble/ciphers", "sm-crypto"]) {
    expect(importers(cipher)).toEqual(["device-emulators/crypto/blocks.ts"]);
  }
});

/** Every folder under devices/ is a layer of its own: no device knows another. */
function eachDevice(allowed: readonly string[]): Record<string, readonly string[]> {
  const entries = readdirSync("device-emulators/devices", { withFileTypes: true });
  const devices = entries.filter((entry) => entry.isDirectory());
  return Object.fromEntries(
    devices.map((device) => [`device-emulators/devices/${device.name}`, allowed]),
  );
}

function strayImports(file: string): string[] {
  const from = layerOf(file);
  const imports = readFileSync(file, "utf8").matchAll(
    /^\s*(?:import|export)[^"';]*?from "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm,
  );
  return Array.from(imports, (match) => target(file, match[1] ?? match[2] ?? match[3] ?? ""))
    .filter((to) => to !== from && layerOf(to) !== from)
    .filter((to) => !LAYERS[from]?.some((allowed) => within(to, allowed)))
    .map((to) => `${file} must not import ${to}`);
}

function within(to: string, allowed: string): boolean {
  return to === allowed || to.startsWith(allowed.endsWith(":") ? allowed : `${allowed}/`);
}

function target(file: string, specifier: string): string {
  return specifier.startsWith(".") ? relative(".", join(dirname(file), specifier)) : specifier;
}

function layerOf(file: string): string {
  const matching = Object.keys(LAYERS).filter((layer) => file.startsWith(`${layer}/`));
  return matching.sort((a, b) => b.length - a.length)[0] ?? "";
}
