import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRequest } from "../../../../sim-server/io/nexo/messages.ts";

const HEADER = {
  ProtocolVersion: "3.0",
  MessageClass: "Service",
  MessageCategory: "Payment",
  MessageType: "Request",
  ServiceID: "1",
  SaleID: "POS1",
  POIID: "TY1-1",
};
const PAYMENT = {
  SaleData: { SaleTransactionID: { TransactionID: "1", TimeStamp: "2025-06-18T09:41:00Z" } },
  PaymentTransaction: { AmountsReq: { Currency: "CNY", RequestedAmount: 10 } },
};

/** What becomes of a message, on one line. */
function draw(message: unknown): string {
  const read = readRequest(message);
  if (read.ok) return read.value.category;
  return "errors" in read.error ? `${read.error.kind}: ${read.error.errors}` : read.error.kind;
}

describe("a message is", () => {
  test.each([
    ["read", { MessageHeader: HEADER, PaymentRequest: PAYMENT }, "Payment"],
    [
      "read with members that nobody knows here",
      { MessageHeader: { ...HEADER, More: 1 }, PaymentRequest: { ...PAYMENT, LoyaltyData: [] } },
      "Payment",
    ],
    [
      "unreadable as nothing",
      null,
      "unreadable: At SaleToPOIRequest, field MessageHeader: Invalid",
    ],
    [
      "unreadable without a header",
      {},
      "unreadable: At SaleToPOIRequest, field MessageHeader: Missing",
    ],
    [
      "unreadable without a SaleID",
      { MessageHeader: { ...HEADER, SaleID: undefined } },
      "unreadable: At SaleToPOIRequest.MessageHeader, field SaleID: Missing",
    ],
    [
      "unreadable with a ServiceID of 11 characters",
      { MessageHeader: { ...HEADER, ServiceID: "12345678901" } },
      "unreadable: At SaleToPOIRequest.MessageHeader, field ServiceID: Invalid",
    ],
    [
      "unreadable in a category that nexo has not",
      { MessageHeader: { ...HEADER, MessageCategory: "toString" } },
      "unreadable: At SaleToPOIRequest.MessageHeader, field MessageCategory: Unknown",
    ],
    [
      "malformed without a number",
      { MessageHeader: { ...HEADER, ServiceID: undefined }, PaymentRequest: PAYMENT },
      "malformed: At SaleToPOIRequest.MessageHeader, field ServiceID: Missing",
    ],
    [
      "malformed without its body",
      { MessageHeader: HEADER },
      "malformed: At SaleToPOIRequest, field PaymentRequest: Missing",
    ],
    [
      "malformed without its currency",
      {
        MessageHeader: HEADER,
        PaymentRequest: { ...PAYMENT, PaymentTransaction: { AmountsReq: { RequestedAmount: 1 } } },
      },
      "malformed: At SaleToPOIRequest.PaymentRequest.PaymentTransaction.AmountsReq, field Currency: Missing",
    ],
    [
      "malformed with an amount in quotes",
      {
        MessageHeader: HEADER,
        PaymentRequest: {
          ...PAYMENT,
          PaymentTransaction: { AmountsReq: { Currency: "CNY", RequestedAmount: "10" } },
        },
      },
      "malformed: At SaleToPOIRequest.PaymentRequest.PaymentTransaction.AmountsReq, field RequestedAmount: Invalid",
    ],
    ["not done", { MessageHeader: { ...HEADER, MessageCategory: "Input" } }, "not-done"],
    ["read without a body", { MessageHeader: { ...HEADER, MessageCategory: "Logout" } }, "Logout"],
  ])("%s", (_how, message, wanted) => {
    expect(draw(message)).toBe(wanted);
  });
});

test("nothing that comes in makes it throw", () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      expect(readRequest(message).ok).toBe(false);
    }),
  );
});
