import { afterEach, expect, test, vi } from "vitest";
import { keep, kept } from "../../../trainer-ui/session/kept.ts";

afterEach(() => vi.unstubAllGlobals());

test("a setting is remembered under a name of our own", () => {
  const shelf = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => shelf.get(name) ?? null,
    setItem: (name: string, value: string) => void shelf.set(name, value),
  });
  expect(kept("language")).toBeUndefined();
  keep("language", "en");
  expect(kept("language")).toBe("en");
  expect([...shelf.keys()]).toEqual(["tillyard.language"]);
});

test("where storage is forbidden nothing is remembered, and nothing breaks", () => {
  const forbidden = (): never => {
    throw new DOMException("forbidden", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: forbidden, setItem: forbidden });
  keep("language", "en");
  expect(kept("language")).toBeUndefined();
});
