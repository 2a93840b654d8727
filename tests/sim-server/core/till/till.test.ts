import fc from "fast-check";
import { expect, test } from "vitest";
import { GOODS } from "../../../../scenarios/goods/goods.ts";
import {
  IDLE_TILL,
  refusesAct,
  type TillInput,
  tillMachine,
} from "../../../../sim-server/core/till/till.ts";
import { play } from "../../../kit/play.ts";
import {
  bytes,
  cash,
  drawEffect,
  drawTill,
  frame,
  result,
  scan,
  spoilt,
} from "../../../kit/till-play.ts";

const CODES = new Map(GOODS.map((good) => [good.id, good.code]));
const step = tillMachine(
  new Map(GOODS.map((good) => [good.code, { ...good, name: good.name.zh }])),
);

const APPROVED = result("A", "00", 1280, "000001");
const CARD: TillInput = { type: "tender", means: "card" };
const CASH: TillInput = { type: "tender", means: "cash" };
const DELETE: TillInput = { type: "key", key: "delete-line" };
const CANCEL: TillInput = { type: "key", key: "cancel-sale" };
const NEXT: TillInput = { type: "next-sale" };
const MILK = scan("milk");

/** Inputs in; the screen and what else was done, each on one line. */
test.each<readonly [string, readonly TillInput[], string, string]>([
  ["nothing", [], "= 0.00 ready", ""],
  ["a code", [MILK], "milk×1 12.80 = 12.80 ready", "scanned"],
  ["the same again", [MILK, MILK], "milk×2 25.60 = 25.60 ready", "scanned scanned"],
  [
    "a code in two pieces",
    [bytes("2004170"), bytes("001018\r")],
    "milk×1 12.80 = 12.80 ready",
    "scanned",
  ],
  [
    "two codes at once",
    [bytes(`${CODES.get("soy")}\r\n${CODES.get("soda")}\r\n`)],
    "soy×1 9.90 soda×1 4.00 = 13.90 ready",
    "scanned scanned",
  ],
  [
    "an unknown code",
    [MILK, bytes("4006381333931\r")],
    "milk×1 12.80 = 12.80 ready",
    "scanned unknown-code",
  ],
  [
    "a row deleted",
    [MILK, scan("eggs"), DELETE],
    "milk×1 12.80 = 12.80 ready",
    "scanned scanned line-deleted",
  ],
  ["nothing to delete", [DELETE, CANCEL, CARD], "= 0.00 ready", ""],
  ["a sale cancelled", [MILK, CANCEL], "= 0.00 ready", "scanned sale-cancelled"],
  ["a card tendered", [MILK, CARD], "milk×1 12.80 = 12.80 paying card", "scanned tendered"],
  ["and once more", [MILK, CARD, CARD], "milk×1 12.80 = 12.80 paying card", "scanned tendered"],
  [
    "another tender instead",
    [MILK, CARD, CASH],
    "milk×1 12.80 = 12.80 paying cash",
    "scanned tendered tendered",
  ],
  [
    "a scan withdraws the tender",
    [MILK, CARD, MILK],
    "milk×2 25.60 = 25.60 ready",
    "scanned tendered scanned",
  ],
  [
    "approved",
    [MILK, CARD, APPROVED],
    "milk×1 12.80 = 12.80 approved card 00 12.80 000001",
    "scanned tendered 06 card-result",
  ],
  [
    "approved for another amount",
    [MILK, CARD, result("A", "00", 128, "000001")],
    "milk×1 12.80 = 12.80 approved card 00 1.28 000001",
    "scanned tendered 06 card-result",
  ],
  [
    "approved without a tender",
    [MILK, APPROVED],
    "milk×1 12.80 = 12.80 approved card 00 12.80 000001",
    "scanned 06 card-result",
  ],
  [
    "nothing more after that",
    [MILK, CARD, APPROVED, MILK, DELETE, CANCEL, CASH, CARD],
    "milk×1 12.80 = 12.80 approved card 00 12.80 000001",
    "scanned tendered 06 card-result",
  ],
  [
    "told twice, shown once",
    [MILK, CARD, APPROVED, APPROVED],
    "milk×1 12.80 = 12.80 approved card 00 12.80 000001",
    "scanned tendered 06 card-result 06",
  ],
  [
    "declined",
    [MILK, CARD, result("D", "62", 1280, "000001")],
    "milk×1 12.80 = 12.80 failed card 62 12.80 000001",
    "scanned tendered 06 card-result",
  ],
  [
    "cancelled",
    [MILK, CARD, result("C", "", 0, "")],
    "milk×1 12.80 = 12.80 failed card  0.00 ",
    "scanned tendered 06 card-result",
  ],
  [
    "nobody knows yet",
    [MILK, CARD, result("U", "", 1280, "000001")],
    "milk×1 12.80 = 12.80 paying card  12.80 000001",
    "scanned tendered 06 card-result",
  ],
  [
    "then reversed",
    [MILK, CARD, result("U", "", 1280, "000001"), result("R", "", 1280, "000001")],
    "milk×1 12.80 = 12.80 failed card  12.80 000001",
    "scanned tendered 06 card-result 06 card-result",
  ],
  [
    "a second card",
    [MILK, CARD, result("D", "62", 1280, "000001"), CARD, result("A", "00", 1280, "000002")],
    "milk×1 12.80 = 12.80 approved card 00 12.80 000002",
    "scanned tendered 06 card-result tendered 06 card-result",
  ],
  [
    "cash after a card",
    [MILK, CARD, result("D", "62", 1280, "000001"), CASH, cash(2000)],
    "milk×1 12.80 = 12.80 paid cash change 7.20",
    "scanned tendered 06 card-result tendered paid kick-drawer",
  ],
  [
    "exactly enough",
    [MILK, CASH, cash(1280)],
    "milk×1 12.80 = 12.80 paid cash",
    "scanned tendered paid kick-drawer",
  ],
  [
    "one fen short",
    [MILK, CASH, cash(1279)],
    "milk×1 12.80 = 12.80 paying cash",
    "scanned tendered",
  ],
  [
    "and the fen",
    [MILK, CASH, cash(1279), cash(1)],
    "milk×1 12.80 = 12.80 paid cash",
    "scanned tendered paid kick-drawer",
  ],
  [
    "money before the tender",
    [MILK, cash(2000), CASH],
    "milk×1 12.80 = 12.80 paid cash change 7.20",
    "scanned tendered paid kick-drawer",
  ],
  [
    "a card charged after cash",
    [MILK, CASH, cash(1280), APPROVED],
    "milk×1 12.80 = 12.80 paid cash 00 12.80 000001",
    "scanned tendered paid kick-drawer 06 card-result",
  ],
  [
    "a spoilt frame",
    [MILK, CARD, spoilt()],
    "milk×1 12.80 = 12.80 paying card",
    "scanned tendered 15",
  ],
  [
    "a frame that is no result",
    [MILK, CARD, frame("R")],
    "milk×1 12.80 = 12.80 paying card",
    "scanned tendered 15",
  ],
  [
    "the next customer",
    [MILK, CASH, cash(2000), NEXT, scan("eggs")],
    "eggs×1 15.60 = 15.60 ready",
    "scanned tendered paid kick-drawer scanned",
  ],
])("%s", (_, inputs, screen, done) => {
  const { state, effects } = play(
    step,
    IDLE_TILL,
    inputs.map((input) => [0, input] as const),
  );
  expect(drawTill(state)).toBe(screen);
  expect(effects.map(drawEffect).join(" ")).toBe(done);
});

