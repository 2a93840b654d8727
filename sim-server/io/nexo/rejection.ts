import { z } from "zod";

const named = z.object({
  MessageHeader: z.object({
    ServiceID: z.string().max(10).optional(),
    SaleID: z.string().max(64).optional(),
    POIID: z.string().max(64).optional(),
  }),
});

/**
 * What a terminal says of a message that it cannot answer: an event, with the reason and as much of
 * the header as could be read. Nothing of the message's content comes back.
 *
 * @source nexo Sale to POI Protocol 3.0, EventNotification with Reject
 */
export function rejection(why: string, message: unknown, at: Date): object {
  const read = named.safeParse(message);
  const { ServiceID, SaleID, POIID } = read.success ? read.data.MessageHeader : {};
  return {
    SaleToPOIRequest: {
      MessageHeader: {
        ProtocolVersion: "3.0",
        MessageClass: "Event",
        MessageCategory: "Event",
        MessageType: "Notification",
        ...{ ServiceID, SaleID, POIID },
      },
      EventNotification: {
        TimeStamp: at.toISOString(),
        EventToNotify: "Reject",
        EventDetails: `message=${encodeURIComponent(why)}`,
      },
    },
  };
}
