import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { PosRequest } from "../../core/terminal/pos-port.ts";
import type { BodyOf } from "./messages.ts";
import { refuse } from "./refusals.ts";
import {
  CURRENCY,
  failure,
  malformed,
  minorOf,
  type ResponsePart,
  readTransactionId,
} from "./words.ts";

type Read = Result<PosRequest, ResponsePart>;

/** What a PaymentRequest wants of the terminal. @returns it, or the Response that refuses it */
export function readPayment(body: BodyOf<"Payment">): Read {
  const { AmountsReq: amounts, OriginalPOITransaction: original } = body.PaymentTransaction;
  const type = body.PaymentData?.PaymentType ?? "Normal";
  const { Currency, RequestedAmount, CashBackAmount = 0 } = amounts;
  if (type !== "Normal" && type !== "Refund") {
    return err(failure(refuse("UnavailableService", "NOT_DONE", `${type} is not done here`)));
  }
  if (Currency !== CURRENCY) {
    const why = `${Currency} is not taken here, only ${CURRENCY}`;
    return err(failure(refuse("NotAllowed", "INVALID_CURRENCY", why)));
  }
  if (CashBackAmount > 0) {
    return err(failure(refuse("NotAllowed", "NO_CASHBACK", "no cash is paid out here")));
  }
  const amountMinor = minorOf(RequestedAmount);
  if (amountMinor === undefined)
    return err(malformed(amountFault(AMOUNT_PLACE, "RequestedAmount")));
  if (type === "Normal") return ok({ kind: "sale", amountMinor });
  const named = readTransactionId(original?.POITransactionID);
  return ok({ kind: "refund", amountMinor, original: named });
}

/** What a ReversalRequest wants of the terminal. @returns it, or the Response that refuses it */
export function readReversal(body: BodyOf<"Reversal">): Read {
  const { POITransactionID } = body.OriginalPOITransaction;
  if (POITransactionID === undefined) {
    return err(malformed(`At ${REVERSAL}.OriginalPOITransaction, field POITransactionID: Missing`));
  }
  const original = readTransactionId(POITransactionID);
  if (original === undefined) {
    const why = "POITransactionID was not given by this terminal";
    return err(failure(refuse("NotFound", "ORIGINAL_NOT_FOUND", why)));
  }
  const { ReversedAmount } = body;
  if (ReversedAmount === undefined) return ok({ kind: "undo", original, amountMinor: undefined });
  const amountMinor = minorOf(ReversedAmount);
  if (amountMinor === undefined) return err(malformed(amountFault(REVERSAL, "ReversedAmount")));
  return ok({ kind: "undo", original, amountMinor });
}

const REVERSAL = "SaleToPOIRequest.ReversalRequest";
const AMOUNT_PLACE = "SaleToPOIRequest.PaymentRequest.PaymentTransaction.AmountsReq";

function amountFault(place: string, field: string): string {
  return `At ${place}, field ${field}: Must be above 0, with at most 2 decimals`;
}
