import { expect, test } from "vitest";
import { type Explanation, explainTrace } from "../../../../sim-server/core/training/explain.ts";
import { scoreTrace } from "../../../../sim-server/core/training/scorer.ts";
import {
  after,
  type Beat,
  type Fact,
  instead,
  say,
  screen,
  without,
  world,
  writeTrace,
} from "../../../kit/beats.ts";
import { SALE } from "../../../kit/sale-lesson.ts";
import { askBank, CLEAN_SALE, outcome, SLIPS, TOTAL_MINOR } from "../../../kit/sale-trace.ts";
import { drawScore } from "../../../kit/score-drawing.ts";

const PRINTED = [
  "持卡人存根  CARDHOLDER COPY",
  "卡号        621234******1265 /I",
  "批次号/凭证号     000016/000237",
  "授权码                   482913",
  "日期/时间   2025/06/18 09:41:27",
  "金额 RMB                  86.40",
];

const POSTED = {
  entry: 1,
  exchange: "10023017/000016/000237",
  postings: [
    { account: "savings", amountMinor: -TOTAL_MINOR },
    { account: "merchant", amountMinor: TOTAL_MINOR },
  ],
};
const BANK: readonly Fact[] = [
  ["bank.received", { mti: "0200", fields: "2 4 11", pan: "621234******1265", stan: "000237" }],
  ["bank.posted", POSTED],
  [
    "bank.answered",
    {
      mti: "0210",
      fields: "4 11 12 38 39",
      stan: "000237",
      time: "094127",
      approvalCode: "482913",
      responseCode: "00",
    },
  ],
];

const TORN_OTHER = world("other", ["slip.torn", { slip: "s3", copy: "other", lines: ["?"] }]);
const REVERSAL_ANSWERED = world("0410", [
  "bank.answered",
  { mti: "0410", fields: "11 39", stan: "000240", responseCode: "00" },
]);

const saleAtBank = (lines: readonly string[], ...more: readonly Fact[]): readonly Beat[] => {
  const torn = SLIPS.map((each) =>
    each.name === "tear cardholder"
      ? { ...each, facts: [["slip.torn", { slip: "s2", copy: "cardholder", lines }] as const] }
      : each,
  );
  const answered = askBank(...BANK, ...more, outcome("approved", "00"), screen("approved"));
  return instead(instead(CLEAN_SALE, ["print", "hand slip"], ...torn), ["bank", "bank"], answered);
};

test.each<[string, readonly Beat[], string]>([
  [
    "agrees",
    saleAtBank(PRINTED),
    "1265 = 1265, 000237 = 000237, 482913 = 482913, 09:41:27 = 09:41:27, 86.40 = 86.40",
  ],
  [
    "differs",
    saleAtBank(PRINTED.map((line) => line.replace("86.40", "68.40").replace("1265", "1256"))),
    "1256 ≠ 1265, 000237 = 000237, 482913 = 482913, 09:41:27 = 09:41:27, 68.40 ≠ 86.40",
  ],
  [
    "is followed by something else torn off, and by other answers of the bank",
    after(saleAtBank(PRINTED), "tear cardholder", TORN_OTHER, REVERSAL_ANSWERED),
    "1265 = 1265, 000237 = 000237, 482913 = 482913, 09:41:27 = 09:41:27, 86.40 = 86.40",
  ],
  [
    "lacks lines",
    saleAtBank(PRINTED.slice(0, 2)),
    "1265 = 1265,  ≠ 000237,  ≠ 482913,  ≠ 09:41:27,  ≠ 86.40",
  ],
  ["was never torn", without(saleAtBank([]), "tear merchant"), ""],
  ["is of a sale that was reversed", saleAtBank(PRINTED, ["bank.reversed", POSTED]), ""],
  ["is of no sale that the bank knows", CLEAN_SALE, ""],
])("the slip beside the bank's books, where it %s", (_, beats, expected) => {
  const { comparison } = explain(beats);
  const drawn = comparison.map(({ slip, bank, agrees }) => `${slip} ${agrees ? "=" : "≠"} ${bank}`);
  expect(drawn.join(", ")).toBe(expected);
});

test.each<[string, readonly Beat[], string]>([
  ["nothing", [], ""],
  [
    "a clean sale",
    CLEAN_SALE,
    "卡面看仔细了, 说了“请遮挡”, 转开了视线, 签购单对仔细了, 提醒收好卡",
  ],
  ["the same twice", [say("keep-card-safe"), say("keep-card-safe")], "提醒收好卡"],
  [
    "a decline handled well",
    [
      world("ask", ["iso.sent", { mti: "0200", fields: "2" }]),
      say("please-wait"),
      world("no", outcome("declined", "57")),
      say("explain-loudly"),
      say("explain-decline"),
      world("call", ["phone.dialled", { number: "400", reached: true }]),
    ],
    "等的时候说了一声, 轻声说清了原因, 及时打了银行电话",
  ],
])("good moments of %s", (_, beats, expected) => {
  expect(
    explain(beats)
      .good.map(({ title }) => title.zh)
      .join(", "),
  ).toBe(expected);
});

test("a debrief has the score, the steps and the moods of its trace", () => {
  const beats = after(
    CLEAN_SALE,
    "greet",
    world("mood", ["customer.mood", { mood: "joy", satisfaction: 83 }]),
  );
  const { card, steps, moods, beganMs, endedMs } = explain(beats);
  expect(drawScore(card)).toBe(drawScore(scoreTrace(writeTrace(beats), SALE)));
  expect(steps.map(({ step }) => step)).toEqual(SALE.steps.map(({ step }) => step));
  expect(moods).toEqual([{ atMs: 5830, mood: "joy", satisfaction: 83 }]);
  expect(beganMs).toBe(5000);
  expect(endedMs).toBe(writeTrace(beats).at(-1)?.atMs);
});

function explain(beats: readonly Beat[]): Explanation {
  return explainTrace(writeTrace(beats), SALE);
}
