import { STATUS } from "../../../device-emulators/kit/apdu.ts";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { type Candidate, type Candidates, select } from "./candidates.ts";
import {
  type CardFault,
  type CardLink,
  type EmvSession,
  type TerminalApplication,
  takeApplication,
} from "./session.ts";
import { collect } from "./templates.ts";

/** An application as it is put before the cardholder; the name is hex. */
export type Offer = Pick<Candidate, "label" | "preferredName" | "priority" | "mustConfirm"> & {
  readonly aid: string;
};

/**
 * Asks which application is wanted, in the issuer's order.
 *
 * @returns its place in the list, or undefined where the cardholder wants none
 */
export type Choose = (offers: readonly Offer[]) => Flow<number | undefined>;

/**
 * Selects the next of `candidates`, which it then no longer holds: what the cardholder chooses, or
 * without `choose` what the issuer likes best and the cardholder need not confirm. One that cannot
 * be selected gives way to the next. The session then holds its FCI.
 *
 * @returns `cancelled` where the cardholder wanted none; with nothing left `no-application`, or
 *   `blocked` where that is why
 * @source EMV 4.4 Book 1, 12.4
 */
export function* selectApplication(
  card: CardLink,
  candidates: Candidates,
  session: EmvSession,
  choose?: Choose,
): Flow<Result<TerminalApplication, CardFault>> {
  for (;;) {
    const picked = yield* pick(candidates.left, choose);
    if (picked === "cancelled") return err(picked);
    if (picked === undefined) return err(candidates.blocked ? "blocked" : "no-application");
    candidates.left = candidates.left.filter((candidate) => candidate !== picked);
    const answer = yield* select(card, picked.aid);
    if (!answer.ok) return answer;
    const { data, statusWord } = answer.value;
    if (statusWord === STATUS.invalidated) candidates.blocked = true;
    if (statusWord !== STATUS.success || !takeControl(session, data)) continue;
    takeApplication(session, picked.application, picked.aid);
    return ok(picked.application);
  }
}

function* pick(
  left: readonly Candidate[],
  choose: Choose | undefined,
): Flow<Candidate | "cancelled" | undefined> {
  if (choose === undefined) return left.find(({ mustConfirm }) => !mustConfirm);
  const [first] = left;
  if (first === undefined || (left.length === 1 && !first.mustConfirm)) return first;
  const chosen = yield* choose(left.map(offerOf));
  return chosen === undefined ? "cancelled" : (left[chosen] ?? "cancelled");
}

function offerOf({ aid, label, preferredName, priority, mustConfirm }: Candidate): Offer {
  const named = preferredName === undefined ? {} : { preferredName };
  return { aid: toHex(aid), label, priority, mustConfirm, ...named };
}

/** Puts the whole FCI into the session, or nothing of it. */
function takeControl(session: EmvSession, data: Uint8Array): boolean {
  const control = new Map<string, Uint8Array>();
  if (!collect(data, control).ok) return false;
  for (const [tag, value] of control) if (!session.data.has(tag)) session.data.set(tag, value);
  return true;
}
