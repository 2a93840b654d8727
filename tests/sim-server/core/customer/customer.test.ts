import fc from "fast-check";
import { expect, test } from "vitest";
import { PHRASES } from "../../../../sim-server/core/counter/view.ts";
import type { Sight } from "../../../../sim-server/core/customer/senses.ts";
import {
  bringCustomer,
  type CustomerSetting,
  card,
  type Happening,
} from "../../../kit/customer-play.ts";

const PAD: Sight = { type: "pad", mine: true };
const PAD_BACK: Sight = { type: "pad", mine: false };
const ASKED: Sight = { type: "pin-asked", on: true };
const ANSWERED: Sight = { type: "pin-asked", on: false };
const WAIT: Sight = { type: "bank-wait", on: true };
const WAIT_OVER: Sight = { type: "bank-wait", on: false };
const WORK: Sight = { type: "work" };
const SLIP: Sight = { type: "slip-handed" };
const UNREAD: Sight = { type: "card-unread" };
const STARED: Sight = { type: "stared-at" };
const BACK: Sight = { type: "card-back", card: "qing" };
const APPROVED = ended("approved", "00");
const UNKNOWN = ended("unknown");
const REVERSED = ended("reversed");
const DECLINED = ended("declined", "62");

const TWO_CARDS = { cards: [card(), card({ id: "plum", keyed: ["222222"] })] };
const CASH = { settings: { cashMinor: 10_000 } };
const KEYED = "key 1 key 2 key 3 key 4 key 5 key 6 key enter";

