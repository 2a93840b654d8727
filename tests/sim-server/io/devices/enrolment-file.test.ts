import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatComplaint } from "../../../../scenarios/format/complaint.ts";
import {
  cardFor,
  type Enrolment,
  enrol,
  formatEnrolments,
  loadEnrolments,
  parseEnrolments,
  saveEnrolments,
} from "../../../../sim-server/io/devices/enrolment-file.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const UID: Enrolment = { token: { kind: "uid", hex: "04A1B2C3D4E5F6" }, card: "quick" };
const ATR: Enrolment = { token: { kind: "atr", hex: "3B0211A5" }, card: "chip" };

const HEAD = "format: 1\ntokens:\n";

/** What is wrong with a list of tokens, each complaint with its place. */
function complaints(tokens: string): string[] {
  const parsed = parseEnrolments(HEAD + tokens, "cards.yaml");
  return parsed.ok ? [] : parsed.error.map(formatComplaint);
}

describe("an enrolment file", () => {
  test("is read as it was written", () => {
    for (const rows of [[], [UID], [ATR, UID]]) {
      expect(parseEnrolments(formatEnrolments(rows), "f")).toEqual({ ok: true, value: rows });
    }
  });

  test("takes hexadecimal as people write it", () => {
    const text = `${HEAD}  - { card: quick, uid: "04 a1 b2 c3 d4 e5 f6" }\n`;
    expect(parseEnrolments(text, "f")).toEqual({ ok: true, value: [UID] });
  });

  test.each([
    ['  - { uid: "04A1B2", card: quick }', "cards.yaml:3:12: `uid` must be 4, 7 or 10 bytes"],
    ["  - { uid: 4, card: quick }", "cards.yaml:3:12: `uid` must stand in quotes"],
    ['  - { atr: "3B", card: quick }', "cards.yaml:3:12: `atr` must be an answer to reset"],
    ['  - { atr: "3C00", card: quick }', "cards.yaml:3:12: `atr` must be an answer to reset"],
    ['  - { uid: "04A1B2C3", card: Quick }', "cards.yaml:3:30: `card` must be small letters"],
    ['  - { uid: "04A1B2C3" }', "card"],
    ["  - { card: quick }", "cards.yaml:3:5: must be known by one thing; give `uid` or `atr`"],
    [
      '  - { uid: "04A1B2C3", atr: "3B00", card: quick }',
      "cards.yaml:3:5: must be known by one thing",
    ],
    [
      '  - { uid: "04A1B2C3", card: a }\n  - { uid: "04a1b2c3", card: b }',
      "cards.yaml:4:5: is the same token once more",
    ],
    ['  - { uid: "04A1B2C3", cart: a }', "did you mean `card`?"],
  ])("says what is wrong with %s", (tokens, complaint) => {
    expect(complaints(tokens)[0]).toContain(complaint);
  });

  test("an answer to reset has at most 33 bytes", () => {
    const row = (bytes: number) => `  - { atr: "3B${"00".repeat(bytes - 1)}", card: a }`;
    expect(complaints(row(33))).toEqual([]);
    expect(complaints(row(34))).toHaveLength(1);
  });

  test("is written whole beside itself, and loaded again", () => {
    const folder = temporaryFolder();
    const file = join(folder, "cards.yaml");
    saveEnrolments(file, [UID]);
    saveEnrolments(file, [UID, ATR]);
    expect(loadEnrolments(file)).toEqual([UID, ATR]);
    expect(readFileSync(file, "utf8")).toMatch(/^# Training cards/);
    expect(readdirSync(folder)).toEqual(["cards.yaml"]);
  });

  test("that cannot be written or read is told with a remedy", () => {
    const folder = temporaryFolder();
    const nowhere = join(folder, "no", "cards.yaml");
    const wanting = (code: string) => expect.objectContaining({ code, hint: expect.any(String) });
    expect(() => saveEnrolments(nowhere, [UID])).toThrow(wanting("data-unwritable"));
    expect(() => loadEnrolments(nowhere)).toThrow(wanting("config-invalid"));
    writeFileSync(join(folder, "bad.yaml"), "format: 2\ntokens: []\n");
    expect(() => loadEnrolments(join(folder, "bad.yaml"))).toThrow(
      /bad.yaml:1:9: `format` must be 1/,
    );
  });
});

describe("a token", () => {
  test("stands for one card, and only by what it was enrolled by", () => {
    const rows = enrol(enrol([], UID), ATR);
    expect(cardFor(rows, UID.token)).toBe("quick");
    expect(cardFor(rows, ATR.token)).toBe("chip");
    expect(cardFor(rows, { kind: "atr", hex: UID.token.hex })).toBeUndefined();
    expect(cardFor(rows, { kind: "uid", hex: "04FFFFFF" })).toBeUndefined();
  });

  test("enrolled once more stands for the new card alone", () => {
    const rows = enrol([UID, ATR], { ...UID, card: "chip" });
    expect(rows).toEqual([ATR, { ...UID, card: "chip" }]);
  });
});
