import { expect, test } from "vitest";
import { stripeOf } from "../../../../device-emulators/devices/card/track.ts";
import {
  formatSwipe,
  ID_TECH,
  MAGTEK,
  type StripeFormat,
} from "../../../../device-emulators/devices/card-reader/stripe-format.ts";
import {
  readTracks,
  type TrackReading,
} from "../../../../device-emulators/devices/card-reader/stripe-head.ts";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { readSwipes } from "../../../../sim-server/core/drivers/stripe-reading.ts";
import { PROFILE } from "../../../kit/cards.ts";

const READ = { track1: "B1^A^1", track2: "1=1", track3: "9" } as const;

/** `123` all tracks read, `1x-` the first read, the second garbled, the third blank. */
function readings(drawn: string) {
  return (["track1", "track2", "track3"] as const).map(
    (name, at): readonly [typeof name, TrackReading] => {
      if (drawn[at] === "x") return [name, { kind: "garbled" }];
      if (drawn[at] === "-") return [name, { kind: "blank" }];
      return [name, { kind: "read", text: READ[name], check: "L" }];
    },
  );
}

test.each<[string, string, StripeFormat, string]>([
  ["all tracks", "123", MAGTEK, "%B1^A^1?;1=1?+9?\r"],
  ["a bank card's", "12-", MAGTEK, "%B1^A^1?;1=1?\r"],
  ["one that is damaged", "1x-", MAGTEK, "%B1^A^1?;E?\r"],
  ["all damaged", "xxx", MAGTEK, "%E?;E?+E?\r"],
  ["nothing", "---", MAGTEK, ""],
  ["check characters", "1x-", { ...MAGTEK, check: true }, "%B1^A^1?L;E?\r"],
  ["all tracks, a line each", "123", ID_TECH, "%B1^A^1?\r;1=1?\r;9?\r"],
  ["damaged ones left out", "x2x", ID_TECH, ";1=1?\r"],
  ["nothing that could be read", "xx-", ID_TECH, ""],
  ["prefix and suffix", "-2-", { ...MAGTEK, prefix: "[", terminator: "]\t" }, "[;1=1?]\t"],
])("%s (%s)", (_name, drawn, format, expected) => {
  expect(formatSwipe(readings(drawn), format)).toBe(expected);
});

test("a counter with such a reader on its desk reads the card", () => {
  const tracks = readTracks(stripeOf({ ...PROFILE, track3: "016212345678901265=1" }), "good");
  const bytes = fromLatin1(formatSwipe(tracks, MAGTEK));
  expect(readSwipes("", bytes).swipes).toMatchObject([
    { kind: "swiped", tracks: { track2: "6212345678901265=3012220000000000" } },
  ]);
});
