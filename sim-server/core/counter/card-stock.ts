import {
  type CryptogramScheme,
  unionPay3des,
  unionPaySm4,
} from "../../../device-emulators/crypto/cryptogram-scheme.ts";
import type { CardProfile } from "../../../device-emulators/devices/card/card-profile.ts";
import { type Card, issueCard } from "../../../device-emulators/devices/card/chip-card.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";

/** The cards of a lesson while no reader has them; each is issued at its first use, and keeps its memory. */
export type CardStock = {
  readonly profile: (id: string) => CardProfile;
  readonly take: (id: string) => Card;
  readonly keep: (id: string, card: Card) => void;
};

const SCHEMES: Readonly<Record<CardProfile["application"]["cryptogramScheme"], CryptogramScheme>> =
  { "3des": unionPay3des, sm4: unionPaySm4 };

/** What a card's first application computes its cryptograms by. */
export function schemeOf({ application }: CardProfile): CryptogramScheme {
  return SCHEMES[application.cryptogramScheme];
}

/** @throws where a card is asked for that the lesson does not have */
export function createCardStock(
  profiles: ReadonlyMap<string, CardProfile>,
  issuerMasterKey: Uint8Array,
): CardStock {
  const issued = new Map<string, Card>();
  const profile = (id: string): CardProfile => {
    const found = profiles.get(id);
    invariant(found !== undefined, "only cards of the lesson come to the reader");
    return found;
  };
  const issue = (id: string): Card => {
    const scheme = schemeOf(profile(id));
    return issueCard(profile(id), scheme.openMaster(issuerMasterKey), scheme);
  };
  return {
    profile,
    take: (id) => issued.get(id) ?? issue(id),
    keep: (id, card) => void issued.set(id, card),
  };
}
