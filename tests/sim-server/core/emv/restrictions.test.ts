import { expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { checkRestrictions } from "../../../../sim-server/core/emv/restrictions.ts";
import { openSession, type TransactionType } from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG } from "../../../kit/card-link.ts";

const SOUND = {
  "9F08": "0030",
  "9F09": "0030",
  "9F07": "FF00",
  "5F28": "0156",
  "5F25": "230101",
  "5F24": "301231",
};

/** Byte 2 of the verification results of a card like the sound one, on 18 June 2025. */
function noted(
  changes: Readonly<Record<string, string | undefined>>,
  transactionType: TransactionType = "goods",
): string {
  const session = openSession(CONFIG, { ...CIRCUMSTANCES, transactionType });
  for (const [tag, hex] of Object.entries({ ...SOUND, ...changes })) {
    if (hex !== undefined) session.data.set(tag, fromHex(hex));
  }
  checkRestrictions(session);
  return toHex(session.tvr).slice(2, 4);
}

test.each([
  ["a sound card", {}, "00"],
  ["another version", { "9F08": "0020" }, "80"],
  ["no version", { "9F08": undefined }, "00"],
  ["expired yesterday", { "5F24": "250617" }, "40"],
  ["expires today", { "5F24": "250618" }, "00"],
  ["expires in 2049", { "5F24": "491231" }, "00"],
  ["expired in 1999", { "5F24": "991231" }, "40"],
  ["good from today", { "5F25": "250618" }, "00"],
  ["good from tomorrow", { "5F25": "250619" }, "20"],
  ["no effective date", { "5F25": undefined }, "00"],
  ["not for goods at home", { "9F07": "DF00" }, "10"],
  ["for goods at home alone", { "9F07": "2100" }, "00"],
  ["not for terminals", { "9F07": "FE00" }, "10"],
  ["from abroad, not for goods abroad", { "5F28": "0344", "9F07": "EF00" }, "10"],
  ["from abroad, for goods abroad alone", { "5F28": "0344", "9F07": "1100" }, "00"],
  ["from nowhere, for terminals alone", { "5F28": undefined, "9F07": "0100" }, "00"],
  ["without usage control", { "9F07": undefined }, "00"],
  ["all at once", { "9F08": "0020", "5F24": "250617", "5F25": "250619", "9F07": "0000" }, "F0"],
])("%s: byte 2 is %s", (_name, changes, expected) => {
  expect(noted(changes)).toBe(expected);
});

test.each([
  ["goods", "2100 DF00", "1100 EF00"],
  ["preauthorisation", "2100 DF00", "1100 EF00"],
  ["cash", "8100 7F00", "4100 BF00"],
  ["cashback", "0180 FF7F", "0140 FFBF"],
] as const)("%s needs its own bit, at home and abroad", (type, home, abroad) => {
  const byte = (control: string, country: string): string =>
    noted({ "9F07": control, "5F28": country }, type);
  const [allowed = "", denied = ""] = home.split(" ");
  const [allowedAbroad = "", deniedAbroad = ""] = abroad.split(" ");
  expect([byte(allowed, "0156"), byte(denied, "0156")]).toEqual(["00", "10"]);
  expect([byte(allowedAbroad, "0344"), byte(deniedAbroad, "0344")]).toEqual(["00", "10"]);
});

test.each(["refund", "balance"] as const)("a %s needs no bit but that for terminals", (type) => {
  expect(noted({ "9F07": "0100" }, type)).toBe("00");
  expect(noted({ "9F07": "FEFF" }, type)).toBe("10");
});
