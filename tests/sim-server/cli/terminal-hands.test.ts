import { describe, expect, test } from "vitest";
import { readHands } from "../../../sim-server/cli/terminal-hands.ts";

describe("a line of standard input", () => {
  test.each([
    ["insert good", "insert:good"],
    ["  use   short ", "use:short"],
    ["nobody", "stay-away"],
    ["remove", "remove"],
    ["pin 1234", "pin-key pin-key pin-key pin-key pin-key"],
    ["pin", "pin-key"],
    ["key cancel", "key"],
    ["paper", "open-printer load-paper close-printer"],
    ["power-cut", "power-cut"],
  ])("%s has hands do: %s", (line, wanted) => {
    const drawn = readHands(line)?.map((event) =>
      "card" in event ? `${event.kind}:${event.card}` : event.kind,
    );
    expect(drawn?.join(" ")).toBe(wanted);
  });

  test.each([
    "",
    "insert",
    "remove now",
    "pin 123",
    "pin 1234567890123",
    "pin 12x4",
    "key F1",
    "toString",
  ])("%j means nothing", (line) => {
    expect(readHands(line)).toBeUndefined();
  });
});
