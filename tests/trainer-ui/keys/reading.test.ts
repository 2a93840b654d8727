import fc from "fast-check";
import { expect, test } from "vitest";
import { answerTo } from "../../../trainer-ui/keys/reading.ts";
import { cardAt } from "../../kit/page-view.ts";

const TRACK_1 = "%B6212345678901265^LIANXI/YONGKA^2908620?";
const TRACK_2 = ";6212345678901265=29086200000?";
const AGO = { never: undefined, justNow: 300, before: 1_000 } as const;

/** `act …`, `refuse …` or `nothing`. The card in play is 6212…1265. */
function answer(text: string, ago: keyof typeof AGO = "never", place = cardAt("held")): string {
  const told = answerTo(text, { card: place, swipedAgoMs: AGO[ago] });
  if (told.does === "act") return `act ${Object.values(told.act).join(" ")}`;
  return told.does === "refuse" ? `refuse ${told.why}` : told.does;
}

test.each<[string, string, string]>([
  ["a code of goods", "2004170001018", "act wedge 2004170001018"],
  ["one with an AIM identifier", "]E02004170001018", "act wedge ]E02004170001018"],
  ["letters", "ABC-123", "act wedge ABC-123"],
  ["a card's number", "6212345678901265", "refuse not-goods"],
  ["a payment code", "134567890123456789", "refuse not-goods"],
  ["words", "two words", "refuse not-goods"],
  ["both tracks of the card in play", TRACK_1 + TRACK_2, "act swipe"],
  ["its first track", TRACK_1, "act swipe"],
  ["its second track", TRACK_2, "act swipe"],
  ["another test card", TRACK_2.replace("901265", "043357"), "refuse not-test-card"],
  [
    "a number with the same end that is no test card",
    ";4000000000001265=2908?",
    "refuse not-test-card",
  ],
  ["a stripe that could not be read", "%E?;E?", "refuse not-test-card"],
  ["half a track", ";621234567890", "refuse not-test-card"],
])("%s: %s", (_name, text, told) => {
  expect(answer(text)).toBe(told);
});

test("a later track that follows at once is of the same swipe, a first one of another", () => {
  expect(answer(TRACK_2, "justNow")).toBe("nothing");
  expect(answer(TRACK_2, "before")).toBe("act swipe");
  expect(answer(TRACK_1, "justNow")).toBe("act swipe");
  expect(answer("2004170001018", "justNow")).toBe("act wedge 2004170001018");
});

test("where no card was shown, none is swiped", () => {
  expect(answer(TRACK_2, "never", { ...cardAt("none"), tail: "" })).toBe("refuse not-test-card");
});

test("no number that could pay is in what leaves the page", () => {
  const number = fc.stringMatching(/^[1-9]\d{13,23}$/);
  const around = fc.constantFrom(
    ["", ""],
    ["%B", "^A^29?"],
    [";", "=29?"],
    ["]E0", ""],
    ["X-", "-X"],
  );
  fc.assert(
    fc.property(number, around, (digits, [before = "", behind = ""]) => {
      expect(answer(`${before}${digits}${behind}`)).not.toContain(digits);
    }),
  );
});
