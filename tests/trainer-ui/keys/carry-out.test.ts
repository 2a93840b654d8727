import { beforeEach, describe, expect, test } from "vitest";
import type { WireAct, WireView } from "../../../sim-server/contract/index.ts";
import { carryOut, listeningOf } from "../../../trainer-ui/keys/carry-out.ts";
import { type Place, takePlace } from "../../../trainer-ui/session/place.ts";
import { createCounterStore } from "../../../trainer-ui/session/store.ts";
import { cardAt, goodsOf, QUIET_COUNTER } from "../../kit/page-view.ts";

let sent: WireAct[] = [];
let place: Place;

function standAt(more: Partial<WireView>): void {
  sent = [];
  const store = createCounterStore(() => 0);
  store.absorb({ rev: 1, nowMs: 0, paused: false, view: { ...QUIET_COUNTER, ...more } });
  const client = {
    store,
    act: (act: WireAct) => void sent.push(act),
    takeBack: () => undefined,
    close: () => undefined,
  };
  place = takePlace("s", client, () => "keys");
}

beforeEach(() => standAt({ goods: goodsOf("milk"), card: cardAt("held") }));

/** The panel that is open, and what was sent since. */
const drawn = (): string =>
  [place.panel.value.kind, ...sent.map((act) => Object.values(act).join(" "))].join(" | ");

describe("a command is carried out", () => {
  test("a look scans the next piece, and leans back from the terminal", () => {
    carryOut({ do: "look" }, place);
    expect(drawn()).toBe("none | scan milk");
    place.open({ kind: "terminal" });
    carryOut({ do: "look" }, place);
    expect(drawn()).toBe("none | scan milk");
  });

  test("a look at the card opens it and says so to the counter", () => {
    carryOut({ do: "deed", deed: "look-card" }, place);
    expect(drawn()).toBe("look | inspect card");
    carryOut({ do: "choose", number: 3 }, place);
    expect(drawn()).toBe("none | inspect card | judge card expiry");
  });

  test("a number out of range is nothing", () => {
    place.open({ kind: "look", thing: "card" });
    carryOut({ do: "choose", number: 9 }, place);
    expect(drawn()).toBe("look");
  });

  test("a phrase is chosen by group and number, and puts the list away", () => {
    carryOut({ do: "talk" }, place);
    carryOut({ do: "group", number: 3 }, place);
    carryOut({ do: "choose", number: 4 }, place);
    expect(drawn()).toBe("none | say thank");
  });

  test("a number is keyed, corrected and dialled", () => {
    carryOut({ do: "phone" }, place);
    for (const number of [4, 0, 0, 9]) carryOut({ do: "choose", number }, place);
    carryOut({ do: "erase" }, place);
    carryOut({ do: "confirm" }, place);
    expect(drawn()).toBe("phone | dial 400");
  });

  test("nothing is dialled without a number", () => {
    carryOut({ do: "phone" }, place);
    carryOut({ do: "confirm" }, place);
    expect(drawn()).toBe("phone");
  });

  test("stepping back closes a panel first, then pauses, then goes on", () => {
    carryOut({ do: "talk" }, place);
    carryOut({ do: "escape" }, place);
    expect(drawn()).toBe("none");
    carryOut({ do: "escape" }, place);
    expect(drawn()).toBe("pause | pause true");
    carryOut({ do: "escape" }, place);
    expect(drawn()).toBe("none | pause true | pause false");
  });

  test("a deed with nothing to do it to says so and sends nothing", () => {
    standAt({});
    carryOut({ do: "deed", deed: "scan" }, place);
    expect(drawn()).toBe("none");
    expect(place.store.noEffect.value).toEqual({ why: "not-there" });
  });

  test("one key takes the pad back when the customer has it", () => {
    standAt({ pinPad: { place: "customer", lines: ["", ""], facing: "away" } });
    carryOut({ do: "deed", deed: "give-pad" }, place);
    expect(drawn()).toBe("none | hand pin-pad cashier");
  });

  test("a menu's number does what stands there", () => {
    place.open({ kind: "choose", spot: "card" });
    carryOut({ do: "choose", number: 2 }, place);
    expect(drawn()).toBe("none | insert");
  });
});

test.each([
  ["none", false, "counter"],
  ["none", true, "on-control"],
  ["terminal", false, "counter"],
  ["talk", false, "choices"],
  ["phone", false, "dialling"],
  ["help", false, "panel"],
] as const)("while %s is open (in focus: %s) digits go to %s", (kind, onControl, listening) => {
  expect(listeningOf({ kind }, place, onControl)).toBe(listening);
});

test("in a call digits choose; paused, they do nothing", () => {
  standAt({ phone: { ...QUIET_COUNTER.phone, state: "talking" } });
  expect(listeningOf({ kind: "phone" }, place, false)).toBe("choices");
  place.store.paused.value = true;
  expect(listeningOf({ kind: "none" }, place, false)).toBe("panel");
});
