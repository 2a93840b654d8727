import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { reversalIccData } from "../../emv/icc-data.ts";
import { type EmvSession, requireValue } from "../../emv/session.ts";
import type { UnionPayMessage } from "../../iso8583/dialects/unionpay.ts";
import type { Flow } from "../../world/flow.ts";
import type { EnteredCard } from "../entry/entered-card.ts";
import { KINDS, type TransactionKind } from "../kinds.ts";
import { clock, type Terminal } from "../powered-terminal.ts";
import { sealText } from "../sealed-text.ts";
import type { Stan } from "../stan.ts";
import type { Verified } from "../verified.ts";
import type { Order, Proof } from "./authorise.ts";

/** Durable before the first byte of the request leaves. */
export function* writeIntent(
  terminal: Terminal,
  { card, kind, original }: Pick<Order, "card" | "original"> & { readonly kind: TransactionKind },
  { fields }: UnionPayMessage,
): Flow<void> {
  const { facts } = card;
  const session = fields[55] === undefined ? undefined : sessionOf(card);
  yield* terminal.journal.write({
    kind: "intent",
    stan: fields[11] ?? "",
    batch: (fields[60] ?? "").slice(2, 8),
    transaction: kind,
    entry: card.entry,
    amount: fields[4] ?? "",
    date: card.date,
    operator: terminal.operator,
    sealedPan: sealText(terminal.master, facts.pan),
    maskedPan: card.maskedPan,
    expiry: facts.expiry,
    panSequence: facts.panSequence ?? "",
    entryMode: fields[22] ?? "",
    iccData: session === undefined ? "" : toHex(reversalIccData(session)),
    aid: taggedHex(session, "9F06"),
    // A card that approves by itself makes no request, only its certificate.
    arqc: kind === "offline-sale" ? "" : taggedHex(session, "9F26"),
    atc: taggedHex(session, "9F36"),
    originalStan: original.stan,
    originalRrn: original.rrn,
    originalDate: original.date,
    originalCode: original.approvalCode,
  });
}

/** What is durable of an approval besides what the card says; undefined where nobody said it. */
type Approval = {
  readonly stan: Stan;
  readonly responseCode: string;
  readonly approvalCode: string;
  readonly amount: string | undefined;
  readonly rrn: string;
  readonly date: string | undefined;
  readonly time: string | undefined;
  readonly issuer: string;
  /** Hex of what proves it to the bank at the batch's end; empty without a chip. */
  readonly tcData: string;
};

/** Durable before anybody is told, and before a slip is printed. */
export function* writeApproval(
  terminal: Terminal,
  order: Order,
  proof: Proof,
  said: Approval,
): Flow<void> {
  const { card, kind, amountMinor } = order;
  const { cryptogram } = KINDS[kind];
  const chip = cryptogram ? card.chip?.session : undefined;
  const session = chip ?? (cryptogram ? card.tapped?.session : undefined);
  yield* terminal.journal.write({
    kind: "approved",
    ...said,
    amount: said.amount ?? String(amountMinor).padStart(12, "0"),
    date: said.date ?? card.date.slice(4),
    time: said.time ?? clock(terminal).time,
    tc: taggedHex(chip, "9F26"),
    tvr: session === undefined ? "" : toHex(session.tvr),
    tsi: session === undefined ? "" : toHex(session.tsi),
    verified: verifiedBy(order, proof),
  });
}

/** How the slip says that the holder was verified; empty where a PIN or the chip has seen to it. */
function verifiedBy({ card: { entry, tapped }, kind }: Order, { verification }: Proof): Verified {
  if (entry === "payment-code" || entry === "k-code") return "code";
  if (tapped === undefined || !KINDS[kind].cryptogram) {
    const signs = verification === "signature" || verification === "offline-pin-and-signature";
    return entry !== "chip" || signs ? "signature" : "";
  }
  const { pin, signature, device } = tapped.duties;
  if (device) return "device";
  if (!pin && !signature) return "small";
  if (!pin) return "small-no-pin";
  return signature ? "signature" : "small-no-signature";
}

/** What the chip said, in the slot or in the field. */
function sessionOf({ chip, tapped }: EnteredCard): EmvSession | undefined {
  return chip?.session ?? tapped?.session;
}

function taggedHex(session: EmvSession | undefined, tag: string): string {
  return session === undefined ? "" : toHex(requireValue(session, tag));
}
