import { sha1 } from "../../../device-emulators/crypto/hash.ts";
import { CLA, INS, STATUS } from "../../../device-emulators/kit/apdu.ts";
import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import {
  buildDolData,
  type DolEntry,
  dolLength,
  parseDol,
} from "../../../device-emulators/kit/dol.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { cryptogramSigned } from "./combined-signature.ts";
import { wellFormed } from "./formats.ts";
import { type CardFault, type CardLink, type EmvSession, requireValue } from "./session.ts";
import { collect } from "./templates.ts";
import { markTsi, markTvr } from "./tvr.ts";

/** A cryptogram by what it says, as the terminal wants it (P1) and the card gives it (9F27). */
const KIND = { aac: 0x00, tc: 0x40, arqc: 0x80 } as const;
const KIND_MASK = 0xc0;
/** The terminal wants the answer signed as a whole. */
const COMBINED = 0x10;

/** Declined, approved, or asking the issuer. */
export type Cryptogram = keyof typeof KIND;

/** What a card gave, and whether the signature that was wanted over it is good. */
export type Generated = { readonly kind: Cryptogram; readonly genuine: boolean };

const COUNTER_AT = 1;
const CRYPTOGRAM_AT = 3;
const ISSUER_DATA_AT = 11;
/** A short command carries no more. */
const COMMAND_BYTES_MAX = 255;
const NO_DATA = new Uint8Array(0);

/**
 * GENERATE AC: tells the card what its list (8C for the first, 8D for the second) asks for, and
 * reads its cryptogram. The session then holds 9F27, 9F36, 9F26 and 9F10 as the card gave them. Where
 * the card signs its cryptograms the signature is wanted and checked, unless it is to refuse.
 *
 * @returns the kind the card chose: it may be humbler than the wanted one, never bolder
 * @source EMV 4.4 Book 3, 6.5.5; Book 2, 6.6
 */
export function* generateCryptogram(
  card: CardLink,
  session: EmvSession,
  list: "8C" | "8D",
  wanted: Cryptogram,
): Flow<Result<Generated, CardFault>> {
  const entries = parseDol(requireValue(session, list));
  if (!entries.ok || dolLength(entries.value) > COMMAND_BYTES_MAX) return err("bad-data");
  const combined = session.combinedKey !== undefined && wanted !== "aac";
  const data = fillList(session, entries.value);
  session.told = [...session.told, data];
  const answer = yield* card.transmit({
    cla: CLA.payment,
    ins: INS.generateAc,
    p1: KIND[wanted] | (combined ? COMBINED : 0),
    p2: 0x00,
    data,
    le: 256,
  });
  if (!answer.ok) return answer;
  if (answer.value.statusWord !== STATUS.success) return err("bad-data");
  return takeAnswer(session, answer.value.data, wanted, combined);
}

/** The values a list asks for, among them a hash over what another list asks for. */
function fillList(session: EmvSession, entries: readonly DolEntry[]): Uint8Array {
  if (entries.some(({ tag }) => tag === "98")) session.data.set("98", hashTold(session));
  return buildDolData(entries, (tag) => session.data.get(tag));
}

/** TC hash; this terminal's own list for it is empty. @source EMV 4.4 Book 3, 9.2.2 */
function hashTold(session: EmvSession): Uint8Array {
  const list = session.data.get("97");
  if (list === undefined) markTvr(session.tvr, "defaultTdolUsed");
  const entries = parseDol(list ?? NO_DATA);
  return sha1(buildDolData(entries.ok ? entries.value : [], (tag) => session.data.get(tag)));
}

function takeAnswer(
  session: EmvSession,
  bytes: Uint8Array,
  wanted: Cryptogram,
  combined: boolean,
): Result<Generated, CardFault> {
  const answer = new Map<string, Uint8Array>();
  if (!collect(bytes, answer).ok || !divide(answer)) return err("bad-data");
  const information = answer.get("9F27")?.[0];
  if (information === undefined) return err("bad-data");
  const kind = humbler(information, wanted);
  if (!kind.ok) return kind;
  const signed = combined && kind.value !== "aac";
  const genuine = !signed || takeSigned(session, bytes, answer);
  if (genuine && !keep(session, answer)) return err("bad-data");
  return ok({ kind: kind.value, genuine });
}

/** Takes an answer in format 1 apart; false where it is cut. */
function divide(answer: Map<string, Uint8Array>): boolean {
  const plain = answer.get("80");
  if (plain === undefined) return true;
  if (plain.length < ISSUER_DATA_AT) return false;
  answer.set("9F27", plain.slice(0, COUNTER_AT));
  answer.set("9F36", plain.slice(COUNTER_AT, CRYPTOGRAM_AT));
  answer.set("9F26", plain.slice(CRYPTOGRAM_AT, ISSUER_DATA_AT));
  answer.set("9F10", plain.slice(ISSUER_DATA_AT));
  return true;
}

/** Notes how the signature over an answer turned out, and takes the cryptogram out of it. */
function takeSigned(
  session: EmvSession,
  bytes: Uint8Array,
  answer: Map<string, Uint8Array>,
): boolean {
  markTsi(session.tsi, "offlineAuthentication");
  const objects = decodeTlv(bytes);
  const template = objects.ok ? objects.value.find(({ tag }) => tag === "77") : undefined;
  const key = session.combinedKey;
  const cryptogram =
    key === undefined ? undefined : cryptogramSigned(session, key, template?.value ?? NO_DATA);
  if (cryptogram === undefined) {
    markTvr(session.tvr, "combinedAuthenticationFailed");
    session.combinedKey = undefined;
    return false;
  }
  answer.set("9F26", cryptogram);
  return true;
}

/** The four values are all there or it is none. */
function keep(session: EmvSession, answer: ReadonlyMap<string, Uint8Array>): boolean {
  const tags = ["9F27", "9F36", "9F26", "9F10"];
  if (!tags.every((tag) => answer.has(tag)) || !wellFormed(answer)) return false;
  for (const tag of tags) session.data.set(tag, answer.get(tag) ?? NO_DATA);
  return true;
}

/** Kinds from the humblest to the boldest. */
const BY_BOLDNESS: readonly Cryptogram[] = ["aac", "arqc", "tc"];

function humbler(information: number, wanted: Cryptogram): Result<Cryptogram, CardFault> {
  const given = BY_BOLDNESS.find((kind) => KIND[kind] === (information & KIND_MASK));
  if (given === undefined || BY_BOLDNESS.indexOf(given) > BY_BOLDNESS.indexOf(wanted)) {
    return err("bad-data");
  }
  return ok(given);
}
