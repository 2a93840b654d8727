import { readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { createPacer } from "../../../../sim-server/io/pacer.ts";
import { openStore } from "../../../../sim-server/io/store/sqlite.ts";
import { keepNothing } from "../../../../sim-server/io/terminal/nothing-kept.ts";
import { openTerminalDesk } from "../../../../sim-server/io/terminal/terminal-desk.ts";
import { drawAnswer } from "../../../kit/driven.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const FILE = "scenarios/terminal/every-answer.yaml";
const TEXT = readFileSync(FILE, "utf8");
/** Chosen: a sale takes a few milliseconds. */
const SPEED = 1_000;

/** A desk on a store; its time is fast, and what fails fails the test. */
async function openDesk(store = keepNothing(), scenarioText = TEXT) {
  const failures: unknown[] = [];
  const failed = (error: unknown): void => void failures.push(error);
  const pacer = createPacer({ speed: SPEED, realNowMs: () => performance.now(), failed });
  const setup = { scenarioText, file: FILE, card: "good", seed: 1, acquirer: undefined };
  const told: string[] = [];
  const desk = await openTerminalDesk(setup, {
    ...{ store, pacer, failed },
    told: ({ kind }) => void told.push(kind),
  });
  const close = async (): Promise<void> => {
    await desk.close();
    pacer.stop();
    store.close();
    expect(failures).toEqual([]);
  };
  const sell = (reference: string, amountMinor = 1_000) =>
    desk.ask({
      ...{ kind: "request", reference, memo: "" },
      request: { kind: "sale", amountMinor },
    });
  return { desk, told, close, sell };
}

test("what is asked is answered, and the same again is not done again", async () => {
  const { desk, told, close, sell } = await openDesk();
  onTestFinished(close);
  const [one, same] = await Promise.all([sell("a"), sell("a")]);
  expect(drawAnswer(one.answer)).toBe("sale approved 00 10.00");
  expect(same).toEqual(one);
  expect(await sell("a")).toEqual(one);
  expect(await desk.find("a")).toEqual(one);
  expect(told.filter((kind) => kind === "pos.asked")).toHaveLength(1);
});

test("another request meanwhile is given the one that is done", async () => {
  const { desk, close, sell } = await openDesk();
  onTestFinished(close);
  const first = sell("a");
  const busy = await sell("b");
  expect([busy.reference, busy.answer]).toEqual(["a", undefined]);
  expect(desk.running()?.reference).toBe("a");
  await first;
  expect((await sell("b")).reference).toBe("b");
});

describe("kept in a folder", () => {
  test("answers outlive the process, and the power has been cut", async () => {
    const folder = temporaryFolder();
    const first = await openDesk(openStore(folder));
    const answered = await first.sell("a");
    await first.close();
    const second = await openDesk(openStore(folder));
    onTestFinished(second.close);
    expect(second.told).toContain("terminal.powered");
    expect(await second.sell("a")).toEqual(answered);
    expect((await second.sell("b")).answer).toMatchObject({ outcome: { stan: "000004" } });
  });

  test("a terminal is not taken for that of another scenario", async () => {
    const folder = temporaryFolder();
    const first = await openDesk(openStore(folder));
    await first.close();
    const store = openStore(folder);
    onTestFinished(store.close);
    const other = TEXT.replace("50.00", "60.00");
    await expect(openDesk(store, other)).rejects.toMatchObject({ code: "config-invalid" });
  });

  test("a log that leads elsewhere is not gone on with", async () => {
    const folder = temporaryFolder();
    const first = await openDesk(openStore(folder));
    await first.sell("a");
    await first.close();
    const store = openStore(folder);
    onTestFinished(store.close);
    const rows = await store.inputsOf("terminal");
    const forged = rows.map((row) => ({ ...row, hash: "0" }));
    const lying = { ...store, inputsOf: async () => forged };
    await expect(openDesk(lying)).rejects.toMatchObject({ code: "journal-corrupt" });
  });
});
