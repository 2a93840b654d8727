import { describe, expect, test } from "vitest";
import { COMPLETION, PRE_AUTH, REFUND, SALE, VOID, work } from "../../../kit/jobs.ts";
import { buildRig, type Rig } from "../../../kit/terminal-rig.ts";

/** Pulls the plug the moment that an approval is durable. */
function cutWhenApproved(rig: Rig): void {
  rig.flash.onOperation = (_count, when) => {
    if (when === "before" || rig.flash.durable().length === 0) return;
    if (new TextDecoder().decode(rig.flash.durable().at(-1)).includes("approved")) {
      rig.flash.onOperation = undefined;
      rig.terminal.cut();
    }
  };
}

/** The job, cut off when its approval is durable and before anybody saw it. */
function cutOff(job: typeof SALE): Rig {
  const rig = buildRig();
  rig.openShop();
  for (const earlier of job.before) work(rig, earlier);
  cutWhenApproved(rig);
  work(rig, job);
  return rig;
}

describe("what was approved when the power went", () => {
  test.each([VOID, REFUND, PRE_AUTH, COMPLETION])("is told of a $name after the restart", (job) => {
    const rig = cutOff(job);
    const told = rig
      .of("terminal.transaction")
      .filter(({ transaction }) => transaction === job.makes);
    expect(told.map(({ outcome }) => outcome)).toEqual(["approved"]);
    expect(rig.screens()).toContain("password message");
    expect(rig.journal().endsWith("intent told numbered keys")).toBe(true);
  });

  test("is told to the till where it is a sale, before anybody logs on", () => {
    const rig = cutOff(SALE);
    expect(rig.results.map(({ outcome }) => outcome)).toEqual(["approved"]);
    expect(rig.of("terminal.outcome")).toEqual([]);
  });
});
