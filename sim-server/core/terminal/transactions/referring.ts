import type { Flow } from "../../world/flow.ts";
import { returnCard } from "../entry/card-entry.ts";
import { usedUpCode } from "../entry/code-entry.ts";
import type { EnteredCard } from "../entry/entered-card.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "../keypad.ts";
import { NO_ORIGINAL, type Original } from "../messages/financial.ts";
import { type Terminal, titleOf } from "../powered-terminal.ts";
import { askExactly } from "../question.ts";
import type { Question } from "../screens/question.ts";
import { messageScreen } from "../screens/system.ts";
import { authorise } from "./authorise.ts";
import { begin } from "./begin.ts";
import { announce, callOff } from "./conclude.ts";
import { keyAmount, takeCard } from "./gather.ts";

/** Kinds that name the transaction they refer to by what its slip says. */
type Referring = "refund" | "pre-auth-void" | "completion" | "completion-advice";

const RRN_DIGITS = 12;
const DATE_DIGITS = 4;
const APPROVAL_DIGITS = 6;

/** The most that goes back without a word from the acquirer: 100,000.00. @source UnionPay terminals, default */
const REFUND_MINOR_MAX = 10_000_000;

/**
 * A refund, or what becomes of a pre-authorisation: card, what the original's slip says, amount.
 *
 * @param coded a code has paid, so that there is no card to take
 * @source UnionPay terminals: reference number and date for a refund, approval code and date else
 */
export function* refer(terminal: Terminal, kind: Referring, coded = false): Flow<void> {
  if (yield* begin(terminal, kind)) {
    const card = coded ? usedUpCode(terminal) : yield* takeCard(terminal, 0);
    if ("abort" in card) yield* callOff(terminal, { ...card, amountMinor: 0 });
    else yield* change(terminal, kind, card);
  }
  yield* returnCard(terminal);
}

function* change(terminal: Terminal, kind: Referring, card: EnteredCard): Flow<void> {
  const original = yield* askOriginal(terminal, kind);
  const keyed = original && (yield* keyAmount(terminal, "", card));
  if (original === undefined || typeof keyed !== "number") {
    const { maskedPan } = card;
    yield* callOff(terminal, { abort: "cancelled", amountMinor: 0, maskedPan });
  } else if (kind === "refund" && keyed > REFUND_MINOR_MAX) {
    yield* refuseAmount(terminal);
  } else {
    const order = { kind, card, amountMinor: keyed, original, triesLeft: undefined };
    yield* announce(terminal, order, yield* authorise(terminal, order));
  }
}

function* askOriginal(terminal: Terminal, kind: Referring): Flow<Original | undefined> {
  const title = titleOf(terminal);
  const number: Question =
    kind === "refund"
      ? { name: "rrn", title, asked: "请输入原参考号:" }
      : { name: "approval-code", title, asked: "请输入原授权号:" };
  const digits = kind === "refund" ? RRN_DIGITS : APPROVAL_DIGITS;
  const said = yield* askExactly(terminal, number, digits);
  if (said === undefined) return undefined;
  const date = yield* askDate(terminal, title);
  if (date === undefined) return undefined;
  const named = kind === "refund" ? { rrn: said } : { approvalCode: said };
  return { ...NO_ORIGINAL, ...named, date };
}

function* askDate(terminal: Terminal, title: string): Flow<string | undefined> {
  for (;;) {
    const asked = "原交易日期(月月日日):";
    const date = yield* askExactly(terminal, { name: "date", title, asked }, DATE_DIGITS);
    if (date === undefined || /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(date)) return date;
  }
}

function* refuseAmount(terminal: Terminal): Flow<void> {
  const text = { head: "退货金额超限!", lines: ["请与主管联系"], failed: true };
  prompt(terminal, messageScreen("refused", titleOf(terminal), text));
  yield* acknowledge(terminal, INPUT_MS_MAX);
}
