import { describe, expect, test } from "vitest";
import { chance } from "../../../../device-emulators/kit/chance.ts";
import { schemeOf } from "../../../../device-emulators/kit/payment-codes.ts";
import {
  CODE_MS,
  CODE_VALID_MS,
  createCodeBook,
} from "../../../../sim-server/core/customer/payment-codes.ts";

const GIVEN = "134650012345678901";

describe("a code on a phone", () => {
  test("is the lesson's own first, and a drawn one from the next minute on", () => {
    const { book, pass } = setUp();
    book.open("code");
    expect(book.shown("code")).toEqual({ scheme: "wechat", digits: GIVEN, turn: 0 });
    pass(CODE_MS - 1);
    expect(book.shown("code").turn).toBe(0);
    pass(1);
    const next = book.shown("code");
    expect([next.turn, schemeOf(next.digits), next.digits === GIVEN]).toEqual([1, "wechat", false]);
  });

  test("is the same whoever looks, and however often", () => {
    const [eager, lazy] = [setUp(), setUp()];
    for (const { book } of [eager, lazy]) book.open("code");
    for (let minute = 0; minute < 5; minute += 1) {
      eager.book.shown("code");
      eager.pass(CODE_MS);
      lazy.pass(CODE_MS);
    }
    expect(lazy.book.shown("code")).toEqual(eager.book.shown("code"));
  });

  test("keeps its time when the phone is held out again", () => {
    const { book, pass } = setUp();
    book.open("code");
    pass(CODE_MS);
    book.open("code");
    expect(book.shown("code").turn).toBe(1);
  });
});

describe("a code that is presented", () => {
  test("pays once", () => {
    const { book } = setUp();
    book.open("code");
    expect(book.redeem(GIVEN)).toEqual({ kind: "good", id: "code", account: "savings" });
    expect(book.redeem(GIVEN)).toEqual({ kind: "used" });
  });

  test.each([
    ["in its own minute", CODE_MS - 1, "good"],
    ["in the minute after", CODE_VALID_MS - 1, "good"],
    ["later", CODE_VALID_MS, "expired"],
  ])("%s", (_when, afterMs, expected) => {
    const { book, pass } = setUp();
    book.open("code");
    pass(afterMs);
    expect(book.redeem(GIVEN).kind).toBe(expected);
  });

  test("is unknown before any phone showed it, and where none ever does", () => {
    const { book } = setUp();
    expect(book.redeem(GIVEN)).toEqual({ kind: "unknown" });
    book.open("code");
    expect(book.redeem("134650012345678902")).toEqual({ kind: "unknown" });
    expect([book.has("code"), book.has("other")]).toEqual([true, false]);
  });

  test("is good for the phone it was drawn on", () => {
    const { book } = setUp();
    book.open("code");
    book.open("second");
    expect(book.redeem(book.shown("second").digits)).toMatchObject({ kind: "good", id: "second" });
  });
});

function setUp() {
  let nowMs = 5_000;
  const book = createCodeBook({
    codes: [
      { id: "code", scheme: "wechat", account: "savings", digits: [GIVEN] },
      { id: "second", scheme: "unionpay", account: "credit", digits: [] },
    ],
    chance: (id) => chance(1, id),
    nowMs: () => nowMs,
  });
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { book, pass };
}
