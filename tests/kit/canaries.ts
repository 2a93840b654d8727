import { desCipher } from "../../device-emulators/crypto/blocks.ts";
import { deriveCardKey } from "../../device-emulators/crypto/emv-keys.ts";
import { encodePinBlock } from "../../device-emulators/crypto/pin-block.ts";
import { fromHex, fromLatin1, toHex } from "../../device-emulators/kit/bytes.ts";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import { HOUSE, KEYS } from "../../sim-server/core/counter/house.ts";
import type { Tapped } from "./wiretap.ts";

/** Something that must be read nowhere, and one way in which it could be written. */
export type Canary = { readonly name: string; readonly text: string };

/** PINs of the greatest length: so long that no other number holds one by chance. */
export const RIGHT_PIN = "908172635445";
const WRONG_PIN = "908172635446";

/** The same lesson with PINs that cannot be mistaken for anything else. */
export function withLongPins(scenario: Scenario): Scenario {
  return {
    ...scenario,
    cards: scenario.cards.map((card) => ({
      ...card,
      pin: RIGHT_PIN,
      keyed: card.keyed.map((keyed) => (keyed === card.pin ? RIGHT_PIN : WRONG_PIN)),
    })),
  };
}

/** Everything secret about a lesson and what was tapped on its line, in every spelling. */
export function canariesOf({ cards }: Scenario, tapped: readonly Tapped[]): readonly Canary[] {
  return canariesOfCards(
    cards.map(({ number }) => number),
    tapped,
  );
}

/** Everything secret about those cards, the keys of the house, and what was tapped on a line. */
export function canariesOfCards(
  numbers: readonly string[],
  tapped: readonly Omit<Tapped, "way">[],
): readonly Canary[] {
  const issuer = desCipher(fromHex(KEYS.issuerMaster));
  return [
    ...digits("right PIN", RIGHT_PIN),
    ...digits("wrong PIN", WRONG_PIN),
    ...bytes("terminal master key", fromHex(KEYS.terminalMaster)),
    ...bytes("issuer master key", fromHex(KEYS.issuerMaster)),
    ...numbers.flatMap((number) => [
      ...digits("card number", number),
      ...bytes("clear PIN block", encodePinBlock(RIGHT_PIN, number)),
      ...bytes("clear PIN block", encodePinBlock(WRONG_PIN, number)),
      ...bytes("card key", deriveCardKey(issuer, number, HOUSE.panSequence)),
    ]),
    ...tapped.flatMap(tappedSecrets),
  ];
}

function tappedSecrets({ bytes: frame, mti, fields }: Omit<Tapped, "way">): Canary[] {
  const { 35: track, 52: pinBlock, 55: iccData, 62: download, 64: mac } = fields;
  return [
    ...bytes("frame", frame),
    ...(track === undefined
      ? []
      : [...digits("track", track), ...digits("track", track.replace("=", "D"))]),
    ...(pinBlock === undefined ? [] : bytes("PIN block", pinBlock)),
    // What a reversal needs of it is kept until it is answered; it is no secret.
    ...(iccData === undefined || !["0100", "0200"].includes(mti) ? [] : bytes("ICC data", iccData)),
    ...(mac === undefined ? [] : bytes("MAC", mac)),
    ...(download === undefined || download.length < 40 ? [] : workingKeys(download)),
  ];
}

/** PIN key and MAC key, each with four bytes of check value behind it. */
function workingKeys(download: Uint8Array): Canary[] {
  const master = desCipher(fromHex(KEYS.terminalMaster));
  return [
    ...bytes("PIN key", master.decrypt(download.subarray(0, 16))),
    ...bytes("MAC key", master.decrypt(download.subarray(20, 36)).subarray(0, 8)),
  ];
}

/** In characters, which are BCD in hex too; and those characters as bytes. */
function digits(name: string, text: string): Canary[] {
  return [{ name, text }, ...bytes(name, fromLatin1(text))];
}

function bytes(name: string, secret: Uint8Array): Canary[] {
  const hex = toHex(secret);
  const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
  return [hex, hex.toLowerCase(), base64, [...secret].join(",")].map((text) => ({ name, text }));
}
