import { expect, test } from "vitest";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { CTQ, isSet, TTQ, withBits } from "../../../device-emulators/kit/qualifier-bits.ts";

test("the qualifiers that a terminal was seen to send say what it can do", () => {
  // Observed in a published trace of a quick UICS transaction.
  const seen = fromHex("36800000");
  const set = Object.entries(TTQ).flatMap(([name, bit]) => (isSet(seen, bit) ? [name] : []));
  expect(set.join(" ")).toBe("quick contactChip onlinePin signature onlineWanted");
});

test("bits are set on a copy, and a byte that is missing has none", () => {
  const none = new Uint8Array(2);
  expect(toHex(withBits(none, [CTQ.onlinePin, CTQ.holdersDevice]))).toBe("8080");
  expect(toHex(none)).toBe("0000");
  expect(isSet(fromHex("FF"), CTQ.holdersDevice)).toBe(false);
});