/** What happens, and all that she says, does and feels, in order. */
test.each<readonly [string, CustomerSetting, readonly Happening[], string]>([
  ["a greeting pleases her, once", {}, ["greet", "greet"], "joy:83 greets greets-again"],
  [
    "asked for a card, she finds it after a while",
    {},
    ["ask-card", 0.59, 0.82],
    "here-is-card +card qing",
  ],
  ["but not at once", {}, ["ask-card", 0.59], "here-is-card"],
  [
    "asked twice, she offers it once",
    {},
    ["ask-card", "ask-card", 5],
    "here-is-card card-is-there +card qing",
  ],
  [
    "she keys her PIN when the pad is with her and asks",
    {},
    ["ask-card", 2, PAD, ASKED, 5],
    `here-is-card +card qing ${KEYED}`,
  ],
  ["whichever comes first", {}, ["ask-card", 2, ASKED, PAD, 5], `here-is-card +card qing ${KEYED}`],
  ["not without the pad", {}, ["ask-card", 2, ASKED, 5], "here-is-card +card qing"],
  ["not before it asks", {}, ["ask-card", 2, PAD, 5], "here-is-card +card qing"],
  [
    "not on when the pad is taken away",
    {},
    ["ask-card", 2, PAD, ASKED, 0.8, PAD_BACK, 5],
    "here-is-card +card qing",
  ],
  [
    "not on when it asks no longer",
    {},
    ["ask-card", 2, PAD, ASKED, 0.8, ANSWERED, 5],
    "here-is-card +card qing",
  ],
  [
    "who forgot her PIN cancels",
    { settings: { knowsPin: false } },
    ["ask-card", 2, PAD, ASKED, 5],
    "here-is-card +card qing key cancel",
  ],
  [
    "a wrong PIN, then the right one",
    { cards: [card({ keyed: ["1", "2"] })] },
    ["ask-card", 2, PAD, ASKED, 3, ANSWERED, ended("declined", "55"), ASKED, 3],
    "here-is-card +card qing key 1 key enter mistyped key 2 key enter",
  ],
  [
    "after a wrong PIN the same card again",
    {},
    ["ask-card", 2, ended("declined", "55"), BACK, "ask-card", 2],
    "here-is-card +card qing mistyped here-is-card +card qing",
  ],
  [
    "after a refusal the next card",
    TWO_CARDS,
    ["ask-card", 2, DECLINED, BACK, "ask-card", 2],
    "here-is-card +card qing declined here-is-card +card plum",
  ],
  [
    "first she wants the old one back",
    TWO_CARDS,
    ["ask-card", 2, DECLINED, "ask-other-means", 5, BACK, 2],
    "here-is-card +card qing declined card-back-first another-card +card plum",
  ],
  [
    "or cash in notes",
    CASH,
    ["ask-card", 2, DECLINED, "ask-other-means", 2],
    "here-is-card +card qing declined cash-then +cash 10000",
  ],
  [
    "who has nothing else goes without the goods",
    {},
    ["ask-card", 2, DECLINED, "ask-other-means", 2, BACK, 3],
    "here-is-card +card qing declined nothing-else left:80-goods gone",
  ],
  [
    "but not without her card",
    {},
    ["ask-card", 2, DECLINED, "ask-other-means", 30],
    "here-is-card +card qing declined nothing-else card-missing",
  ],
  ["a locked PIN", {}, [ended("declined", "75")], "pin-locked"],
  ["too little money", {}, [ended("declined", "51")], "too-little"],
  ["cancelled by the cashier", {}, [ended("cancelled")], ""],
  [
    "told why, she is pleased once, and asked pardon once",
    {},
    [DECLINED, "explain-decline", "issuer-only", "apologise", "apologise"],
    "declined joy:85 i-see asks-bank joy:88 never-mind never-mind",
  ],
  [
    "and once more for the next trouble",
    {},
    [DECLINED, "explain-decline", UNREAD, "explain-reader"],
    "declined joy:85 i-see unread joy:90 try-again",
  ],
  ["her privacy", {}, [DECLINED, "explain-loudly"], "declined calm:65 not-so-loud"],
  ["asked for the PIN itself", {}, ["ask-pin"], "calm:65 pin-not-told"],
  ["stared at", {}, [PAD, STARED], "calm:65 stared-at"],
  ["blamed", {}, ["blame", "blame"], "calm:70 not-my-fault restless:60 not-my-fault"],
  [
    "an unanswered question hurts after twenty seconds",
    {},
    [DECLINED, 19.999, 0.001],
    "declined calm:70 ignored",
  ],
  [
    "an answered one does not",
    {},
    [DECLINED, 19.999, "please-wait", 4],
    "declined joy:85 no-hurry",
  ],
  ["ten seconds of silence", {}, [WAIT, 9.999], ""],
  ["ten seconds of silence and she asks", {}, [WAIT, 10], "how-long"],
  ["not when the bank was quicker", {}, [WAIT, 9, WAIT_OVER, 5], ""],
  ["told, she waits thirty", {}, [WAIT, 5, "please-wait", 29.999], "joy:85 no-hurry"],
  ["then asks all the same", {}, [WAIT, 5, "please-wait", 30], "joy:85 no-hurry how-long"],
  ["the right amount read to her", { shownMinor: 8640 }, ["amount-read-back"], "that-is-right"],
  ["a wrong amount read to her", { shownMinor: 864 }, ["amount-read-back"], "amount-wrong"],
  ["thanked before she paid", {}, ["thank", 60], "not-paid-yet"],
  [
    "thanked when she has all, she goes at once",
    {},
    [APPROVED, SLIP, "thank", "keep-card-safe", 2],
    "so-quick goodbye joy:83 card-safe left:83 gone",
  ],
  ["not thanked, she lingers", {}, [APPROVED, SLIP, 7.999], "so-quick"],
  ["and goes", {}, [APPROVED, SLIP, 8], "so-quick left:80 gone"],
  ["she asks for a slip", {}, [APPROVED, 20, SLIP, 8], "so-quick slip-missing left:80 gone"],
  [
    "she asks for her card",
    {},
    ["ask-card", 2, APPROVED, SLIP, 20, BACK, 8],
    "here-is-card +card qing so-quick card-missing left:80 gone",
  ],
  ["work on her slip is patience's friend", {}, [APPROVED, 19, WORK, 19], "so-quick"],
  [
    "sent off too early she forgets her card",
    {},
    ["ask-card", 2, APPROVED, "thank", 8],
    "here-is-card +card qing so-quick goodbye left:80-card-slip gone",
  ],
  [
    "unless she gets it in time",
    {},
    ["ask-card", 2, APPROVED, "thank", 7, BACK, SLIP, 2],
    "here-is-card +card qing so-quick goodbye left:80 gone",
  ],
  [
    "thanked while nobody knows, she takes the goods",
    {},
    [UNKNOWN, "thank", 8],
    "was-i-charged goodbye left:80 gone",
  ],
  [
    "unless it is told in time",
    {},
    [UNKNOWN, "thank", REVERSED, 8],
    "was-i-charged goodbye not-charged",
  ],
  [
    "after a reversal she pays again",
    {},
    ["ask-card", 2, UNKNOWN, REVERSED, "explain-no-charge", BACK, "ask-card", 2, APPROVED],
    "here-is-card +card qing was-i-charged not-charged joy:85 good-not-twice here-is-card +card qing at-last",
  ],
  [
    "paid in cash she needs no slip",
    CASH,
    [{ type: "cash-taken" }, "thank", 2],
    "so-quick goodbye left:80 gone",
  ],
  [
    "gone, she hears and sees nothing",
    {},
    [APPROVED, SLIP, 8, "greet", WAIT, DECLINED, 60],
    "so-quick left:80 gone",
  ],
  ["waiting wears on her", {}, [82.133, 0.001], "restless:60"],
  ["in first lessons it does not", { timed: false }, [DECLINED, WAIT, 600], "declined how-long"],
])("%s", (_, setting, happenings, drawn) => {
  expect(bringCustomer(setting).play(happenings)).toBe(drawn);
});

