import { nextBatch } from "../../sim-server/core/bank/settlement.ts";
import { HOUSE } from "../../sim-server/core/counter/house.ts";
import type { ApprovedTransaction } from "../../sim-server/core/terminal/journal-facts.ts";
import { KINDS, kindNamed } from "../../sim-server/core/terminal/kinds.ts";
import { addUp } from "../../sim-server/core/terminal/totals.ts";
import { journalRecords } from "./journal-reading.ts";
import type { Watched } from "./money-witness.ts";

const terminal = HOUSE.terminalId;
/** Place of the verdict of domestic cards in DE 48 of a 0510. */
const VERDICT_AT = 30;

/**
 * Where batches are not as they must be: each comes to the same here and at the bank; one that was
 * closed is followed by the next number, and the bank has every certificate of it, everything where
 * it did not balance, no stranger, and finds no difference.
 */
export function compareBatches(
  watched: Watched,
  approved: readonly ApprovedTransaction[],
): readonly string[] {
  const batches = [...new Set(approved.map(({ intent }) => intent.batch))];
  const inBatch = (batch: string) => approved.filter(({ intent }) => intent.batch === batch);
  return [
    ...batches.flatMap((batch) => compareTotals(watched, batch, inBatch(batch))),
    ...closedIn(watched).flatMap(({ batch, next, balanced }) => [
      ...(next === nextBatch(batch) ? [] : [`batch ${batch} is followed by ${next}`]),
      ...compareUpload(watched, batch, { mine: inBatch(batch), balanced }),
    ]),
    ...watched.bank.books
      .differences()
      .map(({ batch, stan }) => `the bank finds a difference at ${stan} of batch ${batch}`),
  ];
}

function compareTotals(
  { bank }: Watched,
  batch: string,
  mine: readonly ApprovedTransaction[],
): string[] {
  const { debit, credit } = addUp(mine.map((one) => ({ ...one, voided: false })));
  const theirs = bank.books.batchTotals({ terminal, batch }).domestic;
  const same =
    debit.amountMinor === theirs.debitMinor &&
    debit.count === theirs.debitCount &&
    credit.amountMinor === theirs.creditMinor &&
    credit.count === theirs.creditCount;
  return same ? [] : [`batch ${batch} does not come to the same here and at the bank`];
}

/** Batches that were closed, and the numbers that followed. */
function closedIn({ flash }: Watched) {
  let asked = "";
  let balanced = false;
  return journalRecords(flash).flatMap((record) => {
    if (record.kind === "settlement-asked") asked = record.batch;
    if (record.kind === "settlement-answered") balanced = record.totals[VERDICT_AT] === "1";
    return record.kind === "batch-closed" ? [{ batch: asked, next: record.batch, balanced }] : [];
  });
}

function compareUpload(
  { bank }: Watched,
  batch: string,
  { mine, balanced }: { readonly mine: readonly ApprovedTransaction[]; readonly balanced: boolean },
): string[] {
  const there = new Map(
    bank.books.uploaded({ terminal, batch }).map(({ stan, amountMinor }) => [stan, amountMinor]),
  );
  const wanted = mine.filter(
    ({ intent, approval }) =>
      (approval.tcData !== "" || !balanced) && KINDS[kindNamed(intent.transaction)].side !== "none",
  );
  const strangers = [...there.keys()].filter((stan) => !mine.some((m) => m.intent.stan === stan));
  return [
    ...wanted
      .filter(({ approval }) => there.get(approval.stan) !== Number(approval.amount))
      .map(({ intent }) => `${intent.stan} was not sent up in batch ${batch}`),
    ...strangers.map((stan) => `${stan} was sent up in batch ${batch}, to which it is a stranger`),
  ];
}
