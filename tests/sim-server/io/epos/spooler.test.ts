import { describe, expect, test } from "vitest";
import { COUNTER_PRINTER } from "../../../../device-emulators/devices/printer/models.ts";
import { createSpooler, SPOOLED_JOBS_MAX } from "../../../../sim-server/io/epos/spooler.ts";
import { drawDeskAnswer, openDeskRig } from "../../../kit/epos-desk.ts";

describe("a spooler", () => {
  const job = { bytes: Uint8Array.of(0x61, 0x0a), force: false, timeoutMs: 1_000 };
  const drawn = (answer: Parameters<typeof drawDeskAnswer>[0] | undefined) =>
    answer && drawDeskAnswer(answer);

  test("takes a job, says that it prints, then how it ended", async () => {
    const { clock, desk, settle } = openDeskRig(COUNTER_PRINTER);
    const { take, resultOf } = createSpooler(desk);
    expect(take(job, "A1")).toMatchObject({ answer: { success: true, status: 2 }, jobId: "A1" });
    expect(drawn(resultOf("A1"))).toBe("Printing 00000000");
    await settle();
    clock.pass(100);
    await settle();
    expect(drawn(resultOf("A1"))).toBe("ok 0F000012");
    expect(resultOf("A2")).toBeUndefined();
  });

  test("gives a name to a job that has none, and refuses what is too much", () => {
    const { desk } = openDeskRig(COUNTER_PRINTER);
    const { take } = createSpooler(desk);
    expect([take(job, undefined).jobId, take(job, undefined).jobId]).toEqual([
      "tillyard-1",
      "tillyard-2",
    ]);
    for (let at = 2; at < SPOOLED_JOBS_MAX; at += 1) take(job, undefined);
    expect(drawn(take(job, "late").answer)).toBe("EX_SPOOLER 00000000");
  });

  test("remembers the last ends alone", async () => {
    const { clock, desk, settle } = openDeskRig(COUNTER_PRINTER);
    const { take, resultOf } = createSpooler(desk);
    for (let at = 0; at <= SPOOLED_JOBS_MAX; at += 1) {
      take(job, `job-${at}`);
      await settle();
      clock.pass(100);
      await settle();
    }
    expect(resultOf("job-0")).toBeUndefined();
    expect(drawn(resultOf("job-1"))).toBe("ok 0F000012");
  });
});
