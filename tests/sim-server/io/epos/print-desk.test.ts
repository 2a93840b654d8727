import { describe, expect, test } from "vitest";
import { heldBytes } from "../../../../device-emulators/devices/printer/mechanism.ts";
import { COUNTER_PRINTER, TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import type { PrinterInput } from "../../../../device-emulators/devices/printer/printer.ts";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { WAITING_JOBS_MAX } from "../../../../sim-server/io/epos/print-desk.ts";
import { openDeskRig } from "../../../kit/epos-desk.ts";

describe("a job", () => {
  test("is answered once all of it is on paper, not before", async () => {
    const { clock, print, settle, lines } = openDeskRig(COUNTER_PRINTER);
    const job = print("one\ntwo\nthree\n");
    clock.pass(40);
    await settle();
    expect([job.said, lines]).toEqual([undefined, ["one", "two"]]);
    clock.pass(60);
    await settle();
    expect([job.said, lines]).toEqual(["ok 0F000012", ["one", "two", "three"]]);
  });

  test("larger than the printer's buffer loses nothing", async () => {
    const { clock, print, settle, lines, printer } = openDeskRig(TM_T88V);
    const wanted = Array.from({ length: 1_000 }, (_, at) => `line ${at}`);
    const job = print(`${wanted.join("\n")}\n`, { timeoutMs: 60_000 });
    clock.pass(60_000 - 1);
    await settle();
    expect(job.said).toBe("ok 0F000016");
    expect(lines).toEqual(wanted);
    expect(printer.state().lostBytes).toBe(0);
  });

  test("waits for those before it", async () => {
    const { clock, print, settle, lines } = openDeskRig(COUNTER_PRINTER);
    const [first, second] = [print("a\nb\n"), print("c\n")];
    clock.pass(60);
    await settle();
    expect([first.said, second.said]).toEqual(["ok 0F000012", undefined]);
    clock.pass(60);
    await settle();
    expect([second.said, lines]).toEqual(["ok 0F000012", ["a", "b", "c"]]);
  });
});

describe("a program on the printer's cable", () => {
  const bytes = (latin1: string) => ({ type: "bytes", bytes: fromLatin1(latin1) }) as const;

  test("is not broken in upon, and what it prints behind a job is not waited for", async () => {
    const { clock, print, settle, printer, lines } = openDeskRig(COUNTER_PRINTER);
    printer.send(bytes("a\nb\nc\n"));
    const job = print("1\n2\n");
    clock.pass(100);
    await settle();
    expect([job.said, lines]).toEqual([undefined, ["a", "b", "c"]]);
    clock.pass(20);
    printer.send(bytes("x\ny\nz\n"));
    clock.pass(60);
    await settle();
    expect([job.said, lines.join("")]).toEqual(["ok 0F000012", "abc12"]);
    clock.pass(200);
    expect(lines.join("")).toBe("abc12xyz");
  });
});

describe("a printer that is switched off", () => {
  test.each<[string, PrinterInput]>([
    ["and on again in mid job", { type: "power-cycle" }],
    ["by a command in mid job", { type: "bytes", bytes: fromLatin1("\x10\x14\x02\x01\x08") }],
  ])("%s is told, and the job does not count as printed", async (_name, input) => {
    const { clock, print, settle, printer } = openDeskRig(COUNTER_PRINTER);
    const job = print("a\nb\nc\nd\n");
    clock.pass(50);
    printer.send(input);
    clock.pass(100);
    await settle();
    expect(job.said).toBe("EX_BADPORT 00000001");
  });
});

describe("a printer that cannot print", () => {
  test("is told at once, and nothing is kept", async () => {
    const { clock, print, settle, printer, lines } = openDeskRig(COUNTER_PRINTER);
    printer.send({ type: "open" });
    const job = print("lost\n");
    await settle();
    expect(job.said).toBe("EPTR_COVER_OPEN 0F000038");
    printer.send({ type: "close" });
    clock.pass(1_000);
    expect(lines).toEqual([]);
  });

  test("in mid job: what is not printed is taken back, so that it is printed once when it is sent again", async () => {
    const { clock, print, settle, printer, lines } = openDeskRig(COUNTER_PRINTER);
    printer.send({ type: "paper-left", mm: 5 });
    const job = print("a\nb\nc\nd\n");
    clock.pass(200);
    await settle();
    expect([job.said, lines]).toEqual(["EPTR_REC_EMPTY 0F0F0018", ["a", "b"]]);
    expect(heldBytes(printer.state())).toBe(0);
    printer.send({ type: "load-paper" });
    const again = print("a\nb\nc\nd\n");
    clock.pass(1_000);
    await settle();
    expect([again.said, lines.join("")]).toEqual(["ok 0F000012", "ababcd"]);
  });

  test("in mid picture: what comes next is no part of it", async () => {
    const { clock, print, settle, printer, lines } = openDeskRig(TM_T88V);
    printer.send({ type: "paper-left", mm: 20 });
    const job = print(`\x1dv0\0\x40\0\x00\x10${"\xff".repeat(262_144)}`);
    clock.pass(10_000 - 1);
    await settle();
    expect(job.said).toBe("EPTR_REC_EMPTY 0F0F001C");
    printer.send({ type: "load-paper" });
    lines.length = 0;
    const next = print("next\n");
    clock.pass(1_000);
    await settle();
    expect([next.said, lines]).toEqual(["ok 0F000016", ["next"]]);
  });

  test("takes a forced job", async () => {
    const { print, settle, printer, clock } = openDeskRig(COUNTER_PRINTER);
    printer.send({ type: "fail", error: "cutter" });
    printer.send({ type: "mend" });
    const job = print("\x10\x05\x02", { force: true });
    await settle();
    expect(job.said).toBe("ok 0F000012");
    clock.pass(100);
  });
});

describe("time and number have limits:", () => {
  test("a job that takes too long", async () => {
    const { clock, print, settle, lines } = openDeskRig(COUNTER_PRINTER);
    const job = print("a\nb\nc\nd\n", { timeoutMs: 100 });
    clock.pass(5_000);
    await settle();
    expect([job.said, lines.join("")]).toEqual(["EX_TIMEOUT 0F000010", "abc"]);
  });

  test("a job that waits too long for those before it", async () => {
    const { clock, print, settle, lines } = openDeskRig(COUNTER_PRINTER);
    const first = print("a\n".repeat(20));
    const second = print("b\n", { timeoutMs: 100 });
    clock.pass(5_000);
    await settle();
    expect([first.said, second.said]).toEqual(["ok 0F000012", "EX_TIMEOUT 0F000010"]);
    expect(lines.join("")).toBe("a".repeat(20));
  });

  test("more jobs than may wait", async () => {
    const { print, settle } = openDeskRig(COUNTER_PRINTER);
    const jobs = Array.from({ length: WAITING_JOBS_MAX + 2 }, () => print("a\nb\n"));
    await settle();
    expect(jobs.at(-1)?.said).toBe("TooManyRequests 0F000010");
    expect(jobs.at(-2)?.said).toBeUndefined();
  });

  test("whoever waits when the service ends is told", async () => {
    const { print, settle, desk } = openDeskRig(COUNTER_PRINTER);
    const jobs = [print("a\nb\n"), print("c\n")];
    desk.close();
    await settle();
    expect(jobs.map(({ said }) => said)).toEqual(new Array(2).fill("PrintSystemError 0F000010"));
  });
});
