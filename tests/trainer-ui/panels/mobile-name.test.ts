import { expect, test } from "vitest";
import type { WireView } from "../../../sim-server/contract/index.ts";
import { mobileName } from "../../../trainer-ui/panels/mobile-name.ts";
import { EN } from "../../../trainer-ui/text/en.ts";

test.each<[WireView["mobile"] | undefined, string | undefined]>([
  [undefined, undefined],
  [{ shows: "nothing" }, undefined],
  [{ shows: "card", tail: "1265" }, "card on the phone, ending in 1265"],
  [{ shows: "code", scheme: "unionpay", turn: 0 }, "payment code of a bank app"],
  [{ shows: "code", scheme: "alipay", turn: 3 }, "payment code of a wallet app"],
  [{ shows: "call" }, "on the phone to her bank"],
])("a phone that shows %j is called %s", (mobile, name) => {
  expect(mobileName(mobile, EN.things)).toBe(name);
});
