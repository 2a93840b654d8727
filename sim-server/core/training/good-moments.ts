import type { Text } from "../../../scenarios/format/scenario.ts";
import type { TraceEvent } from "../trace-events.ts";
import { CARD_LOOK_MS, glanced, SLIP_LOOK_MS } from "./rules/card-rules.ts";
import type { Situation } from "./situation.ts";
import { sees, type Watch } from "./watch.ts";

/** Something done well: ticked on the time line, worth no points. */
export type GoodMoment = { readonly atMs: number; readonly seq: number; readonly title: Text };

/** Each is told once, at its first time. */
const GOOD: readonly { readonly title: Text; readonly done: Watch }[] = [
  {
    title: { zh: "卡面看仔细了", en: "Looked closely at the card" },
    done: {
      "cashier.judged": ({ thing, verdict, wrong }, now) =>
        thing === "card" &&
        verdict === "matches" &&
        wrong.length === 0 &&
        !glanced(now, thing, CARD_LOOK_MS),
    },
  },
  {
    title: { zh: "看出了不一致", en: "Saw the mismatch" },
    done: { "cashier.judged": ({ verdict, wrong }) => wrong.includes(verdict) },
  },
  {
    title: { zh: "说了“请遮挡”", en: "Asked to shield the PIN" },
    done: { "cashier.said": ({ phrase }) => phrase === "please-enter-pin" },
  },
  {
    title: { zh: "转开了视线", en: "Looked away" },
    done: { "cashier.looked-away": (_, now) => now.padWithCustomer },
  },
  {
    title: { zh: "等的时候说了一声", en: "Told the customer to wait" },
    done: { "cashier.said": ({ phrase }, now) => phrase === "please-wait" && now.pending },
  },
  {
    title: { zh: "轻声说清了原因", en: "Explained quietly" },
    done: {
      "cashier.said": ({ phrase }, now) =>
        now.trouble !== undefined &&
        (phrase.startsWith("explain-") || phrase === "issuer-only") &&
        phrase !== "explain-loudly",
    },
  },
  {
    title: { zh: "及时打了银行电话", en: "Called the bank" },
    done: { "phone.dialled": ({ reached }) => reached },
  },
  {
    title: { zh: "等到冲正完成", en: "Waited for the reversal" },
    done: { "terminal.outcome": ({ outcome }) => outcome === "reversed" },
  },
  {
    title: { zh: "金额改对了", en: "Put the amount right" },
    done: {
      "terminal.amount": ({ amountMinor }, now) =>
        now.amountCorrected && amountMinor === now.totalMinor,
    },
  },
  {
    title: { zh: "重打印，没有重刷", en: "Printed again instead of charging again" },
    done: { "printer.printed": (_, now) => now.slipBroken && !now.paperOut && !now.coverOpen },
  },
  {
    title: { zh: "签购单对仔细了", en: "Compared the slip item by item" },
    done: {
      "cashier.judged": ({ thing, verdict, wrong }, now) =>
        (thing === "cardholder-copy" || thing === "merchant-copy") &&
        verdict === "matches" &&
        wrong.length === 0 &&
        !glanced(now, thing, SLIP_LOOK_MS),
    },
  },
  {
    title: { zh: "提醒收好卡", en: "Reminded about the card" },
    done: { "cashier.said": ({ phrase }) => phrase === "keep-card-safe" },
  },
];

/** A fold over a trace; `now` is the situation just before the event, its clock moved on. */
export type GoodMomentWatch = {
  readonly take: (event: TraceEvent, now: Situation) => void;
  readonly moments: readonly GoodMoment[];
};

/** Watches for what is done well, from the lesson's beginning to its end. */
export function createGoodMoments(): GoodMomentWatch {
  const open = new Set(GOOD);
  const moments: GoodMoment[] = [];
  return {
    take: (event, now) => {
      if (!now.began || now.ended) return;
      for (const each of open) {
        if (!sees(each.done, event, now)) continue;
        open.delete(each);
        moments.push({ atMs: now.clockMs, seq: event.seq, title: each.title });
      }
    },
    moments,
  };
}
