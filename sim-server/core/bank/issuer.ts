import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import { decodePinBlock } from "../../../device-emulators/crypto/pin-block.ts";
import { concat, fromHex } from "../../../device-emulators/kit/bytes.ts";
import { satisfiesLuhn } from "../../../device-emulators/kit/pan.ts";
import type { Card } from "./accounts.ts";
import type { BankSettings, IssuerOptions, Limits } from "./bank-options.ts";
import { type ChipProof, claimsApproval, claimsRightPin, createChipCheck } from "./chip-proof.ts";
import type { Usage } from "./limits.ts";
import type { Order } from "./orders.ts";
import { type Finding, RESPONSE_CODES } from "./response-codes.ts";
import { type OwedOrder, type ScriptOrders, scriptOf } from "./script-orders.ts";

/** An order that the acquirer asks the card's issuer to pay. */
export type PaymentRequest = {
  readonly order: Order;
  /** Card numbers may be keyed at this merchant. */
  readonly manualEntry: boolean;
  /** The cardholder was proven by a K-code. */
  readonly proven: boolean;
  /** DE 52, and the key it is enciphered under. */
  readonly pinBlock: Uint8Array | undefined;
  readonly pinKey: BlockCipher;
  /** DE 55. */
  readonly iccData: Uint8Array | undefined;
  /** YYMM of today. */
  readonly yearMonth: string;
  /** Business day. */
  readonly day: number;
  readonly passed: string[];
};

export type Decision = {
  readonly finding: Finding;
  readonly card?: Card;
  /** What is paid, where that is not what was asked. */
  readonly amountMinor?: number;
  /** What the account can still pay, told to those who asked. */
  readonly availableMinor?: number;
  /** DE 55 of the response, once the chip has proven itself. */
  readonly issuerData?: Uint8Array;
  /** What the card is ordered in it. */
  readonly script?: OwedOrder;
};

/** The bank that gave out a card. */
export type Issuer = {
  readonly options: IssuerOptions;
  readonly decide: (request: PaymentRequest) => Decision;
  /** Pays for what the card has approved by itself, if its certificate is good: nothing else counts. */
  readonly honour: (told: Pick<PaymentRequest, "order" | "iccData" | "passed">) => Decision;
};

/** What issuers look things up in. */
export type IssuerParts = {
  readonly cards: ReadonlyMap<string, Card>;
  readonly usage: Usage;
  readonly settings: BankSettings;
  /** Balance less holds. */
  readonly availableMinor: (account: string, day: number) => number;
  readonly scripts: ScriptOrders;
};

type Asked = PaymentRequest & { readonly issuer: IssuerOptions; readonly settings: BankSettings };
type Check = (card: Card, request: Asked) => Finding | undefined;

/**
 * What is looked at before the chip, in this order; the first refusal is the answer.
 *
 * A card that must not be used is refused before its PIN is looked at, so that no try is spent, and
 * nobody learns of a right PIN from a lost card.
 */
const CHECKS: readonly (readonly [name: string, check: Check])[] = [
  ["card", ({ state }) => CARD_FINDINGS[state]],
  ["account", ({ account }) => ACCOUNT_FINDINGS[account.state]],
  ["expiry", checkExpiry],
  ["entry", checkEntry],
  ["stripe", checkStripe],
  ["PIN tries", checkPinTries],
  ["PIN", checkPin],
];

const CARD_FINDINGS: Readonly<Record<Card["state"], Finding | undefined>> = {
  normal: undefined,
  lost: "card-lost",
  stolen: "card-stolen",
  "pick-up": "card-wanted",
  cancelled: "card-cancelled",
};

/** What each state of an account means for who wants to pay from it. */
export const ACCOUNT_FINDINGS: Readonly<Record<Card["account"]["state"], Finding | undefined>> = {
  normal: undefined,
  dormant: "account-dormant",
  frozen: "account-frozen",
  held: "account-held",
  restricted: "account-restricted",
  refer: "issuer-wants-call",
  cancelled: "account-cancelled",
};

/** Where the service code and what follows it lie behind the separator of track 2. @source ISO/IEC 7813 */
const SERVICE_CODE_AT = 4;
const CVN_AT = 7;
const CVN_DIGITS = 3;

