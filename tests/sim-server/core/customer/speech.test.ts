import { expect, test } from "vitest";
import { QUESTIONS, SPEECH } from "../../../../sim-server/core/customer/speech.ts";

test("every line has its id, Chinese with full-width punctuation, and English", () => {
  for (const [id, line] of Object.entries(SPEECH)) {
    expect(line.id).toBe(id);
    expect(line.zh).toMatch(/^[\u4e00-\u9fff，。！？：]+$/);
    expect(line.en).toMatch(/^[A-Z][A-Za-z ,.:?!']+$/);
  }
});

test("what wants an answer is a question, or a doubt", () => {
  for (const line of QUESTIONS) expect(SPEECH[line].zh).toMatch(/？/);
});
