import { expect, test } from "vitest";
import type { WireView } from "../../../sim-server/contract/index.ts";
import { newLines, voicesOf } from "../../../trainer-ui/panels/log-lines.ts";
import { ZH_CN } from "../../../trainer-ui/text/zh-cn.ts";
import { paperLine, QUIET_COUNTER, slipOf } from "../../kit/page-view.ts";

const voices = (more: Partial<WireView>) =>
  voicesOf({ ...QUIET_COUNTER, ...more }, ZH_CN, ({ zh }) => zh);

const drawn = (before: Partial<WireView>, now: Partial<WireView>): string =>
  newLines(voices(before), voices(now))
    .map(({ who, text }) => `${who}: ${text}`)
    .join(" / ");

test.each<[string, Partial<WireView>, Partial<WireView>, string]>([
  ["nothing new", {}, {}, ""],
  [
    "the terminal's lines, without its status bar",
    {},
    {
      terminal: {
        ...QUIET_COUNTER.terminal,
        title: "消费  SALE  训练",
        lines: [
          { text: "RMB 86.40", size: 1, align: "center" },
          { text: "  ", size: 1, align: "center" },
          { text: "交易成功", size: 2, align: "center" },
        ],
      },
    },
    "terminal: RMB 86.40，交易成功",
  ],
  [
    "the customer, with her mood",
    {},
    {
      customer: {
        ...QUIET_COUNTER.customer,
        mood: "joy",
        speech: { id: "1", zh: "谢谢你！", en: "Thanks!" },
      },
    },
    "customer: 李大爷：谢谢你！ 心情愉快",
  ],
  [
    "that she is on the phone",
    {},
    {
      customer: {
        ...QUIET_COUNTER.customer,
        mood: "calm",
        speech: { id: "1", zh: "稍等。", en: "One moment." },
      },
      mobile: { shows: "call" },
    },
    "customer: 李大爷：稍等。 心情平静，正在给银行打电话",
  ],
  [
    "a jammed cutter",
    {},
    { printer: { ...QUIET_COUNTER.printer, error: "cutter" } },
    "printer: 切纸卡住",
  ],
  ["no paper", {}, { printer: { ...QUIET_COUNTER.printer, paper: "out" } }, "printer: 缺纸"],
  [
    "a slip is out",
    { printer: { ...QUIET_COUNTER.printer, printing: true, rising: [paperLine("x")] } },
    { printer: { ...QUIET_COUNTER.printer, rising: [paperLine("x")] } },
    "printer: 签购单已打出",
  ],
  ["a torn slip", {}, { slips: [slipOf("merchant", "counter")] }, "printer: 商户存根"],
  [
    "a refusal at the till, with what was not paid",
    {},
    {
      till: {
        ...QUIET_COUNTER.till,
        status: "failed",
        means: "card",
        result: { responseCode: "62", amountMinor: 8640, stan: "000237" },
      },
    },
    "till: 银行卡消费未成功 · 应答码 62，未收款",
  ],
  [
    "the bank on the phone",
    {},
    {
      phone: {
        state: "talking",
        number: "4000000417",
        transcript: [{ who: "agent", zh: "您好。", en: "Hello." }],
        choices: [],
      },
    },
    "phone: 您好。",
  ],
])("the log tells %s", (_name, before, now, line) => {
  expect(drawn(before, now)).toBe(line);
});

test("at first everything that is not silent is told", () => {
  expect(newLines(undefined, voices({})).map(({ who }) => who)).toEqual(["till", "terminal"]);
});
