import { CLA, INS, type ResponseApdu, STATUS } from "../../../device-emulators/kit/apdu.ts";
import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { fromHex, fromLatin1, toHex, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import type { CardFault, CardLink, TerminalApplication } from "./session.ts";
import { collect } from "./templates.ts";

/** An application that card and terminal share. */
export type Candidate = {
  readonly aid: Uint8Array;
  readonly label: string;
  /** In Latin letters; absent where the card has none, or in an alphabet that is not ours. */
  readonly preferredName?: string;
  /** 1 is the issuer's first choice; 15 where it has none. */
  readonly priority: number;
  /** Whether the cardholder must agree before it is used. */
  readonly mustConfirm: boolean;
  readonly application: TerminalApplication;
};

/** What may still be selected, best first; `blocked` once an application said that it is. */
export type Candidates = { left: readonly Candidate[]; blocked: boolean };

const PAYMENT_DIRECTORY = fromLatin1("1PAY.SYS.DDF01");
const NO_DATA = new Uint8Array(0);
const NO_PRIORITY = 15;
const MUST_CONFIRM = 0x80;
/** Issuer code table index of ISO 8859-1. @source EMV 4.4 Book 4, annex A */
const LATIN_1 = 1;
/** A directory has records 1 to 10 in practice; more means a card that never ends. Chosen. */
const DIRECTORY_RECORDS_MAX = 16;
/** Applications of one partial name looked for when a card has no directory. Chosen. */
const OCCURRENCES_MAX = 8;
const FIRST = 0x00;
const NEXT = 0x02;

/**
 * What card and terminal share, by the card's directory or, where it has none, by trying the
 * terminal's own list: in the issuer's order, each name once.
 *
 * @returns `blocked` where the card refuses every selection
 * @source EMV 4.4 Book 1, 12.3
 */
export function* listCandidates(
  card: CardLink,
  applications: readonly TerminalApplication[],
): Flow<Result<Candidates, CardFault>> {
  const answer = yield* select(card, PAYMENT_DIRECTORY);
  if (!answer.ok) return answer;
  if (answer.value.statusWord === STATUS.functionNotSupported) return err("blocked");
  const listed =
    answer.value.statusWord === STATUS.success
      ? yield* readDirectory(card, answer.value.data, applications)
      : ok<readonly Candidate[]>([]);
  if (!listed.ok) return listed;
  if (listed.value.length > 0) return ok({ left: inOrder(listed.value), blocked: false });
  return yield* tryEach(card, applications);
}

function inOrder(found: readonly Candidate[]): readonly Candidate[] {
  const once = new Map<string, Candidate>();
  for (const candidate of found) {
    const name = toHex(candidate.aid);
    if (!once.has(name)) once.set(name, candidate);
  }
  return [...once.values()].sort((left, right) => left.priority - right.priority);
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
    candidates.push(candidateOf(aid, application, entry));
  }
}

function* tryEach(
  card: CardLink,
  applications: readonly TerminalApplication[],
): Flow<Result<Candidates, CardFault>> {
  const found: Candidate[] = [];
  let blocked = false;
  for (const application of applications) {
    const tried = yield* tryOne(card, application, found);
    if (!tried.ok) return tried;
    blocked ||= tried.value;
  }
  return ok({ left: inOrder(found), blocked });
}

/**
 * Selects by one name, and by the same name again as long as the card has more of it.
 *
 * @returns whether an application of the name is blocked, which is then no candidate
 */
function* tryOne(
  card: CardLink,
  application: TerminalApplication,
  found: Candidate[],
): Flow<Result<boolean, CardFault>> {
  const name = fromHex(application.aid);
  const occurrences = application.match === "exact" ? 1 : OCCURRENCES_MAX;
  let blocked = false;
  for (let occurrence = 0; occurrence < occurrences; occurrence += 1) {
    const answer = yield* select(card, name, occurrence === 0 ? FIRST : NEXT);
    if (!answer.ok) return answer;
    const { statusWord } = answer.value;
    if (statusWord === STATUS.functionNotSupported) return err("blocked");
    const candidate = readControl(answer.value, application);
    if (candidate === undefined) break;
    if (statusWord === STATUS.invalidated) blocked = true;
    else found.push(candidate);
  }
  return ok(blocked);
}

/** The application that a selection opened, blocked or not; undefined where it opened none of ours. */
function readControl(
  { data, statusWord }: ResponseApdu,
  application: TerminalApplication,
): Candidate | undefined {
  if (statusWord !== STATUS.success && statusWord !== STATUS.invalidated) return undefined;
  const control = new Map<string, Uint8Array>();
  const aid = collect(data, control).ok ? control.get("84") : undefined;
  if (aid === undefined || accepting([application], aid) === undefined) return undefined;
  return candidateOf(aid, application, control);
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

/** An entry of a directory, or an FCI, as a candidate. */
export function candidateOf(
  aid: Uint8Array,
  application: TerminalApplication,
  entry: ReadonlyMap<string, Uint8Array>,
): Candidate {
  const [indicator = 0] = entry.get("87") ?? [];
  const preferred = entry.get("9F11")?.[0] === LATIN_1 ? entry.get("9F12") : undefined;
  return {
    aid,
    label: toLatin1(entry.get("50") ?? NO_DATA),
    ...(preferred === undefined ? {} : { preferredName: toLatin1(preferred) }),
    priority: indicator & 0x0f || NO_PRIORITY,
    mustConfirm: (indicator & MUST_CONFIRM) !== 0,
    application,
  };
}

/** SELECT by name: the first application of it, or the next. */
export function select(
  card: CardLink,
  name: Uint8Array,
  occurrence: number = FIRST,
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
