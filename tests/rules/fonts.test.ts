import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { encodeGb18030 } from "../../device-emulators/kit/gb18030.ts";

const CSS = readFileSync("trainer-ui/style/fonts.css", "utf8");
const EVERYDAY = new Set(readFileSync("trainer-ui/assets/fonts/everyday.txt", "utf8"));

/** The characters that the first tier of a voice is cut to. */
function firstTier(name: string): Set<number> {
  const face = CSS.split("@font-face").find((text) => text.includes(`/${name}.woff2`)) ?? "";
  const ranges = [...face.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)];
  return new Set(
    ranges.flatMap(([, low = "", high = low]) => {
      const first = Number.parseInt(low, 16);
      const count = Number.parseInt(high, 16) - first + 1;
      return Array.from({ length: count }, (_, at) => first + at);
    }),
  );
}

/** Level 1 of GB 2312, which the last tier of devices and people holds whole. */
function isCommon(character: string): boolean {
  const [lead = 0] = encodeGb18030(character);
  return lead >= 0xb0 && lead <= 0xd7;
}

function chineseIn(pattern: string): string[] {
  const texts = globSync(pattern).filter((file) => !file.includes("gb18030"));
  const all = texts.map((file) => readFileSync(file, "utf8")).join("");
  return [...new Set(all)].filter((character) => /[\u3000-\u9fff\uff00-\uffef]/.test(character));
}

test.each([
  ["terminal, slips and displays", "sim-server/core/{terminal,counter,bank,till}/**/*.ts"],
  ["names of goods", "scenarios/goods/*.ts"],
])("devices have a glyph for all they show: %s", (_name, pattern) => {
  const first = firstTier("pixel-first");
  const used = chineseIn(pattern);
  expect(used.length).toBeGreaterThan(20);
  const missing = used.filter(
    (character) => !first.has(character.codePointAt(0) ?? 0) && !isCommon(character),
  );
  expect(missing).toEqual([]);
});

test.each([
  ["the trainer's own words", "trainer-ui/text/*.ts"],
  ["lessons", "scenarios/{library,practice}/*.yaml"],
  ["people", "{scenarios/people,sim-server/core/customer,sim-server/core/bank}/**/*.ts"],
])("pages are set in one voice: %s", (_name, pattern) => {
  const first = firstTier("sans-first");
  const missing = chineseIn(pattern).filter(
    (character) => !first.has(character.codePointAt(0) ?? 0) && !EVERYDAY.has(character),
  );
  expect(missing).toEqual([]);
});
