import { z } from "zod";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";

/**
 * What a POS may send, as far as the terminal looks into it; members that it does not know pass.
 *
 * @source nexo Sale to POI Protocol 3.0, in the JSON form of Adyen's Terminal API
 */
const id = z.object({ TransactionID: z.string().min(1).max(64), TimeStamp: z.string().max(40) });

const header = z.object({
  ProtocolVersion: z.string().optional(),
  MessageClass: z.literal(["Service", "Device", "Event"]),
  MessageCategory: z.string().min(1).max(40),
  MessageType: z.literal("Request"),
  ServiceID: z.string().min(1).max(10).optional(),
  DeviceID: z.string().min(1).max(10).optional(),
  SaleID: z.string().min(1).max(64),
  POIID: z.string().min(1).max(64),
});
export type Header = z.infer<typeof header>;

const saleData = z.object({
  SaleTransactionID: id,
  SaleReferenceID: z.string().max(64).optional(),
});

const reference = z.object({
  MessageCategory: z.string().optional(),
  ServiceID: z.string().optional(),
  SaleID: z.string().optional(),
});

const original = z.object({ POITransactionID: id.optional() });

const text = z.object({ Text: z.string().max(500).optional() });
const content = z.object({
  OutputFormat: z.literal(["Text", "MessageRef", "BarCode", "XHTML"]),
  OutputText: z.array(text).max(100).optional(),
});
const displayOutput = z.object({
  Device: z.string(),
  InfoQualify: z.string(),
  OutputContent: content,
  MinimumDisplayTime: z.number().nonnegative().max(600).optional(),
});

/** The body of each category by which a terminal is asked for something. */
const BODIES = {
  Payment: z.object({
    SaleData: saleData,
    PaymentTransaction: z.object({
      AmountsReq: z.object({
        Currency: z.string(),
        RequestedAmount: z.number(),
        CashBackAmount: z.number().optional(),
        TipAmount: z.number().optional(),
      }),
      OriginalPOITransaction: original.optional(),
    }),
    PaymentData: z.object({ PaymentType: z.string().optional() }).optional(),
  }),
  Reversal: z.object({
    OriginalPOITransaction: original,
    ReversedAmount: z.number().optional(),
    ReversalReason: z.string(),
    SaleData: saleData.partial().optional(),
  }),
  Abort: z.object({ AbortReason: z.string(), MessageReference: reference }),
  TransactionStatus: z.object({
    MessageReference: reference.optional(),
    ReceiptReprintFlag: z.boolean().optional(),
  }),
  Display: z.object({ DisplayOutput: z.array(displayOutput).min(1).max(8) }),
  Print: z.object({
    PrintOutput: z.object({
      DocumentQualifier: z.string(),
      ResponseMode: z.string(),
      OutputContent: content,
    }),
  }),
  Reconciliation: z.object({
    ReconciliationType: z.string(),
    POIReconciliationID: z.string().optional(),
  }),
  GetTotals: z.object({}),
  Login: z.object({
    SaleSoftware: z.object({ ApplicationName: z.string() }),
  }),
  Logout: z.object({}),
  Diagnosis: z.object({ HostDiagnosisFlag: z.boolean().optional() }),
} as const;

/** Categories that nexo has and this terminal does not do, besides those above. */
export const NOT_DONE = [
  "Admin",
  "BalanceInquiry",
  "Batch",
  "CardAcquisition",
  "CardReaderAPDU",
  "CardReaderInit",
  "CardReaderPowerOff",
  "EnableService",
  "Input",
  "Loyalty",
  "PIN",
  "Sound",
  "StoredValue",
  "Transmit",
] as const;

export type Category = keyof typeof BODIES;
export type BodyOf<C extends Category> = z.infer<(typeof BODIES)[C]>;

/** A request that has been read. */
export type NexoRequest = {
  [C in Category]: { readonly header: Header; readonly category: C; readonly body: BodyOf<C> };
}[Category];

/** Why a message is no request that can be answered, or can only be answered with an error. */
export type RequestFault =
  | { readonly kind: "unreadable"; readonly errors: string }
  | { readonly kind: "malformed"; readonly header: Header; readonly errors: string }
  | { readonly kind: "not-done"; readonly header: Header };

const ROOT = "SaleToPOIRequest";

/** Reads a plain message: its header first, because whoever can be named gets an answer. */
export function readRequest(message: unknown): Result<NexoRequest, RequestFault> {
  const outer = z.object({ MessageHeader: header }).safeParse(message);
  if (!outer.success) return err({ kind: "unreadable", errors: errorsOf(outer.error, []) });
  const { MessageHeader: read } = outer.data;
  const { MessageCategory: category } = read;
  if (read.ServiceID === undefined && read.DeviceID === undefined) {
    const errors = `At ${ROOT}.MessageHeader, field ServiceID: Missing`;
    return err({ kind: "malformed", header: read, errors });
  }
  if (!isDone(category)) {
    const known = (NOT_DONE as readonly string[]).includes(category);
    return known
      ? err({ kind: "not-done", header: read })
      : err({
          kind: "unreadable",
          errors: `At ${ROOT}.MessageHeader, field MessageCategory: Unknown`,
        });
  }
  const member = `${category}Request`;
  const found = (message as Record<string, unknown>)[member];
  const missing = category !== "GetTotals" && category !== "Logout" && found === undefined;
  if (missing) {
    return err({ kind: "malformed", header: read, errors: `At ${ROOT}, field ${member}: Missing` });
  }
  const body = BODIES[category].safeParse(found ?? {});
  if (!body.success) {
    return err({ kind: "malformed", header: read, errors: errorsOf(body.error, [member]) });
  }
  return ok({ header: read, category, body: body.data } as NexoRequest);
}

function isDone(category: string): category is Category {
  return Object.hasOwn(BODIES, category);
}

/** The first complaint in the words of Adyen's terminals. */
function errorsOf({ issues }: z.ZodError, within: readonly string[]): string {
  const [issue] = issues;
  const path = [...within, ...(issue?.path ?? [])].map(String);
  const field = path.pop() ?? "MessageHeader";
  const missing = issue?.code === "invalid_type" && /received undefined/.test(issue.message);
  return `At ${[ROOT, ...path].join(".")}, field ${field}: ${missing ? "Missing" : "Invalid"}`;
}
