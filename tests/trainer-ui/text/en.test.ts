import { expect, test } from "vitest";
import { EN } from "../../../trainer-ui/text/en.ts";
import { ZH_CN } from "../../../trainer-ui/text/zh-cn.ts";

type Found = { readonly path: string; readonly text: string };

/** Every sentence of a table with its path; functions are asked with figures. */
function sentences(table: unknown, path = ""): Found[] {
  if (typeof table === "string") return [{ path, text: table }];
  if (typeof table === "function") {
    return [{ path, text: String(table("7", "8", "9")) }];
  }
  return Object.entries(table as object).flatMap(([key, value]) =>
    sentences(value, path === "" ? key : `${path}.${key}`),
  );
}

test("both languages say something in every place", () => {
  const zh = sentences(ZH_CN);
  const en = sentences(EN);
  expect(zh.map(({ path }) => path)).toEqual(en.map(({ path }) => path));
  expect([...zh, ...en].filter(({ text }) => text.trim() === "")).toEqual([]);
});

/** Marks that are the same in every language: they stand on paper, on a device or on the switch. */
const CHINESE_IN_ENGLISH = /^(language|debrief\.grades|inspect\.sampleMark)/;

test("English has no Chinese but on marks, and Chinese uses its own punctuation", () => {
  const stray = sentences(EN).filter(
    ({ path, text }) => /\p{Script=Han}/u.test(text) && !CHINESE_IN_ENGLISH.test(path),
  );
  expect(stray).toEqual([]);
  const halfWidth = sentences(ZH_CN).filter(({ text }) => /\p{Script=Han}[,!?:;]/u.test(text));
  expect(halfWidth).toEqual([]);
});
