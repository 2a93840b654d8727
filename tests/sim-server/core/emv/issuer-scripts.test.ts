import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  completeResults,
  issuerScripts,
  runScripts,
} from "../../../../sim-server/core/emv/issuer-scripts.ts";
import { openSession } from "../../../../sim-server/core/emv/session.ts";
import {
  CIRCUMSTANCES,
  CONFIG,
  finish,
  type Instead,
  linkTo,
  unionPayCard,
} from "../../../kit/card-link.ts";

const bytes = (spaced: string): Uint8Array => fromHex(spaced);
const NAMED = "9F1804 01020304";
const BLOCK = "8609 841E000004 AABBCCDD";

/** Results (DF31), byte 5 of the verification results, byte 1 of the status, and the commands. */
function run(iccData: string, instead: Instead = () => "9000"): string {
  const { link, said } = linkTo(unionPayCard(), instead);
  const session = openSession(CONFIG, CIRCUMSTANCES);
  const scripts = issuerScripts(bytes(iccData));
  finish(runScripts(link, session, scripts, "before"));
  finish(runScripts(link, session, scripts, "after"));
  const results = toHex(session.data.get("DF31") ?? new Uint8Array(0));
  const notes = `${toHex(session.tvr).slice(8)} ${toHex(session.tsi).slice(0, 2)}`;
  return [results, notes, ...said].join(" ").trim();
}

describe("an issuer's script", () => {
  test.each<[string, string, Instead, string]>([
    ["before", `7112 ${NAMED} ${BLOCK}`, () => "9000", "2001020304 00 04 1E"],
    ["after", `7212 ${NAMED} ${BLOCK}`, () => "9000", "2001020304 00 04 1E"],
    ["without a name", `710B ${BLOCK}`, () => "9000", "2000000000 00 04 1E"],
    ["refused before", `7112 ${NAMED} ${BLOCK}`, () => "6988", "1101020304 20 04 1E"],
    ["refused after", `7212 ${NAMED} ${BLOCK}`, () => "6988", "1101020304 10 04 1E"],
    ["a card that is gone", `7212 ${NAMED} ${BLOCK}`, () => "removed", "1101020304 10 04 1E"],
    ["a silent card", `7112 ${NAMED} ${BLOCK}`, () => "mute", "1101020304 20 04 1E"],
    ["warned", `7112 ${NAMED} ${BLOCK}`, () => "6283", "2001020304 00 04 1E"],
    ["warned otherwise", `7112 ${NAMED} ${BLOCK}`, () => "6300", "2001020304 00 04 1E"],
    [
      "refused at the second of three commands",
      `7128 ${NAMED} ${BLOCK} 8609 8416000004 AABBCCDD ${BLOCK}`,
      ({ ins }) => (ins === 0x16 ? "6985" : "9000"),
      "1201020304 20 04 1E 16",
    ],
    ["without commands", `7107 ${NAMED}`, () => "9000", "2001020304 00 04"],
    ["that is no data", "7103 860501", () => "9000", "0000000000 20 04"],
    ["whose command is none", "7105 8603 841E00", () => "9000", "1100000000 20 04"],
    ["two", `710B ${BLOCK} 720B ${BLOCK}`, () => "9000", "20000000002000000000 00 04 1E 1E"],
    ["none", "910A 00112233445566773030", () => "9000", "00 00"],
    ["in data that cannot be read", "7105", () => "9000", "00 00"],
  ])("%s", (_name, iccData, instead, expected) => {
    expect(run(iccData, instead)).toBe(expected);
  });

  test("numbers no command above fifteen", () => {
    const commands = `7181B0${`${BLOCK}`.repeat(16)}`;
    let count = 0;
    const last: Instead = () => {
      count += 1;
      return count === 16 ? "6985" : "9000";
    };
    expect(run(commands, last).slice(0, 10)).toBe("1F00000000");
  });

  test("no more than eight are carried out", () => {
    expect(issuerScripts(bytes(`710B ${BLOCK}`.repeat(9)))).toHaveLength(8);
    expect(issuerScripts(undefined)).toEqual([]);
  });

  test.each([
    ["none was told", "", "0001020304 0000000002"],
    ["one was told", "20 00000002", "2000000002 0001020304"],
    ["both were told", "20 00000002 11 01020304", "2000000002 1101020304"],
  ])("%s to the card: the rest was not performed", (_name, told, expected) => {
    const session = openSession(CONFIG, CIRCUMSTANCES);
    if (told !== "") session.data.set("DF31", bytes(told));
    const second = `7212 9F1804 00000002 ${BLOCK}`;
    completeResults(session, issuerScripts(bytes(`7112 ${NAMED} ${BLOCK} ${second}`)));
    expect(toHex(session.data.get("DF31") ?? new Uint8Array(0))).toBe(expected.replaceAll(" ", ""));
  });
});
