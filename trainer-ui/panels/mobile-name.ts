import type { WireView } from "../../sim-server/contract/index.ts";
import type { Words } from "../text/zh-cn.ts";

/** What the customer's phone shows, in words; undefined while it is out of sight. */
export function mobileName(
  mobile: WireView["mobile"] | undefined,
  { mobileShows }: Words["things"],
): string | undefined {
  switch (mobile?.shows) {
    case "card":
      return mobileShows.card(mobile.tail);
    case "code":
      return mobileShows[mobile.scheme];
    case "k-code":
      return mobileShows.kCode(mobile.digits);
    case "call":
      return mobileShows.call;
    default:
      return undefined;
  }
}
