import { expect, test } from "vitest";
import { nickname, openSession, secretId } from "../../../sim-server/contract/index.ts";

test.each([
  ["小禾", "小禾"],
  ["  a  ", "a"],
  ["一二三四五六七八九十一二三四五六", "一二三四五六七八九十一二三四五六"],
  ["O'Neill & Søn", "O'Neill & Søn"],
  ["", undefined],
  ["   ", undefined],
  ["a".repeat(17), undefined],
  ["<b>", undefined],
  ["a\nb", undefined],
  ["a\u0000", undefined],
  ["a\u202eb", undefined],
  ["\ud800", undefined],
])("%j as a nickname is %j", (given, kept) => {
  const parsed = nickname.safeParse(given);
  expect(parsed.success ? parsed.data : undefined).toBe(kept);
});

test.each([
  ["0".repeat(32), true],
  ["0".repeat(31), false],
  ["0".repeat(33), false],
  ["F".repeat(32), false],
  ["g".repeat(32), false],
])("%s is a secret id: %s", (id, valid) => {
  expect(secretId.safeParse(id).success).toBe(valid);
});

test.each([
  [0, true],
  [0xffff_ffff, true],
  [0x1_0000_0000, false],
  [-1, false],
  [0.5, false],
  [undefined, true],
])("%s is a seed to open a lesson with: %s", (seed, valid) => {
  expect(openSession.safeParse({ lesson: "first-sale", seed }).success).toBe(valid);
});
