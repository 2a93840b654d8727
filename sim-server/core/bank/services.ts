import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import type { Chance } from "../../../device-emulators/kit/chance.ts";
import {
  decodeScriptResults,
  type ScriptResult,
} from "../../../device-emulators/kit/script-results.ts";
import type { UnionPayFields } from "../iso8583/dialects/unionpay.ts";
import { type Request, type Scribe, tellDecision } from "./answers.ts";
import type { Downloads } from "./downloads.ts";
import type { BankEmit } from "./events.ts";
import type { Answer, Exchange, Exchanges } from "./exchanges.ts";
import { drawWorkingKeys, type KeySet } from "./keys.ts";
import { type ServiceKind, serviceRow } from "./kinds.ts";
import { readOriginal } from "./orders.ts";
import type { Finding } from "./response-codes.ts";
import type { ScriptOrders } from "./script-orders.ts";
import { nextBatch, type Settlement } from "./settlement.ts";
import type { HostInstruction, Terminal } from "./terminals.ts";

/** What the acquirer needs to serve its terminals with everything but money. */
export type ServiceParts = {
  readonly scribe: Scribe;
  readonly chance: Chance;
  readonly emit: BankEmit;
  readonly downloads: Downloads;
  readonly settlement: Settlement;
  readonly exchanges: Exchanges;
  readonly scripts: ScriptOrders;
};

type Call = {
  readonly parts: ServiceParts;
  readonly request: Request;
  readonly terminal: Terminal;
  readonly fields: UnionPayFields;
  /** DE 60.2 and 60.3. */
  readonly batch: string;
  readonly code: string;
};

/** What a service finds, and what its answer then says. */
type Served = { readonly finding: Finding; readonly says?: Partial<UnionPayFields> };

const NOTHING = new Uint8Array(0);

const SERVED: Served = { finding: "served" };

/** Everything that a service does; what it obeys by being used is in `OBEYS`. */
const SERVICES: Readonly<Record<Exclude<ServiceKind, "sign-on">, (call: Call) => Served>> = {
  "sign-off": ({ terminal }) => {
    delete terminal.signOn;
    return { finding: "signed-off" };
  },
  echo: () => SERVED,
  status: () => SERVED,
  parameters: ({ parts, terminal }) => serve(parts.downloads.parameters(terminal.merchant)),
  "key-list": ({ parts, fields }) => serve(parts.downloads.listKeys(fields[62] ?? NOTHING)),
  "key-download": ({ parts, fields }) => serve(parts.downloads.key(fields[62] ?? NOTHING)),
  "key-end": () => SERVED,
  "application-list": ({ parts, fields }) =>
    serve(parts.downloads.listApplications(fields[62] ?? NOTHING)),
  "application-download": ({ parts, fields }) =>
    serve(parts.downloads.application(fields[62] ?? NOTHING)),
  "application-end": () => SERVED,
  settlement: settle,
  "upload-items": ({ parts, terminal, batch, fields }) => {
    const read = parts.settlement.uploadItems({ terminal: terminal.id, batch }, fields[48] ?? "");
    return { finding: read ? "uploaded" : "malformed", says: { 48: fields[48] } };
  },
  "upload-certificate": (call) => upload(call, "certificate"),
  "upload-failed": (call) => upload(call, "failed"),
  "upload-end": ({ parts, terminal, batch, code, fields }) => {
    parts.settlement.endUpload({ terminal: terminal.id, batch }, code === "202");
    return { finding: "uploaded", says: { 48: fields[48] } };
  },
  "script-result": noteScript,
};

/** What is done once these have been asked for. */
const OBEYS: Readonly<Partial<Record<ServiceKind, HostInstruction>>> = {
  "sign-on": "sign-on",
  parameters: "parameters",
  status: "status",
  "key-end": "keys",
  "application-end": "applications",
};

