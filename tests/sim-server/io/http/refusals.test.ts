import { expect, test } from "vitest";
import { refusal } from "../../../../sim-server/contract/index.ts";
import { malformed, REFUSALS } from "../../../../sim-server/io/http/refusals.ts";

test.each(Object.entries(REFUSALS))("%s is told in both languages, by the contract", (_, told) => {
  expect(refusal.parse(told)).toEqual(told);
  expect(told.what.zh).toMatch(/\p{Script=Han}.*[。”]$/u);
  expect(told.what.en).toMatch(/^[A-Z].*\.$/);
});

test("a malformed message is told which place is wrong", () => {
  expect(malformed("act.item", "expected text").what).toEqual({
    zh: "消息格式不对（act.item）：expected text",
    en: "That message is not of the agreed form. act.item: expected text",
  });
  expect(malformed("", "expected a list").what.zh).toContain("（整体）");
});