test.each<
  readonly [string, readonly TillInput[], Parameters<typeof refusesAct>[1], string | undefined]
>([
  ["a key of the terminal's", [MILK], { type: "key", key: "enter" }, "unknown"],
  ["deleting from nothing", [], { type: "key", key: "delete-line" }, "not-there"],
  ["tendering for nothing", [], { type: "tender", means: "card" }, "not-there"],
  ["tendering", [MILK], { type: "tender", means: "card" }, undefined],
  ["tendering the same again", [MILK, CARD], { type: "tender", means: "card" }, "not-now"],
  [
    "tendering after approval",
    [MILK, CARD, APPROVED],
    { type: "tender", means: "cash" },
    "not-now",
  ],
  [
    "cancelling after payment",
    [MILK, CASH, cash(1280)],
    { type: "key", key: "cancel-sale" },
    "not-now",
  ],
  [
    "tendering after refusal",
    [MILK, CARD, result("D", "51", 1280, "000001")],
    { type: "tender", means: "card" },
    undefined,
  ],
])("%s is refused or not, with the reason", (_, before, act, refusal) => {
  const { state } = play(
    step,
    IDLE_TILL,
    before.map((input) => [0, input] as const),
  );
  expect(refusesAct(state, act)).toBe(refusal);
});

test("an unknown code that could be a card's number is masked", () => {
  const { effects } = step(IDLE_TILL, bytes("6212345678901265\r"));
  expect(effects).toMatchObject([{ data: { code: "621234******1265" } }]);
});

