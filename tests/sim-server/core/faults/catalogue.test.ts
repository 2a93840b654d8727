import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  armable,
  completeParams,
  FAULTS,
  findFault,
  LESSON_FAULTS,
} from "../../../../sim-server/core/faults/catalogue.ts";
import { faultTable } from "../../../kit/fault-table.ts";

describe("the catalogue of faults", () => {
  test("names each kind once, by layer and what it does", () => {
    const ids = FAULTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  test("says of each in two languages what it means, and what must hold all the same", () => {
    const empty = FAULTS.filter(
      ({ means, holds }) => means.zh === "" || means.en === "" || holds === "",
    );
    expect(empty).toEqual([]);
    expect(new Set(FAULTS.map(({ means }) => means.zh)).size).toBe(FAULTS.length);
  });

  test("can arm each with the parameters it falls back on", () => {
    for (const { id, params } of LESSON_FAULTS) {
      expect(new Set(params.map(({ name }) => name)).size).toBe(params.length);
      expect([id, armable(id, completeParams(id, {}))]).toEqual([id, true]);
    }
  });

  test("finds a kind by its id", () => {
    expect(findFault("bank.slow")?.layer).toBe("bank line");
    expect(findFault("bank.fast")).toBeUndefined();
  });

  test.each([
    ["bank.slow", {}, '{"ms":12000}'],
    ["bank.slow", { ms: 5 }, '{"ms":5}'],
    ["bank.reply-lost", {}, '{"mti":"0210"}'],
    ["reader.slot-dirty", {}, "{}"],
  ])("%s with %o strikes with %s", (id, given, params) => {
    expect(JSON.stringify(completeParams(id, given))).toBe(params);
  });

  test.each<[string, Readonly<Record<string, string | number | boolean>>, boolean]>([
    ["bank.slow", {}, true],
    ["bank.slow", { ms: 1 }, true],
    ["bank.slow", { ms: 600_000 }, true],
    ["bank.slow", { ms: 0 }, false],
    ["bank.slow", { ms: 600_001 }, false],
    ["bank.slow", { ms: 1.5 }, false],
    ["bank.slow", { ms: Number.NaN }, false],
    ["bank.slow", { ms: "12" }, false],
    ["bank.slow", { s: 12 }, false],
    ["bank.reply-lost", { mti: 210 }, false],
    ["bank.reply-lost", { mti: "0210" }, true],
    ["printer.paper-left", { mm: 0 }, true],
    ["printer.paper-left", { mm: -1 }, false],
    ["printer.cover-open", { mm: 1 }, false],
    ["printer.on-fire", {}, false],
    ["printer.cover-open", { match: "GS V" }, true],
    ["printer.cover-open", { match: "GSV" }, false],
    ["printer.broken", {}, false],
    ["cable.flip", { cable: "pin-pad", way: "host", bytes: 3 }, true],
    ["cable.flip", { cable: "phone" }, false],
    ["cable.reset", { cable: "host" }, false],
    ["cable.half-close", {}, false],
    ["bank.slow", { after: 5 }, false],
  ])("%s with %o can be armed: %s", (id, params, can) => {
    expect(armable(id, params)).toBe(can);
  });
});

test("docs/faults.md has the catalogue as it is", () => {
  expect(readFileSync("docs/faults.md", "utf8")).toContain(faultTable(FAULTS));
});
