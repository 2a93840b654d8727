import type { Bank } from "../../sim-server/core/bank/bank.ts";
import type { TraceEvents, TraceKind } from "../../sim-server/core/trace-events.ts";
import type { Flash } from "../../sim-server/core/world/flash.ts";
import { approvedIn, compareBooks } from "./books-witness.ts";
import type { Heard } from "./far-side.ts";
import { journalFacts } from "./journal-reading.ts";
import { comparePaper } from "./paper-witness.ts";
import { compareMessages } from "./wire-witness.ts";

type Event = { [K in TraceKind]: { readonly kind: K; readonly data: TraceEvents[K] } }[TraceKind];

/** What the till was told of a card. */
type Result = { readonly outcome: string; readonly stan: string };

/** What a witness looks at: a terminal's flash, its bank, what both say, and what both sent. */
export type Watched = {
  readonly flash: Flash;
  readonly bank: Bank;
  /** Has each event as it happens told to `listener`. */
  readonly listen: (listener: (event: Event) => void) => void;
  readonly heard?: readonly Heard[];
  /** What the till was told, where no event says so. */
  readonly results?: readonly Result[];
  /** The account that pays. */
  readonly account: string;
};

/** What stood outside and saw: what left, what was shown, what was durable at that moment. */
export type Witness = {
  /** Once all is quiet: everything that was or is not as it must be, in words. */
  readonly complaints: () => readonly string[];
  /** What was told of each trace number, in order. */
  readonly told: ReadonlyMap<string, readonly string[]>;
};

/** What was noted on the way. */
export type Notes = {
  readonly wrong: string[];
  /** Trace numbers that were used, with the message type that used them first. */
  readonly asked: Map<string, string>;
  /** Of each trace number: what screen and till said became of it. */
  readonly told: Map<string, string[]>;
  readonly results: Result[];
  /** Everything printed, line by line. */
  readonly printed: string[];
  readonly openingMinor: number;
};

/** Message types that ask for a transaction or close a batch. */
const MONEY = new Set(["0100", "0200", "0220", "0500"]);
/** They carry numbers of others, or none. */
const UNNUMBERED = new Set(["0320", "0400"]);

/**
 * Watches a terminal and its bank from power on. At every moment:
 *
 * - nothing is asked that is not durable, and nothing while a reversal is owed;
 * - no trace number is used twice but to repeat a request that is pending, word for word;
 * - nothing is shown approved that is not durable;
 * - a reversal is never refused, and the ledger sums to zero after each entry.
 *
 * Once all is quiet:
 *
 * - journal and bank hold the same transactions, each once, with the same amounts, numbers and codes;
 *   so do the slips, of which one is the original;
 * - what was told approved stands, what was told otherwise does not;
 * - balance, holds and batch totals follow from the journal alone;
 * - nothing is open, owed or pending, and whoever waits knows.
 */
export function watchMoney(watched: Watched): Witness {
  const notes: Notes = {
    wrong: [],
    asked: new Map(),
    told: new Map(),
    results: [],
    printed: [],
    openingMinor: watched.bank.books.balanceMinor(watched.account),
  };
  watched.listen((event) => note(watched, notes, event));
  return {
    told: notes.told,
    complaints: () => [
      ...notes.wrong,
      ...uninformed(watched, watched.results ?? notes.results),
      ...leftOver(watched),
      ...compareBooks(watched, notes),
      ...comparePaper(watched, notes),
      ...compareMessages(watched.heard ?? []),
    ],
  };
}

function note(watched: Watched, notes: Notes, { kind, data }: Event): void {
  switch (kind) {
    case "iso.sent":
      noteRequest(watched, notes, data);
      break;
    case "terminal.outcome":
      noteOutcome(watched, notes, data);
      break;
    case "terminal.transaction":
      // A balance that was told moved no money, and is kept nowhere.
      if (data.transaction !== "balance" || data.outcome !== "approved") {
        noteOutcome(watched, notes, data);
      }
      break;
    case "till.card-result":
      notes.results.push({ stan: data.stan, outcome: data.approved ? "approved" : "" });
      break;
    case "terminal.powered":
      if (!data.on) loseSight(notes);
      break;
    case "printer.printed":
      notes.printed.push(data.text);
      break;
    case "bank.posted":
    case "bank.reversed":
      if (watched.bank.books.totalMinor() !== 0) {
        notes.wrong.push(`${data.exchange}: the ledger does not sum to zero`);
      }
      break;
    default:
  }
}

function tell({ told }: Notes, stan: string, what: string): void {
  if (stan === "") return;
  told.set(stan, [...(told.get(stan) ?? []), what]);
}

/** Who was told that nothing is known yet may never be told more, once the power has gone. */
function loseSight({ told }: Notes): void {
  for (const words of told.values()) if (words.at(-1) === "unknown") words.push("dark");
}

function noteRequest(
  { flash }: Watched,
  { wrong, asked }: Notes,
  { mti, stan = "", processingCode }: TraceEvents["iso.sent"],
): void {
  const { open, obligation, pending, undelivered, settlement } = journalFacts(flash);
  const owed =
    pending.some((request) => request.stan === stan) ||
    undelivered.some(({ intent }) => intent.stan === stan);
  if (!UNNUMBERED.has(mti) && stan !== "") {
    const before = asked.get(stan);
    const repeats = (mti === "0220" && owed) || (mti === "0500" && settlement?.asked.stan === stan);
    if (before !== undefined && !(repeats && before === mti)) {
      wrong.push(`${mti} ${stan}: the trace number was used before`);
    }
    asked.set(stan, mti);
  }
  if (!MONEY.has(mti)) return;
  if (obligation !== undefined) wrong.push(`${mti} ${stan} left while a reversal was owed`);
  const inquiry = processingCode === "310000";
  const durable = inquiry || open?.stan === stan || settlement?.asked.stan === stan || owed;
  if (!durable) wrong.push(`${mti} ${stan} left before its intent was durable`);
}

function noteOutcome(
  { flash }: Watched,
  notes: Notes,
  { outcome, stan }: Pick<TraceEvents["terminal.outcome"], "outcome" | "stan">,
): void {
  tell(notes, stan, outcome);
  if (outcome !== "approved") return;
  const { lastApproved } = journalFacts(flash);
  if (lastApproved?.approval.stan !== stan) notes.wrong.push(`${stan} was shown before durable`);
}

function leftOver({ flash, bank }: Watched): string[] {
  const { open, obligation, pending, untold, settlement } = journalFacts(flash);
  return [
    ...(open === undefined ? [] : [`${open.stan} is still open in the journal`]),
    ...(obligation === undefined ? [] : [`${obligation.stan} is still owed`]),
    ...pending.map(({ stan }) => `${stan} is still pending`),
    ...(untold === undefined ? [] : [`${untold.intent.stan} is approved, and nobody knows`]),
    ...(settlement === undefined ? [] : [`batch ${settlement.asked.batch} is still being closed`]),
    ...(bank.books.totalMinor() === 0 ? [] : ["the ledger does not sum to zero"]),
  ];
}

/** Sales of which the till was not told, or told wrongly in the end. */
function uninformed(watched: Watched, results: readonly Result[]): string[] {
  const heard = (stan: string) => results.filter((result) => result.stan === stan).at(-1)?.outcome;
  return approvedIn(watched)
    .filter(({ intent }) => intent.transaction === "sale" && heard(intent.stan) !== "approved")
    .map(({ intent: { stan } }) => `${stan} is approved, and the till heard ${heard(stan)}`);
}
