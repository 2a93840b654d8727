import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import {
  ofTestCard,
  readSwipes,
  SWIPE_CHARACTERS_MAX,
  type Swipe,
} from "../../../../sim-server/core/drivers/stripe-reading.ts";

const TEST = "6212345678901265";
/** Any number behind no test prefix will do: this one belongs to nobody, its check digit being wrong. */
const OTHER = "9999999999999999";
const TWO = `;${TEST}=29082010000000?`;

test.each<[string, string, string]>([
  ["the second track", `${TWO}\r`, "swiped track2"],
  ["tracks 1 and 2", `%B${TEST}^TEST/CARD^29082010000000?${TWO}\r\n`, "swiped track1 track2"],
  ["all three", `%B${TEST}^A/B^2908?${TWO};01${TEST}=156?\n`, "swiped track1 track2 track3"],
  ["a third track sent with +", `${TWO}+01${TEST}=156?\r`, "swiped track2 track3"],
  ["two cards", `${TWO}\r${TWO}\r`, "swiped track2, swiped track2"],
  ["any other card", `;${OTHER}=29082010000000?\r`, "refused"],
  ["another card on one of the tracks", `%B${TEST}^A/B^2908?;${OTHER}=2908?\r`, "refused"],
  ["another card on the third track", `${TWO};01${OTHER}=156?\r`, "refused"],
  ["test cards of two numbers", `%B6200000000000005^A/B^2908?${TWO}\r`, "refused"],
  ["a track without a number in its place", `${TWO};nonsense?\r`, "garbled"],
  ["half a track", `;${TEST}=2908\r`, "garbled"],
  ["what is no card", "4006381333931\r", "garbled"],
  ["empty tracks", ";?\r", "garbled"],
  ["nothing", "\r\n", ""],
  ["a swipe that has not ended", TWO, ""],
])("%s", (_what, text, drawn) => {
  expect(readAll([text]).map(draw).join(", ")).toBe(drawn);
});

test("what is longer than three tracks is no card, and no more than that is held", () => {
  const long = `;${TEST}=${"0".repeat(SWIPE_CHARACTERS_MAX)}?`;
  expect(readAll([`${long}\r${TWO}\r`]).map(draw)).toEqual(["garbled", "swiped track2"]);
  const { reader } = readSwipes("", fromLatin1("7".repeat(10_000)));
  expect(reader.length).toBeLessThanOrEqual(SWIPE_CHARACTERS_MAX + 1);
});

describe("of a card that is not a test card", () => {
  test("nothing comes out, whatever it says and however it is cut", () => {
    const track = fc.stringMatching(/^[0-9=^A-Z/]{0,20}$/);
    const line = fc.tuple(track, track).map(([a, b]) => `%B${OTHER}^${a}?;${OTHER}=${b}?\r`);
    fc.assert(
      fc.property(line, fc.nat(60), (text, at) => {
        const swipes = readAll([text.slice(0, at), text.slice(at)]);
        expect(JSON.stringify(swipes)).not.toMatch(/\d{6}/);
      }),
    );
  });

  test("the tracks are known as such", () => {
    expect(ofTestCard({ track2: `${TEST}=2908` })).toBe(true);
    expect(ofTestCard({ track2: `${OTHER}=2908` })).toBe(false);
    expect(ofTestCard({})).toBe(false);
    expect(ofTestCard({ track1: "nonsense" })).toBe(false);
  });
});

function readAll(pieces: readonly string[]): readonly Swipe[] {
  let reader = "";
  return pieces.flatMap((piece) => {
    const read = readSwipes(reader, fromLatin1(piece));
    reader = read.reader;
    return read.swipes;
  });
}

function draw(swipe: Swipe): string {
  return swipe.kind === "swiped" ? ["swiped", ...Object.keys(swipe.tracks)].join(" ") : swipe.kind;
}
