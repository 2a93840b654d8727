import { invariant, TillyardError } from "../../../device-emulators/kit/errors.ts";
import { formatComplaint } from "../../../scenarios/format/complaint.ts";
import { hashScenario } from "../../../scenarios/format/hash.ts";
import { parseScenario } from "../../../scenarios/format/parse.ts";
import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { Acquirer } from "../../core/counter/acquirer.ts";
import { beyondReach, withinSight } from "../../core/counter/beyond-reach.ts";
import { type Counter, createCounter } from "../../core/counter/counter.ts";
import { KNOWN_IDS } from "../../core/counter/known-ids.ts";
import type { LineEvent } from "../../core/counter/line-event.ts";
import type { TraceRecord } from "../../core/world/trace.ts";
import { VERSION } from "../../package-info.ts";
import type { InputRow } from "../../session/log.ts";
import { type AcquirerSetup, fromStan } from "../acquirer/load-acquirer.ts";
import type { Store, StoredSession } from "../store/store.ts";

/** How a terminal is set up that a POS will drive. */
export type TerminalSetup = {
  /** A scenario as it was written: its cards, accounts, bank, terminal and faults. */
  readonly scenarioText: string;
  /** Where it came from, for complaints. */
  readonly file: string;
  /** The card of the shopper who comes when one is asked for; nobody comes without. */
  readonly card: string | undefined;
  readonly seed: number;
  readonly acquirer: AcquirerSetup | undefined;
};

/** The one terminal that a data folder holds. */
export const TERMINAL_ID = "terminal";

/** A terminal as it was left, or a new one. */
export type OpenedTerminal = {
  readonly counter: Counter;
  readonly scenario: Scenario;
  readonly lastSeq: number;
  /** It has been at work before, and has lost its power since. */
  readonly again: boolean;
};

/**
 * Makes the terminal's world anew from what the store holds of it.
 *
 * @param told hears of the trace from where the log ends
 * @throws TillyardError `scenario-invalid`, `config-invalid` or `journal-corrupt`
 */
export async function openTerminal(
  setup: TerminalSetup,
  store: Store,
  told: (record: TraceRecord) => void,
): Promise<OpenedTerminal> {
  const stored = (await store.findSession(TERMINAL_ID)) ?? (await keep(setup, store));
  if (stored.scenarioText !== setup.scenarioText) throw otherScenario(stored, setup);
  const scenario = parse(stored.scenarioText, setup);
  const rows = await store.inputsOf(TERMINAL_ID);
  const markMs = await store.markOf(TERMINAL_ID);
  const laid = lineLaid(rows);
  const fresh = rows.length === 0 && markMs === 0;
  const line = laid ?? (fresh ? layLine(setup.acquirer) : undefined);
  // What the log makes again has been told already.
  const listeners: ((record: TraceRecord) => void)[] = [];
  const counter = createCounter({
    scenario: line === undefined ? scenario : withinSight(scenario),
    seed: stored.seed,
    acquirer: line && findAcquirer(setup.acquirer, line),
    sink: (record) => {
      for (const listener of listeners) listener(record);
    },
    pos: { card: undefined },
  });
  replay(counter, rows);
  counter.advance(Math.max(markMs, counter.nowMs()));
  listeners.push(told);
  let lastSeq = rows.at(-1)?.seq ?? 0;
  if (laid === undefined && line !== undefined) {
    const row = { seq: 1, id: "1", atMs: counter.nowMs(), line, hash: counter.traceHash() };
    await store.appendInput(TERMINAL_ID, row);
    counter.apply(row);
    lastSeq = 1;
  }
  return { counter, scenario, lastSeq, again: !fresh };
}

async function keep(setup: TerminalSetup, store: Store): Promise<StoredSession> {
  const { scenarioText, seed, file } = setup;
  const person = { id: TERMINAL_ID, nickname: TERMINAL_ID };
  const { id: lesson } = parse(scenarioText, setup);
  const session = {
    ...{ id: TERMINAL_ID, person: person.id, lesson, scenarioText, seed, engine: VERSION },
    scenarioHash: hashScenario(scenarioText),
  };
  invariant(file !== "", "a scenario came from somewhere");
  await store.addPerson(person);
  await store.addSession(session);
  return session;
}

function parse(text: string, { file, acquirer }: TerminalSetup): Scenario {
  const parsed = parseScenario(text, file, KNOWN_IDS);
  if (!parsed.ok) {
    const [first] = parsed.error;
    throw new TillyardError("scenario-invalid", first ? formatComplaint(first) : file, {
      hint: `npx tillyard lint ${file} lists every complaint`,
    });
  }
  const reasons = acquirer === undefined ? [] : beyondReach(parsed.value);
  if (reasons.length === 0) return parsed.value;
  throw new TillyardError("config-invalid", `${file}: ${reasons.join("; ")}`, {
    hint: "leave out --acquirer, or name a scenario without faults of the bank and its line",
  });
}

function otherScenario({ lesson }: StoredSession, { file }: TerminalSetup): TillyardError {
  return new TillyardError(
    "config-invalid",
    `the terminal kept there was not set up from ${file}`,
    {
      hint: `give the scenario that it began with (${lesson}), or another folder: --data DIR`,
    },
  );
}

type LineLaid = Extract<LineEvent, { kind: "laid" }>;

function lineLaid([first]: readonly InputRow[]): LineLaid | undefined {
  return first !== undefined && "line" in first && first.line.kind === "laid"
    ? first.line
    : undefined;
}

function layLine(setup: AcquirerSetup | undefined): LineLaid | undefined {
  const first = setup?.acquirers[0];
  if (setup === undefined || first === undefined) return undefined;
  return { kind: "laid", acquirer: first.fingerprint, lastStan: setup.lastStan() };
}

function findAcquirer(setup: AcquirerSetup | undefined, laid: LineLaid): Acquirer {
  const found = setup?.acquirers.find(({ fingerprint }) => fingerprint === laid.acquirer);
  if (found !== undefined) return fromStan(found, laid.lastStan);
  throw new TillyardError("config-invalid", "the terminal in this folder is at another bank", {
    hint: "give the --acquirer flags that it began with, or another folder: --data DIR",
  });
}

function replay(counter: Counter, rows: readonly InputRow[]): void {
  for (const row of rows) {
    counter.advance(row.atMs);
    if (counter.traceHash() !== row.hash) {
      throw new TillyardError("journal-corrupt", "the terminal's log leads elsewhere now", {
        hint: "it was kept by another version or for other flags; give another folder: --data DIR",
      });
    }
    counter.apply(row);
  }
}
