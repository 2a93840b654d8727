import { toHex } from "../../../device-emulators/kit/bytes.ts";
import type { Result } from "../../../device-emulators/kit/result.ts";
import { scriptIccData } from "../emv/icc-data.ts";
import { completeResults } from "../emv/issuer-scripts.ts";
import { finishOnCard, type HostWord, type LastWord } from "../emv/kernel.ts";
import type { CardFault } from "../emv/session.ts";
import type { UnionPayFields } from "../iso8583/dialects/unionpay.ts";
import type { Flow } from "../world/flow.ts";
import type { OpenedChip } from "./entry/entered-card.ts";
import type { RecordOf } from "./journal-record.ts";
import { scriptResultNotice } from "./messages/script-result.ts";
import { show, type Terminal } from "./powered-terminal.ts";
import { wantsSignOn } from "./response-codes.ts";
import { TITLE } from "./screens/frame.ts";
import { messageScreen } from "./screens/system.ts";
import { unsealText } from "./sealed-text.ts";
import { nextStan } from "./stan.ts";

/** A request whose answer may bring scripts, and the answer. */
export type Answered = {
  readonly request: Pick<
    RecordOf<"intent">,
    "stan" | "batch" | "transaction" | "amount" | "date" | "sealedPan" | "panSequence" | "entryMode"
  >;
  readonly fields: UnionPayFields;
};

/**
 * The card hears the host, and its issuer's scripts where some came. That their results are owed to
 * the bank is durable before the card hears of them: a power cut then leaves them told as not
 * performed, on which the issuer sends them again.
 *
 * @returns what `finishOnCard` gives
 */
export function* finishWithScripts(
  terminal: Terminal,
  { link, session }: OpenedChip,
  word: HostWord,
  { request, fields }: Answered,
): Flow<Result<LastWord, CardFault>> {
  const { scripts = [] } = word;
  if (scripts.length === 0) return yield* finishOnCard(link, session, word);
  const { journal } = terminal;
  const stan = nextStan(journal.facts().stan);
  completeResults(session, scripts);
  yield* journal.write({
    ...request,
    kind: "script",
    stan,
    originalStan: request.stan,
    date: fields[13] ?? request.date.slice(4),
    rrn: fields[37] ?? "",
    approvalCode: fields[38] ?? "",
    iccData: toHex(scriptIccData(session)),
  });
  session.data.delete("DF31");
  const last = yield* finishOnCard(link, session, word);
  completeResults(session, scripts);
  yield* journal.write({ kind: "script-run", stan, iccData: toHex(scriptIccData(session)) });
  return last;
}

/**
 * Tells of scripts that have come with a transaction, where some have, as soon as it is over: the card
 * is still in the slot, and nobody keys anything yet.
 *
 * @param before how many were owed when the transaction began
 */
export function* reportNewScripts(terminal: Terminal, before: number): Flow<void> {
  if (terminal.journal.facts().scripts.length > before) yield* reportScripts(terminal);
}

/**
 * Tells the bank what cards have made of their issuers' scripts, oldest first, until one has no answer.
 * It keeps nobody from paying: what has no answer is sent again, as it was, before the next online
 * transaction and before settlement.
 *
 * @source UnionPay POS terminal specification, order at settlement
 */
export function* reportScripts(terminal: Terminal): Flow<void> {
  for (;;) {
    const [oldest] = terminal.journal.facts().scripts;
    if (oldest === undefined || terminal.keys === undefined) return;
    if (!(yield* report(terminal, oldest))) return;
  }
}

function* report(terminal: Terminal, script: RecordOf<"script">): Flow<boolean> {
  const { host, journal, config, keys, master } = terminal;
  show(terminal, messageScreen("exchanging", TITLE.line, SENDING));
  if (!(yield* host.connect())) return false;
  const notice = scriptResultNotice(config, unsealText(master, script.sealedPan), script);
  const answer = yield* host.ask(notice, keys?.mac);
  if (answer.kind === "silent") return false;
  const responseCode = answer.kind === "answered" ? (answer.message.fields[39] ?? "") : "";
  if (answer.kind === "unauthentic" || wantsSignOn(responseCode)) {
    terminal.signOnWanted = true;
    return false;
  }
  // Any other answer is the bank's last word: what it has not taken, it will have to send anew.
  yield* journal.write({ kind: "script-told", stan: script.stan, responseCode });
  return true;
}

const SENDING = { head: "脚本结果上送", lines: ["处理中..."] };
