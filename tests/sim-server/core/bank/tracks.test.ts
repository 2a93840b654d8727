import { describe, expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { encipherTrack } from "../../../../device-emulators/crypto/track-cipher.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { KEYS } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import { openTracks, tracksEnciphered } from "../../../../sim-server/core/bank/tracks.ts";

const key = desCipher(fromHex(KEYS.tdk.clear));
const other = desCipher(fromHex(KEYS.tmk));
const TRACK_2 = "6212345678901265=3012220000000000";
const TRACK_3 = "996212345678901265=1561560";
const sealed = (track: string): string => encipherTrack(key, track);

describe("tracks at the door of the bank", () => {
  test.each([
    ["both", { 35: sealed(TRACK_2), 36: sealed(TRACK_3) }, { 35: TRACK_2, 36: TRACK_3 }],
    ["the second alone", { 35: sealed(TRACK_2) }, { 35: TRACK_2 }],
  ])("%s are opened, and said to be clear", (_name, fields, clear) => {
    const told = { mti: "0200", fields: { ...fields, 53: "2610000000000000" } };
    const opened = openTracks(told, key);
    expect(opened.fields).toEqual({ ...clear, 53: "2600000000000000" });
    expect([tracksEnciphered(told), tracksEnciphered(opened)]).toEqual([true, false]);
  });

  test.each([
    ["no key", { 35: sealed(TRACK_2), 53: "0610000000000000" }, undefined],
    ["another key", { 35: sealed(TRACK_2), 53: "0610000000000000" }, other],
    ["a third track under no key", { 35: sealed(TRACK_2), 36: "=", 53: "0610000000000000" }, key],
    ["tracks in clear", { 35: TRACK_2, 53: "0600000000000000" }, key],
    ["no DE 53", { 35: TRACK_2 }, key],
  ])("with %s stay as they came", (_name, fields, cipher) => {
    const message = { mti: "0200", fields };
    expect(openTracks(message, cipher)).toBe(message);
  });
});
