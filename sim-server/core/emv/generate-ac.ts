import { CLA, INS, STATUS } from "../../../device-emulators/kit/apdu.ts";
import { buildDolData, parseDol } from "../../../device-emulators/kit/dol.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { type CardFault, type CardLink, type EmvSession, requireValue } from "./session.ts";
import { collect } from "./templates.ts";

/** A cryptogram by what it says, as the terminal wants it (P1) and the card gives it (9F27). */
const KIND = { aac: 0x00, tc: 0x40, arqc: 0x80 } as const;
const KIND_MASK = 0xc0;

/** Declined, approved, or asking the issuer. */
export type Cryptogram = keyof typeof KIND;

const COUNTER_AT = 1;
const CRYPTOGRAM_AT = 3;
const ISSUER_DATA_AT = 11;

/**
 * GENERATE AC: tells the card what its list (8C for the first, 8D for the second) asks for, and
 * reads its cryptogram. The session then holds 9F27, 9F36, 9F26 and 9F10 as the card gave them.
 *
 * @returns the kind the card chose: it may be humbler than the wanted one, never bolder
 * @source EMV 4.4 Book 3, 6.5.5
 */
export function* generateCryptogram(
  card: CardLink,
  session: EmvSession,
  list: "8C" | "8D",
  wanted: Cryptogram,
): Flow<Result<Cryptogram, CardFault>> {
  const entries = parseDol(requireValue(session, list));
  if (!entries.ok) return err("bad-data");
  const answer = yield* card.transmit({
    cla: CLA.payment,
    ins: INS.generateAc,
    p1: KIND[wanted],
    p2: 0x00,
    data: buildDolData(entries.value, (tag) => session.data.get(tag)),
    le: 256,
  });
  if (!answer.ok) return answer;
  const { data, statusWord } = answer.value;
  if (statusWord !== STATUS.success || !takeAnswer(session, data)) return err("bad-data");
  return humbler(session.data.get("9F27")?.[0] ?? 0, wanted);
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

/** Reads either format of the answer; the four values are all there or it is none. */
function takeAnswer(session: EmvSession, bytes: Uint8Array): boolean {
  const answer = new Map<string, Uint8Array>();
  if (!collect(bytes, answer).ok) return false;
  const plain = answer.get("80");
  if (plain !== undefined) {
    if (plain.length < ISSUER_DATA_AT) return false;
    answer.set("9F27", plain.subarray(0, COUNTER_AT));
    answer.set("9F36", plain.subarray(COUNTER_AT, CRYPTOGRAM_AT));
    answer.set("9F26", plain.subarray(CRYPTOGRAM_AT, ISSUER_DATA_AT));
    answer.set("9F10", plain.subarray(ISSUER_DATA_AT));
  }
  for (const tag of ["9F27", "9F36", "9F26", "9F10"]) {
    const value = answer.get(tag);
    if (value === undefined) return false;
    session.data.set(tag, value);
  }
  return true;
}
