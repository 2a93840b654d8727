import { createCipheriv } from "node:crypto";
import { expect, test } from "vitest";
import { TEST_MASTER_KEYS } from "../../../../sim-server/io/devices/test-keys.ts";

/** Check values of the published keys, by another's cipher; a key mistyped gives others. */
test.each([
  ["counter", "08D7B4"],
  ["x9.24", "AF8C07"],
])("the key %s has the check value %s", (name, value) => {
  const key = TEST_MASTER_KEYS.get(name) ?? "";
  const cipher = createCipheriv("des-ede3-ecb", Buffer.from(key + key.slice(0, 16), "hex"), null);
  expect(cipher.update("0".repeat(16), "hex", "hex").slice(0, 6).toUpperCase()).toBe(value);
});
