import { describe, expect, test } from "vitest";
import type { CardProfile } from "../../../../device-emulators/devices/card/card-profile.ts";
import { decodeTlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { card, cardOf, pan } from "../../../kit/cards.ts";

describe("the records of an application", () => {
  test.each([
    [1, 1, "57=6212345678901265D3012220000000000F 5F20=4C49205849414F4D494E47 5F30=0220"],
    [
      2,
      1,
      "5A=6212345678901265 5F34=01 5F25=250101 5F24=301231 5F28=0156 9F42=0156 9F07=FF00 9F08=0030",
    ],
    [
      2,
      2,
      "8C=9F02069F03069F1A0295055F2A029A039C019F3704 " +
        "8D=8A02910A9F02069F03069F1A0295055F2A029A039C019F3704 " +
        "8E=000000000000000042031E031F00 " +
        "9F0D=D8609CA800 9F0E=0010000000 9F0F=D8689CF800",
    ],
  ])("file %i, record %i", (sfi, number, expected) => {
    expect(draw(card().chip.application.files.get(sfi)?.[number - 1], "70")).toBe(expected);
  });

  test("are all named by the file locator, each file from its first to its last", () => {
    const { processingOptions, application } = card().chip;
    expect(toHex(processingOptions)).toBe("800A1800 08010100 10010200 9000".replaceAll(" ", ""));
    expect(Array.from(application.files, ([sfi, records]) => [sfi, records.length])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test.each([
    ["2501", "250131"],
    ["2504", "250430"],
    ["2502", "250228"],
    ["2802", "280229"],
    ["3006", "300630"],
    ["3009", "300930"],
    ["3011", "301130"],
    ["3012", "301231"],
  ])("of a card that ends with %s say %s", (expiry, expected) => {
    const record = card({ expiry }).chip.application.files.get(2)?.[0];
    expect(draw(record, "70")).toContain(`5F24=${expected}`);
  });

  test("fill a number of 19 digits", () => {
    const record = card({ pan: pan("6212345678900000003"), discretionary: "" }).chip;
    expect(draw(record.application.files.get(2)?.[0], "70")).toContain("5A=6212345678900000003F");
  });

  test("take a longer length where they need one", () => {
    const long = { cardholderName: "A".repeat(130) } satisfies Partial<CardProfile>;
    expect(draw(card(long).chip.application.files.get(1)?.[0], "70")).toContain("5F20=4141");
  });
});

describe("what a selection answers", () => {
  test("for the directory: its name and its file, whose one record names the application", () => {
    const { directory } = card().chip;
    expect(draw(directory.fci, "6F")).toBe(
      "84=315041592E5359532E4444463031 A5=8801015F2D047A68656E",
    );
    expect(draw(directory.files.get(1)?.[0], "70")).toBe(
      "61=4F08A000000333010101500A50424F43204445424954870101",
    );
    expect(directory.files.size).toBe(1);
  });

  test("for the application: its name, label, priority, languages and what it wants to know", () => {
    expect(draw(card().chip.application.fci, "6F")).toBe(
      "84=A000000333010101 A5=500A50424F432044454249548701019F38069F1A025F2A025F2D047A68656E",
    );
  });

  test("has no list where the card wants to know nothing", () => {
    expect(draw(cardOf({ pdol: "" }).chip.application.fci, "6F")).toBe(
      "84=A000000333010101 A5=500A50424F432044454249548701015F2D047A68656E",
    );
  });
});

/** The data objects in a successful answer's template, as `tag=value`. */
function draw(response: Uint8Array | undefined, template: string): string {
  const hex = toHex(response ?? new Uint8Array(0));
  expect(hex.slice(-4)).toBe("9000");
  const outer = decodeTlv(fromHex(hex.slice(0, -4)));
  if (!outer.ok || outer.value.length !== 1 || outer.value[0]?.tag !== template)
    return "no template";
  const inner = decodeTlv(outer.value[0].value);
  if (!inner.ok) return inner.error.code;
  return inner.value.map(({ tag, value }) => `${tag}=${toHex(value)}`).join(" ");
}
