import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { err } from "../../../../device-emulators/kit/result.ts";
import {
  type Cryptogram,
  generateCryptogram,
} from "../../../../sim-server/core/emv/generate-ac.ts";
import { openSession } from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG, finish, linkTo, unionPayCard } from "../../../kit/card-link.ts";

const AC = "1122334455667788";
const IAD = "07010103A0000001";

function generate(answer: string, wanted: Cryptogram = "arqc"): string {
  const { link } = linkTo(unionPayCard(), () => answer.replaceAll(" ", ""));
  const session = openSession(CONFIG, CIRCUMSTANCES);
  session.data.set("8C", fromHex("9F0206"));
  const result = finish(generateCryptogram(link, session, "8C", wanted));
  if (!result.ok) return result.error;
  const values = ["9F27", "9F36", "9F26", "9F10"].map((tag) =>
    toHex(session.data.get(tag) ?? new Uint8Array(0)),
  );
  return `${result.value.kind} ${values.join(" ")}`;
}

test.each([
  ["format 1", `8013 80 0001 ${AC} ${IAD} 9000`, `arqc 80 0001 ${AC} ${IAD}`],
  [
    "format 2, in any order",
    `771F 9F2608${AC} 9F3602 0001 9F1008${IAD} 9F270180 9000`,
    `arqc 80 0001 ${AC} ${IAD}`,
  ],
  ["the card declines", `8013 00 0001 ${AC} ${IAD} 9000`, `aac 00 0001 ${AC} ${IAD}`],
  ["a bolder kind than wanted", `8013 40 0001 ${AC} ${IAD} 9000`, "bad-data"],
  ["a referral, which is no kind of ours", `8013 C0 0001 ${AC} ${IAD} 9000`, "bad-data"],
  ["cryptogram cut", `800A 80 0001 11223344556677 9000`, "bad-data"],
  ["counter missing", `7715 9F2608${AC} 9F270180 9F1003070101 9000`, "bad-data"],
  [
    "a counter of three bytes",
    `7717 9F2608${AC} 9F3603000001 9F1003070101 9F270180 9000`,
    "bad-data",
  ],
  [
    "a cryptogram of seven bytes",
    `7715 9F2607${AC.slice(2)} 9F36020001 9F1003070101 9F270180 9000`,
    "bad-data",
  ],
  ["refused", "6985", "bad-data"],
])("%s", (_name, answer, expected) => {
  expect(generate(answer)).toBe(expected);
});

test("a list of more than a command carries is no list", () => {
  const { link, said } = linkTo(unionPayCard());
  const session = openSession(CONFIG, CIRCUMSTANCES);
  session.data.set("8C", fromHex("9F02FF 9F0301"));
  expect(finish(generateCryptogram(link, session, "8C", "arqc"))).toEqual(err("bad-data"));
  expect(said).toEqual([]);
});

test.each([
  ["tc", "40", "tc"],
  ["tc", "80", "arqc"],
  ["tc", "00", "aac"],
  ["arqc", "40", "bad-data"],
  ["arqc", "80", "arqc"],
  ["arqc", "00", "aac"],
  ["aac", "40", "bad-data"],
  ["aac", "80", "bad-data"],
  ["aac", "00", "aac"],
] as const)("a card asked for %s that answers %s gives %s", (wanted, kind, expected) => {
  expect(generate(`8013 ${kind} 0001 ${AC} ${IAD} 9000`, wanted).split(" ")[0]).toBe(expected);
});

test.each([
  ["by the card's own list", "9F0206", "00", sha1("000000008640")],
  ["by the terminal's, which is empty", undefined, "80", sha1("")],
])("tells a hash over what was told: %s", (_name, tdol, tvr, expected) => {
  let told = "";
  const { link } = linkTo(unionPayCard(), ({ data }) => {
    told = toHex(data);
    return `8013800001${AC}${IAD}9000`;
  });
  const session = openSession(CONFIG, CIRCUMSTANCES);
  session.data.set("8C", fromHex("9814"));
  if (tdol !== undefined) session.data.set("97", fromHex(tdol));
  finish(generateCryptogram(link, session, "8C", "arqc"));
  expect(told).toBe(expected);
  expect(toHex(session.tvr).slice(8)).toBe(tvr);
});

function sha1(hex: string): string {
  return createHash("sha1").update(fromHex(hex)).digest("hex").toUpperCase();
}
