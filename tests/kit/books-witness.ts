import type { Transaction } from "../../sim-server/core/bank/transactions.ts";
import { HOUSE } from "../../sim-server/core/counter/house.ts";
import type { ApprovedTransaction } from "../../sim-server/core/terminal/journal-facts.ts";
import type { RecordOf } from "../../sim-server/core/terminal/journal-record.ts";
import { KINDS, kindNamed } from "../../sim-server/core/terminal/kinds.ts";
import { compareBatches } from "./batch-witness.ts";
import { journalFacts, journalRecords } from "./journal-reading.ts";
import type { Notes, Watched } from "./money-witness.ts";

/** Every transaction that the journal says is approved, in any batch, oldest first. */
export function approvedIn({ flash }: Pick<Watched, "flash">): readonly ApprovedTransaction[] {
  const intents = intentsIn({ flash });
  const records = journalRecords(flash);
  // What was approved without the bank has its number only when the bank has heard of it.
  const numbers = new Map(
    records.flatMap((one) => (one.kind === "delivered" ? [[one.stan, one.rrn] as const] : [])),
  );
  return records.flatMap((approval) => {
    if (approval.kind !== "approved") return [];
    const { stan } = approval;
    const intent = intents.find((one) => one.stan === stan);
    const rrn = numbers.get(stan) ?? approval.rrn;
    return intent === undefined ? [] : [{ intent, approval: { ...approval, rrn } }];
  });
}

function intentsIn({ flash }: Pick<Watched, "flash">): readonly RecordOf<"intent">[] {
  return journalRecords(flash).flatMap((record) => (record.kind === "intent" ? [record] : []));
}

/** Where journal, bank and what was told differ. */
export function compareBooks(watched: Watched, notes: Notes): readonly string[] {
  const approved = approvedIn(watched);
  return [
    ...compareEach(watched, approved),
    ...compareVoided(watched),
    ...compareTold(watched, approved, notes),
    ...compareMoney(watched, approved, notes),
    ...compareBatches(watched, approved),
  ];
}

/** A transaction of the bank's that nothing has reversed; a later void leaves it standing. */
function agreedAt({ bank }: Watched, { batch, stan }: RecordOf<"intent">): Transaction | undefined {
  const exchange = bank.books.exchange({ terminal: HOUSE.terminalId, batch, stan });
  return exchange?.reversal === undefined ? exchange?.transaction : undefined;
}

function compareEach(watched: Watched, approved: readonly ApprovedTransaction[]): string[] {
  const known = new Map(approved.map((one) => [one.intent.stan, one]));
  return [
    ...(known.size === approved.length ? [] : ["a trace number is approved twice"]),
    ...intentsIn(watched).flatMap((intent) => {
      const mine = known.get(intent.stan);
      const theirs = agreedAt(watched, intent);
      const what = `${intent.transaction} ${intent.stan}`;
      if (mine === undefined) {
        return theirs === undefined ? [] : [`${what} stands at the bank, not in the journal`];
      }
      if (theirs === undefined) return [`${what} is approved in the journal, not at the bank`];
      const { amount, rrn, approvalCode, date } = mine.approval;
      const same =
        theirs.kind === intent.transaction &&
        theirs.amountMinor === Number(amount) &&
        theirs.rrn === rrn &&
        theirs.approvalCode === approvalCode &&
        theirs.date === date;
      return same ? [] : [`${what} is not the same in the journal and at the bank`];
    }),
  ];
}

/** What has been voided, and what has not, of the open batch and the one before it. */
function compareVoided(watched: Watched): string[] {
  const { transactions, lastSettlement } = journalFacts(watched.flash);
  return [...(lastSettlement?.transactions ?? []), ...transactions].flatMap(
    ({ intent, voided }) => {
      const undoing = agreedAt(watched, intent)?.undoneBy;
      const undone = undoing !== undefined && undoing.exchange.reversal === undefined;
      // Pre-authorisations are given back by their approval code, which the journal does not mark.
      return voided === undone || intent.transaction === "pre-auth"
        ? []
        : [`${intent.stan} is ${voided ? "" : "not "}voided here, and otherwise at the bank`];
    },
  );
}

/** The last word that was said of a transaction is the true one, and there is one. */
function compareTold(
  watched: Watched,
  approved: readonly ApprovedTransaction[],
  { told, printed, results }: Notes,
): string[] {
  const atTill = new Set((watched.results ?? results).map(({ stan }) => stan));
  const paid = new Set(approved.map(({ intent }) => intent.stan));
  const onPaper = printed.join("\n");
  return [
    ...[...told].flatMap(([stan, words]) => {
      const last = words.at(-1);
      if (paid.has(stan)) {
        const lied = words.some((word) => !["approved", "unknown", "dark"].includes(word));
        return lied ? [`${stan} is approved, and was told ${words.join(", ")}`] : [];
      }
      return [
        ...(words.includes("approved") ? [`${stan} was told approved, and is not`] : []),
        ...(last === "unknown" ? [`nobody was told what became of ${stan}`] : []),
      ];
    }),
    ...[...paid]
      .filter((stan) => !told.get(stan)?.includes("approved") && !onPaper.includes(`/${stan}`))
      .filter((stan) => !atTill.has(stan))
      .map((stan) => `${stan} is approved, and nobody was told`),
  ];
}

/** Balance and holds follow from what the journal says, and from nothing else. */
function compareMoney(
  { bank: { books }, account }: Watched,
  approved: readonly ApprovedTransaction[],
  { openingMinor }: Notes,
): string[] {
  const amountOf = ({ approval }: ApprovedTransaction): number => Number(approval.amount);
  const spentMinor = approved.reduce((sum, one) => {
    const { side } = KINDS[kindNamed(one.intent.transaction)];
    return sum + { debit: 1, credit: -1, none: 0 }[side] * amountOf(one);
  }, 0);
  const left = openingMinor - spentMinor;
  const held = holdsOf(approved).reduce((sum, one) => sum + amountOf(one), 0);
  const heldAtBank = books.holds(account).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return [
    ...(books.balanceMinor(account) === left
      ? []
      : [`the account holds ${books.balanceMinor(account)}, by the journal ${left}`]),
    ...(heldAtBank === held ? [] : [`${heldAtBank} is held, by the journal ${held}`]),
  ];
}

/** Pre-authorisations that nothing in force has given back or completed. */
function holdsOf(approved: readonly ApprovedTransaction[]): readonly ApprovedTransaction[] {
  const voided = new Set(
    approved.flatMap(({ intent }) =>
      intent.transaction === "completion-void" ? [intent.originalStan] : [],
    ),
  );
  const ended = new Set(
    approved.flatMap(({ intent }) =>
      intent.originalCode !== "" && !voided.has(intent.stan) && intent.originalStan === ""
        ? [intent.originalCode]
        : [],
    ),
  );
  return approved.filter(
    ({ intent, approval }) =>
      intent.transaction === "pre-auth" && !ended.has(approval.approvalCode),
  );
}
