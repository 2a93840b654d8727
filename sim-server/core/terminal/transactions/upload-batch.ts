import type { Flow } from "../../world/flow.ts";
import type { RecordedTransaction } from "../journal-facts.ts";
import { KINDS, kindNamed } from "../kinds.ts";
import {
  certificateUpload,
  UPLOAD_ITEMS_MAX,
  uploadEnd,
  uploadRequest,
} from "../messages/settlement.ts";
import { show, type Terminal } from "../powered-terminal.ts";
import { TITLE } from "../screens/frame.ts";
import { messageScreen } from "../screens/system.ts";
import { unsealText } from "../sealed-text.ts";

/** How often an upload message is sent until it has an answer. Chosen. */
const SENDINGS_MAX = 3;

/** One 0320: so many transactions of the batch. */
type Load = readonly RecordedTransaction[];

/**
 * Sends the transactions of the batch up one by one: those with a chip always, each with its
 * certificate; those without only where the totals differ. What has an answer is not sent again.
 *
 * @returns whether all of it was answered
 * @source UnionPay POS terminal specification, batch upload 201 to 207
 */
export function* uploadBatch(terminal: Terminal, balanced: boolean): Flow<boolean> {
  const { journal } = terminal;
  const { transactions, settlement } = journal.facts();
  const loads = loadsOf(transactions, balanced);
  const count = loads.flat().length;
  let done = 0;
  for (const load of loads) {
    done += load.length;
    if (done <= (settlement?.uploaded ?? 0)) continue;
    const lines = [`${done}/${count}`];
    show(terminal, messageScreen("settling", TITLE.settlement, { head: "批上送", lines }));
    if (!(yield* send(terminal, load, balanced))) return false;
    yield* journal.write({ kind: "uploaded", count: String(done) });
  }
  return count === 0 || (yield* sendEnd(terminal, balanced, count));
}

function loadsOf(transactions: Load, balanced: boolean): readonly Load[] {
  const moving = transactions.filter(
    ({ intent }) => KINDS[kindNamed(intent.transaction)].side !== "none",
  );
  const certified = moving.filter(({ approval }) => approval.tcData !== "");
  const plain = balanced ? [] : moving.filter(({ approval }) => approval.tcData === "");
  const loads: Load[] = [];
  for (let at = 0; at < plain.length; at += UPLOAD_ITEMS_MAX) {
    loads.push(plain.slice(at, at + UPLOAD_ITEMS_MAX));
  }
  return [...loads, ...certified.map((transaction) => [transaction])];
}

function send(terminal: Terminal, load: Load, balanced: boolean): Flow<boolean> {
  const { config, master } = terminal;
  const items = load.map((transaction) => ({
    transaction,
    pan: unsealText(master, transaction.intent.sealedPan),
  }));
  const [first] = items;
  const certified = first !== undefined && first.transaction.approval.tcData !== "";
  return transmit(
    terminal,
    certified
      ? certificateUpload(config, saidBy(terminal), balanced, first)
      : uploadRequest(config, saidBy(terminal), items),
  );
}

function sendEnd(terminal: Terminal, balanced: boolean, count: number): Flow<boolean> {
  return transmit(terminal, uploadEnd(terminal.config, saidBy(terminal), balanced, count));
}

function saidBy({ journal, operator }: Terminal) {
  const { asked } = journal.facts().settlement ?? {};
  return { stan: asked?.stan ?? "", batch: asked?.batch ?? "", operator };
}

function* transmit(
  { host }: Terminal,
  request: Parameters<Terminal["host"]["ask"]>[0],
): Flow<boolean> {
  for (let sending = 1; sending <= SENDINGS_MAX; sending += 1) {
    if (!(yield* host.connect())) continue;
    const answer = yield* host.ask(request);
    if (answer.kind === "answered" && answer.message.fields[39] === "00") return true;
  }
  return false;
}
