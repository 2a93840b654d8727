import { recover, SIGNED } from "../../../device-emulators/crypto/certificates.ts";
import type { RsaPublicKey } from "../../../device-emulators/crypto/rsa.ts";
import { CLA, INS, STATUS } from "../../../device-emulators/kit/apdu.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { buildDolData, dolLength, parseDol } from "../../../device-emulators/kit/dol.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { cardKey, issuerKey, type KeyFault, staticData } from "./card-keys.ts";
import { type CardFault, type CardLink, type EmvSession, report, requireValue } from "./session.ts";
import { collect } from "./templates.ts";
import { clearTvr, markTsi, markTvr, type TvrBit } from "./tvr.ts";

type Method = "cda" | "dda" | "sda";

/**
 * Methods from the best to the least: what the card must offer (interchange profile, byte 1), what the
 * terminal must be able to (capabilities, byte 3), and what is noted when it fails.
 *
 * @source EMV 4.4 Book 3, 10.3 and annex C1; Book 4, annex A2
 */
const METHODS: readonly {
  readonly method: Method;
  readonly offered: number;
  readonly able: number;
  readonly failed: TvrBit;
}[] = [
  { method: "cda", offered: 0x01, able: 0x08, failed: "combinedAuthenticationFailed" },
  { method: "dda", offered: 0x20, able: 0x40, failed: "dynamicAuthenticationFailed" },
  { method: "sda", offered: 0x40, able: 0x80, failed: "staticAuthenticationFailed" },
];

/** What a card without a list of its own is told. @source UnionPay terminal parameter DF14 */
const DEFAULT_DDOL = fromHex("9F3704");
const UNPREDICTABLE_NUMBER = "9F37";
/** A short command carries no more. */
const COMMAND_BYTES_MAX = 255;
const SHA_1 = 0x01;
const CODE_AT = 2;
const NUMBER_LENGTH_AT = 3;

/**
 * Has the card prove that it is genuine, by the best method that both sides know. For the combined one
 * only the key is made sure of here: the proof comes with the cryptogram.
 *
 * @source EMV 4.4 Book 3, 10.3; Book 2, 5 and 6
 */
export function* authenticateCard(
  card: CardLink,
  session: EmvSession,
): Flow<Result<void, CardFault>> {
  const offered = requireValue(session, "82")[0] ?? 0;
  const able = requireValue(session, "9F33")[2] ?? 0;
  const best = METHODS.find((each) => (offered & each.offered) > 0 && (able & each.able) > 0);
  if (best === undefined) return ok(undefined);
  const proved = yield* prove(card, session, best.method);
  if (!proved.ok && proved.error !== "data-missing" && proved.error !== "not-good") {
    return err(proved.error);
  }
  clearTvr(session.tvr, "offlineAuthenticationNotPerformed");
  if (best.method === "sda") markTvr(session.tvr, "staticAuthenticationSelected");
  if (!proved.ok) {
    markTvr(session.tvr, best.failed);
    if (proved.error === "data-missing") markTvr(session.tvr, "dataMissing");
  }
  // The combined signature is performed with the cryptogram, unless it has failed by now.
  if (best.method !== "cda" || !proved.ok) markTsi(session.tsi, "offlineAuthentication");
  report(card, session, "authenticate");
  return ok(undefined);
}

function* prove(
  card: CardLink,
  session: EmvSession,
  method: Method,
): Flow<Result<void, CardFault | KeyFault>> {
  if (method === "sda") return proveStatically(session);
  const key = cardKey(session);
  if (!key.ok) return key;
  if (method === "dda") return yield* proveDynamically(card, session, key.value);
  session.combinedKey = key.value;
  return ok(undefined);
}

function proveStatically(session: EmvSession): Result<void, KeyFault> {
  const signature = session.data.get("93");
  if (signature === undefined) return err("data-missing");
  const key = issuerKey(session);
  if (!key.ok) return key;
  const signed = staticData(session);
  if (signed === undefined) return err("not-good");
  const body = recover(key.value, signature, SIGNED.staticData, signed);
  if (body === undefined || body[1] !== SHA_1) return err("not-good");
  session.data.set("9F45", body.slice(CODE_AT, CODE_AT + 2));
  return ok(undefined);
}

function* proveDynamically(
  card: CardLink,
  session: EmvSession,
  key: RsaPublicKey,
): Flow<Result<void, CardFault | KeyFault>> {
  const list = parseDol(session.data.get("9F49") ?? DEFAULT_DDOL);
  if (!list.ok || !list.value.some(({ tag }) => tag === UNPREDICTABLE_NUMBER)) {
    return err("not-good");
  }
  if (dolLength(list.value) > COMMAND_BYTES_MAX) return err("not-good");
  const told = buildDolData(list.value, (tag) => session.data.get(tag));
  const answer = yield* card.transmit({
    cla: CLA.interindustry,
    ins: INS.internalAuthenticate,
    p1: 0,
    p2: 0,
    data: told,
    le: 256,
  });
  if (!answer.ok) return answer;
  const given = new Map<string, Uint8Array>();
  if (answer.value.statusWord !== STATUS.success || !collect(answer.value.data, given).ok) {
    return err("not-good");
  }
  const signature = given.get("80") ?? given.get("9F4B");
  if (signature === undefined) return err("data-missing");
  const body = recover(key, signature, SIGNED.dynamicData, told);
  if (body === undefined || body[1] !== SHA_1) return err("not-good");
  const [length = 0] = body.subarray(NUMBER_LENGTH_AT);
  session.data.set("9F4C", body.slice(NUMBER_LENGTH_AT + 1, NUMBER_LENGTH_AT + 1 + length));
  return ok(undefined);
}
