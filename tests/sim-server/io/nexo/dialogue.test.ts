import { describe, expect, test } from "vitest";
import type { PosRecord } from "../../../../sim-server/core/counter/pos-desk.ts";
import { createDialogue } from "../../../../sim-server/io/nexo/dialogue.ts";
import { readRequest } from "../../../../sim-server/io/nexo/messages.ts";
import type {
  PosRequestEvent,
  TerminalDesk,
} from "../../../../sim-server/io/terminal/terminal-desk.ts";
import { drawResponse, payment } from "../../../kit/pos.ts";

const POI = { poiId: "TY1-1", terminalId: "10023017", merchantId: "TILLYARD0000001" };

/** A dialogue before a desk that notes what it is asked, and is busy with `busyWith`. */
function openDialogue(busyWith?: PosRecord) {
  const asked: PosRequestEvent[] = [];
  const aborted: string[] = [];
  const records: PosRecord[] = [];
  const desk: Pick<TerminalDesk, "ask" | "abort" | "find" | "last" | "running"> = {
    ask: async (event) => {
      if (busyWith !== undefined) return busyWith;
      const known = records.find(({ reference }) => reference === event.reference);
      if (known !== undefined) return known;
      asked.push(event);
      const record = { ...event, aborted: false, answer: { kind: "lost" } } as const;
      records.push(record);
      return record;
    },
    abort: async (reference) => void aborted.push(reference),
    find: async (reference) => records.find((record) => record.reference === reference),
    last: async (holds) => records.filter(holds).at(-1),
    running: () => busyWith,
  };
  const dialogue = createDialogue(desk as TerminalDesk, POI);
  const say = async (category: string, body: object, header: object = {}) => {
    const read = readRequest({
      MessageHeader: {
        ...{ MessageClass: "Service", MessageCategory: category, MessageType: "Request" },
        ...{ ServiceID: "7", SaleID: "POS1", POIID: POI.poiId, ...header },
      },
      [`${category}Request`]: body,
    });
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const response = (await dialogue.converse(read.value)) as
      | { SaleToPOIResponse: Record<string, Parameters<typeof drawResponse>[0]> }
      | undefined;
    return response?.SaleToPOIResponse[`${category}Response`];
  };
  return { asked, aborted, records, say };
}

const STATUS = { MessageReference: { ServiceID: "7" } };

test("the same number is one request of its sale system, and another one's of another", async () => {
  const { asked, say } = openDialogue();
  await say("Payment", payment(10));
  await say("Payment", payment(10));
  await say("Payment", payment(10), { SaleID: "POS2" });
  await say("Payment", payment(10), { ServiceID: "8" });
  expect(asked.map(({ reference }) => reference)).toEqual([
    '["POS1","7"]',
    '["POS2","7"]',
    '["POS1","8"]',
  ]);
});

test("no two pairs of names make the same request", async () => {
  const { asked, say } = openDialogue();
  await say("Payment", payment(10), { SaleID: 'a","b', ServiceID: "c" });
  await say("Payment", payment(10), { SaleID: "a", ServiceID: 'b","c' });
  expect(new Set(asked.map(({ reference }) => reference)).size).toBe(2);
});

describe("nothing is asked of the terminal", () => {
  test.each([
    ["by messages for another", "Payment", payment(10), { POIID: "TY1-2" }, "NotAllowed"],
    ["for another currency", "Payment", payment(10, "EUR"), {}, "NotAllowed"],
    [
      "to reconcile otherwise",
      "Reconciliation",
      { ReconciliationType: "AcquirerReconciliation" },
      {},
      "UnavailableService",
    ],
  ])("%s", async (_why, category, body, header, condition) => {
    const { asked, say } = openDialogue();
    expect(drawResponse(await say(category, body, header))).toContain(`Failure ${condition}`);
    expect(asked).toEqual([]);
  });

  test("while a sale system has logged out, but for its status and a diagnosis", async () => {
    const { asked, say } = openDialogue();
    await say("Logout", {}, { ServiceID: "1" });
    expect(drawResponse(await say("Payment", payment(10)))).toContain("Failure LoggedOut");
    expect(drawResponse(await say("TransactionStatus", STATUS))).toContain("Failure NotFound");
    expect(asked).toEqual([]);
    await say("Payment", payment(10), { SaleID: "POS2" });
    expect(asked).toHaveLength(1);
  });
});

test("an abort names the request, of its own sale system unless it says another's", async () => {
  const { aborted, say } = openDialogue();
  const abort = (SaleID?: string) =>
    say("Abort", {
      AbortReason: "x",
      MessageReference: { ServiceID: "7", ...(SaleID && { SaleID }) },
    });
  expect(await abort()).toBeUndefined();
  await abort("POS2");
  expect(aborted).toEqual(['["POS1","7"]', '["POS2","7"]']);
});

test("a busy terminal names what keeps it busy", async () => {
  const busy = {
    ...{ reference: '["POS2","3"]', aborted: false, answer: undefined },
    memo: JSON.stringify({ header: { MessageCategory: "Reversal", ServiceID: "3" } }),
    request: { kind: "settle" },
  } as const;
  const { say } = openDialogue(busy);
  expect(drawResponse(await say("Payment", payment(10)))).toBe(
    "Failure Busy: the terminal is busy with ServiceID 3",
  );
});

describe("the status", () => {
  test("of a request that is no transaction is not found", async () => {
    const { say } = openDialogue();
    await say("GetTotals", {});
    expect(drawResponse(await say("TransactionStatus", STATUS, { ServiceID: "9" }))).toContain(
      "Failure NotFound",
    );
  });

  test("without a number is that of the sale system's last transaction", async () => {
    const { say } = openDialogue();
    await say("Payment", payment(10), { ServiceID: "7" });
    await say("Payment", payment(10), { ServiceID: "8" });
    await say("Payment", payment(10), { ServiceID: "9", SaleID: "POS2" });
    const found = await say("TransactionStatus", {}, { ServiceID: "10" });
    expect(found).toMatchObject({
      Response: { Result: "Success" },
      MessageReference: { MessageCategory: "Payment", ServiceID: "8", SaleID: "POS1" },
      RepeatedMessageResponse: { MessageHeader: { MessageType: "Response", ServiceID: "8" } },
    });
  });
});
