import type {
  NumberedRequest,
  PosAnswer,
  PosPort,
  PosRequest,
  TransactionAnswer,
} from "../terminal/pos-port.ts";
import type { Emit, Refusal } from "../trace-events.ts";
import { type Channel, createChannel } from "../world/channel.ts";
import type { PosEvent } from "./pos-event.ts";

/** A request of the POS, and how it ended once it has. */
export type PosRecord = {
  readonly reference: string;
  readonly memo: string;
  readonly request: PosRequest;
  /** The POS has wanted it stopped. */
  readonly aborted: boolean;
  /** Undefined while it is being done. */
  readonly answer: PosAnswer | undefined;
};

/** A world's end of the cable to somebody's POS, as whoever holds the far end sees it. */
export type PosEnd = {
  /** From now on each answer is told; until then nobody hears of them. */
  readonly attach: (tell: (record: PosRecord) => void) => void;
  /** What is being done now. */
  readonly running: () => PosRecord | undefined;
  readonly find: (reference: string) => PosRecord | undefined;
  /** The newest for which it holds. */
  readonly last: (holds: (record: PosRecord) => boolean) => PosRecord | undefined;
};

/** The cable to somebody's POS: requests come in, answers leave and are remembered. */
export type PosDesk = PosEnd & {
  /** The terminal's end, for as long as it has power. */
  readonly port: () => PosPort;
  /** @returns why it had no effect: another request is being done, or nothing of that name */
  readonly take: (event: PosEvent) => Refusal | undefined;
  /** Another screen is up: whoever wants to stop presses cancel on it. */
  readonly screenShown: () => void;
};

/** Chosen: more than any POS asks about again; the oldest are forgotten. */
export const RECORDS_MAX = 1_000;

export type PosDeskPorts = {
  readonly emit: Emit;
  /** Presses cancel at the terminal, as soon as what is being done allows. */
  readonly pressCancel: () => void;
};

type Desk = PosDeskPorts & {
  readonly records: Map<number, PosRecord>;
  requests: Channel<NumberedRequest>;
  tell: (record: PosRecord) => void;
  lastNumber: number;
  running: number | undefined;
};

/** A desk at which nothing was asked yet. */
export function createPosDesk(ports: PosDeskPorts): PosDesk {
  const desk: Desk = {
    ...ports,
    records: new Map(),
    requests: createChannel("pos"),
    tell: () => undefined,
    lastNumber: 0,
    running: undefined,
  };
  const running = (): PosRecord | undefined =>
    desk.running === undefined ? undefined : desk.records.get(desk.running);
  const last: PosEnd["last"] = (holds) => [...desk.records.values()].filter(holds).at(-1);
  return {
    attach: (tell) => {
      desk.tell = tell;
    },
    running,
    find: (reference) => last((record) => record.reference === reference),
    last,
    port: () => plugIn(desk),
    take: (event) => (event.kind === "request" ? ask(desk, event) : abort(desk, event.reference)),
    screenShown: () => {
      if (running()?.aborted === true) desk.pressCancel();
    },
  };
}

function plugIn(desk: Desk): PosPort {
  const { lastNumber: before } = desk;
  const requests = createChannel<NumberedRequest>("pos");
  desk.requests = requests;
  return {
    requests,
    answer: (number, answer) => settle(desk, number, answer),
    correct: (answer) => correct(desk, answer),
    recovered: () => {
      // What was on the cable when the power went never reached the journal.
      const { running } = desk;
      if (running !== undefined && running <= before) settle(desk, running, { kind: "lost" });
    },
  };
}

function ask(
  desk: Desk,
  { reference, memo, request }: Extract<PosEvent, { kind: "request" }>,
): Refusal | undefined {
  if (desk.running !== undefined) return "not-now";
  desk.lastNumber += 1;
  const number = desk.lastNumber;
  desk.running = number;
  desk.records.set(number, { reference, memo, request, aborted: false, answer: undefined });
  desk.records.delete(number - RECORDS_MAX);
  const amountMinor = "amountMinor" in request ? request.amountMinor : undefined;
  desk.emit("pos.asked", { number, what: request.kind, ...(amountMinor && { amountMinor }) });
  desk.requests.put({ number, request });
  return undefined;
}

function abort(desk: Desk, reference: string): Refusal | undefined {
  const { running } = desk;
  const record = running === undefined ? undefined : desk.records.get(running);
  if (running === undefined || record?.reference !== reference) return "not-there";
  desk.records.set(running, { ...record, aborted: true });
  desk.emit("pos.aborted", { number: running });
  desk.pressCancel();
  return undefined;
}

/** The answer that nobody knew is replaced by the one that is known now. */
function correct(desk: Desk, answer: TransactionAnswer): void {
  for (const [number, record] of desk.records) {
    const before = record.answer;
    if (before?.kind !== "transaction" || before.outcome.kind !== "unknown") continue;
    if (before.outcome.stan !== answer.outcome.stan) continue;
    const { batch, date, time } = before;
    desk.records.set(number, { ...record, answer: { ...answer, batch, date, time } });
    desk.emit("pos.corrected", { number, outcome: answer.outcome.kind });
  }
}

function settle(desk: Desk, number: number, answer: PosAnswer): void {
  const record = desk.records.get(number);
  if (record === undefined || desk.running !== number) return;
  const answered = { ...record, answer };
  desk.running = undefined;
  desk.records.set(number, answered);
  const outcome = answer.kind === "transaction" ? answer.outcome.kind : answer.kind;
  desk.emit("pos.answered", { number, outcome });
  desk.tell(answered);
}
