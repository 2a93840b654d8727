import fc from "fast-check";
import { expect, test } from "vitest";
import { hashScenario } from "../../../scenarios/format/hash.ts";

test("is sixteen hex digits, and the same for the same text", () => {
  expect(hashScenario("format: 1\n")).toMatch(/^[0-9a-f]{16}$/);
  expect(hashScenario("format: 1\n")).toBe(hashScenario("format: 1\n"));
});

test("differs when any one character is another", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.nat(), (text, place) => {
      const at = place % text.length;
      const changed = String.fromCharCode(text.charCodeAt(at) ^ 1);
      const other = text.slice(0, at) + changed + text.slice(at + 1);
      expect(hashScenario(other)).not.toBe(hashScenario(text));
    }),
  );
});
