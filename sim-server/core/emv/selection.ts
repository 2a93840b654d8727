import { CLA, INS, type ResponseApdu, STATUS } from "../../../device-emulators/kit/apdu.ts";
import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import type { CardFault, CardLink, EmvSession, TerminalApplication } from "./session.ts";
import { collect } from "./templates.ts";

/** An application that card and terminal share. */
export type Candidate = {
  readonly aid: Uint8Array;
  /** 1 is the issuer's first choice; 15 where it has none. */
  readonly priority: number;
  readonly application: TerminalApplication;
};

const PAYMENT_DIRECTORY = fromLatin1("1PAY.SYS.DDF01");
const NO_DATA = new Uint8Array(0);
const NO_PRIORITY = 15;
/** A directory has records 1 to 10 in practice; more means a card that never ends. Chosen. */
const DIRECTORY_RECORDS_MAX = 16;
/** Applications of one partial name looked for when a card has no directory. Chosen. */
const OCCURRENCES_MAX = 8;
const FIRST = 0x00;
const NEXT = 0x02;

/**
 * Selects the application that both sides know and the issuer likes best, by the card's directory
 * or, where it has none, by trying the terminal's own list. The session then holds its FCI.
 *
 * @source EMV 4.4 Book 1, 12.3 and 12.4
 */
export function* selectApplication(
  card: CardLink,
  applications: readonly TerminalApplication[],
  session: EmvSession,
): Flow<Result<TerminalApplication, CardFault>> {
  const found = yield* listCandidates(card, applications);
  if (!found.ok) return found;
  const candidates = [...found.value].sort((left, right) => left.priority - right.priority);
  for (const { aid, application } of candidates) {
    const answer = yield* select(card, aid, FIRST);
    if (!answer.ok) return answer;
    if (answer.value.statusWord !== STATUS.success) continue;
    const read = collect(answer.value.data, session.data);
    if (!read.ok) return read;
    session.data.set("9F06", aid);
    session.data.set("9F09", fromHex(application.version));
    return ok(application);
  }
  return err("no-application");
}

function* listCandidates(
  card: CardLink,
  applications: readonly TerminalApplication[],
): Flow<Result<readonly Candidate[], CardFault>> {
  const answer = yield* select(card, PAYMENT_DIRECTORY, FIRST);
  if (!answer.ok) return answer;
  if (answer.value.statusWord === STATUS.functionNotSupported) return err("blocked");
  const listed =
    answer.value.statusWord === STATUS.success
      ? yield* readDirectory(card, answer.value.data, applications)
      : ok<readonly Candidate[]>([]);
  if (!listed.ok || listed.value.length > 0) return listed;
  return yield* tryEach(card, applications);
}

/** A directory that cannot be read counts as none; only a lost card is a fault. */
function* readDirectory(
  card: CardLink,
  fci: Uint8Array,
  applications: readonly TerminalApplication[],
): Flow<Result<readonly Candidate[], CardFault>> {
  const control = new Map<string, Uint8Array>();
  const candidates: Candidate[] = [];
  if (!collect(fci, control).ok) return ok(candidates);
  const file = control.get("88")?.[0] ?? 0;
  for (let record = 1; record <= DIRECTORY_RECORDS_MAX; record += 1) {
    const answer = yield* readRecord(card, file, record);
    if (!answer.ok) return answer;
    if (answer.value.statusWord !== STATUS.success) break;
    collectEntries(answer.value.data, applications, candidates);
  }
  return ok(candidates);
}

function collectEntries(
  record: Uint8Array,
  applications: readonly TerminalApplication[],
  candidates: Candidate[],
): void {
  const outer = decodeTlv(record);
  const inner = outer.ok && outer.value[0]?.tag === "70" ? decodeTlv(outer.value[0].value) : outer;
  if (!inner.ok) return;
  for (const { tag, value } of inner.value) {
    const entry = new Map<string, Uint8Array>();
    if (tag !== "61" || !collect(value, entry).ok) continue;
    const aid = entry.get("4F");
    const application = aid === undefined ? undefined : accepting(applications, aid);
    if (aid === undefined || application === undefined) continue;
    candidates.push({ aid, application, priority: priorityOf(entry) });
  }
}

function* tryEach(
  card: CardLink,
  applications: readonly TerminalApplication[],
): Flow<Result<readonly Candidate[], CardFault>> {
  const candidates: Candidate[] = [];
  for (const application of applications) {
    const tried = yield* tryOne(card, application, candidates);
    if (!tried.ok) return tried;
  }
  return ok(candidates);
}

/** Selects by one name, and by the same name again as long as the card has more of it. */
function* tryOne(
  card: CardLink,
  application: TerminalApplication,
  candidates: Candidate[],
): Flow<Result<void, CardFault>> {
  const name = fromHex(application.aid);
  const occurrences = application.match === "exact" ? 1 : OCCURRENCES_MAX;
  for (let occurrence = 0; occurrence < occurrences; occurrence += 1) {
    const answer = yield* select(card, name, occurrence === 0 ? FIRST : NEXT);
    if (!answer.ok) return answer;
    if (answer.value.statusWord === STATUS.functionNotSupported) return err("blocked");
    if (answer.value.statusWord !== STATUS.success) break;
    const control = new Map<string, Uint8Array>();
    const aid = collect(answer.value.data, control).ok ? control.get("84") : undefined;
    if (aid === undefined || accepting([application], aid) === undefined) break;
    candidates.push({ aid, application, priority: priorityOf(control) });
  }
  return ok(undefined);
}

/** Which of the terminal's applications takes the card's identifier, if any does. */
export function accepting(
  applications: readonly TerminalApplication[],
  aid: Uint8Array,
): TerminalApplication | undefined {
  const hex = toHex(aid);
  return applications.find(({ aid: ours, match }) =>
    match === "exact" ? hex === ours : hex.startsWith(ours),
  );
}

/** The issuer's preference (tag 87): 1 is its first choice, 15 where it has none. */
export function priorityOf(entry: ReadonlyMap<string, Uint8Array>): number {
  return (entry.get("87")?.[0] ?? 0) & 0x0f || NO_PRIORITY;
}

/** SELECT by name: the first application so called, or the next. */
export function select(
  card: CardLink,
  name: Uint8Array,
  occurrence: number,
): Flow<Result<ResponseApdu, CardFault>> {
  return card.transmit({
    cla: CLA.interindustry,
    ins: INS.select,
    p1: 0x04,
    p2: occurrence,
    data: name,
    le: 256,
  });
}

/** READ RECORD of one record of a file named by its short identifier. */
export function readRecord(
  card: CardLink,
  file: number,
  record: number,
): Flow<Result<ResponseApdu, CardFault>> {
  return card.transmit({
    cla: CLA.interindustry,
    ins: INS.readRecord,
    p1: record,
    p2: (file << 3) | 0x04,
    data: NO_DATA,
    le: 256,
  });
}
