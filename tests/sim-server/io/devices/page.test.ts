import { resolve } from "node:path";
import { expect, test } from "vitest";
import { DEVICE_KINDS } from "../../../../sim-server/cli/device/kinds.ts";

type Texts = Readonly<Record<string, unknown>> & {
  readonly kinds: Readonly<Record<string, string>>;
  readonly hands: Readonly<Record<string, string>>;
};

const { TEXTS } = (await import(resolve("sim-server/io/devices/page/texts.js"))) as {
  readonly TEXTS: { readonly zh: Texts; readonly en: Texts };
};

/** Keys of a PIN pad carry their own marks. */
const MARKED = ["key", "keys"];

function keysOf(texts: object, above = ""): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "object" && value !== null
      ? keysOf(value, `${above}${key}.`)
      : [`${above}${key}`],
  );
}

test("the page of the devices says everything in both languages", () => {
  expect(keysOf(TEXTS.en)).toEqual(keysOf(TEXTS.zh));
});

test("the page has a word for every kind of device and everything that hands can do", () => {
  for (const { kinds, hands } of [TEXTS.zh, TEXTS.en]) {
    expect([...DEVICE_KINDS.keys()].filter((kind) => kinds[kind] === undefined)).toEqual([]);
    const words = [...DEVICE_KINDS.values()].flatMap((kind) => kind.hands.map(({ word }) => word));
    const unnamed = words.filter((word) => hands[word] === undefined && !MARKED.includes(word));
    expect(unnamed).toEqual([]);
  }
});
