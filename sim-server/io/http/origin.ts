import type { IncomingMessage } from "node:http";

/**
 * Whether a request comes from a page of this server: its Origin names the host it was sent to.
 * A browser always says where a socket or a posting comes from; saying nothing is not enough.
 */
export function fromOwnPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || host === undefined) return false;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
