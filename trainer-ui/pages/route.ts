/** Where in the trainer somebody is; kept in the address, so that a page can be reloaded. */
export type Route =
  | { readonly page: "home" | "practice" }
  | { readonly page: "counter" | "debrief"; readonly session: string };

/** Session ids are 128 bits in hex; anything else leads home. */
const SESSION_PAGE = /^#\/(counter|debrief)\/([0-9a-f]{32})$/;

/** Reads the part of an address after `#`. */
export function parseRoute(hash: string): Route {
  if (hash === "#/practice") return { page: "practice" };
  const match = SESSION_PAGE.exec(hash);
  if (match?.[2] === undefined) return { page: "home" };
  return { page: match[1] === "debrief" ? "debrief" : "counter", session: match[2] };
}

/** Writes a place as the part of an address after `#`. */
export function formatRoute(route: Route): string {
  if ("session" in route) return `#/${route.page}/${route.session}`;
  return route.page === "home" ? "#/" : `#/${route.page}`;
}

/** Goes there; the page follows the address. */
export function go(route: Route): void {
  location.hash = formatRoute(route);
}
