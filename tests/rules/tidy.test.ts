import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parsePan } from "../../device-emulators/kit/pan.ts";

const PARTS = ["device-emulators", "scenarios", "sim-server", "trainer-ui", "tests", "tools"];
const LINES_MAX = 300;

/** Tables may be as long as what they list. */
const TABLES = /\.generated\.ts$|\/dialects\/|response-codes|\/text\/|\/vectors\/|speech\.ts$/;

const files = PARTS.flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: "utf8" }).map((name) => join(top, name)),
).filter((name) => /\.(tsx?|mjs|js|css|ya?ml)$/.test(name));
const code = files.filter((name) => /\.(tsx?|mjs|js)$/.test(name));

test("a file hides one thing: it has at most 300 lines", () => {
  const long = code
    .filter((file) => !TABLES.test(file))
    .map((file) => ({ file, lines: read(file).split("\n").length - 1 }))
    .filter(({ lines }) => lines > LINES_MAX)
    .map(({ file, lines }) => `${file} has ${lines} lines: split it by what it hides`);
  expect(long).toEqual([]);
});

test("nothing is left open: no marks of unfinished work", () => {
  expect(found(/\b(TODO|FIXME|XXX|HACK)\b/, code.filter(notThis))).toEqual([]);
});

test("no check is switched off", () => {
  const off = /biome-ignore|@ts-ignore|@ts-expect-error|\b(it|test|describe)\.(skip|only|todo)\b/;
  expect(found(off, code.filter(notThis))).toEqual([]);
});

test("nothing names a place on the machine it was written on", () => {
  const place = /(^|[\s"'`(=])\/(work|home|root|Users)\/|\b(\w+\.)*(npmjs|yarnpkg)\.(org|com)\b/;
  expect(found(place, files.filter(notThis))).toEqual([]);
});

test("a test file stands where its source stands", () => {
  const mirrored = code.filter(
    (file) =>
      /^tests\/(device-emulators|scenarios|sim-server|trainer-ui)\//.test(file) &&
      file.endsWith(".test.ts"),
  );
  const orphans = mirrored.filter((file) => {
    const source = file.slice("tests/".length).replace(/\.test\.ts$/, "");
    return ![".ts", ".tsx", ""].some((ending) => existsSync(`${source}${ending}`));
  });
  expect(orphans).toEqual([]);
});

test("every card number in the project is a test card", () => {
  const stray = files.flatMap((file) =>
    Array.from(
      read(file).matchAll(/(?<![\dA-Fa-f.])(62\d{11,17})(?![\dA-Fa-f])/g),
      (match) => match[1] ?? "",
    )
      .filter((digits) => digits.length >= 16 && luhn(digits) && parsePan(digits) === undefined)
      .map((digits) => `${file}: ${digits} is not in the list of test cards (kit/pan.ts)`),
  );
  expect(stray).toEqual([]);
});

/** Words the glossary has retired, in identifiers where they would name a thing wrongly. */
const RETIRED: readonly (readonly [RegExp, string])[] = [
  [/\b(shoppingCart|cartItems?|addToCart)\b/, "basket, line"],
  [/\b[a-z]*(Utils?|Helpers?|Manager)\b(?=[.({<]| =)/, "the name of what it hides"],
];

test("retired words are not used", () => {
  const used = RETIRED.flatMap(([word, instead]) =>
    found(word, code.filter(notThis)).map((place) => `${place}: say ${instead}`),
  );
  expect(used).toEqual([]);
});

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function found(pattern: RegExp, where: readonly string[]): string[] {
  return where.flatMap((file) =>
    read(file)
      .split("\n")
      .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}`] : [])),
  );
}

function notThis(file: string): boolean {
  return !file.startsWith("tests/rules/");
}

function read(file: string): string {
  return readFileSync(file, "utf8");
}
