import { HOUSE } from "../../sim-server/core/counter/house.ts";
import { openJournal } from "../../sim-server/core/terminal/journal.ts";
import type { Facts } from "../../sim-server/core/terminal/journal-facts.ts";
import type { TraceEvent, TraceEvents } from "../../sim-server/core/trace-events.ts";
import { sleep } from "../../sim-server/core/world/flow.ts";
import type { Yard } from "./yard.ts";

/** What stood outside and saw: what left, what was shown, what was durable at that moment. */
export type Witness = {
  /** Once all is quiet: everything that was or is not as it must be, in words. */
  readonly complaints: () => readonly string[];
};

/** What the terminal's flash says at this moment, to whoever would switch it on now. */
export function journalFacts(yard: Yard): Facts {
  const records = yard.rig.devices.flash.durable();
  const still = () => sleep(0);
  const journal = openJournal({ records, append: still, sync: still }, () => undefined);
  if (!journal.ok) throw new Error(`journal: ${journal.error.code} at ${journal.error.at}`);
  return journal.value.facts();
}

/** What was told of each trace number, and what was wrong when it was told. */
type Notes = {
  readonly wrong: string[];
  readonly asked: Set<string>;
  readonly paid: Set<string>;
  readonly unpaid: Set<string>;
  /** What the till heard of as approved. */
  readonly atTill: Set<string>;
};

/**
 * Watches a counter, from its opening on, in which one sale of `totalMinor` is tried. At every moment:
 *
 * - nothing is asked that is not durable, and nothing while a reversal is owed;
 * - nothing is shown approved that is not durable;
 * - no trace number is used for two requests.
 *
 * Once all is quiet:
 *
 * - what was shown, printed or told as approved is booked once and not undone;
 * - what is approved in the journal was shown or printed in the end, and the till knows of it;
 * - what ended any other way is not booked, or undone;
 * - nobody is charged twice, nothing is owed, and the ledger sums to zero.
 */
export function watchMoney(yard: Yard, totalMinor: number): Witness {
  const notes: Notes = {
    wrong: [],
    asked: new Set(),
    paid: new Set(),
    unpaid: new Set(),
    atTill: new Set(),
  };
  yard.listeners.push((event) => note(yard, notes, event));
  return {
    complaints: () => [
      ...notes.wrong,
      ...wronglyTold(yard, notes),
      ...wronglyKept(yard, notes),
      ...wronglyMoved(yard, notes, totalMinor),
    ],
  };
}

function note(yard: Yard, notes: Notes, { kind, data }: TraceEvent): void {
  switch (kind) {
    case "iso.sent":
      noteRequest(yard, notes, data);
      break;
    case "terminal.outcome":
      noteOutcome(yard, notes, data);
      break;
    case "till.card-result":
      (data.approved ? notes.paid : notes.unpaid).add(data.stan);
      if (data.approved) notes.atTill.add(data.stan);
      break;
    case "printer.printed": {
      const stan = /凭证号\s+\d{6}\/(\d{6})/.exec(data.text)?.[1];
      if (stan !== undefined) notes.paid.add(stan);
      break;
    }
    default:
  }
}

function noteRequest(
  yard: Yard,
  { wrong, asked }: Notes,
  { mti, stan = "" }: TraceEvents["iso.sent"],
): void {
  if (mti === "0400") return;
  if (asked.has(stan)) wrong.push(`${mti} ${stan}: the trace number was used before`);
  asked.add(stan);
  if (mti !== "0200") return;
  const { open, obligation } = journalFacts(yard);
  if (open?.stan !== stan) wrong.push(`0200 ${stan} left before its intent was durable`);
  if (obligation !== undefined) wrong.push(`0200 ${stan} left while a reversal was owed`);
}

function noteOutcome(
  yard: Yard,
  { wrong, paid, unpaid }: Notes,
  { outcome, stan }: TraceEvents["terminal.outcome"],
): void {
  if (outcome !== "approved") {
    if (stan !== "") unpaid.add(stan);
    return;
  }
  paid.add(stan);
  const { lastApproved } = journalFacts(yard);
  if (lastApproved?.approval.stan !== stan) wrong.push(`${stan} was shown before it was durable`);
}

function wronglyTold(yard: Yard, { paid, unpaid }: Notes): string[] {
  const booked = (stan: string): number =>
    yard.bank.books
      .entriesOf({ terminal: HOUSE.terminalId, stan })
      .reduce((sum, { kind }) => sum + (kind === "sale" ? 1 : -1), 0);
  return [
    ...[...paid]
      .filter((stan) => booked(stan) !== 1)
      .map((stan) => `${stan} was approved, and is booked ${booked(stan)} times`),
    ...[...unpaid]
      .filter((stan) => booked(stan) !== 0)
      .map((stan) => `${stan} was not approved, and is booked`),
    ...[...paid].filter((stan) => unpaid.has(stan)).map((stan) => `${stan} was told both ways`),
  ];
}

function wronglyKept(yard: Yard, { paid, atTill }: Notes): string[] {
  const { open, lastApproved } = journalFacts(yard);
  const kept = lastApproved?.approval.stan;
  return [
    ...(open === undefined ? [] : [`${open.stan} is still open in the journal`]),
    ...(kept === undefined || paid.has(kept) ? [] : [`${kept} is approved, and nobody knows`]),
    ...(kept === undefined || atTill.has(kept) ? [] : [`${kept} is approved, and the till waits`]),
  ];
}

function wronglyMoved({ bank: { books } }: Yard, { paid }: Notes, totalMinor: number): string[] {
  const of = (wanted: string) => books.postings().filter(({ kind }) => kind === wanted);
  const undone = new Set(of("reversal").map(({ exchange }) => exchange));
  const standing = of("sale").filter(({ exchange }) => !undone.has(exchange)).length;
  const movedMinor = books.obligations().reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return [
    ...(standing > 1 ? [`charged ${standing} times`] : []),
    ...(movedMinor === standing * totalMinor ? [] : [`${movedMinor} fen have moved`]),
    ...(standing === paid.size ? [] : [`${standing} sales stand, ${paid.size} can be proved`]),
    ...(books.totalMinor() === 0 ? [] : ["the ledger does not sum to zero"]),
  ];
}
