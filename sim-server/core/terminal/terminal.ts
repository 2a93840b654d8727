import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { type Flow, select, sleep } from "../world/flow.ts";
import { recallApproval, tellApproval } from "./approval.ts";
import { returnCard } from "./entry/card-entry.ts";
import { openJournal } from "./journal.ts";
import { isDigit, nextStimulus, prompt, type Stimulus } from "./keypad.ts";
import { sells } from "./kinds.ts";
import { chooseFromMenu } from "./menu.ts";
import { logOn } from "./operator-logon.ts";
import { roleOf } from "./operators.ts";
import type { TerminalConfig, TerminalPorts } from "./ports.ts";
import { answerInterrupted } from "./pos-answer.ts";
import type { PosPort } from "./pos-port.ts";
import { assemble, clock, show, type Terminal } from "./powered-terminal.ts";
import { undoOpenTransaction } from "./reversal.ts";
import { idleScreen, SYSTEM } from "./screens/system.ts";
import { obey } from "./transactions/obey.ts";
import { pay } from "./transactions/payment.ts";
import { serveRequest } from "./transactions/requested.ts";
import { resumeSettlement } from "./transactions/settle.ts";
import { signOn } from "./transactions/sign-on.ts";
import { openWorkingKeys } from "./working-keys.ts";

/** How long the self test takes. Chosen. */
const SELF_TEST_MS = 500;
const MINUTE_MS = 60_000;

/**
 * Powers a terminal up on its node, from what its storage holds and nothing else. It runs until the
 * node is cut. A journal that is not as it was written stops it for good.
 */
export function startTerminal(ports: TerminalPorts, config: TerminalConfig): void {
  ports.node.start(run(ports, config));
}

function* run(ports: TerminalPorts, config: TerminalConfig): Flow<void> {
  show({ ports }, SYSTEM.starting);
  yield* sleep(SELF_TEST_MS);
  const journal = openJournal(ports.storage, ports.emit, config.lastStan);
  if (!journal.ok) {
    show({ ports }, SYSTEM.journalBroken);
    return;
  }
  yield* journal.value.recover();
  const terminal = assemble(ports, config, journal.value);
  ports.node.start(terminal.host.listen());
  yield* open(terminal);
  for (;;) yield* idle(terminal);
}

/** From the operator's number to the idle screen. What is owed to the bank goes before all else. */
function* open(terminal: Terminal): Flow<void> {
  // It may still be asking for the PIN of a sale that a power cut ended.
  yield* terminal.pinPad.cancel();
  // The till may be told while nobody is there; people are told once they are.
  const { untold } = terminal.journal.facts();
  if (untold !== undefined && sells(untold.intent.transaction)) yield* tellApproval(terminal);
  yield* logOn(terminal);
  yield* recallApproval(terminal);
  const { keys } = terminal.journal.facts();
  const kept =
    keys && openWorkingKeys(terminal.master, fromHex(keys.download), terminal.config.keySet);
  if (kept?.ok) {
    terminal.keys = kept.value;
    yield* undoOpenTransaction(terminal);
  }
  if (roleOf(terminal.operator) !== "administrator") yield* signOn(terminal);
  yield* undoOpenTransaction(terminal);
  yield* resumeSettlement(terminal);
  yield* answerInterrupted(terminal);
  terminal.ports.pos?.recovered();
  yield* returnCard(terminal);
}

/** The idle screen, until something begins; its clock turns with the minute. */
function* idle(terminal: Terminal): Flow<void> {
  const { config, ports } = terminal;
  const trades = roleOf(terminal.operator) !== "administrator";
  if (trades && (terminal.signOnWanted || terminal.keys === undefined)) yield* signOn(terminal);
  if (terminal.keys !== undefined) yield* obey(terminal);
  prompt(terminal, idleScreen(config.tillName, clock(terminal).time, config.flow === "card-first"));
  if (ports.pos !== undefined) {
    yield* standBy(terminal, ports.pos);
    return;
  }
  let next: Stimulus = { kind: "card", present: ports.reader.present() };
  while (!begins(next, config)) {
    next = yield* nextStimulus(terminal, untilNextMinuteMs(terminal));
    if (next.kind === "time") return;
  }
  if (next.kind === "card") yield* pay(terminal, "sale");
  else if (next.kind === "key" && isDigit(next.key)) yield* pay(terminal, "sale", next.key);
  else yield* chooseFromMenu(terminal);
}

/** Waits for the POS; the menu alone opens from the keypad, and a card waits for what it is asked for. */
function* standBy(terminal: Terminal, { requests }: PosPort): Flow<void> {
  const { keys } = terminal.ports;
  for (;;) {
    const next = yield* select({ requests, keys }, untilNextMinuteMs(terminal));
    if (next.from === "time") return;
    if (next.from === "requests") return yield* serveRequest(terminal, next.value);
    if (next.value === "enter") return yield* chooseFromMenu(terminal);
  }
}

/** A card begins a sale, enter opens the menu, and a digit begins a sale where the amount comes first. */
function begins(next: Stimulus, { flow }: TerminalConfig): boolean {
  if (next.kind === "card") return next.present;
  if (next.kind !== "key") return false;
  return next.key === "enter" || (flow === "amount-first" && isDigit(next.key) && next.key !== "0");
}

function untilNextMinuteMs(terminal: Terminal): number {
  const { config, ports } = terminal;
  return MINUTE_MS - ((config.startMs + ports.node.nowMs()) % MINUTE_MS);
}
