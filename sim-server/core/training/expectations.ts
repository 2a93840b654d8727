import { formatMinor } from "../../../device-emulators/kit/money.ts";
import type {
  Expectations,
  ExpectedTransaction,
  Scenario,
} from "../../../scenarios/format/scenario.ts";
import type { LedgerLine } from "../bank/ledger.ts";
import type { Description } from "../iso8583/describe.ts";
import type { TraceEvent, TraceEvents } from "../trace-events.ts";

/** Folds a trace into what a run has come to, and compares that with what it should. */
export type ExpectationWatch = {
  readonly take: (event: TraceEvent) => void;
  /** What is otherwise than expected, one line each. */
  readonly complaints: () => readonly string[];
};

type Outcome = TraceEvents["terminal.outcome"] & { readonly transaction: string };

/** Watches a run of a scenario that says what must come of it. */
export function watchExpectations(scenario: Scenario): ExpectationWatch {
  const outcomes: Outcome[] = [];
  const printed: string[] = [];
  const shown: string[] = [];
  const received: string[] = [];
  const balances = new Map(scenario.accounts.map(({ id, balanceMinor }) => [id, balanceMinor]));
  let settled: string | undefined;

  const book = (lines: readonly LedgerLine[]): void => {
    for (const { account, amountMinor } of lines) {
      const id = account.replace("cardholder:", "");
      const before = balances.get(id);
      if (before !== undefined) balances.set(id, before + amountMinor);
    }
  };

  return {
    take: ({ kind, data }) => {
      switch (kind) {
        case "terminal.outcome":
          outcomes.push({ transaction: "sale", ...data });
          return;
        case "terminal.transaction":
          outcomes.push(data);
          return;
        case "terminal.settled":
          settled = data.verdict;
          return;
        case "terminal.screen":
          shown.push(...data.lines);
          return;
        case "printer.printed":
          printed.push(data.text.trim());
          return;
        case "bank.posted":
        case "bank.reversed":
          book(data.postings);
          return;
        case "bank.received":
          received.push(wordedMessage(data));
          return;
        case "lesson.began":
          // What opens the shop is not the scenario's.
          received.length = 0;
      }
    },
    complaints: () => {
      const { expect } = scenario;
      if (expect === undefined) return [];
      return [
        ...wrongTransactions(expect.transactions, outcomes),
        ...wrongBalances(expect.balancesMinor, balances),
        ...(expect.settled === undefined || expect.settled === settled
          ? []
          : [`the settlement should be ${expect.settled}, and was ${settled ?? "never done"}`]),
        ...missingTexts(expect.prints, printed, "printed"),
        ...missingTexts(expect.screens, shown, "shown"),
        ...wrongMessages(expect.messages, received),
      ];
    },
  };
}

function wrongTransactions(
  wanted: Expectations["transactions"],
  found: readonly Outcome[],
): readonly string[] {
  return Array.from({ length: Math.max(wanted.length, found.length) }, (_, at) => {
    const [want, got] = [wanted[at], found[at]];
    if (want === undefined) return `transaction ${at + 1} should not be, and is ${told(got)}`;
    if (got !== undefined && meets(got, want)) return "";
    return `transaction ${at + 1} should be ${worded(want)}, and is ${told(got)}`;
  }).filter((complaint) => complaint !== "");
}

function meets(got: Outcome, want: ExpectedTransaction): boolean {
  const { transaction, outcome, responseCode = got.responseCode } = want;
  const { amountMinor = got.amountMinor } = want;
  return (
    got.transaction === transaction &&
    got.outcome === outcome &&
    got.responseCode === responseCode &&
    got.amountMinor === amountMinor
  );
}

function told(got: Outcome | undefined): string {
  if (got === undefined) return "none";
  const { transaction, outcome, responseCode, amountMinor } = got;
  return worded({ transaction, outcome, responseCode, amountMinor });
}

function worded(one: ExpectedTransaction): string {
  const { transaction, outcome, responseCode, amountMinor } = one;
  const amount = amountMinor === undefined ? "" : formatMinor(amountMinor);
  return [transaction, outcome, responseCode, amount].filter((word) => word).join(" ");
}

function wrongBalances(
  wanted: Expectations["balancesMinor"],
  found: ReadonlyMap<string, number>,
): readonly string[] {
  return Object.entries(wanted)
    .filter(([id, balanceMinor]) => found.get(id) !== balanceMinor)
    .map(([id, balanceMinor]) => {
      const got = found.get(id);
      const holds = got === undefined ? "there is no such account" : `it holds ${formatMinor(got)}`;
      return `account ${id} should hold ${formatMinor(balanceMinor)}, and ${holds}`;
    });
}

/** Each text behind the one before it, whatever blanks stand between label and value. */
function missingTexts(
  wanted: readonly string[],
  found: readonly string[],
  how: "printed" | "shown",
): readonly string[] {
  let from = 0;
  return wanted
    .filter((text) => {
      const at = found.findIndex(
        (line, place) => place >= from && line.replace(/ +/g, " ").includes(text),
      );
      from = at < 0 ? from : at + 1;
      return at < 0;
    })
    .map((text) => `${text} should be ${how}, and is not`);
}

/** MTI, DE 3, 22, 25 and 60.1; a message without DE 3 is told by its 60.1 and 60.3. */
function wordedMessage(message: Description): string {
  const { mti, processingCode, entryMode, condition, privateUse = "" } = message;
  const kind = privateUse.slice(0, 2);
  const told =
    processingCode === undefined
      ? [kind, privateUse.slice(8, 11)]
      : [processingCode, entryMode, condition, kind];
  return [mti, ...told].filter((word) => word).join(" ");
}

function wrongMessages(
  wanted: readonly string[] | undefined,
  found: readonly string[],
): readonly string[] {
  if (wanted === undefined) return [];
  return Array.from({ length: Math.max(wanted.length, found.length) }, (_, at) => {
    const [want, got] = [wanted[at], found[at]];
    if (want === undefined) return `message ${at + 1} should not be, and is ${got}`;
    if (got !== undefined && `${got} `.startsWith(`${want} `)) return "";
    return `message ${at + 1} should be ${want}, and is ${got ?? "none"}`;
  }).filter((complaint) => complaint !== "");
}
