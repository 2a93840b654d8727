import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { fromOwnPage } from "../http/origin.ts";
import type { Refusal } from "./route.ts";

/** Who may use a control port. */
export type Guard = {
  /** Wanted of every request but for the page itself; without it whoever reaches the port may ask. */
  readonly token: string | undefined;
  /** The port is on loopback: only its own names are answered, so that no other page's name leads here. */
  readonly loopback: boolean;
};

/** Says why a request is not served, or undefined. */
export type Check = (request: IncomingMessage) => Refusal | undefined;

const OWN_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

export function refuseOtherHosts({ loopback }: Guard): Check {
  if (!loopback) return () => undefined;
  return ({ headers }) => {
    const name = (headers.host ?? "").replace(/:\d+$/, "");
    if (OWN_NAMES.has(name)) return undefined;
    return {
      status: 403,
      error: "this port answers to localhost alone",
      hint: "call it http://localhost:PORT; from elsewhere, start it with --host and --control-token",
    };
  };
}

export function refuseStrangers({ token }: Guard): Check {
  if (token === undefined) return () => undefined;
  const wanted = Buffer.from(`Bearer ${token}`);
  return ({ headers }) => {
    const given = Buffer.from(headers.authorization ?? "");
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return undefined;
    return {
      status: 401,
      error: "the control token is missing or wrong",
      hint: "send the header Authorization: Bearer TOKEN",
    };
  };
}

/** A browser always says which page asks; programs say nothing. */
export const refuseOtherPages: Check = (request) => {
  if (request.headers.origin === undefined || fromOwnPage(request)) return undefined;
  return {
    status: 403,
    error: "requests of other pages are refused",
    hint: "leave the Origin header out, or use the page of this port",
  };
};

/** A page of somebody else can send neither JSON nor a false Origin. */
export const refuseForgeries: Check = (request) => {
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  const foreign = refuseOtherPages(request);
  if (foreign !== undefined) return foreign;
  if (/^application\/json\b/i.test(request.headers["content-type"] ?? "")) return undefined;
  return {
    status: 415,
    error: "what changes something must be JSON",
    hint: "send the header Content-Type: application/json, even without a body",
  };
};
