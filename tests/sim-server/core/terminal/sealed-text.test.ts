import { expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { KEYS } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import { sealText, unsealText } from "../../../../sim-server/core/terminal/sealed-text.ts";

const cipher = desCipher(fromHex(KEYS.tmk));

test.each(["6212345678901265", "6205500000000000004"])("%s is sealed and opened", (pan) => {
  const sealed = sealText(cipher, pan);
  expect(sealed).toMatch(/^[0-9A-F]{32}$/);
  expect(sealed).not.toContain(pan.slice(6, 12));
  expect(unsealText(cipher, sealed)).toBe(pan);
});
