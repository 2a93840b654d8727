import type { Flow } from "../../world/flow.ts";
import type { ApprovedTransaction } from "../journal-facts.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "../keypad.ts";
import { clock, show, type Terminal } from "../powered-terminal.ts";
import { printCopies, printPaper } from "../printing.ts";
import { askExactly } from "../question.ts";
import { TITLE } from "../screens/frame.ts";
import { SYSTEM } from "../screens/system.ts";
import { composeList, composeSettlement, composeTotals } from "../settlement-slip.ts";

const VOUCHER_DIGITS = 6;

/** Prints the slips of the last approved transaction again, marked as what they are. */
export function reprintLast(terminal: Terminal): Flow<void> {
  return reprint(terminal, terminal.journal.facts().lastApproved);
}

/** Prints the slips of any transaction of the batch again, by its voucher number. */
export function* reprintAny(terminal: Terminal): Flow<void> {
  const question = { name: "voucher", title: TITLE.print, asked: "请输入凭证号:" } as const;
  const stan = yield* askExactly(terminal, question, VOUCHER_DIGITS);
  if (stan === undefined) return;
  const { transactions } = terminal.journal.facts();
  yield* reprint(
    terminal,
    transactions.find(({ intent }) => intent.stan === stan),
  );
}

/** Prints the slip of the last settlement again. */
export function* reprintSettlement(terminal: Terminal): Flow<void> {
  const { lastSettlement } = terminal.journal.facts();
  if (lastSettlement === undefined) {
    yield* nothing(terminal);
    return;
  }
  const { config, operator } = terminal;
  show(terminal, SYSTEM.printing);
  const slip = () => composeSettlement(config, operator, lastSettlement, true);
  yield* printPaper(terminal, slip, `批次 ${lastSettlement.asked.batch} 待打`);
}

/** Prints the open batch: every transaction, or what they come to. */
export function* printBatch(terminal: Terminal, what: "list" | "totals"): Flow<void> {
  const { config, operator, journal } = terminal;
  const { transactions, batch } = journal.facts();
  if (transactions.length === 0) {
    yield* nothing(terminal);
    return;
  }
  const { date, time } = clock(terminal);
  const about = { operator, batch, time: `${date} ${time}` };
  const compose = what === "list" ? composeList : composeTotals;
  show(terminal, SYSTEM.printing);
  yield* printPaper(terminal, () => compose(config, about, transactions), `批次 ${batch} 待打`);
}

function* reprint(terminal: Terminal, transaction: ApprovedTransaction | undefined): Flow<void> {
  if (transaction === undefined) {
    yield* nothing(terminal);
    return;
  }
  show(terminal, SYSTEM.printing);
  yield* printCopies(terminal, transaction, true);
}

function* nothing(terminal: Terminal): Flow<void> {
  prompt(terminal, SYSTEM.nothingToReprint);
  yield* acknowledge(terminal, INPUT_MS_MAX);
}
