import { describe, expect, test } from "vitest";
import type { RuleAction } from "../../../../../sim-server/core/bank/rules.ts";
import { journalFacts } from "../../../../kit/journal-reading.ts";
import { below, sell } from "../../../../kit/offline-rig.ts";
import type { Rig } from "../../../../kit/terminal-rig.ts";

/** A terminal that owes the bank three sales, 10.00 to 30.00. */
function owing(): Rig {
  const rig = below(20_000);
  for (const amount of ["1000", "2000", "3000"]) sell(rig, amount);
  return rig;
}

const left = (rig: Rig): readonly number[] =>
  journalFacts(rig.flash).undelivered.map(({ approval }) => Number(approval.amount));

/** Amounts of the advices as they reached the bank, in order. */
const heard = (rig: Rig): readonly number[] =>
  rig.host.requests.flatMap(({ mti, fields }) => (mti === "0220" ? [Number(fields[4])] : []));

function first(rig: Rig, action: RuleAction, times = 1): void {
  rig.bank.setRules([{ id: "first", when: { mti: "0220", times }, action }]);
}

describe("sales that the bank has not heard of", () => {
  test("are told in the order in which they were made", () => {
    const rig = owing();
    expect(left(rig)).toEqual([1_000, 2_000, 3_000]);
    sell(rig, "21000");
    expect(heard(rig)).toEqual([1_000, 2_000, 3_000]);
    expect(left(rig)).toEqual([]);
  });

  test.each(["90", "91", "92", "96", "98"])(
    "%s may pass: it stays owed, and the sale goes on",
    (code) => {
      const rig = owing();
      first(rig, { do: "answer", code });
      sell(rig, "21000");
      expect(left(rig)).toEqual([1_000, 2_000, 3_000]);
      expect(rig.outcomes().endsWith("approved 00")).toBe(true);
      sell(rig, "21000");
      expect(heard(rig)).toEqual([1_000, 1_000, 2_000, 3_000]);
      expect(left(rig)).toEqual([]);
    },
  );

  test.each(["14", "34", "12"])("%s is final: set aside, and those behind it go on", (code) => {
    const rig = owing();
    first(rig, { do: "answer", code });
    sell(rig, "21000");
    expect(left(rig)).toEqual([]);
    expect(rig.chargedMinor()).toBe(25_000 + 2_000 + 3_000 + 21_000);
    const { transactions } = journalFacts(rig.flash);
    expect(transactions.map(({ disowned }) => disowned === true)).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  test("an answer that is lost: told again, and posted once", () => {
    const rig = owing();
    first(rig, { do: "lose", what: "answer" });
    sell(rig, "21000");
    expect(left(rig)).toEqual([1_000, 2_000, 3_000]);
    sell(rig, "21000");
    expect(heard(rig)).toEqual([1_000, 1_000, 2_000, 3_000]);
    expect(rig.chargedMinor()).toBe(25_000 + 6_000 + 42_000);
  });

  test("an answer that was tampered with counts for nothing", () => {
    const rig = owing();
    first(rig, { do: "corrupt", at: "mac", bits: 1 });
    sell(rig, "21000");
    expect(left(rig)).toEqual([1_000, 2_000, 3_000]);
  });
});

describe("a batch with a sale that the bank would not have", () => {
  test("differs, and says which: its certificate goes up as a failed one", () => {
    const rig = owing();
    first(rig, { do: "answer", code: "14" });
    rig.press("enter", "7", "6");
    rig.until("settled");
    expect(rig.of("terminal.settled")).toMatchObject([{ verdict: "unbalanced" }]);
    const codes = rig.host.requests.flatMap(({ mti, fields }) =>
      mti === "0320" ? [fields[60]?.slice(8)] : [],
    );
    expect(codes).toEqual(["205", "206", "205", "205", "202"]);
  });
});