test("the view shows her until she is gone, and changes only when something in it does", () => {
  const { customer, play } = bringCustomer({ settings: { name: "周阿姨", queue: 2 } });
  const first = customer.view();
  expect(first).toEqual({
    here: true,
    name: "周阿姨",
    face: "zhou",
    mood: "calm",
    patience: 4,
    speech: { id: "arrives", zh: "你好，帮我结一下账。", en: "Hello, I'd like to pay, please." },
    queue: 2,
  });
  play([WORK, PAD, 3]);
  expect(customer.view()).toBe(first);
  play(["greet"]);
  expect(customer.view()).toMatchObject({ mood: "joy", patience: 5, speech: { id: "greets" } });
  play([APPROVED, SLIP, 8]);
  expect(customer.view()).toMatchObject({ here: false });
  expect(customer.view()).not.toHaveProperty("speech");
});

test("in first lessons no patience is shown", () => {
  expect(bringCustomer({ timed: false }).customer.view()).not.toHaveProperty("patience");
});

test("a slow person takes longer than a quick one, and each a little differently every time", () => {
  const keysMs = (face: "lao" | "rider", seed: number): number => {
    const her = bringCustomer({ seed, settings: { face } });
    her.play(["ask-card", 3, PAD, ASKED, 10]);
    const keys = her
      .timed()
      .flatMap((word) => (word.includes("key") ? [Number.parseInt(word, 10)] : []));
    return (keys.at(-1) ?? 0) - (keys[0] ?? 0);
  };
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const slow = seeds.map((seed) => keysMs("lao", seed));
  const quick = seeds.map((seed) => keysMs("rider", seed));
  expect(Math.min(...slow)).toBeGreaterThanOrEqual(6 * 180 * 1.6 - 6);
  expect(Math.max(...quick)).toBeLessThanOrEqual(6 * 440 * 0.8 + 6);
  expect(new Set(slow).size).toBeGreaterThan(10);
});

const happening = fc.oneof(
  fc.constantFrom<Happening>(...PHRASES),
  fc.constantFrom<Happening>(PAD, PAD_BACK, ASKED, ANSWERED, WAIT, WAIT_OVER, WORK, SLIP, UNREAD),
  fc.constantFrom<Happening>(STARED, BACK, APPROVED, UNKNOWN, REVERSED, DECLINED),
  fc.integer({ min: 0, max: 30 }),
);

test("the same happenings give the same trace, however time is cut; a card is never offered twice at once", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), fc.integer(), (happenings, seed) => {
      const setting = { ...TWO_CARDS, seed };
      const one = bringCustomer(setting);
      const drawn = one.play(happenings);
      const other = bringCustomer(setting);
      other.play(happenings.flatMap((it) => (typeof it === "number" ? Array(it).fill(1) : [it])));
      expect(other.trace()).toBe(one.trace());
      expect(drawn).not.toMatch(/\+card (\w+) \+card \1/);
      expect(drawn.split("gone").length).toBeLessThanOrEqual(2);
    }),
  );
});

test("no PIN is on the trace", () => {
  const her = bringCustomer();
  expect(her.play(["ask-card", 2, PAD, ASKED, 5])).toContain(KEYED);
  expect(her.lines().join("\n")).not.toMatch(/123456|"key/);
});

function ended(outcome: Extract<Sight, { type: "outcome" }>["outcome"], responseCode = ""): Sight {
  return { type: "outcome", outcome, responseCode };
}
