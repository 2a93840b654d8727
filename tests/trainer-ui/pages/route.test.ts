import { expect, test } from "vitest";
import { formatRoute, parseRoute } from "../../../trainer-ui/pages/route.ts";

const SESSION = "0123456789abcdef0123456789abcdef";

test.each([
  ["", "#/"],
  ["#/", "#/"],
  ["#/practice", "#/practice"],
  [`#/counter/${SESSION}`, `#/counter/${SESSION}`],
  [`#/debrief/${SESSION}`, `#/debrief/${SESSION}`],
  [`#/counter/${SESSION}0`, "#/"],
  [`#/counter/${SESSION.slice(1)}`, "#/"],
  [`#/counter/${SESSION.toUpperCase()}`, "#/"],
  [`#/other/${SESSION}`, "#/"],
  [`#/counter/${SESSION}/more`, "#/"],
])("the address %j leads to %s", (hash, place) => {
  expect(formatRoute(parseRoute(hash))).toBe(place);
});
