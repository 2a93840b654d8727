import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { JournalRecord, RecordOf } from "./journal-record.ts";
import { followRequest, type Requested } from "./journal-requests.ts";
import { KINDS, kindNamed } from "./kinds.ts";
import { parseStan, type Stan } from "./stan.ts";

/** What all records together say. */
export type Facts = {
  /** The last trace number used. */
  readonly stan: Stan | undefined;
  readonly batch: string;
  readonly keys: RecordOf<"keys"> | undefined;
  /** The transaction whose outcome is not durable yet. */
  readonly open: RecordOf<"intent"> | undefined;
  /** That the open transaction must be undone at the bank. */
  readonly obligation: RecordOf<"reversal"> | undefined;
  /** Requests without an answer that are sent again until they have one, oldest first. */
  readonly pending: readonly RecordOf<"intent">[];
  /** Scripts whose results the bank has not heard yet, oldest first. */
  readonly scripts: readonly RecordOf<"script">[];
  /** Approved without the bank, which has not heard of them yet, oldest first. */
  readonly undelivered: readonly ApprovedTransaction[];
  readonly lastApproved: ApprovedTransaction | undefined;
  /** What was approved last, while nobody was told of it: for a sale, the till. */
  readonly untold: ApprovedTransaction | undefined;
  /** Everything approved since the last settlement, oldest first. */
  readonly transactions: readonly RecordedTransaction[];
  /** The batch that is being closed. */
  readonly settlement: Settlement | undefined;
  readonly lastSettlement: SettledBatch | undefined;
  /** As they were downloaded last: hex. */
  readonly parameters: string;
  readonly caKeys: readonly string[];
  readonly applications: readonly string[];
  /** Sealed passwords by operator, where they were set here; undefined for one removed. */
  readonly operators: ReadonlyMap<string, string | undefined>;
  /** What the POS has asked for and has no answer to yet. */
  readonly requested: Requested | undefined;
};

/** All that a slip says of a transaction. */
export type ApprovedTransaction = {
  readonly intent: RecordOf<"intent">;
  readonly approval: RecordOf<"approved">;
};

/** A transaction of the batch, and whether a later one has undone it. */
export type RecordedTransaction = ApprovedTransaction & {
  readonly voided: boolean;
  /** It was approved without the bank, which will not have it. */
  readonly disowned?: boolean;
};

/** How far the closing of a batch has come. */
export type Settlement = {
  readonly asked: RecordOf<"settlement-asked">;
  readonly answered: RecordOf<"settlement-answered"> | undefined;
  /** Transactions sent up one by one so far. */
  readonly uploaded: number;
};

/** A batch that is over, for its slip to be printed again. */
export type SettledBatch = Omit<Settlement, "uploaded"> & {
  readonly transactions: readonly RecordedTransaction[];
};

/** What an empty journal says. */
export const NO_FACTS: Facts = {
  stan: undefined,
  batch: "000001",
  keys: undefined,
  open: undefined,
  obligation: undefined,
  pending: [],
  scripts: [],
  undelivered: [],
  lastApproved: undefined,
  untold: undefined,
  transactions: [],
  settlement: undefined,
  lastSettlement: undefined,
  parameters: "",
  caKeys: [],
  applications: [],
  operators: new Map(),
  requested: undefined,
};

type Folds = {
  readonly [K in JournalRecord["kind"]]: (facts: Facts, record: RecordOf<K>) => Facts;
};

/** The facts after one more record. @throws on a record that cannot follow: only a bug writes it */
export function foldRecord(facts: Facts, record: JournalRecord): Facts {
  const fold = FOLDS[record.kind] as (facts: Facts, record: JournalRecord) => Facts;
  const next = fold(facts, record);
  const requested = followRequest(facts.requested, record);
  return requested === next.requested ? next : { ...next, requested };
}

