import { type Flow, select, sleep } from "../../world/flow.ts";
import { returnCard } from "../entry/card-entry.ts";
import { usedUpCode } from "../entry/code-entry.ts";
import { dated, type EnteredCard } from "../entry/entered-card.ts";
import { entryNamed } from "../entry/entry-modes.ts";
import type { Facts, RecordedTransaction } from "../journal-facts.ts";
import { INPUT_MS_MAX, prompt } from "../keypad.ts";
import { NO_ORIGINAL, type Original } from "../messages/financial.ts";
import { answerPos } from "../pos-answer.ts";
import type { NumberedRequest, PosAnswer, PosOriginal, PosRequest } from "../pos-port.ts";
import { show, type Terminal } from "../powered-terminal.ts";
import { printPaper } from "../printing.ts";
import { LAMPS, left, screen, TITLE, wrapped } from "../screens/frame.ts";
import { SYSTEM } from "../screens/system.ts";
import { unsealText } from "../sealed-text.ts";
import { addUp } from "../totals.ts";
import { authorise } from "./authorise.ts";
import { begin } from "./begin.ts";
import { announce, callOff } from "./conclude.ts";
import { sendEcho } from "./echo.ts";
import { takeCard } from "./gather.ts";
import { pay } from "./payment.ts";
import { settle } from "./settle.ts";
import { refusalOf, undoWith } from "./voiding.ts";

/** Where a refund names no transaction, its elements say nothing. */
const UNNAMED = { rrn: "000000000000", date: "0000" } as const;

/**
 * Does what the POS asks, from the journal's note of it to the empty slot. It is answered as soon as
 * the outcome is durable, and always once.
 */
export function* serveRequest(
  terminal: Terminal,
  { number, request }: NumberedRequest,
): Flow<void> {
  const { journal } = terminal;
  yield* journal.write({ kind: "requested", number: String(number), what: request.kind });
  terminal.request = request;
  terminal.refusal = [];
  yield* perform(terminal, request);
  const { obligation, pending, undelivered } = journal.facts();
  const owing = obligation !== undefined || pending.length > 0 || undelivered.length > 0;
  const refused: PosAnswer = { kind: "refused", lines: terminal.refusal };
  yield* answerPos(terminal, owing ? { kind: "owing" } : refused);
  terminal.request = undefined;
}

function perform(terminal: Terminal, request: PosRequest): Flow<void> {
  switch (request.kind) {
    case "sale":
      return pay(terminal, "sale");
    case "undo":
      return undo(terminal, request);
    case "refund":
      return refund(terminal, request);
    case "settle":
      return close(terminal);
    case "totals":
      return tellTotals(terminal);
    case "echo":
      return askForLife(terminal);
    case "print":
      return print(terminal, request.lines);
    case "display":
      return display(terminal, request);
  }
}

type Undo = Extract<PosRequest, { kind: "undo" }>;

/** A void while the batch is open and all of it goes back; a refund otherwise. */
function* undo(terminal: Terminal, { original, amountMinor }: Undo): Flow<void> {
  const found = findIn(terminal.journal.facts(), original);
  const wholeMinor = found && Number(found.approval.amount);
  const inBatch = terminal.journal.facts().transactions.some(named(original));
  const voids = inBatch && (amountMinor === undefined || amountMinor === wholeMinor);
  const refusal = voids ? refusalOf(found, "sale") : undefined;
  const backMinor = amountMinor ?? wholeMinor;
  if (backMinor === undefined) {
    yield* answerPos(terminal, { kind: "no-original" });
    return;
  }
  if (refusal !== undefined) {
    terminal.refusal = [refusal];
    return;
  }
  if (!voids || found === undefined) {
    yield* refund(terminal, { kind: "refund", amountMinor: backMinor, original });
    return;
  }
  if (yield* begin(terminal, "void"))
    yield* undoWith(terminal, "void", found, keptCard(terminal, found));
  yield* returnCard(terminal);
}

type Refund = Extract<PosRequest, { kind: "refund" }>;

/** To the card of the original where the journal still knows it; otherwise to the one presented. */
function* refund(terminal: Terminal, { amountMinor, original }: Refund): Flow<void> {
  if (yield* begin(terminal, "refund")) {
    const found = original && findIn(terminal.journal.facts(), original);
    const card = found ? keptCard(terminal, found) : yield* takeCard(terminal, amountMinor);
    if ("abort" in card) {
      yield* callOff(terminal, { ...card, amountMinor });
    } else {
      const { rrn, date } = original ?? UNNAMED;
      const order = {
        ...{ kind: "refund" as const, card, amountMinor, triesLeft: undefined },
        original: { ...NO_ORIGINAL, rrn, date } satisfies Original,
      };
      yield* announce(terminal, order, yield* authorise(terminal, order));
    }
  }
  yield* returnCard(terminal);
}

function findIn(facts: Facts, original: PosOriginal): RecordedTransaction | undefined {
  const settled = facts.lastSettlement?.transactions ?? [];
  return [...facts.transactions, ...settled].find(named(original));
}

function named({ batch, stan }: PosOriginal): (one: RecordedTransaction) => boolean {
  return ({ intent }) => intent.batch === batch && intent.stan === stan;
}

/** The card of an earlier transaction, as far as the journal has kept it; nobody need present it. */
function keptCard(terminal: Terminal, { intent }: RecordedTransaction): EnteredCard {
  const coded = ["payment-code", "k-code"].includes(entryNamed(intent.entry));
  if (coded) return usedUpCode(terminal);
  const pan = unsealText(terminal.master, intent.sealedPan);
  const { expiry } = intent;
  return dated(terminal, "manual", { pan, expiry, panSequence: undefined, track2: undefined });
}

function* close(terminal: Terminal): Flow<void> {
  yield* settle(terminal);
}

function tellTotals(terminal: Terminal): Flow<void> {
  const { batch, transactions } = terminal.journal.facts();
  return answerPos(terminal, { kind: "totals", batch, totals: addUp(transactions) });
}

function* askForLife(terminal: Terminal): Flow<void> {
  const code = yield* sendEcho(terminal);
  if (code === "00") yield* answerPos(terminal, { kind: "done" });
}

function* print(terminal: Terminal, lines: readonly string[]): Flow<void> {
  show(terminal, SYSTEM.printing);
  const items = lines.map((text) => ({ kind: "line", text }) as const);
  const end = [{ kind: "tear-off" }, { kind: "cut" }, { kind: "confirm" }] as const;
  const printed = yield* printPaper(terminal, () => [...items, ...end], "收银机打印");
  yield* answerPos(terminal, { kind: printed ? "done" : "no-printer" });
}

type Display = Extract<PosRequest, { kind: "display" }>;

/** As long as the POS wants at least, and then until somebody wants something else. */
function* display(terminal: Terminal, { lines, forMs }: Display): Flow<void> {
  const shown = lines.flatMap(wrapped).map(({ text }) => left(text));
  prompt(terminal, screen("message", TITLE.display, LAMPS.online, shown));
  yield* answerPos(terminal, { kind: "done" });
  yield* sleep(forMs);
  const { pos, keys } = terminal.ports;
  if (pos === undefined) return;
  const next = yield* select({ requests: pos.requests, keys }, INPUT_MS_MAX);
  // It is taken up again from the idle screen, as every request is.
  if (next.from === "requests") pos.requests.put(next.value);
}
