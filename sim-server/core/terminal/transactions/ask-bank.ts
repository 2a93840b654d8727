import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { invariant } from "../../../../device-emulators/kit/errors.ts";
import { issuerAuthenticationData, requestIccData } from "../../emv/icc-data.ts";
import { issuerScripts } from "../../emv/issuer-scripts.ts";
import { finishOnCard, type HostWord, UNABLE_TO_GO_ONLINE } from "../../emv/kernel.ts";
import type { UnionPayFields } from "../../iso8583/dialects/unionpay.ts";
import type { Flow } from "../../world/flow.ts";
import type { OpenedChip } from "../entry/entered-card.ts";
import { owe, REVERSAL_REASON, type ReversalReason } from "../journal.ts";
import { KINDS } from "../kinds.ts";
import { financialRequest } from "../messages/financial.ts";
import { show, type Terminal, titleOf } from "../powered-terminal.ts";
import { decidesNothing, meaningOf, wantsSignOn } from "../response-codes.ts";
import { onlineScreen } from "../screens/transaction.ts";
import { finishWithScripts } from "../script-report.ts";
import type { Stan } from "../stan.ts";
import type { Order, Proof, Verdict } from "./authorise.ts";
import { awaitPayer, WAITING_FOR_PAYER } from "./await-payer.ts";
import { writeApproval, writeIntent } from "./write-down.ts";

/** The issuer's half of DE 44. @source Q/CUP 009.1 */
const ISSUER_CHARACTERS = 11;
/** Approved for less than was asked. */
const APPROVED_IN_PART = "10";

/** Asks the bank over the open connection, durably before and after, and hears what it says. */
export function* askBank(
  terminal: Terminal,
  order: Order,
  stan: Stan,
  proof: Proof,
): Flow<Verdict> {
  const { journal, host, config, keys } = terminal;
  const { card, amountMinor, kind, original } = order;
  const request = financialRequest(
    config,
    {
      kind,
      stan,
      batch: journal.facts().batch,
      amount: String(amountMinor).padStart(12, "0"),
      entry: card.entry,
      card: card.facts,
      ...proof,
      original,
      code: card.code,
    },
    keys,
  );
  const title = titleOf(terminal);
  show(terminal, onlineScreen(title, "sending", amountMinor));
  yield* writeIntent(terminal, order, request);
  show(terminal, onlineScreen(title, "receiving", amountMinor));
  const answer = yield* host.ask(request, keys?.mac);
  if (answer.kind === "silent") {
    return yield* leaveOpen(terminal, order, stan, REVERSAL_REASON.noAnswer);
  }
  if (answer.kind === "unauthentic") {
    terminal.signOnWanted = true;
    return yield* leaveOpen(terminal, order, stan, REVERSAL_REASON.badMac);
  }
  let { fields } = answer.message;
  if (card.code !== undefined && fields[39] === WAITING_FOR_PAYER) {
    const paid = yield* awaitPayer(terminal, { stan, amountMinor });
    if (paid === undefined) {
      return yield* leaveOpen(terminal, order, stan, REVERSAL_REASON.other);
    }
    fields = paid;
  }
  return yield* hearAnswer(terminal, order, { stan, fields, proof });
}

/** An authentic answer: the chip hears it and, where the bank approves, has the last word. */
function* hearAnswer(
  terminal: Terminal,
  order: Order,
  heard: { readonly stan: Stan; readonly fields: UnionPayFields; readonly proof: Proof },
): Flow<Verdict> {
  const { stan, fields, proof } = heard;
  const { 39: responseCode, 38: approvalCode = "" } = fields;
  const unwanted = responseCode === APPROVED_IN_PART && !terminal.config.partialApproval;
  if (responseCode === undefined || unwanted) {
    return yield* leaveOpen(terminal, order, stan, REVERSAL_REASON.other, approvalCode);
  }
  if (wantsSignOn(responseCode)) terminal.signOnWanted = true;
  // What cannot be undone is told until it is decided.
  if (!KINDS[order.kind].reversible && decidesNothing(responseCode)) {
    return yield* leaveOpen(terminal, order, stan, REVERSAL_REASON.other);
  }
  const approved = meaningOf(responseCode).action === "A";
  const issuerData = issuerAuthenticationData(fields[55]);
  const scripts = issuerScripts(fields[55]);
  const word: HostWord = { responseCode, issuerData, approved, scripts };
  const chip = chipAtWork(order);
  const { open: request } = terminal.journal.facts();
  invariant(request !== undefined, "an answer is heard while its request is open");
  if (!approved) {
    yield* terminal.journal.write({ kind: "declined", stan, responseCode });
    if (chip !== undefined) yield* finishWithScripts(terminal, chip, word, { request, fields });
    return { kind: "declined", responseCode, stan };
  }
  if (chip !== undefined) {
    const last = yield* finishWithScripts(terminal, chip, word, { request, fields });
    if (!last.ok || last.value !== "tc") {
      yield* terminal.journal.write(owe(stan, REVERSAL_REASON.other, approvalCode));
      return { kind: "owed" };
    }
  }
  const { 4: amount, 12: time, 13: date, 37: rrn = "", 44: institutions = "" } = fields;
  yield* writeApproval(terminal, order, proof, {
    ...{ stan, responseCode, approvalCode, amount, rrn, date, time },
    issuer: institutions.slice(0, ISSUER_CHARACTERS).trimEnd(),
    tcData: chip === undefined ? "" : toHex(requestIccData(chip.session)),
  });
  return { kind: "approved" };
}

/**
 * The outcome stays unknown. What can be undone is owed to be, durably and before the chip is told
 * that nothing came of it; what cannot is kept to be asked again.
 */
function* leaveOpen(
  terminal: Terminal,
  order: Order,
  stan: Stan,
  reason: ReversalReason,
  approvalCode = "",
): Flow<Verdict> {
  const { reversible } = KINDS[order.kind];
  yield* terminal.journal.write(
    reversible ? owe(stan, reason, approvalCode) : { kind: "pending", stan },
  );
  const chip = chipAtWork(order);
  if (chip !== undefined) yield* finishOnCard(chip.link, chip.session, UNABLE_TO_GO_ONLINE);
  return reversible ? { kind: "owed" } : { kind: "pending", stan };
}

/** The chip, where it has made a request and waits for the answer. */
function chipAtWork({ card, kind }: Order): OpenedChip | undefined {
  return KINDS[kind].cryptogram ? card.chip : undefined;
}
