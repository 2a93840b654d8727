import { describe, expect, test } from "vitest";
import { toHex, toLatin1 } from "../../device-emulators/kit/bytes.ts";
import type { Answer, Scenario } from "../../scenarios/format/scenario.ts";
import {
  type Canary,
  canariesOf,
  canariesOfCards,
  RIGHT_PIN,
  withLongPins,
} from "../kit/canaries.ts";
import { readFrame } from "../kit/forged-line.ts";
import { JOBS, type Job } from "../kit/jobs.ts";
import { ANSWERS, lesson } from "../kit/lessons.ts";
import { workShift } from "../kit/shift.ts";
import { bankOptions, cardProfile } from "../kit/terminal-setup.ts";
import { tapLine } from "../kit/wiretap.ts";
import { buildYard, playRobot, seeOut } from "../kit/yard.ts";

describe.each(ANSWERS)("%s", (_name, scenario, answer) => {
  const { trace, canaries, journal, slips, titles, pads } = watch(withLongPins(scenario), answer);

  test("its trace holds no PIN, PIN block, track, key, MAC, frame or whole card number", () => {
    expect(found(canaries, trace)).toEqual([]);
  });

  test("nor do its slips, nor the terminal's flash", () => {
    expect(found(canaries, slips.join("\n"))).toEqual([]);
    // Working keys are kept as they came, under the master key; MACs and frames are not kept at all.
    expect(found(canaries, journal)).toEqual([]);
  });

  test("everything that comes out of the printer says TRAINING", () => {
    expect(slips.filter((slip) => !slip.includes("训练 TRAINING"))).toEqual([]);
  });

  test("every screen of the terminal, and the PIN pad, says 训练", () => {
    expect([...titles].filter((title) => !title.endsWith("训练"))).toEqual([]);
    expect([...pads].filter((line) => !line.startsWith("训练"))).toEqual([]);
    expect(titles.size).toBeGreaterThan(1);
  });
});

describe.each(JOBS)("$name, with the power going once and the line in trouble", (job) => {
  const { trace, canaries, journal, slips } = watchJob(job);

  test("its trace holds no secret, nor do its slips, nor the terminal's flash", () => {
    expect(found(canaries, trace)).toEqual([]);
    expect(found(canaries, slips)).toEqual([]);
    expect(found(canaries, journal)).toEqual([]);
  });
});

describe("the search for secrets", () => {
  const scenario = withLongPins(lesson("wrong-pin"));
  const { canaries } = watch(scenario, scenario.answers.right);

  test("knows every kind of secret", () => {
    expect(new Set(canaries.map(({ name }) => name))).toEqual(
      new Set([
        "right PIN",
        "wrong PIN",
        "terminal master key",
        "issuer master key",
        "card number",
        "clear PIN block",
        "card key",
        "frame",
        "track",
        "PIN block",
        "ICC data",
        "MAC",
        "PIN key",
        "MAC key",
      ]),
    );
  });

  test.each([
    ["in characters", '{"pin":"908172635445"}', "right PIN"],
    ["as bytes in hex", "39303831373236333534343500", "right PIN"],
    ["in base64", "OTA4MTcyNjM1NDQ1", "right PIN"],
    ["in capitals", "0123456789ABCDEFFEDCBA9876543210", "terminal master key"],
    [
      "as a list of bytes",
      "[1,35,69,103,137,171,205,239,254,220,186,152,118,84,50,16]",
      "terminal master key",
    ],
  ])("finds one %s", (_how, text, name) => {
    expect(found(canaries, text)).toEqual([name]);
  });
});

function watch(scenario: Scenario, answer: Answer) {
  const yard = buildYard(scenario);
  const tapped = tapLine(yard);
  const titles = new Set<string>();
  const pads = new Set<string>();
  yard.open();
  playRobot(yard, answer, () => {
    const { screen, title } = yard.rig.devices.terminal.screen();
    if (screen !== "dark") titles.add(title);
    pads.add(yard.rig.devices.pad.lines()[0]);
    return false;
  });
  seeOut(yard);
  const { flash } = yard.rig.devices;
  return {
    trace: yard.lines.join("\n"),
    canaries: canariesOf(scenario, tapped),
    journal: flash
      .durable()
      .map((record) => `${toLatin1(record)}\n${toHex(record)}`)
      .join("\n"),
    slips: yard.told("slip.torn").map(({ lines }) => lines.join("\n")),
    titles,
    pads,
  };
}

/** A job and its recovery, all that was told, printed and kept, and what must not be in it. */
function watchJob(job: Job) {
  const profile = cardProfile();
  const { accounts } = bankOptions(profile, 100_000);
  const withLongPin = accounts.map((account) => ({
    ...account,
    cards: account.cards.map((card) => ({ ...card, pin: RIGHT_PIN })),
  }));
  const [mti = ""] = job.asks;
  const trouble = { name: "reply lost", answer: () => [] };
  const told: object[] = [];
  const { rig } = workShift(job, {
    rig: { bank: (plain) => ({ ...plain, accounts: withLongPin }) },
    line: [{ mti, trouble, times: 1 }],
    meddle: (shop) => {
      shop.listeners.push((event) => told.push(event));
      shop.world.scheduler.after(20_000, shop.terminal.cut);
    },
  });
  const tapped = rig.host.frames.map((bytes) => ({ bytes, ...readFrame(bytes).message }));
  return {
    trace: JSON.stringify([told, rig.told]),
    canaries: canariesOfCards([profile.pan], tapped),
    slips: rig
      .of("printer.printed")
      .map(({ text }) => text)
      .join("\n"),
    journal: rig.flash
      .durable()
      .map((record) => `${toLatin1(record)}\n${toHex(record)}`)
      .join("\n"),
  };
}

function found(canaries: readonly Canary[], text: string): string[] {
  return [
    ...new Set(canaries.filter((canary) => text.includes(canary.text)).map(({ name }) => name)),
  ];
}
