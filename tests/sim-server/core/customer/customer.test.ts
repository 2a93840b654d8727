import fc from "fast-check";
import { expect, test } from "vitest";
import { PHRASES } from "../../../../sim-server/core/counter/act.ts";
import { bringCustomer, card, type Happening } from "../../../kit/customer-play.ts";
import { SIGHTS } from "../../../kit/sights.ts";

const {
  PAD,
  PAD_BACK,
  ASKED,
  ANSWERED,
  WAIT,
  WAIT_OVER,
  WORK,
  SLIP,
  UNREAD,
  STARED,
  BACK,
  APPROVED,
  UNKNOWN,
  REVERSED,
  DECLINED,
} = SIGHTS;

const TWO_CARDS = { cards: [card(), card({ id: "plum", keyed: ["222222"] })] };
const KEYED = "key 1 key 2 key 3 key 4 key 5 key 6 key enter";

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

test("keying occupies her: the wait seems shorter", () => {
  const longPin = {
    settings: { face: "lao" },
    cards: [card({ keyed: ["123456789012"] })],
  } as const;
  const restlessMs = (happenings: readonly Happening[]): number => {
    const her = bringCustomer(longPin);
    her.play(["ask-card", ...happenings, 100]);
    return Number.parseInt(her.timed().find((word) => word.includes("restless")) ?? "", 10);
  };
  expect(restlessMs([PAD, ASKED])).toBeGreaterThan(restlessMs([PAD, WORK]) + 1000);
});

test("no PIN is on the trace", () => {
  const her = bringCustomer();
  expect(her.play(["ask-card", 2, PAD, ASKED, 5])).toContain(KEYED);
  expect(her.lines().join("\n")).not.toMatch(/123456|"key/);
});

const NAMED = {
  cards: [
    card({ name: { zh: "蓝卡", en: "Blue card" } }),
    card({ id: "plum", name: { zh: "紫卡", en: "Plum card" } }),
    card({ id: "secret" }),
  ],
  settings: { stays: true },
};

test("she says what she carries, and brings out what she is asked for", () => {
  const { customer, play } = bringCustomer(NAMED);
  const [first, second] = customer.view().carries ?? [];
  expect(customer.view().carries).toHaveLength(2);
  expect(second).toEqual({ id: "plum", zh: "紫卡", en: "Plum card" });
  expect(customer.askFor("secret")).toBeUndefined();
  customer.askFor("plum")?.();
  expect(play([3])).toBe("+card plum");
  // It lies on the counter: she wants it back before she takes out another.
  customer.askFor(first?.id ?? "")?.();
  expect(customer.view().speech?.id).toBe("card-back-first");
  expect(play([{ type: "card-back", card: "plum" }, 3])).toContain(`+card ${first?.id}`);
  customer.askFor(first?.id ?? "")?.();
  expect(customer.view().speech?.id).toBe("card-is-there");
});

test("who stays pays again and again, and goes when she is seen off", () => {
  const { customer, play } = bringCustomer(NAMED);
  expect(play([APPROVED, SLIP, 60])).not.toContain("gone");
  customer.askFor("plum")?.();
  expect(play([3, APPROVED, BACK, 60])).not.toContain("gone");
  expect(play(["thank", 60])).toContain("gone");
});

test("nobody who names nothing can be asked for anything", () => {
  const { customer } = bringCustomer(TWO_CARDS);
  expect(customer.view()).not.toHaveProperty("carries");
  expect(customer.askFor("plum")).toBeUndefined();
});
