import { randomBytes } from "node:crypto";
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { Server } from "node:net";
import { listen, portOf } from "../../../device-emulators/transports/listen.ts";
import type { Certificate } from "./certificate.ts";
import type { Dialogue } from "./dialogue.ts";
import { refused } from "./dialogue.ts";
import { type DerivedKeys, deriveKeys, IV_BYTES, type NexoKey } from "./keys.ts";
import { type Header, type RequestFault, readRequest } from "./messages.ts";
import { refuse } from "./refusals.ts";
import { rejection } from "./rejection.ts";
import { looksSealed, seal, unseal } from "./sealed.ts";
import { failure, malformed, responseTo } from "./words.ts";

export type NexoOptions = {
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  /** Speaks TLS with it; plain HTTP without. */
  readonly certificate: Certificate | undefined;
  /** Wants every message enciphered under it; without one every message is plain. */
  readonly key: NexoKey | undefined;
  readonly failed: (error: unknown) => void;
};

export type NexoListener = { readonly port: number; readonly close: () => Promise<void> };

/** @source Adyen Terminal API: where terminals listen */
export const NEXO_PORT = 8_443;
const PATHS: readonly (string | undefined)[] = ["/nexo", "/nexo/"];
/** Chosen: a hundred times a payment's request. */
const BODY_BYTES_MAX = 131_072;
/** Chosen: every till of a large shop, twice over. */
const CONNECTIONS_MAX = 256;

const FLAGS = "--port N, --host ADDRESS";

type Reply = { readonly status: number; readonly type: "json" | "text"; readonly body: string };

/** What is needed to read and to word a message. */
type Ears = {
  readonly dialogue: Dialogue;
  readonly secret: { readonly key: NexoKey; readonly keys: DerivedKeys } | undefined;
};

/**
 * Listens for POSs that speak nexo.
 *
 * @throws TillyardError `port-in-use` or `config-invalid`
 */
export async function listenForPos(
  dialogue: Dialogue,
  { host, port, certificate, key, failed }: NexoOptions,
): Promise<NexoListener> {
  const ears: Ears = { dialogue, secret: key && { key, keys: deriveKeys(key.passphrase) } };
  const take = (request: IncomingMessage, response: ServerResponse): void => {
    serve(ears, request)
      .catch((error: unknown): Reply => {
        failed(error);
        return textReply(500, "the terminal has failed; its log says how");
      })
      .then((reply) => send(response, reply))
      .catch(failed);
  };
  const server = certificate === undefined ? createHttp(take) : createHttps(certificate, take);
  server.maxConnections = CONNECTIONS_MAX;
  await listen(server as Server, { host, port }, FLAGS);
  server.on("error", failed);
  return {
    port: portOf(server),
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

function send(response: ServerResponse, { status, type, body }: Reply): void {
  // Whoever asked may be gone; the answer is kept for when it is asked for again.
  if (response.destroyed) return;
  const mime = type === "json" ? "application/json" : "text/plain";
  response.writeHead(status, { "content-type": `${mime}; charset=utf-8` }).end(body);
}

async function serve(ears: Ears, request: IncomingMessage): Promise<Reply> {
  const path = request.url?.split("?")[0];
  if (!PATHS.includes(path)) return textReply(404, "POST nexo messages to /nexo/");
  if (request.method !== "POST") return textReply(405, "POST nexo messages to /nexo/");
  const text = await readBody(request);
  if (text === undefined) return textReply(413, `a message has ${BODY_BYTES_MAX} bytes at most`);
  const message = readJson(text);
  if ("fault" in message) return textReply(400, message.fault);
  const outer = memberOf(message.value, "SaleToPOIRequest");
  if (outer === undefined) {
    return jsonReply(400, rejection("At SaleToPOIRequest: Missing", message.value, new Date()));
  }
  const inner = open(ears, outer);
  if ("fault" in inner) return jsonReply(401, rejection(inner.fault, outer, new Date()));
  return word(ears, await answer(ears, inner.value));
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

type Opened = { readonly value: unknown } | { readonly fault: string };

function readJson(text: string): Opened {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : "";
    const at = Number(/position (\d+)/.exec(why)?.[1] ?? text.length);
    const before = text.slice(0, at).split("\n");
    const column = (before.at(-1) ?? "").length + 1;
    return { fault: `Bad JSON: line ${before.length}, column ${column}` };
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** The plain message, where it came as the terminal is set up to have it. */
function open({ secret }: Ears, outer: unknown): Opened {
  if (secret === undefined) {
    return looksSealed(outer)
      ? { fault: "the message is enciphered, and the terminal has no key" }
      : { value: outer };
  }
  if (!looksSealed(outer)) return { fault: "the terminal takes enciphered messages only" };
  const text = unseal(outer, secret.key, secret.keys);
  if (!text.ok) return { fault: text.error };
  const inner = readJson(text.value);
  if ("fault" in inner) return inner;
  // Adyen's library enciphers the message with its outermost member.
  return { value: memberOf(inner.value, "SaleToPOIRequest") ?? inner.value };
}

type Answered = { readonly header: Header | undefined; readonly body: object | undefined };

async function answer({ dialogue }: Ears, message: unknown): Promise<Answered> {
  const read = readRequest(message);
  if (read.ok) return { header: read.value.header, body: await dialogue.converse(read.value) };
  return faultAnswer(read.error, message);
}

function faultAnswer(fault: RequestFault, message: unknown): Answered {
  switch (fault.kind) {
    case "unreadable":
      return { header: undefined, body: rejection(fault.errors, message, new Date()) };
    case "malformed": {
      const { header, errors } = fault;
      const body = refused(header.MessageCategory, malformed(errors));
      return { header, body: responseTo(header, body) };
    }
    case "not-done": {
      const { header } = fault;
      const why = `${header.MessageCategory} is not done by this terminal`;
      const Response = failure(refuse("UnavailableService", "NOT_DONE", why));
      return { header, body: responseTo(header, refused(header.MessageCategory, Response)) };
    }
  }
}

function word({ secret }: Ears, { header, body }: Answered): Reply {
  if (body === undefined) return { status: 200, type: "json", body: "" };
  if (header === undefined) return jsonReply(400, body);
  if (secret === undefined) return jsonReply(200, body);
  const outer = { ...header, MessageType: "Response" };
  const nonce = randomBytes(IV_BYTES);
  const sealed = seal(outer, JSON.stringify(body), { ...secret, nonce });
  return jsonReply(200, { SaleToPOIResponse: sealed });
}

function jsonReply(status: number, body: object): Reply {
  return { status, type: "json", body: JSON.stringify(body) };
}

function textReply(status: number, body: string): Reply {
  return { status, type: "text", body: `${body}\n` };
}
