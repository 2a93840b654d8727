import { describe, expect, test } from "vitest";
import { openDriven, scenarioOf } from "../../../kit/driven.ts";

const FILE = "scenarios/terminal/every-answer.yaml";
const SALE = { kind: "sale", amountMinor: 1000 } as const;

/** What a shopper does for one sale, in order. */
function deeds(card: string, change?: (text: string) => string): string {
  const post = openDriven(scenarioOf(FILE, change), card);
  post.ask("a", SALE);
  post.untilScreen("idle");
  return post.events
    .flatMap((event): string[] => {
      if (event.kind === "reader.card") return [event.data.present ? "in" : "out"];
      if (event.kind === "reader.swiped") return ["swipe"];
      if (event.kind === "reader.field") return event.data.felt === "tapped" ? ["tap"] : [];
      return event.kind === "pin-pad.answered" ? [event.data.answer] : [];
    })
    .join(" ");
}

describe("a shopper pays by the way that her card has", () => {
  test.each([
    ["good", "in entered out"],
    ["tap", "tap"],
    ["phone", "tap"],
    ["signature", "swipe entered"],
    ["broken-chip", "in out swipe entered"],
    ["pin-at-last", "in entered entered out"],
    ["wrong-pin", "in entered entered entered out"],
  ])("%s: %s", (card, wanted) => {
    expect(deeds(card)).toBe(wanted);
  });

  test("and presses cancel where she does not know her PIN", () => {
    const forgets = (text: string) => text.replace("face: chen", "face: chen\n  knows-pin: false");
    expect(deeds("good", forgets)).toBe("in cancelled out");
  });
});

test("begins each payment with the first of the PINs that she keys", () => {
  const post = openDriven(scenarioOf(FILE), "pin-at-last");
  for (const reference of ["a", "b"]) {
    post.ask(reference, SALE);
    post.untilScreen("idle");
  }
  const asked = post.events.filter(({ kind }) => kind === "pin-pad.asked");
  expect(asked).toHaveLength(4);
});
