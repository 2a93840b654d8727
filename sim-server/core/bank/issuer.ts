import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import { decodePinBlock } from "../../../device-emulators/crypto/pin-block.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import type { Card } from "./accounts.ts";
import type { IssuerOptions } from "./bank-options.ts";
import { createChipCheck } from "./chip-proof.ts";
import { type Finding, RESPONSE_CODES } from "./response-codes.ts";

/** A sale that the acquirer asks the card's issuer to pay. */
export type PaymentRequest = {
  readonly pan: string;
  readonly amountMinor: number;
  /** DE 22, 3 digits. */
  readonly entryMode: string;
  /** DE 52, and the key it is enciphered under. */
  readonly pinBlock: Uint8Array | undefined;
  readonly pinKey: BlockCipher;
  /** DE 55. */
  readonly iccData: Uint8Array | undefined;
  /** YYMM of today. */
  readonly yearMonth: string;
};

export type Decision = {
  readonly finding: Finding;
  readonly card?: Card;
  /** DE 55 of the response, once the chip has proven itself. */
  readonly issuerData?: Uint8Array;
};

export type Issuer = { readonly decide: (request: PaymentRequest) => Decision };

type Check = (card: Card, request: PaymentRequest) => Finding | undefined;

/**
 * What is looked at before the chip, in this order; the first refusal is the answer.
 *
 * A card that must not be used is refused before its PIN is looked at, so that no try is spent, and
 * nobody learns of a right PIN from a lost card.
 */
const CHECKS: readonly Check[] = [
  checkCard,
  checkAccount,
  checkExpiry,
  checkEntry,
  checkPinTries,
  checkPin,
];

/** The bank that gave out `cards`. `availableMinor` says what an account can pay. */
export function createIssuer(
  { masterKey }: IssuerOptions,
  cards: ReadonlyMap<string, Card>,
  availableMinor: (account: string) => number,
): Issuer {
  const checkChip = createChipCheck(fromHex(masterKey));

  const decide = (request: PaymentRequest): Decision => {
    const card = cards.get(request.pan);
    if (card === undefined) return { finding: "card-unknown" };
    for (const check of CHECKS) {
      const finding = check(card, request);
      if (finding !== undefined) return { finding, card };
    }
    const { iccData, amountMinor } = request;
    if (iccData === undefined) return { finding: "malformed", card };
    const proof = checkChip({ card, amountMinor, iccData });
    if (proof.kind === "unreadable") return { finding: "malformed", card };
    if (proof.kind === "false") return { finding: "cryptogram-wrong", card };
    const enough = availableMinor(card.account.id) >= amountMinor;
    const finding = enough ? "approved" : "funds-short";
    return { finding, card, issuerData: proof.answer(RESPONSE_CODES[finding]) };
  };

  return { decide };
}

function checkCard({ state }: Card): Finding | undefined {
  switch (state) {
    case "lost":
      return "card-lost";
    case "stolen":
      return "card-stolen";
    case "normal":
      return undefined;
  }
}

function checkAccount({ account }: Card): Finding | undefined {
  switch (account.state) {
    case "dormant":
      return "account-dormant";
    case "frozen":
      return "account-frozen";
    case "restricted":
      return "account-restricted";
    case "normal":
      return undefined;
  }
}

function checkExpiry({ expiry }: Card, { yearMonth }: PaymentRequest): Finding | undefined {
  return yearMonth > expiry ? "card-expired" : undefined;
}

/** Every card here has a chip: its stripe alone is refused. @source POS entry modes 05, 02 */
function checkEntry(_card: Card, { entryMode }: PaymentRequest): Finding | undefined {
  if (entryMode.startsWith("05")) return undefined;
  return entryMode.startsWith("02") ? "chip-required" : "unsupported";
}

function checkPinTries(card: Card): Finding | undefined {
  return card.pinTriesLeft() === 0 ? "pin-locked" : undefined;
}

function checkPin(card: Card, { pinBlock, pinKey }: PaymentRequest): Finding | undefined {
  if (pinBlock === undefined) return "pin-missing";
  const pin = decodePinBlock(pinKey.decrypt(pinBlock), card.pan);
  if (!pin.ok) return "pin-malformed";
  switch (card.tryPin(pin.value)) {
    case "right":
      return undefined;
    case "wrong":
      return "pin-wrong";
    case "wrong-and-locked":
      return "pin-tries-spent";
  }
}
