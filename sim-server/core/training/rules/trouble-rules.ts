import { numberParam, type Rule } from "./rule.ts";
import { explained } from "./service-rules.ts";

/** A trouble is noticed in time when the first act after it comes within this. Chosen. */
const NOTICE_MS = 8000;
/** One try, one reseated, one after cleaning; more is hoping. Chosen. */
const UNREAD_TRIES_MAX = 3;

/** Codes after which the same card may be tried again. @source UnionPay POS annex, class B, and 55 */
const RETRIABLE: ReadonlySet<string> = new Set(["09", "13", "14", "55", "68", "77", "99", "A0"]);

/** Rules about what to do when something goes wrong. */
export const TROUBLE_RULES: readonly Rule[] = [
  {
    id: "trouble-seen-late",
    params: { withinMs: { kind: "number", optional: true, min: 1 } },
    severity: "minor",
    part: "recovery",
    aspect: "detected",
    title: { zh: "发现得晚", en: "Seen late" },
    why: { zh: "出了异常，八秒内要有反应。", en: "When something goes wrong, react within 8 s." },
    broken: {
      input: (_, now, params) =>
        now.troubleActiveMs !== undefined &&
        now.activeMs - now.troubleActiveMs > numberParam(params, "withinMs", NOTICE_MS),
    },
  },
  {
    id: "retried-do-not-retry",
    severity: "major",
    part: "recovery",
    aspect: "class",
    title: { zh: "不该再试还在试", en: "Tried again what must not be retried" },
    why: {
      zh: "这个应答码表示不要重试，再刷也一样。",
      en: "That response code means do not retry; the card will be refused again.",
    },
    broken: {
      "iso.sent": ({ mti }, now) =>
        mti === "0200" &&
        now.declinedCode !== undefined &&
        now.slotCard === now.declinedCard &&
        !RETRIABLE.has(now.declinedCode),
    },
  },
  {
    id: "too-many-tries",
    params: { max: { kind: "number", optional: true, min: 1 } },
    severity: "major",
    part: "recovery",
    aspect: "class",
    title: { zh: "一直反复插卡", en: "Tried the card over and over" },
    why: {
      zh: "重插一次、清洁一次还读不出，就换一种方式。",
      en: "Reseat once, clean once; if it still fails, use another way.",
    },
    broken: {
      "reader.card": ({ present }, now, params) =>
        present && now.unreadTries >= numberParam(params, "max", UNREAD_TRIES_MAX),
    },
  },
  {
    id: "cancelled-while-pending",
    severity: "major",
    part: "procedure",
    title: { zh: "等银行时按了取消", en: "Pressed cancel while the bank was asked" },
    why: {
      zh: "请求已经发出，取消只会让结果不明。耐心等。",
      en: "The request is on its way; cancelling only makes its outcome unknown. Wait.",
    },
    broken: {
      input: ({ act, refused }, { screen }) =>
        refused === undefined &&
        act.type === "key" &&
        act.device === "terminal" &&
        act.key === "cancel" &&
        (screen === "connecting" || screen === "sending" || screen === "receiving"),
    },
  },
  {
    id: "no-explanation",
    severity: "minor",
    part: "recovery",
    aspect: "closure",
    title: { zh: "没向顾客说明", en: "Nothing was explained" },
    why: {
      zh: "出了问题，要轻声说清发生了什么、怎么办。",
      en: "When something fails, say quietly what happened and what comes next.",
    },
    missing: (end) => end.trouble !== undefined && end.trouble !== "paper-out" && !explained(end),
  },
  {
    id: "bank-not-called",
    severity: "major",
    part: "recovery",
    aspect: "action",
    byGoal: true,
    title: { zh: "没通知银行客服", en: "The bank was not called" },
    why: {
      zh: "卡异常要及时打银行客服电话。",
      en: "An abnormal card is reported to the bank's service line at once.",
    },
    missing: (end) => end.calls === 0,
  },
  {
    id: "other-means-not-offered",
    severity: "minor",
    part: "recovery",
    aspect: "action",
    byGoal: true,
    title: { zh: "没提出换付款方式", en: "No other means was offered" },
    why: {
      zh: "这张卡不行，问问有没有别的卡或现金。",
      en: "When a card fails, ask for another card or cash.",
    },
    missing: (end) => !end.said.has("ask-other-means"),
  },
  {
    id: "card-not-reseated",
    severity: "minor",
    part: "recovery",
    aspect: "action",
    byGoal: true,
    title: { zh: "没有重新插卡", en: "The card was not reseated" },
    why: {
      zh: "读不出卡，先看方向，重插一次。",
      en: "When a card is not read, look which way it lies and insert it once more.",
    },
    missing: (end) => end.insertions < 2,
  },
  {
    id: "slot-not-cleaned",
    severity: "minor",
    part: "recovery",
    aspect: "action",
    byGoal: true,
    title: { zh: "没清洁卡槽", en: "The slot was not cleaned" },
    why: {
      zh: "重插还读不出，擦一擦卡槽再试。",
      en: "If reseating does not help, wipe the slot and try again.",
    },
    missing: (end) => !end.cleaned,
  },
  {
    id: "amount-not-corrected",
    severity: "major",
    part: "recovery",
    aspect: "action",
    byGoal: true,
    title: { zh: "金额不对没改", en: "A wrong amount was not corrected" },
    why: {
      zh: "终端金额与应收不同，要清除重输。",
      en: "When terminal and till differ, clear the amount and key it again.",
    },
    broken: {
      "iso.sent": ({ mti }, now) => mti === "0200" && now.amountMinor !== now.totalMinor,
    },
  },
  {
    id: "card-number-told",
    severity: "critical",
    part: "procedure",
    byGoal: true,
    params: { choice: { kind: "text" } },
    title: { zh: "在电话里报了卡号", en: "Told the card number on the phone" },
    why: {
      zh: "电话里只报后四位，绝不报完整卡号或密码。",
      en: "On the phone give the last four at most, never the whole number or a PIN.",
    },
    broken: { "phone.answered": ({ choice }, _, params) => choice === params["choice"] },
  },
  {
    id: "wrong-number-dialled",
    severity: "minor",
    part: "accuracy",
    title: { zh: "拨错了号码", en: "Dialled a wrong number" },
    why: { zh: "照台面上的客服号码拨。", en: "Dial the service number that stands by the phone." },
    broken: { "phone.dialled": ({ reached }) => !reached },
  },
];
