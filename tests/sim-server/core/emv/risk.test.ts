import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { err, ok } from "../../../../device-emulators/kit/result.ts";
import { analyseActions, manageRisk } from "../../../../sim-server/core/emv/risk.ts";
import {
  type Circumstances,
  openSession,
  type TerminalApplication,
} from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG, finish, linkTo, unionPayCard } from "../../../kit/card-link.ts";

const APPLICATION: TerminalApplication = {
  aid: "A000000333010101",
  match: "partial",
  version: "0030",
  actionCodes: { denial: "0010000000", online: "D84004F800", default: "D84000A800" },
  floorLimitMinor: 0,
  randomSelection: { thresholdMinor: 0, targetPercent: 99, maxPercent: 99 },
};

type Case = Partial<Circumstances> & {
  readonly floorLimitMinor?: number;
  readonly randomSelection?: TerminalApplication["randomSelection"];
  readonly profile?: string;
  /** Tags 9F14 and 9F23, and what GET DATA tells of 9F36 and 9F13. */
  readonly limits?: readonly [string, string];
  readonly counters?: readonly [string, string];
};

/** Both notes, after 86.40. */
function manage({
  floorLimitMinor = 0,
  profile = "1800",
  limits,
  counters,
  ...rest
}: Case): string {
  const { randomSelection = APPLICATION.randomSelection, ...circumstances } = rest;
  const session = openSession(CONFIG, { ...CIRCUMSTANCES, ...circumstances });
  session.data.set("82", fromHex(profile));
  session.data.set("5A", fromHex("6212345678901265"));
  if (limits !== undefined) {
    session.data.set("9F14", fromHex(limits[0]));
    session.data.set("9F23", fromHex(limits[1]));
  }
  const { link } = linkTo(unionPayCard(), ({ p2 }) => counters?.[p2 === 0x36 ? 0 : 1] ?? "6A88");
  const application = { ...APPLICATION, floorLimitMinor, randomSelection };
  expect(finish(manageRisk(link, session, application))).toEqual(ok(undefined));
  return `${toHex(session.tvr)} ${toHex(session.tsi)}`;
}

describe("terminal risk management", () => {
  test.each<[string, Case, string]>([
    ["floor limit 0", {}, "8000008000 0800"],
    ["at the floor limit", { floorLimitMinor: 8640 }, "8000008000 0800"],
    ["below the floor limit", { floorLimitMinor: 8641 }, "8000000000 0800"],
    ["the card does not want it", { profile: "1000" }, "8000000000 0000"],
    ["the cashier wants it online", { forcedOnline: true, profile: "1000" }, "8000000800 0000"],
    ["on the exception list", { excepted: (pan) => pan === "6212345678901265" }, "9000008000 0800"],
    ["another is on the exception list", { excepted: (pan) => pan === "" }, "8000008000 0800"],
  ])("%s", (_name, situation, expected) => {
    expect(manage(situation)).toBe(expected);
  });

  /** From 40.00 on the share grows from 20 to 60 at 140.00: 38.56 at 86.40. */
  const biased = { thresholdMinor: 4000, targetPercent: 20, maxPercent: 60 };
  test.each<[string, Case, boolean]>([
    ["not without a draw", { floorLimitMinor: 14000, randomSelection: biased }, false],
    [
      "above the threshold, within its share",
      { floorLimitMinor: 14000, randomSelection: biased, percentDrawn: 38 },
      true,
    ],
    [
      "above the threshold, beyond its share",
      { floorLimitMinor: 14000, randomSelection: biased, percentDrawn: 39 },
      false,
    ],
    [
      "below the threshold, within the target",
      {
        floorLimitMinor: 14000,
        randomSelection: { ...biased, thresholdMinor: 8641 },
        percentDrawn: 20,
      },
      true,
    ],
    [
      "below the threshold, beyond the target",
      {
        floorLimitMinor: 14000,
        randomSelection: { ...biased, thresholdMinor: 8641 },
        percentDrawn: 21,
      },
      false,
    ],
    ["not at the floor limit", { floorLimitMinor: 8640, percentDrawn: 1 }, false],
  ])("chosen by chance: %s", (_name, situation, expected) => {
    expect(manage(situation).slice(6, 8)).toBe(
      expected ? "10" : situation.floorLimitMinor === 8640 ? "80" : "00",
    );
  });

  const counters = (current: string, last: string) =>
    [`9F3602${current}9000`, `9F1302${last}9000`] as const;
  test.each<[string, Case, string]>([
    ["within both", { counters: counters("0005", "0003") }, "8000000000"],
    ["beyond the lower", { counters: counters("0006", "0003") }, "8000004000"],
    ["at the upper", { counters: counters("0007", "0003") }, "8000004000"],
    ["beyond the upper", { counters: counters("0008", "0003") }, "8000006000"],
    ["never online", { counters: counters("0001", "0000") }, "8008000000"],
    ["counters that cannot be", { counters: counters("0003", "0003") }, "8000006000"],
    ["counters that are not told", {}, "8000006000"],
    ["a counter of one byte", { counters: ["9F3601059000", "9F130200039000"] }, "8000006000"],
  ])("sales in a row, limits 2 and 4: %s", (_name, situation, expected) => {
    const limits = ["02", "04"] as const;
    expect(manage({ floorLimitMinor: 9000, limits, ...situation })).toBe(`${expected} 0800`);
  });

  test("limits of which one is missing are none", () => {
    const session = openSession(CONFIG, CIRCUMSTANCES);
    for (const [tag, hex] of [
      ["82", "1800"],
      ["5A", "62"],
      ["9F14", "00"],
    ] as const) {
      session.data.set(tag, fromHex(hex));
    }
    const { link, said } = linkTo(unionPayCard());
    finish(manageRisk(link, session, APPLICATION));
    expect(said).toEqual([]);
  });

  test.each(["removed", "mute"] as const)("a card that is %s ends it", (fault) => {
    const session = openSession(CONFIG, CIRCUMSTANCES);
    for (const [tag, hex] of [
      ["82", "1800"],
      ["5A", "62"],
      ["9F14", "00"],
      ["9F23", "00"],
    ] as const) {
      session.data.set(tag, fromHex(hex));
    }
    const { link } = linkTo(unionPayCard(), () => fault);
    expect(finish(manageRisk(link, session, APPLICATION))).toEqual(err(fault));
  });
});

