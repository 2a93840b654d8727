/**
 * What is to be done about a response: A approved; B failed, may be tried again; C failed, must
 * not; D failed, somebody must act; E failed, a system's fault, must not be tried again.
 */
export type ResponseClass = "A" | "B" | "C" | "D" | "E";

/** What a code says, to the terminal and to people. */
export type ResponseMeaning = {
  readonly action: ResponseClass;
  /** What the terminal shows. */
  readonly zh: string;
  readonly en: string;
};

const ASK_ISSUER = "交易失败,请联系发卡行";
const RETAIN = "没收卡,请联系收单行";
const LATER = "交易失败,请稍后重试";

/**
 * Response codes (DE 39): the text of the current generation of terminals, or the older one where
 * that has none.
 *
 * @source UnionPay POS terminal specification, annex of response codes, as terminals show it
 */
const TABLE: Readonly<Record<string, ResponseMeaning>> = {
  "00": { action: "A", zh: "交易成功", en: "approved" },
  "01": { action: "C", zh: "请持卡人与发卡银行联系", en: "refer to issuer" },
  "02": { action: "C", zh: ASK_ISSUER, en: "refer to issuer, special condition" },
  "03": { action: "C", zh: "无效商户", en: "invalid merchant" },
  "04": { action: "D", zh: "此卡为无效卡", en: "pick up card" },
  "05": { action: "C", zh: "持卡人认证失败", en: "do not honour" },
  "06": { action: "E", zh: ASK_ISSUER, en: "error" },
  "07": { action: "D", zh: RETAIN, en: "pick up card, special condition" },
  "09": { action: "B", zh: "交易失败,请重试", en: "in progress" },
  "10": { action: "A", zh: "交易成功,但为部分承兑", en: "approved in part" },
  "11": { action: "A", zh: "成功,VIP客户", en: "approved, VIP" },
  "12": { action: "C", zh: "无效交易", en: "invalid transaction" },
  "13": { action: "B", zh: "无效金额", en: "invalid amount" },
  "14": { action: "B", zh: "无效卡号", en: "invalid card number" },
  "15": { action: "C", zh: "此卡无对应发卡方", en: "no such issuer" },
  "19": { action: "C", zh: ASK_ISSUER, en: "enter again" },
  "20": { action: "C", zh: ASK_ISSUER, en: "invalid response" },
  "21": { action: "C", zh: "该卡未初始化或睡眠卡", en: "card not activated or dormant" },
  "22": { action: "C", zh: "操作有误,或超出交易允许天数", en: "suspected malfunction" },
  "23": { action: "C", zh: ASK_ISSUER, en: "unacceptable fee" },
  "25": { action: "C", zh: "没有原始交易,请联系发卡方", en: "original not found" },
  "30": { action: "C", zh: "请重试", en: "format error" },
  "31": { action: "C", zh: "此卡不能受理", en: "bank not supported" },
  "33": { action: "D", zh: "过期卡,请联系发卡行", en: "expired card, pick up" },
  "34": { action: "D", zh: "作弊卡,吞卡", en: "suspected fraud" },
  "35": { action: "D", zh: RETAIN, en: "contact acquirer" },
  "36": { action: "D", zh: "此卡有误,请换卡重试", en: "restricted card, pick up" },
  "37": { action: "D", zh: RETAIN, en: "call security" },
  "38": { action: "D", zh: "密码错误次数超限,请与发卡方联系", en: "PIN tries exceeded" },
  "39": { action: "C", zh: ASK_ISSUER, en: "no credit account" },
  "40": { action: "C", zh: "发卡方不支持的交易", en: "function not supported" },
  "41": { action: "D", zh: "挂失卡", en: "lost card" },
  "42": { action: "B", zh: ASK_ISSUER, en: "no such account" },
  "43": { action: "D", zh: "被窃卡", en: "stolen card" },
  "44": { action: "C", zh: ASK_ISSUER, en: "no investment account" },
  "45": { action: "C", zh: "请使用芯片", en: "use the chip" },
  "51": { action: "C", zh: "可用余额不足", en: "insufficient funds" },
  "52": { action: "C", zh: ASK_ISSUER, en: "no cheque account" },
  "53": { action: "C", zh: ASK_ISSUER, en: "no savings account" },
  "54": { action: "C", zh: "该卡已过期", en: "expired card" },
  "55": { action: "C", zh: "密码错", en: "incorrect PIN" },
  "56": { action: "C", zh: ASK_ISSUER, en: "no card record" },
  "57": { action: "C", zh: "不允许此卡交易", en: "not permitted to cardholder" },
  "58": { action: "C", zh: "发卡方不允许该卡在本终端进行此交易", en: "not permitted to terminal" },
  "59": { action: "C", zh: "卡片校验错", en: "card verification failed" },
  "60": { action: "C", zh: ASK_ISSUER, en: "contact acquirer" },
  "61": { action: "C", zh: "交易金额超限", en: "exceeds amount limit" },
  "62": { action: "C", zh: "受限制的卡", en: "restricted card" },
  "63": { action: "C", zh: ASK_ISSUER, en: "security violation" },
  "64": { action: "C", zh: "交易金额与原交易不匹配", en: "original amount differs" },
  "65": { action: "C", zh: "超出消费/取款次数限制", en: "exceeds count limit" },
  "66": { action: "C", zh: "交易失败,请联系收单行或银联", en: "call acquirer" },
  "67": { action: "C", zh: "没收卡", en: "capture card" },
  "68": { action: "C", zh: "交易超时,请重试", en: "issuer timed out" },
  "75": { action: "C", zh: "密码错误次数超限", en: "PIN tries exceeded" },
  "77": { action: "D", zh: "请向网络中心签到", en: "sign on first" },
  "79": { action: "C", zh: "POS终端重传脱机数据", en: "offline data unbalanced" },
  "90": { action: "C", zh: "系统日切,请稍后重试", en: "day end in progress" },
  "91": { action: "C", zh: "发卡方状态不正常,请稍后重试", en: "issuer inoperative" },
  "92": { action: "C", zh: "发卡方线路异常,请稍后重试", en: "issuer unreachable" },
  "93": { action: "C", zh: ASK_ISSUER, en: "violation of law" },
  "94": { action: "C", zh: "拒绝,重复交易,请稍后重试", en: "duplicate transaction" },
  "95": { action: "C", zh: LATER, en: "reconcile error" },
  "96": { action: "C", zh: "拒绝,交换中心异常,请稍后重试", en: "system malfunction" },
  "97": { action: "D", zh: "终端未登记", en: "terminal unknown" },
  "98": { action: "E", zh: "发卡方超时", en: "no answer from issuer" },
  "99": { action: "B", zh: "PIN格式错,请重新签到", en: "PIN block error" },
  A0: { action: "B", zh: "MAC校验错,请重新签到", en: "MAC error" },
  A1: { action: "C", zh: "转账货币不一致", en: "transfer currencies differ" },
  A2: { action: "A", zh: "交易成功,请向发卡行确认", en: "approved with a flaw" },
  A3: { action: "C", zh: "账户不正确", en: "no such account to credit" },
  A4: { action: "A", zh: "交易成功,请向发卡行确认", en: "approved with a flaw" },
  A5: { action: "A", zh: "交易成功,请向发卡行确认", en: "approved with a flaw" },
  A6: { action: "A", zh: "交易成功,请向发卡行确认", en: "approved with a flaw" },
  A7: { action: "C", zh: "拒绝,交换中心异常,请稍后重试", en: "security processing failed" },
  OT: { action: "B", zh: "金额过小", en: "amount too small" },
  // The terminal's own, told to the card: they never come from a host.
  Y1: { action: "A", zh: "脱机批准", en: "approved offline" },
  Y3: { action: "A", zh: "脱机批准", en: "unable to go online, approved offline" },
  Z1: { action: "C", zh: "交易拒绝", en: "declined offline" },
  Z3: { action: "C", zh: "联接失败", en: "unable to go online, declined" },
};

