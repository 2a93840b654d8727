import { cryptogramInput } from "../../../device-emulators/crypto/cryptogram.ts";
import {
  type CryptogramScheme,
  type DeriveSession,
  unionPay3des,
  unionPaySm4,
} from "../../../device-emulators/crypto/cryptogram-scheme.ts";
import {
  type ScriptOrder,
  scriptCommand,
  scriptKeys,
} from "../../../device-emulators/crypto/issuer-script.ts";
import { decodeTlv, type Tlv } from "../../../device-emulators/kit/ber-tlv.ts";
import {
  concat,
  equalBytes,
  fromLatin1,
  toHex,
  toLatin1,
} from "../../../device-emulators/kit/bytes.ts";
import type { Card } from "./accounts.ts";

/** What the chip's data say: nothing readable, a lie, or that the issuer's own card was there. */
export type ChipProof =
  | { readonly kind: "unreadable" }
  | { readonly kind: "false" }
  | {
      readonly kind: "proven";
      /** DE 55 of the response: tag 91, which proves to the card that its issuer answers. */
      readonly answer: (responseCode: string) => Uint8Array;
      /** The command that orders the card to do something, in this transaction and no other. */
      readonly command: (order: ScriptOrder) => Uint8Array;
    };

type Claim = { readonly card: Card; readonly amountMinor: number; readonly iccData: Uint8Array };

/** Where the card verification results lie in tag 9F10. @source JR/T 0025.5, issuer application data */
const CVR_AT = 3;
const CVR_END = 7;

/** Byte 2 of the results: the chip was shown a PIN, and it was wrong. @source JR/T 0025.5-2013, CVR */
const PIN_CHECKED = 0x04;
const PIN_WRONG = 0x02;

/** Kind of cryptogram (9F27) and codes (8A) of what the issuer was not asked. @source EMV 4.4 Book 3, 6.5.5; Book 4, annex A6 */
const CERTIFICATE = 0x40;
const APPROVED_OFFLINE: ReadonlySet<string> = new Set(["Y1", "Y3"]);

/** Issuer authentication data: ARPC and response code. @source EMV 4.4 Book 2, 8.2.1 */
const ISSUER_DATA_HEAD = new Uint8Array([0x91, 10]);

const NOTHING = new Uint8Array(0);

/** What an issuer keeps of a card once it has been derived. */
type CardKeys = {
  readonly scheme: CryptogramScheme;
  readonly cardKey: Uint8Array;
  readonly sessions: DeriveSession;
};

/** What a card may compute by, as its issuer calls it. */
const SCHEMES = {
  "3des": unionPay3des,
  sm4: unionPaySm4,
} as const satisfies Readonly<Record<NonNullable<Card["cryptogramScheme"]>, CryptogramScheme>>;

/**
 * Checks that DE 55 was made by this card for this amount. Card keys are derived once.
 *
 * @param masterKey 16 bytes
 */
export function createChipCheck(masterKey: Uint8Array): (claim: Claim) => ChipProof {
  const cards = new Map<string, CardKeys>();

  const keysOf = (card: Card): CardKeys => {
    const known = cards.get(card.pan);
    if (known !== undefined) return known;
    const scheme = SCHEMES[card.cryptogramScheme ?? "3des"];
    const master = scheme.openMaster(masterKey);
    const cardKey = scheme.deriveCardKey(master, card.pan, card.psn);
    const keys = { scheme, cardKey, sessions: scheme.openCard(cardKey) };
    cards.set(card.pan, keys);
    return keys;
  };

  return ({ card, amountMinor, iccData }) => {
    const decoded = decodeTlv(iccData);
    if (!decoded.ok) return { kind: "unreadable" };
    const tagged = (tag: string): Uint8Array => lastOf(decoded.value, tag);
    const input = cryptogramInput(tagged, tagged("9F10").slice(CVR_AT, CVR_END));
    if (input === undefined) return { kind: "unreadable" };
    const [counter, cryptogram] = [tagged("9F36"), tagged("9F26")];
    const { scheme, cardKey, sessions } = keysOf(card);
    const atc = ((counter[0] ?? 0) << 8) | (counter[1] ?? 0);
    const key = sessions({ atc });
    // The card vouches for the amount that it was told, not for the one in the message.
    const toldMinor = Number(toHex(tagged("9F02")));
    if (toldMinor !== amountMinor || !equalBytes(key.compute(input), cryptogram)) {
      return { kind: "false" };
    }
    const answer = (responseCode: string): Uint8Array => {
      const code = fromLatin1(responseCode);
      return concat([ISSUER_DATA_HEAD, key.computeResponse(cryptogram, code), code]);
    };
    const command = (order: ScriptOrder): Uint8Array =>
      scriptCommand(order, { keys: scriptKeys(scheme, cardKey, atc), atc, cryptogram });
    return { kind: "proven", answer, command };
  };
}

/** Of a tag that stands twice the last counts. So few are searched faster than indexed. */
function lastOf(objects: readonly Tlv[], tag: string): Uint8Array {
  for (let at = objects.length - 1; at >= 0; at -= 1) {
    const object = objects[at];
    if (object?.tag === tag) return object.value;
  }
  return NOTHING;
}

/** Whether the chip says that it has checked a PIN and found it right; its cryptogram vouches for that. */
export function claimsRightPin(iccData: Uint8Array): boolean {
  const results = valueIn(iccData, "9F10")?.[CVR_AT + 1] ?? 0;
  return (results & (PIN_CHECKED | PIN_WRONG)) === PIN_CHECKED;
}

/** Whether it is the certificate of a sale that terminal and chip have approved between them. */
export function claimsApproval(iccData: Uint8Array): boolean {
  if (valueIn(iccData, "9F27")?.[0] !== CERTIFICATE) return false;
  const code = valueIn(iccData, "8A");
  return code !== undefined && APPROVED_OFFLINE.has(toLatin1(code));
}

function valueIn(iccData: Uint8Array, wanted: string): Uint8Array | undefined {
  const decoded = decodeTlv(iccData);
  return decoded.ok ? decoded.value.find(({ tag }) => tag === wanted)?.value : undefined;
}
