import type { PosRecord } from "../../core/counter/pos-desk.ts";
import type { PosRequest } from "../../core/terminal/pos-port.ts";
import type { TerminalDesk } from "../terminal/terminal-desk.ts";
import { diagnosisResponse, loginResponse } from "./device-response.ts";
import type { BodyOf, Category, Header, NexoRequest } from "./messages.ts";
import { displayRequest, displayResponse, printRequest, printResponse } from "./output.ts";
import { readPayment, readReversal } from "./read-transaction.ts";
import { type NexoRefusal, refuse } from "./refusals.ts";
import { getTotalsResponse, reconciliationResponse } from "./totals-response.ts";
import {
  type Memo,
  type Merchant,
  paymentResponse,
  reversalResponse,
} from "./transaction-response.ts";
import { failure, responseTo, SUCCESS } from "./words.ts";

/** Whom a POS speaks to. */
export type Poi = Merchant & { readonly poiId: string };

/** What is said between any number of POSs and one terminal. */
export type Dialogue = {
  /** @returns the whole response; undefined where the protocol has none, as for an abort */
  readonly converse: (request: NexoRequest) => Promise<object | undefined>;
};

type Talk = {
  readonly desk: TerminalDesk;
  readonly poi: Poi;
  /** Sale systems that have logged out, and not in again. */
  readonly loggedOut: Set<string>;
};

/** Chosen: more sale systems than any shop has; what is said beyond is not remembered. */
const LOGGED_OUT_MAX = 1_000;

/** @param desk the terminal that does what is asked */
export function createDialogue(desk: TerminalDesk, poi: Poi): Dialogue {
  const talk: Talk = { desk, poi, loggedOut: new Set() };
  return {
    converse: async (request) => {
      const { header, category } = request;
      if (category === "Abort") {
        await abort(talk, header, request.body);
        return undefined;
      }
      const barred = barredBy(talk, header, category);
      const body =
        barred === undefined ? await answer(talk, request) : refused(category, failure(barred));
      return responseTo(header, body);
    },
  };
}

function barredBy(
  { poi, loggedOut }: Talk,
  { POIID, SaleID }: Header,
  category: Category,
): NexoRefusal | undefined {
  if (POIID !== poi.poiId) {
    return refuse("NotAllowed", "OTHER_POI", `this terminal is ${poi.poiId}, not ${POIID}`);
  }
  const open = ["Login", "Diagnosis", "TransactionStatus"].includes(category);
  if (open || !loggedOut.has(SaleID)) return undefined;
  return refuse("LoggedOut", "LOGGED_OUT", `${SaleID} has logged out; log in first`);
}

function answer(talk: Talk, request: NexoRequest): Promise<object> | object {
  const { desk, poi } = talk;
  const { header } = request;
  switch (request.category) {
    case "Payment":
      return pay(talk, header, request.body);
    case "Reversal":
      return reverse(talk, header, request.body);
    case "TransactionStatus":
      return tellStatus(talk, header, request.body);
    case "Reconciliation":
      return reconcile(talk, header, request.body);
    case "GetTotals":
      return perform(talk, header, { kind: "totals" }, "GetTotals", ({ answer: totals }) =>
        getTotalsResponse(totals),
      );
    case "Display":
      return put(talk, header, displayRequest(request.body), (record) =>
        displayResponse(request.body, record),
      );
    case "Print":
      return put(talk, header, printRequest(request.body), (record) =>
        printResponse(request.body, record),
      );
    case "Login":
      talk.loggedOut.delete(header.SaleID);
      return loginResponse(desk.view(), poi);
    case "Logout":
      if (talk.loggedOut.size < LOGGED_OUT_MAX) talk.loggedOut.add(header.SaleID);
      return { Response: SUCCESS };
    case "Diagnosis":
      return diagnose(talk, header, request.body);
    case "Abort":
      return {};
  }
}

function pay(talk: Talk, header: Header, body: BodyOf<"Payment">): Promise<object> | object {
  const read = readPayment(body);
  const sale = body.SaleData.SaleTransactionID;
  if (!read.ok) {
    const POIData = { POITransactionID: sale };
    return { SaleData: { SaleTransactionID: sale }, POIData, Response: read.error };
  }
  const memo = { header, sale, original: undefined };
  return perform(
    talk,
    header,
    read.value,
    "Payment",
    (record) => paymentResponse(record, memo, talk.poi),
    memo,
  );
}

function reverse(talk: Talk, header: Header, body: BodyOf<"Reversal">): Promise<object> | object {
  const read = readReversal(body);
  if (!read.ok) return { Response: read.error };
  const original = body.OriginalPOITransaction.POITransactionID;
  const memo = { header, sale: body.SaleData?.SaleTransactionID, original };
  return perform(
    talk,
    header,
    read.value,
    "Reversal",
    (record) => reversalResponse(record, memo, talk.poi),
    memo,
  );
}

/** Text onto paper or screen; what is no text is refused as it is worded. */
function put(
  talk: Talk,
  header: Header,
  request: PosRequest | undefined,
  word: (record: PosRecord | undefined) => object,
): Promise<object> | object {
  if (request === undefined) return word(undefined);
  return perform(talk, header, request, header.MessageCategory, word);
}