/** Declined by card or terminal without asking the issuer. @source EMV 4.4 Book 4, annex A6 */
export const DECLINED_OFFLINE = "Z1";

/** A map, because a code comes from outside and may be any two characters. */
const RESPONSE_CODES: ReadonlyMap<string, ResponseMeaning> = new Map(Object.entries(TABLE));

const UNKNOWN: ResponseMeaning = { action: "C", zh: "交易失败", en: "unknown response" };

/** What a response code says; of an unknown one only that it is no approval. */
export function meaningOf(code: string): ResponseMeaning {
  return RESPONSE_CODES.get(code) ?? UNKNOWN;
}

/** Codes after which working keys must be fetched anew. */
const SIGN_ON_AGAIN = new Set(["77", "99", "A0"]);

/** Whether the terminal must sign on before it asks anything else. */
export function wantsSignOn(code: string): boolean {
  return SIGN_ON_AGAIN.has(code);
}

/**
 * Answers that decide nothing, so that the same request is decided later: an earlier sending of it,
 * late on its way, may still be done. @source UnionPay response codes: day end, no issuer, no centre
 */
const UNDECIDED = new Set(["09", "68", "90", "91", "92", "96", "98"]);

/** Whether the same request may be answered otherwise later. */
export function decidesNothing(responseCode: string): boolean {
  return wantsSignOn(responseCode) || UNDECIDED.has(responseCode);
}