describe("action analysis", () => {
  const verdict = (
    tvr: string,
    issuer: { denial?: string; online?: string; default?: string } = {},
    terminal = APPLICATION.actionCodes,
    terminalType = "22",
  ): string => {
    const session = openSession({ ...CONFIG, terminalType }, CIRCUMSTANCES);
    session.tvr.set(fromHex(tvr));
    if (issuer.denial !== undefined) session.data.set("9F0E", fromHex(issuer.denial));
    if (issuer.online !== undefined) session.data.set("9F0F", fromHex(issuer.online));
    if (issuer.default !== undefined) session.data.set("9F0D", fromHex(issuer.default));
    return analyseActions(session, { ...APPLICATION, actionCodes: terminal });
  };
  const issuer = { denial: "0010000000", online: "D8689CF800" };
  const none = { denial: "0000000000", online: "0000000000", default: "0000000000" };

  test.each([
    ["a usual sale", verdict("8000048000", issuer), "ask"],
    ["service not allowed", verdict("8010048000", issuer), "decline"],
    ["the terminal alone denies", verdict("0010000000", none), "decline"],
    ["the issuer alone denies", verdict("0010000000", issuer, none), "decline"],
    ["the terminal alone asks", verdict("0040000000", none), "ask"],
    ["the issuer alone asks", verdict("0000800000", issuer, none), "ask"],
    ["nobody minds", verdict("0080000000", none, none), "approve"],
    ["the issuer said nothing of it", verdict("0000000001", {}, none), "ask"],
    ["nothing noted", verdict("0000000000"), "approve"],
    ["no line: nothing noted", verdict("0000000000", {}, none, "23"), "approve"],
    ["no line: the issuer said nothing of it", verdict("0000000001", {}, none, "23"), "decline"],
    [
      "no line: the issuer minds",
      verdict("0000800000", { default: "0000800000" }, none, "26"),
      "decline",
    ],
    [
      "no line: the terminal minds",
      verdict("0000800000", { default: "0000000000" }, { ...none, default: "0000800000" }, "23"),
      "decline",
    ],
    [
      "no line: what would be asked is approved",
      verdict("0000800000", { online: "0000800000", default: "0000000000" }, none, "23"),
      "approve",
    ],
  ])("%s", (_name, found, expected) => {
    expect(found).toBe(expected);
  });
});
