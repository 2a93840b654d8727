import { request } from "node:https";
import { createRequire } from "node:module";
import { Client, Config, EnvironmentEnum, TerminalLocalAPI } from "@adyen/api-library";
import type { SaleToPOIResponse } from "@adyen/api-library/lib/src/typings/terminal/saleToPOIResponse.js";
import type { TerminalApiRequest } from "@adyen/api-library/lib/src/typings/terminal/terminalApiRequest.js";
import type { TerminalApiResponse } from "@adyen/api-library/lib/src/typings/terminal/terminalApiResponse.js";
import type { NexoKey } from "../../sim-server/io/nexo/keys.ts";
import type { TestTerminal } from "./terminal-process.ts";

/** Somebody's POS: Adyen's own client, as it speaks to a terminal in the shop. */
export type Pos = {
  /** Sends a request of a category. @returns the response; undefined where there is none */
  readonly ask: (
    category: string,
    body: object,
    more?: { readonly service?: string; readonly sale?: string; readonly poi?: string },
  ) => Promise<SaleToPOIResponse | undefined>;
  readonly pay: (amount: number, service?: string) => Promise<SaleToPOIResponse | undefined>;
};

type Named = { readonly service: string; readonly sale?: string; readonly poi?: string };

function messageOf(category: string, body: object, { service, sale, poi }: Named): object {
  return {
    SaleToPOIRequest: {
      MessageHeader: {
        ProtocolVersion: "3.0",
        MessageClass: "Service",
        MessageCategory: category,
        MessageType: "Request",
        ServiceID: service,
        SaleID: sale ?? "POS1",
        POIID: poi ?? "TY1-10023017",
      },
      [`${category}Request`]: body,
    },
  };
}

type Plain = new (
  client: Client,
) => {
  readonly request: (message: TerminalApiRequest) => Promise<TerminalApiResponse>;
};

/** The library keeps its plain client to itself, for tests of terminals. */
const UNENCRYPTED = createRequire(import.meta.url)(
  "@adyen/api-library/lib/src/services/terminalLocalAPIUnencrypted.js",
) as { readonly default: Plain };

/** Connects a POS to a terminal. @param key where the two encipher what they say */
export function connectPos({ port, certificate }: TestTerminal, key?: NexoKey): Pos {
  const client = new Client(
    new Config({
      apiKey: "none is looked at",
      environment: EnvironmentEnum.TEST,
      // The client puts its own port behind it; behind a # that is nobody's.
      terminalApiLocalEndpoint: `https://127.0.0.1:${port}/nexo/#`,
      certificatePath: certificate,
    }),
  );
  const send = key === undefined ? sendPlain(client) : sendSealed(client, key);
  let services = 0;
  const ask: Pos["ask"] = async (category, body, more = {}) => {
    services += 1;
    const message = messageOf(category, body, { service: String(services), ...more });
    const response = await send(message as unknown as TerminalApiRequest);
    return response.SaleToPOIResponse;
  };
  return {
    ask,
    pay: (amount, service) =>
      ask("Payment", payment(amount), service === undefined ? {} : { service }),
  };
}

function sendPlain(client: Client): (message: TerminalApiRequest) => Promise<TerminalApiResponse> {
  const api = new UNENCRYPTED.default(client);
  return (message) => api.request(message);
}

function sendSealed(
  client: Client,
  { identifier, version, passphrase }: NexoKey,
): (message: TerminalApiRequest) => Promise<TerminalApiResponse> {
  const api = new TerminalLocalAPI(client);
  const key = {
    AdyenCryptoVersion: 1,
    KeyIdentifier: identifier,
    KeyVersion: version,
    Passphrase: passphrase,
  };
  return (message) => api.request(message, key);
}

/** The body of a PaymentRequest. */
export function payment(amount: number, currency = "CNY", type = "Normal"): object {
  return {
    SaleData: {
      SaleTransactionID: { TransactionID: "sale-1", TimeStamp: "2025-06-18T01:41:00.000Z" },
    },
    PaymentTransaction: { AmountsReq: { Currency: currency, RequestedAmount: amount } },
    PaymentData: { PaymentType: type },
  };
}

type Part = {
  readonly Response: {
    readonly Result?: unknown;
    readonly ErrorCondition?: unknown;
    readonly AdditionalResponse?: string;
  };
};

/** A response on one line: `Success`, `Failure WrongPIN: 55 incorrect PIN`. */
export function drawResponse(part: Part | undefined): string {
  if (part === undefined) return "nothing";
  const { Result, ErrorCondition, AdditionalResponse = "" } = part.Response;
  if (ErrorCondition === undefined) return String(Result);
  const said = new URLSearchParams(AdditionalResponse);
  const why = said.get("refusalReason") ?? said.get("errors") ?? "";
  return `${Result} ${ErrorCondition}: ${why}`;
}

/** Sends a request of whatever kind, and gives the connection up when told to. */
export function sendRaw(
  { port }: Pick<TestTerminal, "port">,
  text: string,
): { readonly reply: Promise<{ status: number; body: string }>; readonly hangUp: () => void } {
  const options = { port, path: "/nexo/", method: "POST", rejectUnauthorized: false };
  const sent = request(options);
  const reply = new Promise<{ status: number; body: string }>((resolve, reject) => {
    sent.once("error", reject);
    sent.once("response", (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        body += chunk;
      });
      response.once("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
  sent.end(text);
  return { reply, hangUp: () => void sent.destroy() };
}

/** A PaymentRequest as text. */
export function paymentText(amount: number, service: string): string {
  return JSON.stringify(messageOf("Payment", payment(amount), { service }));
}
