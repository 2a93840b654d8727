import { CLA, INS, STATUS } from "../../../device-emulators/kit/apdu.ts";
import { concat, fromHex } from "../../../device-emulators/kit/bytes.ts";
import { buildDolData, parseDol } from "../../../device-emulators/kit/dol.ts";
import { CTQ, isSet, TTQ } from "../../../device-emulators/kit/qualifier-bits.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import {
  amountOf,
  type ContactlessConfig,
  dutiesOf,
  type HolderDuties,
  holderResults,
  mayTap,
  qualifiersFor,
} from "./contactless-rules.ts";
import { selectContactless } from "./contactless-selection.ts";
import {
  type CardFault,
  type CardLink,
  type EmvSession,
  type KernelConfig,
  report,
  type TerminalApplication,
} from "./session.ts";
import { collect } from "./templates.ts";
import { parseTrack2Equivalent, type Track2 } from "./track-2.ts";

/** What came of a card in the field. Only the first of these leads to the bank. */
export type ContactlessOutcome =
  /**
   * The card's request is in the session, with all that DE 55 and the slip tell of it; the card may
   * leave. DE 22 is 07 and a 1 if `duties.pin`; DE 35 is `track2.characters`.
   */
  | {
      readonly kind: "online-request";
      readonly application: TerminalApplication;
      readonly track2: Track2;
      readonly duties: HolderDuties;
    }
  | { readonly kind: "declined" }
  | {
      readonly kind: "try-another-interface";
      readonly why: "over-limit" | "no-application" | "card-asks";
    }
  | { readonly kind: "end"; readonly why: ContactlessFault };

/** Why nothing came of it: the card's faults, or a phone that wants its holder first. */
export type ContactlessFault = Exclude<CardFault, "no-application"> | "see-phone";

/** What GET PROCESSING OPTIONS says instead of an answer. @source EMV Contactless Book C-7, 5.2 */
const TRY_OTHER_INTERFACE = 0x6984;
const SEE_PHONE = 0x6986;

/** Kinds of a cryptogram, as the card's results in tag 9F10 have them. @source JR/T 0025.5-2013, CVR */
const KIND = { aac: 0, tc: 1, arqc: 2 } as const;
const KINDS_OF_INFORMATION = [0x00, 0x40, 0x80] as const;
const RESULTS_AT = 4;

const NO_BYTES = new Uint8Array(0);

/**
 * One quick transaction with a card that has been found in the field, from its directory to its one
 * answer. The session must have the amount; nothing is changed in it afterwards that the card signed.
 *
 * This terminal authenticates no card offline, so an approval by the card alone counts for nothing.
 * @source JR/T 0025.12-2013, quick transactions; EMV Contactless Book C-7
 */
export function* transactContactless(
  card: CardLink,
  kernel: KernelConfig,
  config: ContactlessConfig,
  session: EmvSession,
): Flow<ContactlessOutcome> {
  const amountMinor = amountOf(session);
  if (!mayTap(config, amountMinor)) return elsewhere("over-limit");
  // A quick card hears the results before anything is checked, and signs them as they are.
  session.tvr.fill(0);
  session.data.set("9F66", qualifiersFor(config, amountMinor));
  const selected = yield* selectContactless(card, kernel.applications, session);
  if (!selected.ok) return failed(selected.error);
  report(card, session, "tap-select");
  const asked = yield* askCard(card, session);
  if (!asked.ok) return asked.error === "card-asks" ? elsewhere(asked.error) : failed(asked.error);
  report(card, session, "tap-options");
  return weigh(session, config, selected.value);
}

/** GET PROCESSING OPTIONS: tells the card everything, and takes its whole answer into the session. */
function* askCard(
  card: CardLink,
  session: EmvSession,
): Flow<Result<void, CardFault | "see-phone" | "card-asks">> {
  const list = parseDol(session.data.get("9F38") ?? NO_BYTES);
  if (!list.ok) return err("bad-data");
  if (!list.value.some(({ tag }) => tag === "9F66")) return err("no-application");
  const told = buildDolData(list.value, (tag) => session.data.get(tag));
  if (told.length > TOLD_BYTES_MAX) return err("bad-data");
  const answer = yield* card.transmit({
    cla: CLA.payment,
    ins: INS.getProcessingOptions,
    p1: 0x00,
    p2: 0x00,
    data: concat([commandTemplate(told.length), told]),
    le: 256,
  });
  if (!answer.ok) return answer;
  const { data, statusWord } = answer.value;
  if (statusWord === TRY_OTHER_INTERFACE) return err("card-asks");
  if (statusWord === SEE_PHONE) return err("see-phone");
  if (statusWord !== STATUS.success) return err("no-application");
  return collect(data, session.data).ok ? ok(undefined) : err("bad-data");
}

/** So much fits into a short command behind its template. */
const TOLD_BYTES_MAX = 252;

function commandTemplate(length: number): Uint8Array {
  return Uint8Array.from(length < 0x80 ? [0x83, length] : [0x83, 0x81, length]);
}

/** Reads the card's decision off its answer, and sets what follows from it for DE 55 and the slip. */
function weigh(
  session: EmvSession,
  config: ContactlessConfig,
  application: TerminalApplication,
): ContactlessOutcome {
  const { data } = session;
  const track2 = parseTrack2Equivalent(data.get("57") ?? NO_BYTES);
  const kind = kindOf(data);
  const complete =
    data.get("82")?.length === 2 &&
    data.get("9F36")?.length === 2 &&
    data.get("9F26")?.length === 8;
  if (!complete || track2 === undefined || kind === undefined) return failed("bad-data");
  const qualifiers = data.get("9F6C") ?? NO_BYTES;
  if (kind !== KIND.arqc) {
    const contacts = isSet(fromHex(config.qualifiers), TTQ.contactChip);
    const asks = kind === KIND.tc && contacts && isSet(qualifiers, CTQ.otherInterface);
    return asks ? elsewhere("card-asks") : { kind: "declined" };
  }
  const duties = dutiesOf(config, amountOf(session), qualifiers);
  data.set("9F27", Uint8Array.of(KINDS_OF_INFORMATION[kind]));
  data.set("9F34", holderResults(duties));
  data.set("5A", fromHex(track2.pan.length % 2 === 0 ? track2.pan : `${track2.pan}F`));
  // Over the air the card tells the month of its expiry alone.
  data.set("5F24", fromHex(`${track2.expiry}01`));
  return { kind: "online-request", application, track2, duties };
}

/** Which cryptogram the card gave: by tag 9F27 where it is there, otherwise by the card's results. */
function kindOf(data: ReadonlyMap<string, Uint8Array>): 0 | 1 | 2 | undefined {
  const results = data.get("9F10")?.[RESULTS_AT];
  if (results === undefined) return undefined;
  const information = data.get("9F27")?.[0];
  const kind = information === undefined ? (results >> 4) & 0x03 : information >> 6;
  return kind === KIND.aac || kind === KIND.tc || kind === KIND.arqc ? kind : undefined;
}

function failed(why: CardFault | "see-phone"): ContactlessOutcome {
  return why === "no-application" ? elsewhere(why) : { kind: "end", why };
}

function elsewhere(why: "over-limit" | "no-application" | "card-asks"): ContactlessOutcome {
  return { kind: "try-another-interface", why };
}
