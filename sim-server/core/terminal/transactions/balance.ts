import { formatMinor } from "../../../../device-emulators/kit/money.ts";
import { issuerAuthenticationData } from "../../emv/icc-data.ts";
import { issuerScripts } from "../../emv/issuer-scripts.ts";
import { finishOnCard, UNABLE_TO_GO_ONLINE } from "../../emv/kernel.ts";
import type { UnionPayFields, UnionPayMessage } from "../../iso8583/dialects/unionpay.ts";
import { type Flow, sleep } from "../../world/flow.ts";
import { returnCard } from "../entry/card-entry.ts";
import type { EnteredCard } from "../entry/entered-card.ts";
import { prompt } from "../keypad.ts";
import { financialRequest, NO_ORIGINAL } from "../messages/financial.ts";
import { bareOutcome, tellTrace } from "../outcome.ts";
import { show, type Terminal, titleOf } from "../powered-terminal.ts";
import { DECLINED_OFFLINE, meaningOf, wantsSignOn } from "../response-codes.ts";
import { balanceScreen, onlineScreen } from "../screens/transaction.ts";
import { finishWithScripts, reportNewScripts } from "../script-report.ts";
import { sealText } from "../sealed-text.ts";
import { nextStan } from "../stan.ts";
import { prove, type Verdict } from "./authorise.ts";
import { begin } from "./begin.ts";
import { announce, callOff } from "./conclude.ts";
import { takeCard } from "./gather.ts";

/** How long a balance stands on the customer's display. @source UnionPay terminals: 10 s */
const SHOWN_MS = 10_000;

/** DE 54: account type 2, amount type 2, currency 3, sign 1, amount 12. */
const SIGN_AT = 7;
const CREDIT = "C";

/**
 * Asks what is left on a card. The customer alone reads it, on the PIN pad; nothing is printed, and
 * nothing needs undoing.
 */
export function* inquire(terminal: Terminal): Flow<void> {
  const { scripts } = terminal.journal.facts();
  if (yield* begin(terminal, "balance")) {
    const card = yield* takeCard(terminal, 0);
    if ("abort" in card) {
      yield* callOff(terminal, { ...card, amountMinor: 0 });
    } else {
      const said = yield* askBalance(terminal, card);
      if (said.kind === "answered") {
        const bare = bareOutcome("approved", { amountMinor: 0, maskedPan: card.maskedPan });
        tellTrace(terminal, { ...bare, responseCode: said.responseCode, stan: said.stan });
        yield* showBalance(terminal, said.balance);
      } else yield* announce(terminal, { amountMinor: 0, card }, said);
    }
  }
  yield* reportNewScripts(terminal, scripts.length);
  yield* returnCard(terminal);
}

/** DE 54, and the answer that it came in. */
type Answered = {
  readonly kind: "answered";
  readonly balance: string;
  readonly responseCode: string;
  readonly stan: string;
};

/** @returns the balance, or why there is none */
function* askBalance(terminal: Terminal, card: EnteredCard): Flow<Answered | Verdict> {
  const { journal, host, config, keys } = terminal;
  const stan = nextStan(journal.facts().stan);
  const proof = yield* prove(terminal, { card, amountMinor: 0, triesLeft: undefined }, stan);
  if (!proof.ok) return { kind: "aborted", why: proof.error };
  const { decided } = proof.value;
  // A card that approves an inquiry by itself has no balance to tell.
  if (decided !== undefined) return { kind: "declined", responseCode: DECLINED_OFFLINE, stan: "" };
  show(terminal, onlineScreen(titleOf(terminal), "connecting", 0));
  if (!(yield* host.connect())) {
    const { chip } = card;
    if (chip !== undefined) yield* finishOnCard(chip.link, chip.session, UNABLE_TO_GO_ONLINE);
    return { kind: "declined", responseCode: UNABLE_TO_GO_ONLINE.responseCode, stan: "" };
  }
  yield* journal.write({ kind: "numbered", stan, what: "0200" });
  show(terminal, onlineScreen(titleOf(terminal), "receiving", 0));
  const { batch } = journal.facts();
  const order = { kind: "balance", stan, batch, amount: undefined, original: NO_ORIGINAL } as const;
  const request = { ...order, entry: card.entry, card: card.facts, ...proof.value };
  const message = financialRequest(config, request, keys);
  const answer = yield* host.ask(message, keys?.mac);
  const fields = answer.kind === "answered" ? answer.message.fields : undefined;
  yield* tellCard(terminal, card, message, fields);
  if (answer.kind === "unauthentic") terminal.signOnWanted = true;
  if (fields === undefined) return { kind: "declined", responseCode: "98", stan };
  const { 39: responseCode = "", 54: balance } = fields;
  if (wantsSignOn(responseCode)) terminal.signOnWanted = true;
  const approved = meaningOf(responseCode).action === "A" && balance !== undefined;
  return approved
    ? { kind: "answered", balance, responseCode, stan }
    : { kind: "declined", responseCode, stan };
}

/** The chip hears what became of its request, and is done. */
function* tellCard(
  terminal: Terminal,
  { chip, date, facts }: EnteredCard,
  { fields: asked }: UnionPayMessage,
  fields: UnionPayFields | undefined,
): Flow<void> {
  if (chip === undefined) return;
  const responseCode = fields?.[39];
  if (fields === undefined || responseCode === undefined) {
    yield* finishOnCard(chip.link, chip.session, UNABLE_TO_GO_ONLINE);
    return;
  }
  const word = {
    responseCode,
    issuerData: issuerAuthenticationData(fields[55]),
    approved: meaningOf(responseCode).action === "A",
    scripts: issuerScripts(fields[55]),
  };
  const request = {
    stan: asked[11] ?? "",
    batch: (asked[60] ?? "").slice(2, 8),
    transaction: "balance",
    amount: "",
    date,
    sealedPan: sealText(terminal.master, facts.pan),
    panSequence: facts.panSequence ?? "",
    entryMode: asked[22] ?? "",
  };
  yield* finishWithScripts(terminal, chip, word, { request, fields });
}

function* showBalance(terminal: Terminal, said: string): Flow<void> {
  const sign = said[SIGN_AT] === CREDIT ? "" : "-";
  const balance = sign + formatMinor(Number(said.slice(SIGN_AT + 1)));
  prompt(terminal, balanceScreen(titleOf(terminal)));
  yield* terminal.pinPad.show(["余额", balance]);
  yield* sleep(SHOWN_MS);
  yield* terminal.pinPad.show(["", ""]);
}
