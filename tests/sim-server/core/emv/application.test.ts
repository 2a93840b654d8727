import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { initiate, readApplicationData } from "../../../../sim-server/core/emv/application.ts";
import { openSession } from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG, finish, linkTo, unionPayCard } from "../../../kit/card-link.ts";

describe("GET PROCESSING OPTIONS", () => {
  function options(pdol: string | undefined, answer: string) {
    let told = "";
    const { link } = linkTo(unionPayCard(), ({ data }) => {
      told = toHex(data);
      return answer;
    });
    const session = openSession(CONFIG, CIRCUMSTANCES);
    if (pdol !== undefined) session.data.set("9F38", fromHex(pdol));
    const result = finish(initiate(link, session));
    const held = ["82", "94"].map((tag) => toHex(session.data.get(tag) ?? new Uint8Array(0)));
    return { told, result: result.ok ? held.join(" ") : result.error };
  }

  test.each([
    ["no list", undefined, "8300"],
    ["amount, country, unknown", "9F02069F1A029F7A01", "830900000000864001 5600".replace(" ", "")],
  ])("tells the card what it asks for: %s", (_name, pdol, told) => {
    expect(options(pdol, "800618000801010090 00".replace(" ", "")).told).toBe(told);
  });

  test.each([
    ["format 1", "8006180008010100 9000", "1800 08010100"],
    ["format 2", "770A 82021800 940408010100 9000", "1800 08010100"],
    ["not now, but perhaps another", "6985", "not-now"],
    ["refused", "6A80", "bad-data"],
    ["no locator", "7704 82021800 9000", "bad-data"],
    ["profile cut", "8001 18 9000", "bad-data"],
    ["no data objects", "8005 18 9000", "bad-data"],
  ])("answer in %s", (_name, answer, expected) => {
    expect(options(undefined, answer.replaceAll(" ", "")).result).toBe(expected);
  });
});

test.each([
  ["as many as a command carries", "9F02FD", "1800 08010100"],
  ["one more", "9F02FE", "bad-data"],
])("a list that asks for %s bytes", (_name, pdol, expected) => {
  const { link } = linkTo(unionPayCard(), () => "800618000801010090 00".replace(" ", ""));
  const session = openSession(CONFIG, CIRCUMSTANCES);
  session.data.set("9F38", fromHex(pdol));
  const result = finish(initiate(link, session));
  const held = ["82", "94"].map((tag) => toHex(session.data.get(tag) ?? new Uint8Array(0)));
  expect(result.ok ? held.join(" ") : result.error).toBe(expected);
});

describe("reading the records", () => {
  function readAll(locator: string, answer: (record: number) => string) {
    const { link, said } = linkTo(unionPayCard(), ({ p1 }) => answer(p1));
    const session = openSession(CONFIG, CIRCUMSTANCES);
    session.data.set("94", fromHex(locator));
    const result = finish(readApplicationData(link, session));
    return `${result.ok ? "ok" : result.error}: ${said.join(" ")}`;
  }
  const whole = "701A5A0862123456789012655F24033012318C039F02068D039F02069000";
  const part = "700A5A0862123456789012659000";

  test.each([
    ["one record", "08010100", () => whole, "ok: B2 1/1"],
    ["two files", "0801020010030300", () => whole, "ok: B2 1/1 B2 2/1 B2 3/2"],
    [
      "a record that is not there",
      "08010200",
      (at: number) => (at === 2 ? "6A83" : whole),
      "bad-data: B2 1/1 B2 2/1",
    ],
    ["a record that is no data", "08010100", () => "70059000", "bad-data: B2 1/1"],
    ["without what a sale needs", "08010100", () => part, "bad-data: B2 1/1"],
    ["a locator of no files", "", () => whole, "bad-data: "],
    [
      "a number that is none",
      "08010100",
      () => whole.replace("62123456", "6212345A"),
      "bad-data: B2 1/1",
    ],
    ["a locator that is too long", "08010100".repeat(64), () => whole, "bad-data: "],
    ["a locator that is cut", "080101", () => whole, "bad-data: "],
    ["file 0", "00010100", () => whole, "bad-data: "],
    ["file 31", "F8010100", () => whole, "bad-data: "],
    ["record 0", "08000100", () => whole, "bad-data: "],
    ["last before first", "08020100", () => whole, "bad-data: "],
    ["more signed than there are", "08010102", () => whole, "bad-data: "],
  ])("%s", (_name, locator, answer, expected) => {
    expect(readAll(locator, answer)).toBe(expected);
  });
});

describe("what the issuer vouches for", () => {
  const record = (number: number): string => `70049F41010${number}9000`;
  const needed = "701A5A0862123456789012655F24033012318C039F02068D039F02069000";

  function signed(locator: string, answer = (number: number) => record(number)): string {
    const { link } = linkTo(unionPayCard(), ({ p1, p2 }) => (p2 >> 3 === 1 ? needed : answer(p1)));
    const session = openSession(CONFIG, CIRCUMSTANCES);
    session.data.set("94", fromHex(`08010100${locator}`));
    const read = finish(readApplicationData(link, session));
    if (!read.ok) return read.error;
    const { records, usable } = session.signed;
    return usable ? records.map(toHex).join(" ") : "not usable";
  }

  test.each([
    ["nothing", "10010300", ""],
    ["the first of three records", "10010301", "9F410101"],
    ["two of three, from the second record on", "10020402", "9F410102 9F410103"],
    ["records of two files", "1001010118020301", "9F410101 9F410102"],
    ["of a file of its own all of the record", "58010101", "7004 9F410101".replace(" ", "")],
  ])("%s", (_name, locator, expected) => {
    expect(signed(locator)).toBe(expected);
  });

  test("a record without its template spoils it", () => {
    expect(signed("10010201", (number) => `9F41010${number}9000`)).toBe("not usable");
    expect(signed("10010200", (number) => `9F41010${number}9000`)).toBe("");
  });
});