const FOLDS: Folds = {
  cut: (facts) => facts,
  numbered: (facts, { stan }) => ({ ...facts, stan: parseStan(stan) }),
  keys: (facts, record) => ({ ...facts, keys: record, batch: record.batch }),
  "signed-off": (facts, { stan }) => ({ ...facts, stan: parseStan(stan), keys: undefined }),
  intent: (facts, record) => {
    invariant(facts.open === undefined, "nothing is asked while an outcome is open");
    invariant(facts.untold === undefined, "nothing is asked before the last is known");
    return { ...facts, stan: parseStan(record.stan), open: record };
  },
  approved,
  told: (facts, { stan }) => {
    invariant(facts.untold?.approval.stan === stan, "an approval is told once");
    return { ...facts, untold: undefined };
  },
  declined: (facts, { stan }) => {
    invariant(facts.obligation === undefined, "what must be undone ends by its reversal");
    return ended(facts, stan);
  },
  delivered,
  pending: (facts, { stan }) => {
    const { open } = facts;
    invariant(open?.stan === stan, "only the open request can be left pending");
    invariant(!KINDS[kindNamed(open.transaction)].reversible, "what can be undone is undone");
    return { ...facts, open: undefined, pending: [...facts.pending, open] };
  },
  reversal: (facts, record) => {
    invariant(facts.open?.stan === record.stan, "a reversal belongs to the open transaction");
    invariant(facts.obligation === undefined, "a transaction is owed one reversal");
    return { ...facts, obligation: record };
  },
  reversed: (facts, { stan }) => {
    invariant(facts.obligation?.stan === stan, "only what is owed is reversed");
    return ended(facts, stan);
  },
  script: (facts, record) => ({
    ...facts,
    stan: parseStan(record.stan),
    scripts: [...facts.scripts, record],
  }),
  "script-run": (facts, { stan, iccData }) => ({
    ...facts,
    scripts: facts.scripts.map((each) => (each.stan === stan ? { ...each, iccData } : each)),
  }),
  "script-told": (facts, { stan }) => ({
    ...facts,
    scripts: facts.scripts.filter((each) => each.stan !== stan),
  }),
  intervened: (facts, { stan }) => ended(facts, stan),
  "settlement-asked": (facts, record) => {
    invariant(facts.open === undefined && facts.pending.length === 0, "a batch closes complete");
    invariant(facts.undelivered.length === 0, "the bank knows of all that it is to compare");
    const settlement = { asked: record, answered: undefined, uploaded: 0 };
    return { ...facts, stan: parseStan(record.stan), settlement };
  },
  "settlement-answered": (facts, record) => {
    const { settlement } = facts;
    invariant(settlement !== undefined, "only a settlement that was asked for is answered");
    return { ...facts, settlement: { ...settlement, answered: record } };
  },
  uploaded: (facts, { count }) => {
    const { settlement } = facts;
    invariant(settlement !== undefined, "transactions are sent up to settle their batch");
    return { ...facts, settlement: { ...settlement, uploaded: Number(count) } };
  },
  "batch-closed": ({ settlement, transactions, ...facts }, { batch }) => {
    invariant(settlement !== undefined, "a batch is closed by its settlement");
    const { asked, answered } = settlement;
    const lastSettlement = { asked, answered, transactions };
    return { ...facts, batch, transactions: [], settlement: undefined, lastSettlement };
  },
  parameters: (facts, { values }) => ({ ...facts, parameters: values }),
  "ca-key": (facts, { values }) => ({ ...facts, caKeys: [...facts.caKeys, values] }),
  application: (facts, { values }) => ({
    ...facts,
    applications: [...facts.applications, values],
  }),
  operator: (facts, { id, sealedPassword }) => withOperator(facts, id, sealedPassword),
  "operator-removed": (facts, { id }) => withOperator(facts, id, undefined),
  requested: (facts, { number }) => {
    invariant(facts.requested === undefined, `request ${number} waits for the one before it`);
    return facts;
  },
  answered: (facts, { number }) => {
    invariant(facts.requested?.number === number, "only what was requested is answered");
    return facts;
  },
};

function approved(facts: Facts, approval: RecordOf<"approved">): Facts {
  const { stan } = approval;
  invariant(facts.obligation === undefined, "what must be undone is never approved");
  const intent = facts.open ?? facts.pending.find((request) => request.stan === stan);
  invariant(intent?.stan === stan, "an outcome belongs to a request that was made");
  const transaction: ApprovedTransaction = { intent, approval };
  const undone = intent.originalStan;
  const earlier = facts.transactions.map((one) =>
    undone !== "" && one.intent.stan === undone ? { ...one, voided: true } : one,
  );
  return ended(
    {
      ...facts,
      lastApproved: transaction,
      untold: transaction,
      undelivered:
        intent.transaction === "offline-sale"
          ? [...facts.undelivered, transaction]
          : facts.undelivered,
      transactions: [...earlier, { ...transaction, voided: false }],
    },
    stan,
  );
}

function delivered(facts: Facts, { stan, responseCode, rrn }: RecordOf<"delivered">): Facts {
  const undelivered = facts.undelivered.filter(({ intent }) => intent.stan !== stan);
  invariant(undelivered.length < facts.undelivered.length, "only what is not delivered can be");
  const named = (one: RecordedTransaction): RecordedTransaction => {
    if (one.intent.stan !== stan) return one;
    const known = { ...one, approval: { ...one.approval, rrn } };
    return responseCode === "00" ? known : { ...known, disowned: true };
  };
  return { ...facts, undelivered, transactions: facts.transactions.map(named) };
}

/** Nothing is open or owed of the request any more. */
function ended(facts: Facts, stan: string): Facts {
  if (facts.open?.stan === stan) return { ...facts, open: undefined, obligation: undefined };
  const pending = facts.pending.filter((request) => request.stan !== stan);
  invariant(pending.length < facts.pending.length, "an outcome belongs to a request that was made");
  return { ...facts, pending };
}

function withOperator(facts: Facts, id: string, sealed: string | undefined): Facts {
  return { ...facts, operators: new Map(facts.operators).set(id, sealed) };
}
