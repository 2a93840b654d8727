import type { RsaPublicKey } from "../../../device-emulators/crypto/rsa.ts";
import { ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import { conditionHolds } from "./cvm-conditions.ts";
import { checkOfflinePin } from "./offline-pin.ts";
import { type CardFault, type CardLink, type EmvSession, requireValue } from "./session.ts";
import { markTsi, markTvr } from "./tvr.ts";

/** How the cardholder was verified, or is to be on paper. */
export type Verification =
  | "online-pin"
  | "offline-pin"
  | "offline-pin-and-signature"
  | "signature"
  | "none"
  | "failed";

/** Which PIN the pad is to ask for, and what it takes to make of it what issuer or card can check. */
export type PinRequest =
  | { readonly kind: "online" }
  | { readonly kind: "offline-plaintext"; readonly triesLeft: number | undefined }
  | {
      readonly kind: "offline-enciphered";
      readonly triesLeft: number | undefined;
      readonly key: RsaPublicKey;
      readonly challenge: Uint8Array;
    };

/** What came of it. The data of VERIFY are the pad's work, and go into the card and nowhere else. */
export type PinReply =
  | { readonly kind: "entered"; readonly verifyData?: Uint8Array }
  | { readonly kind: "bypassed" }
  | { readonly kind: "no-pad" };

/** Asks the cardholder for the PIN; what it fails with ends the sale. */
export type AskPin<Refusal> = (request: PinRequest) => Flow<Result<PinReply, Refusal>>;

type Method = {
  readonly pin?: PinRequest["kind"];
  readonly signature?: boolean;
  /** What the terminal must be able to do: bits of its capabilities (9F33), byte 2. */
  readonly needs: number;
  readonly verification: Verification;
};

/** Bits of the terminal capabilities (9F33), byte 2. @source EMV 4.4 Book 4, annex A2 */
const CAN = { plainPin: 0x80, onlinePin: 0x40, signature: 0x20, encipheredPin: 0x10, none: 0x08 };
const FAIL = 0x00;

/** Methods by their code, without the bit that lets a failure pass. @source EMV 4.4 Book 3, annex C3 */
const METHODS: ReadonlyMap<number, Method> = new Map<number, Method>([
  [0x01, { pin: "offline-plaintext", needs: CAN.plainPin, verification: "offline-pin" }],
  [0x02, { pin: "online", needs: CAN.onlinePin, verification: "online-pin" }],
  [
    0x03,
    {
      pin: "offline-plaintext",
      signature: true,
      needs: CAN.plainPin | CAN.signature,
      verification: "offline-pin-and-signature",
    },
  ],
  [0x04, { pin: "offline-enciphered", needs: CAN.encipheredPin, verification: "offline-pin" }],
  [
    0x05,
    {
      pin: "offline-enciphered",
      signature: true,
      needs: CAN.encipheredPin | CAN.signature,
      verification: "offline-pin-and-signature",
    },
  ],
  [0x1e, { signature: true, needs: CAN.signature, verification: "signature" }],
  [0x1f, { needs: CAN.none, verification: "none" }],
]);
const METHOD_MASK = 0x3f;
const GO_ON = 0x40;
const CARDHOLDER_VERIFICATION = 0x10; // interchange profile, byte 1
const AMOUNTS_BYTES = 8;
const NOTHING_PERFORMED = 0x3f;
const RESULT = { unknown: 0, failed: 1, successful: 2 } as const;

/**
 * Goes down the card's list of methods to the first that applies and can be used, and uses it; where
 * it fails the next one follows, if the card lets it. Sets the results (9F34) and the notes.
 *
 * @source EMV 4.4 Book 3, 10.5; Book 4, 6.3.4
 */
export function* verifyCardholder<Refusal>(
  card: CardLink,
  session: EmvSession,
  askPin: AskPin<Refusal>,
): Flow<Result<Verification, CardFault | Refusal>> {
  const { data, tvr, tsi } = session;
  setResults(session, NOTHING_PERFORMED, 0, RESULT.unknown);
  if (((requireValue(session, "82")[0] ?? 0) & CARDHOLDER_VERIFICATION) === 0) return ok("none");
  const list = data.get("8E");
  if (list === undefined || list.length <= AMOUNTS_BYTES) {
    markTvr(tvr, "dataMissing");
    return ok("none");
  }
  markTsi(tsi, "cardholderVerification");
  return yield* goThrough(card, session, list, oncePerSale(askPin));
}

function* goThrough<Refusal>(
  card: CardLink,
  session: EmvSession,
  list: Uint8Array,
  askPin: AskPin<Refusal>,
): Flow<Result<Verification, CardFault | Refusal>> {
  setResults(session, NOTHING_PERFORMED, 0, RESULT.failed);
  for (const rule of rulesOf(session, list)) {
    if (!conditionHolds(session, rule.condition, list, rule.supported)) continue;
    const used = yield* apply(card, session, rule, askPin);
    if (!used.ok) return used;
    if (used.value !== undefined) return ok(used.value);
    if ((rule.code & GO_ON) === 0) break;
  }
  markTvr(session.tvr, "verificationFailed");
  return ok("failed");
}

type Rule = {
  readonly code: number;
  readonly condition: number;
  readonly method: Method | undefined;
  readonly supported: boolean;
};

function rulesOf(session: EmvSession, list: Uint8Array): readonly Rule[] {
  const rules: Rule[] = [];
  for (let at = AMOUNTS_BYTES; at + 1 < list.length; at += 2) {
    const [code, condition] = [list[at] ?? 0, list[at + 1] ?? 0];
    const method = METHODS.get(code & METHOD_MASK);
    rules.push({
      code,
      condition,
      method,
      supported: method !== undefined && can(session, method),
    });
  }
  return rules;
}

/** Does what a rule asks for. @returns undefined where that cannot be done or has failed */
function* apply<Refusal>(
  card: CardLink,
  session: EmvSession,
  { code, condition, method, supported }: Rule,
  askPin: AskPin<Refusal>,
): Flow<Result<Verification | undefined, CardFault | Refusal>> {
  if (method === undefined || !supported) {
    noteUnsupported(session, code, condition, method);
    return ok(undefined);
  }
  const used = yield* use(card, session, method, askPin);
  if (!used.ok) return used;
  if (used.value === "failed") setResults(session, code, condition, RESULT.failed);
  if (used.value !== "done") return ok(undefined);
  setResults(session, code, condition, resultOf(method));
  return ok(method.verification);
}

function noteUnsupported(
  session: EmvSession,
  code: number,
  condition: number,
  method: Method | undefined,
): void {
  if (method?.pin !== undefined) markTvr(session.tvr, "pinPadMissing");
  else if ((code & METHOD_MASK) === FAIL) setResults(session, code, condition, RESULT.failed);
  else if (method === undefined) markTvr(session.tvr, "unknownMethod");
}

/** Uses a method; `impossible` where there was no pad to use it with. */
function* use<Refusal>(
  card: CardLink,
  session: EmvSession,
  { pin }: Method,
  askPin: AskPin<Refusal>,
): Flow<Result<"done" | "failed" | "impossible", CardFault | Refusal>> {
  if (pin === undefined) return ok("done");
  const checked =
    pin === "online"
      ? yield* askOnline(session, askPin)
      : yield* checkOfflinePin(card, session, pin === "offline-enciphered", askPin);
  if (!checked.ok) return checked;
  if (checked.value === "right") return ok("done");
  if (checked.value === "bypassed") markTvr(session.tvr, "pinNotEntered");
  if (checked.value !== "no-pad") return ok("failed");
  markTvr(session.tvr, "pinPadMissing");
  return ok("impossible");
}

function* askOnline<Refusal>(
  session: EmvSession,
  askPin: AskPin<Refusal>,
): Flow<Result<"right" | "bypassed" | "no-pad", Refusal>> {
  const asked = yield* askPin({ kind: "online" });
  if (!asked.ok) return asked;
  if (asked.value.kind !== "entered") return ok(asked.value.kind);
  markTvr(session.tvr, "onlinePinEntered");
  return ok("right");
}

/** Who does without a PIN once is not asked again in this sale. @source EMV 4.4 Book 4, 6.3.4.3 */
function oncePerSale<Refusal>(askPin: AskPin<Refusal>): AskPin<Refusal> {
  let bypassed = false;
  return function* (request) {
    if (bypassed) return ok({ kind: "bypassed" });
    const reply = yield* askPin(request);
    bypassed = reply.ok && reply.value.kind === "bypassed";
    return reply;
  };
}

function can(session: EmvSession, { needs }: Method): boolean {
  return ((requireValue(session, "9F33")[1] ?? 0) & needs) === needs;
}

/** What only the issuer or a comparison of signatures will show is not known yet. */
function resultOf({ pin, signature }: Method): number {
  return pin === "online" || signature === true ? RESULT.unknown : RESULT.successful;
}

function setResults(session: EmvSession, code: number, condition: number, result: number): void {
  session.data.set("9F34", Uint8Array.of(code, condition, result));
}
