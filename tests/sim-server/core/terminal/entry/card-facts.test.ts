import { expect, test } from "vitest";
import { fromHex } from "../../../../../device-emulators/kit/bytes.ts";
import { openSession } from "../../../../../sim-server/core/emv/session.ts";
import { cardFacts } from "../../../../../sim-server/core/terminal/entry/card-facts.ts";
import { CIRCUMSTANCES, CONFIG } from "../../../../kit/card-link.ts";

const PAN = "6212345678901265";

test.each([
  ["16 digits", "6212345678901265", "6212345678901265D30122200000", PAN, `${PAN}=30122200000`],
  [
    "19 digits, padded",
    "6205500000000000004F",
    "6205500000000000004D30122200",
    "6205500000000000004",
    "6205500000000000004=30122200",
  ],
  ["odd track, padded", "6212345678901265", "6212345678901265D3012220F", PAN, `${PAN}=3012220`],
])("a chip says of its card: %s", (_name, pan, track, digits, track2) => {
  const session = openSession(CONFIG, CIRCUMSTANCES);
  session.data.set("5A", fromHex(pan));
  session.data.set("57", fromHex(track.length % 2 === 0 ? track : `${track}F`));
  session.data.set("5F24", fromHex("301231"));
  session.data.set("5F34", fromHex("01"));
  expect(cardFacts(session)).toEqual({ pan: digits, expiry: "3012", panSequence: "001", track2 });
});
