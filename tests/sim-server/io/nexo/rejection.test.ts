import fc from "fast-check";
import { expect, test } from "vitest";
import { rejection } from "../../../../sim-server/io/nexo/rejection.ts";

const NOW = new Date("2026-01-02T03:04:05Z");

test("a message is rejected by an event, with the reason and the header's names", () => {
  const MessageHeader = { ServiceID: "7", SaleID: "POS1", POIID: "TY1-1", Secret: "?" };
  expect(rejection("not & so", { MessageHeader, NexoBlob: "?" }, NOW)).toEqual({
    SaleToPOIRequest: {
      MessageHeader: {
        ...{ ProtocolVersion: "3.0", MessageClass: "Event", MessageCategory: "Event" },
        ...{ MessageType: "Notification", ServiceID: "7", SaleID: "POS1", POIID: "TY1-1" },
      },
      EventNotification: {
        ...{ TimeStamp: "2026-01-02T03:04:05.000Z", EventToNotify: "Reject" },
        EventDetails: "message=not%20%26%20so",
      },
    },
  });
});

test("whatever came in, nothing of it comes back", () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      expect(JSON.stringify(rejection("why", message, NOW))).toBe(
        JSON.stringify(rejection("why", undefined, NOW)),
      );
    }),
  );
});