const input = fc.oneof(
  fc.constantFrom<TillInput>(MILK, scan("eggs"), DELETE, CANCEL, CARD, CASH, NEXT, APPROVED),
  fc.constantFrom<TillInput>(
    result("D", "51", 1280, "000002"),
    result("U", "", 1, "000003"),
    spoilt(),
  ),
  fc.integer({ min: 1, max: 5000 }).map(cash),
  fc.uint8Array({ maxLength: 40 }).map((some): TillInput => ({ type: "scanner", bytes: some })),
  fc.uint8Array({ maxLength: 40 }).map((some): TillInput => ({ type: "terminal", bytes: some })),
);

test("change is never negative, cash is never short, and what is equal keeps its identity", () => {
  fc.assert(
    fc.property(fc.array(input, { maxLength: 40 }), (inputs) => {
      let state = IDLE_TILL;
      for (const each of inputs) {
        const next = step(state, each);
        for (const effect of next.effects) {
          if (effect.type !== "tell" || effect.kind !== "till.paid") continue;
          const { paidMinor, totalMinor, changeMinor } = effect.data;
          expect(changeMinor).toBeGreaterThanOrEqual(0);
          expect(paidMinor - totalMinor).toBe(changeMinor);
        }
        if (JSON.stringify(next.state.view) === JSON.stringify(state.view)) {
          expect(next.state.view).toBe(state.view);
        }
        state = next.state;
        const rows = state.view.lines.map((line) => line.totalMinor);
        expect(state.view.totalMinor).toBe(rows.reduce((sum, row) => sum + row, 0));
      }
    }),
    { examples: [[[MILK, CANCEL, NEXT]], [[MILK, DELETE, NEXT]]] },
  );
});

test.each<[string, readonly TillInput[], string | undefined]>([
  ["a code under which nothing is sold", [bytes("4006381333931\r")], "4006381333931"],
  ["beside what was scanned", [MILK, bytes("4006381333931\r")], "4006381333931"],
  ["a long one masked", [bytes("0102004170001018\r")], "010200******1018"],
  ["the next code takes it away", [bytes("4006381333931\r"), MILK], undefined],
  ["so does a key", [MILK, bytes("4006381333931\r"), DELETE], undefined],
  ["so does a tender", [MILK, bytes("4006381333931\r"), CARD], undefined],
  ["once all is paid, none is heard", [MILK, CASH, cash(1280), bytes("123\r")], undefined],
])("what the screen says of unknown codes: %s", (_name, inputs, shown) => {
  const { state } = play(
    step,
    IDLE_TILL,
    inputs.map((input) => [0, input] as const),
  );
  expect(state.view.unknownCode).toBe(shown);
});