/** Answers what is asked of the network: sign-on, downloads, settlement, uploads and the like. */
export function serveTerminal(parts: ServiceParts, request: Request, terminal: Terminal): Answer {
  const { mti, fields } = request.message;
  const row = serviceRow(mti, fields);
  if (typeof row === "string") return decided(parts, request, { finding: row });
  request.passed.push("format");
  const kind = fields[60] ?? "";
  const call: Call = {
    parts,
    request,
    terminal,
    fields,
    batch: kind.slice(2, 8),
    code: kind.slice(8, 11),
  };
  if (request.ruled !== undefined) {
    const ruled = parts.scribe.answer(request, "ruled", { 39: request.ruled });
    tellDecision(request, ruled, parts.emit);
    return ruled;
  }
  const answer =
    row.kind === "sign-on" ? signOn(call) : decided(parts, request, SERVICES[row.kind](call));
  const obeyed = OBEYS[row.kind];
  if (obeyed !== undefined) terminal.instructions.delete(obeyed);
  return answer;
}

function signOn({ parts, request, terminal, fields, batch, code }: Call): Answer {
  const { 11: stan = "", 60: kind = "" } = fields;
  const { signOn: last } = terminal;
  if (last?.stan === stan && last.kind === kind) {
    request.course.repeated = true;
    parts.emit("bank.repeated", { mti: "0800", exchange: `${terminal.id}/${batch}/${stan}` });
    return last.answer;
  }
  const keys = drawWorkingKeys(terminal.master, parts.chance, code as KeySet);
  // The answer names the batch to go on with, which settles a difference after a lost settlement.
  const wanted = `${kind.slice(0, 2)}${terminal.batch ?? batch}${kind.slice(8)}`;
  const says = { 60: wanted, 62: keys.download };
  const answer = parts.scribe.answer(request, "signed-on", says);
  terminal.signOn = { keys, stan, kind, answer };
  tellDecision(request, answer, parts.emit);
  return answer;
}

function settle({ parts, request, terminal, batch, fields }: Call): Served {
  const { batch: expected } = terminal;
  if (expected !== undefined && expected !== batch && expected !== nextBatch(batch)) {
    return { finding: "batch-closed" };
  }
  const closing = request.day.closing;
  const totals = parts.settlement.settle(terminal, { batch, totals: fields[48] ?? "", closing });
  return totals === undefined
    ? { finding: "malformed" }
    : { finding: "settled", says: { 48: totals } };
}

function upload({ parts, terminal, batch, fields }: Call, kind: "certificate" | "failed"): Served {
  const { 4: amount = "", 11: stan = "" } = fields;
  const item = { stan, amountMinor: Number(amount), kind };
  parts.settlement.uploadOne({ terminal: terminal.id, batch }, item);
  return { finding: "uploaded" };
}

/** @source Q/CUP 009.1, script result: DF31 in DE 55, the original in DE 61 */
function noteScript({ parts, request, terminal, fields }: Call): Served {
  const { batch, stan } = readOriginal(fields[61]);
  const exchange = parts.exchanges.find({ terminal: terminal.id, batch, stan });
  if (exchange === undefined) return { finding: "original-unknown" };
  const read = decodeTlv(fields[55] ?? NOTHING);
  const told = read.ok ? read.value.find(({ tag }) => tag === "DF31")?.value : undefined;
  const results = told && decodeScriptResults(told);
  if (told === undefined || results === undefined) return { finding: "malformed" };
  const known = exchange.scriptResult;
  exchange.scriptResult = toHex(told);
  request.course.repeated = known === exchange.scriptResult;
  if (!request.course.repeated)
    for (const result of results) noteResult(parts, exchange, request, result);
  return SERVED;
}

/** The issuer learns what its card has made of an order. */
function noteResult(
  { scripts, emit }: ServiceParts,
  { key, card }: Exchange,
  { course }: Request,
  { identifier, outcome }: ScriptResult,
): void {
  const order = card && scripts.note(card, identifier, outcome);
  if (order === undefined) return;
  course.script = `${order} ${outcome}`;
  emit("bank.script", { exchange: key, script: identifier, order, state: outcome });
}

function serve(download: Uint8Array): Served {
  return { finding: "served", says: { 62: download } };
}

function decided(parts: ServiceParts, request: Request, { finding, says }: Served): Answer {
  const answer = parts.scribe.answer(request, finding, says);
  tellDecision(request, answer, parts.emit);
  return answer;
}
