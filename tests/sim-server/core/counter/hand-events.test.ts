import { describe, expect, test } from "vitest";
import type { HandEvent } from "../../../../sim-server/core/counter/pos-event.ts";
import { openDriven, scenarioOf } from "../../../kit/driven.ts";

const SHOP = scenarioOf("scenarios/terminal/every-answer.yaml");
const SALE = { kind: "sale", amountMinor: 1000 } as const;

/** A terminal to which nobody comes by herself. */
function openEmpty() {
  const post = openDriven(SHOP);
  post.hand({ kind: "stay-away" });
  return post;
}

describe("a hand can do nothing", () => {
  const ROWS: readonly (readonly [HandEvent, string])[] = [
    [{ kind: "insert", card: "platinum" }, "unknown"],
    [{ kind: "use", card: "platinum" }, "unknown"],
    [{ kind: "remove" }, "not-there"],
    [{ kind: "tear" }, "not-there"],
    [{ kind: "load-paper" }, "not-now"],
    [{ kind: "close-printer" }, "not-now"],
    [{ kind: "pin-key", key: "star" }, "unknown"],
  ];
  test.each(ROWS)("with %j: %s", (event, refused) => {
    const post = openEmpty();
    expect(post.hand(event)).toBe(refused);
    expect(post.events.at(-1)).toMatchObject({ kind: "hand.did", data: { refused } });
  });

  test("with a card while one is in the slot", () => {
    const post = openEmpty();
    expect(post.hand({ kind: "insert", card: "good" })).toBeUndefined();
    expect(post.hand({ kind: "insert", card: "short" })).toBe("not-now");
  });
});

test("a card that is in the slot before it is asked for is taken", () => {
  const post = openEmpty();
  post.hand({ kind: "insert", card: "good" });
  post.request("a", SALE);
  post.until(() => post.events.some(({ kind }) => kind === "pin-pad.asked"), "a question");
  for (const key of ["2", "4", "6", "8", "1", "0", "enter"] as const) {
    post.hand({ kind: "pin-key", key });
  }
  post.untilScreen("approved");
  post.untilScreen("remove-card");
  post.hand({ kind: "remove" });
  post.untilScreen("idle");
});

test("the terminal's own keys open its menu, and a digit begins nothing", () => {
  const post = openEmpty();
  post.hand({ kind: "key", key: "5" });
  post.run(1_000);
  expect(post.screen()).toBe("idle");
  post.hand({ kind: "key", key: "enter" });
  post.run(100);
  expect(post.screen()).toBe("menu");
});

test("the digits of a PIN are not told", () => {
  const post = openEmpty();
  post.hand({ kind: "pin-key", key: "7" });
  expect(post.events.at(-1)).toMatchObject({ kind: "hand.did", data: { did: "pin-key" } });
  expect(JSON.stringify(post.events.at(-1)?.data)).not.toContain("7");
});
