import { formatMinor } from "../../../device-emulators/kit/money.ts";
import { ready, type SlipItem } from "../drivers/escpos-writer.ts";
import { ENTRIES, entryNamed } from "./entry/entry-modes.ts";
import type { ApprovedTransaction } from "./journal-facts.ts";
import { KINDS, kindNamed } from "./kinds.ts";
import type { TerminalConfig } from "./ports.ts";
import { verificationLines } from "./verified.ts";

/** Which of the slips of a sale, and whether it was printed before. */
export type SlipRequest = {
  readonly copy: "merchant" | "cardholder";
  readonly duplicate: boolean;
};

const TOP = [
  ready({ kind: "line", text: "POS签购单", align: "centre", size: 2 }),
  ready({ kind: "line", text: "POS SALES SLIP", align: "centre" }),
  ready({ kind: "mark", text: "训练 TRAINING" }),
];
const COPY_NAME = {
  merchant: ready({ kind: "line", text: "商户存根  MERCHANT COPY", align: "centre" }),
  cardholder: ready({ kind: "line", text: "持卡人存根  CARDHOLDER COPY", align: "centre" }),
} as const;
const BOTTOM = [
  ready({ kind: "line", text: "模拟交易 / 仅供训练", align: "centre" }),
  ready({ kind: "tear-off" }),
  ready({ kind: "cut" }),
  ready({ kind: "confirm" }),
];
type Intent = ApprovedTransaction["intent"];
type Approval = ApprovedTransaction["approval"];

const RULE = ready({ kind: "rule" });

/**
 * The slip of an approved transaction, from nothing but what the journal says of it.
 *
 * @source UnionPay POS terminal specification, order of a slip's items
 */
export function composeSlip(
  config: TerminalConfig,
  { intent, approval }: ApprovedTransaction,
  { copy, duplicate }: SlipRequest,
): readonly SlipItem[] {
  const kind = KINDS[kindNamed(intent.transaction)];
  const again: readonly SlipItem[] = duplicate
    ? [{ kind: "line", text: "****重打印  DUPLICATED****", align: "centre", bold: true }]
    : [];
  const takesBack = kind.side === "credit" ? "-" : "";
  const amount = takesBack + amountOf(approval);
  return [
    ...TOP,
    COPY_NAME[copy],
    ...again,
    RULE,
    ...head(config, intent.operator),
    RULE,
    pair("发卡行", issuerName(config, approval.issuer)),
    ...cardLines(intent),
    pair("交易类型", `${kind.zh} ${kind.en}`),
    ...(intent.expiry === "" ? [] : [pair("有效期", expiryOf(intent.expiry))]),
    pair("批次号/凭证号", `${intent.batch}/${intent.stan}`),
    ...(approval.approvalCode === "" ? [] : [pair("授权码", approval.approvalCode)]),
    ...(approval.rrn === "" ? [] : [pair("参考号", approval.rrn)]),
    pair("日期/时间", dateAndTime(intent.date, approval.date, approval.time)),
    RULE,
    { kind: "pair", label: "金额 RMB", value: amount, bold: true },
    ...originalLines(intent),
    ...chipLines(intent, approval),
    ...verificationLines(approval.verified, amountOf(approval), copy),
    ...again,
    RULE,
    ...BOTTOM,
  ];
}

/** The heads of a terminal's papers, by operator: a terminal knows only a few. */
const HEADS = new WeakMap<TerminalConfig, Map<string, readonly SlipItem[]>>();

/** Whose slip it is: the same on all papers of a terminal. */
export function head(config: TerminalConfig, operator: string): readonly SlipItem[] {
  let heads = HEADS.get(config);
  if (heads === undefined) {
    heads = new Map();
    HEADS.set(config, heads);
  }
  let items = heads.get(operator);
  if (items === undefined) {
    items = [
      ready(pair("商户名称", config.merchantName)),
      ready(pair("商户编号", config.merchantId)),
      ready(pair("终端编号/操作员", `${config.terminalId}/${operator}`)),
    ];
    heads.set(operator, items);
  }
  return items;
}

function cardLines({ maskedPan, entry }: Intent): readonly SlipItem[] {
  if (maskedPan === "") return [];
  return [pair("卡号", `${maskedPan} /${ENTRIES[entryNamed(entry)].letter}`)];
}

/** What a transaction refers to, as the slip's notes have it. */
function originalLines(intent: Intent): readonly SlipItem[] {
  const { originalStan, originalRrn, originalDate, originalCode, transaction } = intent;
  if (originalStan !== "") return [RULE, pair("原凭证号", originalStan)];
  if (transaction === "refund") {
    return [RULE, pair("原参考号", originalRrn), pair("原交易日期", originalDate)];
  }
  return originalCode === "" ? [] : [RULE, pair("原预授权码", originalCode)];
}

function chipLines(intent: Intent, approval: Approval): readonly SlipItem[] {
  if (intent.aid === "") return [];
  return [
    RULE,
    ...(intent.arqc === "" ? [] : [line(`ARQC:${intent.arqc}`)]),
    ...(approval.tc === "" ? [] : [line(`TC:${approval.tc}`)]),
    line(`AID:${intent.aid}`),
    line(`TVR:${approval.tvr} TSI:${approval.tsi}`),
    line(`ATC:${intent.atc}`),
    ...(intent.transaction === "offline-sale" ? [line(`ARC:${approval.responseCode}`)] : []),
  ];
}

/**
 * The bank's name for the slip, by the issuer half of DE 44: as it stands there, or by the eight
 * digits that name the bank; otherwise the digits themselves.
 */
function issuerName(config: TerminalConfig, issuer: string): string {
  const { issuerNames: names } = config;
  const known = [issuer, issuer.slice(0, 8)].find((id) => Object.hasOwn(names, id));
  return known === undefined ? issuer : (names[known] ?? issuer);
}

/** The bank gives day and time, the terminal's own clock the year; at New Year they may differ. */
function dateAndTime(asked: string, date: string, time: string): string {
  const later = asked.slice(4) === "1231" && date === "0101" ? 1 : 0;
  const earlier = asked.slice(4) === "0101" && date === "1231" ? 1 : 0;
  const year = Number(asked.slice(0, 4)) + later - earlier;
  const clock = `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`;
  return `${year}/${date.slice(0, 2)}/${date.slice(2)} ${clock}`;
}

function amountOf({ amount }: Approval): string {
  return formatMinor(Number(amount));
}

function expiryOf(expiry: string): string {
  return `20${expiry.slice(0, 2)}/${expiry.slice(2)}`;
}

function pair(label: string, value: string): SlipItem {
  return { kind: "pair", label, value };
}

function line(text: string): SlipItem {
  return { kind: "line", text };
}
