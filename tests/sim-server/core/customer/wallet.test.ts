import fc from "fast-check";
import { expect, test } from "vitest";
import type { CardSettings } from "../../../../scenarios/format/scenario.ts";
import {
  cardIsOut,
  cashFor,
  countTry,
  fillWallet,
  holdUp,
  layDown,
  nextCard,
  nextToTap,
  offerCard,
  pinDigits,
  prefer,
  setAside,
  takeBack,
  tryAgain,
  type Wallet,
} from "../../../../sim-server/core/customer/wallet.ts";
import { card } from "../../../kit/customer-play.ts";

const CARDS: readonly CardSettings[] = [
  card({ id: "blue", keyed: ["1111", "2222"] }),
  card({ id: "plum", keyed: ["3333"] }),
];
const WALLET = fillWallet(["plum", "blue"], { cards: CARDS, codes: [] }, 10_000);

test.each<readonly [string, readonly ((wallet: Wallet) => Wallet)[], string | undefined]>([
  ["the first named comes first", [], "plum"],
  ["one that lies on the counter is not offered again", [out("plum")], "blue"],
  ["one that came back is", [out("plum"), (wallet) => takeBack(wallet, "plum")], "plum"],
  ["one set aside is not", [out("plum"), setAside, (wallet) => takeBack(wallet, "plum")], "blue"],
  ["then there is none", [out("plum"), setAside, out("blue"), setAside], undefined],
  [
    "one set aside may be tried again, if something has changed",
    [out("plum"), setAside, (wallet) => tryAgain(takeBack(wallet, "plum"), "plum", undefined)],
    "plum",
  ],
  ["nothing in play, nothing set aside", [setAside], "plum"],
  ["what is preferred comes first", [(wallet) => prefer(wallet, "blue")], "blue"],
  ["even set aside", [out("plum"), setAside, back("plum"), (it) => prefer(it, "plum")], "plum"],
  ["but not while it lies there", [out("blue"), (it) => prefer(it, "blue")], "plum"],
])("%s", (_, changes, next) => {
  expect(nextCard(changes.reduce((wallet, change) => change(wallet), WALLET))?.id).toBe(next);
});

test.each<readonly [string, readonly ((wallet: Wallet) => Wallet)[], string | undefined]>([
  ["the first that answers over the air", [], "air"],
  ["one that lies on the counter is not tapped by her", [out("air")], "phone"],
  ["one set aside is not", [out("air"), setAside], "phone"],
  ["what she holds up stays hers", [(wallet) => holdUp(wallet, "air")], "air"],
])("she taps %s", (_, changes, next) => {
  const cards = [
    card({ id: "old", contactless: false }),
    card({ id: "air" }),
    card({ id: "phone", kind: "phone" }),
  ];
  const wallet = fillWallet(["old", "air", "phone"], { cards, codes: [] }, 0);
  expect(nextToTap(changes.reduce((before, change) => change(before), wallet))?.id).toBe(next);
});

test("a card is out from its offer until it is back", () => {
  const offered = offerCard(WALLET, "plum");
  expect([WALLET, offered, takeBack(offered, "plum")].map(cardIsOut)).toEqual([false, true, false]);
});

test("she keys what her card's settings say, try by try, and keeps to the last", () => {
  let wallet = offerCard(WALLET, "blue");
  const keyed: (string | undefined)[] = [pinDigits(WALLET)];
  for (let tries = 0; tries < 3; tries += 1) {
    keyed.push(pinDigits(wallet));
    wallet = countTry(wallet);
  }
  expect(keyed).toEqual([undefined, "1111", "2222", "2222"]);
  expect(pinDigits(offerCard(wallet, "plum"))).toBe("3333");
});

test.each([
  [10_000, 1, 1000],
  [10_000, 1280, 2000],
  [10_000, 5000, 5000],
  [10_000, 5001, 10_000],
  [9000, 8640, 9000],
  [10_000, 10_000, 10_000],
  [30_000, 10_001, 20_000],
  [8639, 8640, undefined],
  [8640, 8640, 8640],
  [8640, 0, undefined],
])("with %i in her purse she lays down for %i: %s", (cashMinor, dueMinor, laid) => {
  expect(cashFor(fillWallet([], { cards: [], codes: [] }, cashMinor), dueMinor)).toBe(laid);
});

test("what she lays down is enough, and never more than she has", () => {
  const amount = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(amount, amount, amount, (cashMinor, givenMinor, dueMinor) => {
      const purse = layDown(
        fillWallet([], { cards: [], codes: [] }, cashMinor),
        Math.min(givenMinor, cashMinor),
      );
      const laid = cashFor(purse, dueMinor);
      const left = purse.cashMinor - purse.givenMinor;
      expect(laid === undefined ? left < dueMinor : laid >= dueMinor && laid <= left).toBe(true);
    }),
  );
});

function back(id: string): (wallet: Wallet) => Wallet {
  return (wallet) => takeBack(wallet, id);
}

function out(id: string): (wallet: Wallet) => Wallet {
  return (wallet) => offerCard(wallet, id);
}
