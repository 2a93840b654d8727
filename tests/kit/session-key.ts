import { type SessionKey, unionPay3des } from "../../device-emulators/crypto/cryptogram-scheme.ts";
import { fromHex } from "../../device-emulators/kit/bytes.ts";

/** The key that a card of UnionPay's version 01 and its issuer share in one transaction. */
export function sessionKeyOf(
  masterKey: string,
  card: { readonly pan: string; readonly panSequence: string },
  atc: number,
): SessionKey {
  const { openMaster, deriveCardKey, openCard } = unionPay3des;
  const cardKey = deriveCardKey(openMaster(fromHex(masterKey)), card.pan, card.panSequence);
  return openCard(cardKey)({ atc });
}
