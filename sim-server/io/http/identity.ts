import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Person, Store } from "../store/store.ts";

const COOKIE = "tillyard";

/** 128 random bits in hex: whoever knows it is the person, or may join the session. */
export function newSecretId(): string {
  return randomBytes(16).toString("hex");
}

/** The `Set-Cookie` value that makes a browser the person: unreadable to scripts, own site only. */
export function identityCookie(person: Person): string {
  const yearS = 365 * 24 * 60 * 60;
  return `${COOKIE}=${person.id}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${yearS}`;
}

/** Who sends this request; undefined when nobody has entered a nickname there yet. */
export async function whoSends(
  request: IncomingMessage,
  store: Store,
): Promise<Person | undefined> {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  const pair = pairs.find((candidate) => candidate.startsWith(`${COOKIE}=`));
  const id = pair?.slice(COOKIE.length + 1) ?? "";
  return /^[0-9a-f]{32}$/.test(id) ? store.findPerson(id) : undefined;
}
