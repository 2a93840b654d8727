import { describe, expect, test } from "vitest";
import type { FaultSettings } from "../../scenarios/format/scenario.ts";
import { LESSON_FAULTS } from "../../sim-server/core/faults/catalogue.ts";
import { lesson } from "../kit/lessons.ts";
import { sellThrough } from "../kit/plug.ts";

const SALE = lesson("first-sale");

/** Between terminal and bank, printer, PIN pad and till. What a scanner misreads is another basket. */
const CABLES = ["host", "printer", "pin-pad", "till"] as const;

/** Chosen: in the middle of a sale, and over before somebody would give up on a counter for the day. */
const LASTS_MS = 20_000;
/** Chosen: shorter than the terminal goes on offering the till its result. */
const OUT_MS = 1_000;

/** Strikes at the first piece and the second, each way. */
const CASES: readonly (readonly [string, FaultSettings])[] = LESSON_FAULTS.filter(
  ({ layer }) => layer === "cable",
).flatMap(({ id, params, lasts, triggers = [] }) => {
  const cables = params.some(({ name }) => name === "cable") ? CABLES : [undefined];
  const ways = triggers.some(({ name }) => name === "way") ? ["device", "host"] : [undefined];
  return cables.flatMap((cable) =>
    ways.flatMap((way) =>
      [1, 2].map((nth) => {
        const given = {
          ...(cable && { cable }),
          ...(way && { way }),
          ...(lasts && { for: cable === "till" ? OUT_MS : LASTS_MS }),
          ...(id === "cable.unplug" && { ms: OUT_MS }),
        };
        const name = [id, cable, way, nth].filter((each) => each !== undefined).join(" ");
        return [name, { fault: id, nth, times: 1, params: given }] as const;
      }),
    ),
  );
});

/** A printer cannot know that a line came twice. */
const PRINTED_TWICE = "cable.duplicate printer device 2";

describe("whatever a cable does, a sale is paid once or not at all, and proved on paper:", () => {
  test.each(CASES.filter(([name]) => name !== PRINTED_TWICE))("%s", (_name, fault) => {
    const { complaints } = sellThrough(SALE, { faults: [fault] });
    expect(complaints).toEqual([]);
  });
});

type Row = readonly [string, Partial<FaultSettings>, number, string];

describe("a fault on the line to the bank", () => {
  // The fault, how often it strikes, and what comes of a sale.
  test.each<Row>([
    ["refuses the call", { fault: "cable.refuse" }, 1, "declined"],
    ["refuses another call", { fault: "cable.refuse", nth: 9 }, 0, "approved"],
    ["is gone with the request", { fault: "cable.drop" }, 1, "unknown reversed"],
    ["is reset in the reply", reset(30, "host"), 1, "unknown reversed"],
    ["is reset behind the reply", reset(9_000, "host"), 0, "approved"],
    ["stalls within the limit", stall(8_000), 1, "approved"],
    ["stalls beyond the limit", stall(SALE.terminal.hostWaitMs), 1, "unknown reversed"],
    ["garbles the request, and its MAC is wrong", { fault: "cable.flip" }, 1, "declined"],
    ["sends the request twice", { fault: "cable.duplicate" }, 1, "approved"],
    [
      "cuts all in pieces",
      { fault: "cable.split", params: { way: "both", size: 3 } },
      1,
      "approved",
    ],
    ["is out for a while", { fault: "cable.unplug" }, 1, "unknown reversed"],
  ])("%s", (_what, fault, strikes, outcomes) => {
    const { yard, complaints } = sellThrough(SALE, { faults: [fault] });
    expect(complaints).toEqual([]);
    expect(yard.told("fault.fired")).toHaveLength(strikes);
    const outcome = yard.told("terminal.outcome").map((told) => told.outcome);
    expect(outcome.join(" ")).toBe(outcomes);
  });
});

function reset(bytes: number, way: string): Partial<FaultSettings> {
  return { fault: "cable.reset", params: { bytes, way } };
}

function stall(ms: number): Partial<FaultSettings> {
  return { fault: "cable.stall", params: { ms } };
}
