import type { UnionPayFields } from "../iso8583/dialects/unionpay.ts";

/** What a terminal may ask a bank to do with money. */
export type OrderKind =
  | "sale"
  | "void"
  | "refund"
  | "balance"
  | "pre-auth"
  | "pre-auth-void"
  | "completion"
  | "completion-void"
  | "completion-advice"
  | "offline-sale";

export type OrderRow = {
  readonly kind: OrderKind;
  readonly mti: "0100" | "0200" | "0220";
  /** DE 3. */
  readonly processingCode: string;
  /** DE 25. */
  readonly condition: string;
  /** DE 60.1. */
  readonly type: string;
  /** Which data elements it must have besides those of every order. */
  readonly wants: readonly (keyof UnionPayFields)[];
};

/** @source Q/CUP 009.1, transaction matrix and field tables, as terminal programs show them */
const ORDERS: readonly OrderRow[] = [
  row("sale", "0200 000000 00 22", [4]),
  row("void", "0200 200000 00 23", [4, 37, 61]),
  row("refund", "0220 200000 00 25", [4, 37, 61, 63]),
  row("balance", "0200 310000 00 01", []),
  row("pre-auth", "0100 030000 06 10", [4]),
  row("pre-auth-void", "0100 200000 06 11", [4, 38, 61]),
  row("completion", "0200 000000 06 20", [4, 38, 61]),
  row("completion-void", "0200 200000 06 21", [4, 37, 61]),
  row("completion-advice", "0220 000000 06 24", [4, 38, 61]),
  row("offline-sale", "0220 000000 00 36", [4, 55]),
];

/** Which data elements every order must have. DE 41 and 42 are looked at before. */
const ORDER_WANTS = [3, 11, 22, 25, 49, 60] as const;

/** Which data elements every reversal must have: its original's, and in DE 39 the reason. */
export const REVERSAL_WANTS = [3, 4, 11, 22, 25, 39, 49, 60] as const;

/** DE 60.1 to 60.3. */
const KIND_DIGITS = 11;

/** What a message orders; `malformed` where it does not say it all, `unsupported` where nobody can. */
export function orderRow(
  mti: string,
  fields: UnionPayFields,
): OrderRow | "malformed" | "unsupported" {
  if (ORDER_WANTS.some((de) => fields[de] === undefined)) return "malformed";
  const kind = fields[60] ?? "";
  if (kind.length < KIND_DIGITS) return "malformed";
  const found = ORDERS.find(
    (each) =>
      each.mti === mti &&
      each.processingCode === fields[3] &&
      each.condition === fields[25] &&
      each.type === kind.slice(0, 2),
  );
  if (found === undefined) return "unsupported";
  return found.wants.some((de) => fields[de] === undefined) ? "malformed" : found;
}

/** What is asked of the network, by message type and DE 60.3. */
export type ServiceKind =
  | "sign-on"
  | "sign-off"
  | "echo"
  | "parameters"
  | "status"
  | "key-list"
  | "key-download"
  | "key-end"
  | "application-list"
  | "application-download"
  | "application-end"
  | "settlement"
  | "upload-items"
  | "upload-certificate"
  | "upload-failed"
  | "upload-end"
  | "script-result";

export type ServiceRow = {
  readonly kind: ServiceKind;
  readonly wants: readonly (keyof UnionPayFields)[];
};

/** @source Q/CUP 009.1, network management codes; sign-on 005 (SM) is not offered here */
const SERVICES: Readonly<Record<string, ServiceRow>> = {
  "0800 001": { kind: "sign-on", wants: [11] },
  "0800 003": { kind: "sign-on", wants: [11] },
  "0800 004": { kind: "sign-on", wants: [11] },
  "0800 360": { kind: "parameters", wants: [] },
  "0800 370": { kind: "key-download", wants: [62] },
  "0800 371": { kind: "key-end", wants: [] },
  "0800 380": { kind: "application-download", wants: [62] },
  "0800 381": { kind: "application-end", wants: [] },
  "0820 002": { kind: "sign-off", wants: [11] },
  "0820 301": { kind: "echo", wants: [] },
  "0820 362": { kind: "status", wants: [] },
  "0820 372": { kind: "key-list", wants: [62] },
  "0820 382": { kind: "application-list", wants: [62] },
  "0500 201": { kind: "settlement", wants: [11, 48, 49, 63] },
  "0320 201": { kind: "upload-items", wants: [11, 48] },
  "0320 203": { kind: "upload-certificate", wants: [2, 4, 11, 55] },
  "0320 205": { kind: "upload-certificate", wants: [2, 4, 11, 55] },
  "0320 204": { kind: "upload-failed", wants: [2, 4, 11] },
  "0320 206": { kind: "upload-failed", wants: [2, 4, 11] },
  "0320 202": { kind: "upload-end", wants: [11, 48] },
  "0320 207": { kind: "upload-end", wants: [11, 48] },
  "0620 951": { kind: "script-result", wants: [11, 55, 61] },
};

/** What a message asks of the network; the same two refusals as for an order. */
export function serviceRow(
  mti: string,
  fields: UnionPayFields,
): ServiceRow | "malformed" | "unsupported" {
  const kind = fields[60];
  if (kind === undefined || kind.length < KIND_DIGITS) return "malformed";
  const found = SERVICES[`${mti} ${kind.slice(8, KIND_DIGITS)}`];
  if (found === undefined) return "unsupported";
  return found.wants.some((de) => fields[de] === undefined) ? "malformed" : found;
}

/** How a bank treats each message type that it takes. */
export const MESSAGE_TYPES: Readonly<
  Record<string, { readonly signedOn: boolean; readonly mac: boolean }>
> = {
  "0100": { signedOn: true, mac: true },
  "0200": { signedOn: true, mac: true },
  "0220": { signedOn: true, mac: true },
  "0320": { signedOn: true, mac: false },
  "0400": { signedOn: true, mac: true },
  "0500": { signedOn: true, mac: false },
  "0620": { signedOn: true, mac: true },
  "0800": { signedOn: false, mac: false },
  "0820": { signedOn: false, mac: false },
};

function row(kind: OrderKind, spec: string, wants: OrderRow["wants"]): OrderRow {
  const [mti, processingCode = "", condition = "", type = ""] = spec.split(" ");
  return { kind, mti: mti as OrderRow["mti"], processingCode, condition, type, wants };
}