async function reconcile(
  talk: Talk,
  header: Header,
  { ReconciliationType: type }: BodyOf<"Reconciliation">,
): Promise<object> {
  if (type !== "SaleReconciliation") {
    const why = refuse("UnavailableService", "NOT_DONE", `${type} is not done here`);
    return { ReconciliationType: type, Response: failure(why) };
  }
  return await perform(talk, header, { kind: "settle" }, "Reconciliation", (record) =>
    reconciliationResponse(record.answer, type),
  );
}

async function diagnose(
  talk: Talk,
  header: Header,
  { HostDiagnosisFlag: host }: BodyOf<"Diagnosis">,
): Promise<object> {
  const { desk } = talk;
  const busy = desk.running() !== undefined;
  if (host !== true || busy) return diagnosisResponse(desk.view(), { busy, reachable: undefined });
  return await perform(talk, header, { kind: "echo" }, "Diagnosis", ({ answer: echo }) =>
    diagnosisResponse(desk.view(), { busy, reachable: echo?.kind === "done" }),
  );
}

type Numbered = { readonly ServiceID?: string | undefined; readonly DeviceID?: string | undefined };

/** Names a request for good: a service is done once, whatever its number of tries. */
function referenceOf(SaleID: string, { ServiceID, DeviceID }: Numbered): string {
  return JSON.stringify([SaleID, ServiceID ?? DeviceID ?? ""]);
}

/** Has the terminal do it, once, and words how it ended. */
async function perform(
  { desk }: Talk,
  header: Header,
  request: PosRequest,
  category: string,
  word: (record: PosRecord) => object,
  memo: Memo = { header, sale: undefined, original: undefined },
): Promise<object> {
  const reference = referenceOf(header.SaleID, header);
  const written = JSON.stringify(memo);
  const record = await desk.ask({ kind: "request", reference, memo: written, request });
  if (record.reference !== reference) return refused(category, failure(busyWith(record)));
  if (JSON.stringify(record.request) === JSON.stringify(request)) return word(record);
  const why = `ServiceID ${header.ServiceID} has been used for another request`;
  return refused(category, failure(refuse("NotAllowed", "SERVICE_ID_USED", why)));
}

function busyWith({ memo }: PosRecord): NexoRefusal {
  const { header } = JSON.parse(memo) as Memo;
  const { MessageCategory: category, ServiceID } = header;
  return refuse(
    "Busy",
    `Forbidden Request, Service Dialogue ${category}Request is in Progress`,
    `the terminal is busy with ServiceID ${ServiceID ?? ""}`,
  );
}

/** What is said instead of a response's usual body. */
export function refused(category: string, Response: object): object {
  if (category !== "Display") return { Response };
  return { OutputResult: [{ Device: "CustomerDisplay", InfoQualify: "Status", Response }] };
}

async function abort({ desk }: Talk, header: Header, body: BodyOf<"Abort">): Promise<void> {
  const { MessageReference: named } = body;
  await desk.abort(referenceOf(named.SaleID ?? header.SaleID, named));
}

async function tellStatus(
  { desk, poi }: Talk,
  header: Header,
  { MessageReference: named }: BodyOf<"TransactionStatus">,
): Promise<object> {
  const record = await findNamed(desk, header, named);
  const MessageReference = { ...named };
  if (record === undefined || !isTransaction(record.request)) {
    const which = named?.ServiceID === undefined ? "" : ` with ServiceID ${named.ServiceID}`;
    const why = `no transaction${which} was asked for here`;
    return { Response: failure(refuse("NotFound", "NOT_FOUND", why)), MessageReference };
  }
  if (record.answer === undefined) {
    const why = refuse("InProgress", "IN_PROGRESS", "the transaction is being done");
    return { Response: failure(why), MessageReference };
  }
  const memo = JSON.parse(record.memo) as Memo;
  const { MessageCategory: category } = memo.header;
  const repeated =
    category === "Reversal"
      ? { ReversalResponse: reversalResponse(record, memo, poi) }
      : { PaymentResponse: paymentResponse(record, memo, poi) };
  return {
    Response: SUCCESS,
    MessageReference: {
      ...{ MessageCategory: category, SaleID: memo.header.SaleID },
      ServiceID: memo.header.ServiceID,
    },
    RepeatedMessageResponse: {
      MessageHeader: { ...memo.header, MessageType: "Response" },
      RepeatedResponseMessageBody: repeated,
    },
  };
}

/** By its number, or else the last of that sale system. */
function findNamed(
  desk: TerminalDesk,
  header: Header,
  named: BodyOf<"TransactionStatus">["MessageReference"],
): Promise<PosRecord | undefined> {
  const sale = named?.SaleID ?? header.SaleID;
  if (named?.ServiceID !== undefined) return desk.find(referenceOf(sale, named));
  const prefix = referenceOf(sale, {}).replace('""]', "");
  return desk.last(
    ({ reference, request }) => isTransaction(request) && reference.startsWith(prefix),
  );
}

function isTransaction({ kind }: PosRequest): boolean {
  return kind === "sale" || kind === "undo" || kind === "refund";
}
