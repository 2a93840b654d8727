import { CLA, INS, STATUS } from "../../../device-emulators/kit/apdu.ts";
import { ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { type CardFault, type CardLink, type EmvSession, report, requireValue } from "./session.ts";
import { markTsi, markTvr } from "./tvr.ts";

const ISSUER_AUTHENTICATION = 0x04; // interchange profile, byte 1

/**
 * EXTERNAL AUTHENTICATE: gives the card its issuer's proof (91), where there is one and the card's
 * profile wants it so. All other cards take it with the second GENERATE AC.
 *
 * @source EMV 4.4 Book 3, 10.9
 */
export function* proveIssuer(card: CardLink, session: EmvSession): Flow<Result<void, CardFault>> {
  const proof = session.data.get("91");
  const wanted = ((requireValue(session, "82")[0] ?? 0) & ISSUER_AUTHENTICATION) !== 0;
  if (proof === undefined || !wanted) return ok(undefined);
  const answer = yield* card.transmit({
    cla: CLA.interindustry,
    ins: INS.externalAuthenticate,
    p1: 0,
    p2: 0,
    data: proof,
  });
  if (!answer.ok) return answer;
  markTsi(session.tsi, "issuerAuthentication");
  if (answer.value.statusWord !== STATUS.success) {
    markTvr(session.tvr, "issuerAuthenticationFailed");
  }
  report(card, session, "prove-issuer");
  return ok(undefined);
}
