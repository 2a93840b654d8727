import { expect, test } from "vitest";
import { keyList } from "../../../trainer-ui/keys/key-list.ts";
import { commandOf } from "../../../trainer-ui/keys/key-map.ts";
import { DEED_KEYS } from "../../../trainer-ui/panels/deed-keys.ts";
import { EN } from "../../../trainer-ui/text/en.ts";
import { ZH_CN } from "../../../trainer-ui/text/zh-cn.ts";

const commandFor = (code: string) =>
  commandOf(
    {
      code,
      alt: false,
      ctrl: false,
      meta: false,
      composing: false,
      keyCode: 0,
      repeat: false,
    },
    "counter",
  );

test("every letter and F-key that the help lists does something, and none twice", () => {
  for (const words of [ZH_CN, EN]) {
    const listed = keyList(words).flatMap(({ keys }) => keys.map(([key]) => key));
    const pressable = listed.filter((key) => /^([A-Z]|F\d)$/.test(key));
    expect(pressable.length).toBeGreaterThan(15);
    expect(
      pressable.filter((key) => commandFor(key.length === 1 ? `Key${key}` : key) === undefined),
    ).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  }
});

test("keys for what the terminal does not take are not listed", () => {
  const keysFor = (...ways: Parameters<typeof keyList>[1] & object): string =>
    keyList(ZH_CN, ways)
      .flatMap(({ keys }) => keys.map(([key]) => key))
      .filter((key) => ["J", "B", "Y", "*"].includes(key))
      .join("");
  expect(keysFor()).toBe("");
  expect(keysFor("stripe")).toBe("J");
  expect(keysFor("contactless", "codes")).toBe("BY*");
});

test("the key written on a deed's button does that deed, or the one it takes turns with", () => {
  const turns: Record<string, string> = {
    "take-pad": "give-pad",
    "open-printer": "load-paper",
    "close-printer": "load-paper",
  };
  for (const [deed, key] of Object.entries(DEED_KEYS)) {
    expect(commandFor(`Key${key}`)).toEqual({ do: "deed", deed: turns[deed] ?? deed });
  }
});