export function createIssuer(options: IssuerOptions, parts: IssuerParts): Issuer {
  const { cards, usage, settings, availableMinor, scripts } = parts;
  const checkChip = createChipCheck(fromHex(options.masterKey));

  const decide = (request: PaymentRequest): Decision => {
    const { order, passed } = request;
    const card = cards.get(order.pan);
    if (card === undefined) {
      return { finding: satisfiesLuhn(order.pan) ? "card-unknown" : "card-number-wrong" };
    }
    passed.push("card number");
    const asked: Asked = { ...request, issuer: options, settings };
    for (const [name, check] of CHECKS) {
      const finding = check(card, asked);
      if (finding !== undefined) return refuse(card, request, finding);
      passed.push(name);
    }
    const chip = order.entry === "chip" || order.entry === "contactless";
    return chip ? payByChip(card, request) : pay(card, request);
  };

  const payByChip = (card: Card, request: PaymentRequest): Decision => {
    const { iccData, order, passed } = request;
    if (iccData === undefined) return { finding: "malformed", card };
    const proof = checkChip({ card, amountMinor: order.amountMinor, iccData });
    if (proof.kind === "unreadable") return { finding: "malformed", card };
    if (proof.kind === "false") return { finding: "cryptogram-wrong", card };
    passed.push("cryptogram");
    return tellChip(pay(card, request), proof, owedTo(card, request));
  };

  /** A card that was tapped is gone before it could be told anything. */
  const owedTo = (card: Card, { order }: PaymentRequest): OwedOrder | undefined =>
    order.entry === "chip" ? scripts.due(card) : undefined;

  /** The chip of a refused card has to prove itself only where it is owed an order. */
  const refuse = (card: Card, request: PaymentRequest, finding: Finding): Decision => {
    const { iccData, order } = request;
    const owed = iccData && owedTo(card, request);
    if (iccData === undefined || owed === undefined) return { finding, card };
    const proof = checkChip({ card, amountMinor: order.amountMinor, iccData });
    return proof.kind === "proven" ? tellChip({ finding, card }, proof, owed) : { finding, card };
  };

  const honour: Issuer["honour"] = ({ order, iccData, passed }) => {
    const card = cards.get(order.pan);
    if (card === undefined) return { finding: "card-unknown" };
    passed.push("card number");
    if (iccData === undefined || !claimsApproval(iccData)) return { finding: "malformed", card };
    const proof = checkChip({ card, amountMinor: order.amountMinor, iccData });
    if (proof.kind === "unreadable") return { finding: "malformed", card };
    if (proof.kind === "false") return { finding: "cryptogram-wrong", card };
    passed.push("certificate");
    return { finding: "approved", card };
  };

  const pay = (card: Card, { order, day, passed }: PaymentRequest): Decision => {
    const { account } = card;
    const thereMinor = availableMinor(account.id, day);
    if (order.kind === "balance") return { finding: "approved", card, availableMinor: thereMinor };
    const { amountMinor } = order;
    const limits: Limits = { ...options.limits, ...account.limits };
    const beyond = usage.check(account.id, limits, { amountMinor, day });
    if (beyond !== undefined) return { finding: beyond, card };
    passed.push("limits");
    if (thereMinor >= amountMinor) {
      passed.push("funds");
      return { finding: account.vip === true ? "approved-vip" : "approved", card };
    }
    if (!order.takesPart || thereMinor <= 0 || order.kind !== "sale") {
      return { finding: "funds-short", card };
    }
    return { finding: "approved-in-part", card, amountMinor: thereMinor, availableMinor: 0 };
  };

  return { options, decide, honour };
}

/** The decision with what the chip is told: the issuer's proof of it, and an order where one is owed. */
function tellChip(
  decision: Decision,
  { answer, command }: Extract<ChipProof, { kind: "proven" }>,
  owed: OwedOrder | undefined,
): Decision {
  const proof = answer(RESPONSE_CODES[decision.finding]);
  if (owed === undefined) return { ...decision, issuerData: proof };
  const issuerData = concat([proof, scriptOf(owed, command(owed.order))]);
  return { ...decision, issuerData, script: owed };
}

function checkExpiry({ expiry }: Card, { yearMonth }: Asked): Finding | undefined {
  return yearMonth > expiry ? "card-expired" : undefined;
}

/** @source POS entry modes; a chip card's stripe is taken only as a fallback */
function checkEntry(
  card: Card,
  { order, issuer, manualEntry, proven }: Asked,
): Finding | undefined {
  switch (order.entry) {
    case "chip":
    case "contactless":
      return undefined;
    case "stripe":
      if (card.stripeOnly === true) return undefined;
      return order.chipFailed && issuer.fallback === true ? undefined : "chip-required";
    case "keyed":
      if (proven) return undefined;
      if (!manualEntry) return "unsupported";
      return order.expiry === card.expiry ? undefined : "expiry-wrong";
    case "code":
    case "other":
      return "unsupported";
  }
}

/** A stripe that differs from what the issuer wrote on it was copied. */
function checkStripe(card: Card, { order }: Asked): Finding | undefined {
  if (order.entry !== "stripe") return undefined;
  if (order.track === "") return "malformed";
  if (order.track3 !== "" && !namesCard(order.track3, card.pan)) return "stripe-wrong";
  const [, data = ""] = order.track.split("=");
  const chipClaimed = "26".includes(data[SERVICE_CODE_AT] ?? "-");
  if (chipClaimed === (card.stripeOnly === true)) return "stripe-wrong";
  const cvn = data.slice(CVN_AT, CVN_AT + CVN_DIGITS);
  return card.cvn === undefined || card.cvn === cvn ? undefined : "stripe-wrong";
}

/** Behind two digits of format stands the number, as on track 2. @source ISO/IEC 4909:2006 */
function namesCard(track3: string, pan: string): boolean {
  return track3.slice(2).startsWith(`${pan}=`);
}

function checkPinTries(card: Card): Finding | undefined {
  return card.pinTriesLeft() === 0 ? "pin-locked" : undefined;
}

function checkPin(card: Card, request: Asked): Finding | undefined {
  const { pinBlock, pinKey } = request;
  if (pinBlock === undefined) return pinWanted(card, request) ? "pin-missing" : undefined;
  return tryPin(card, pinBlock, pinKey);
}

/** Verifies a PIN that came with a message; a wrong one costs a try. */
export function tryPin(card: Card, pinBlock: Uint8Array, pinKey: BlockCipher): Finding | undefined {
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

function pinWanted({ signature, phone }: Card, request: Asked): boolean {
  const { order, proven, settings, iccData } = request;
  if (proven || signature === true) return false;
  if (order.entry === "contactless") {
    return phone !== true && order.amountMinor > settings.noPinMinor;
  }
  return order.entry !== "chip" || iccData === undefined || !claimsRightPin(iccData);
}
