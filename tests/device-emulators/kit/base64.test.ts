import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64 } from "../../../device-emulators/kit/base64.ts";
import { toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { ok } from "../../../device-emulators/kit/result.ts";

// RFC 4648, section 10
test.each([
  ["", ""],
  ["Zg==", "f"],
  ["Zm8=", "fo"],
  ["Zm9v", "foo"],
  ["Zm9vYg==", "foob"],
  ["Zm9vYmE=", "fooba"],
  ["Zm9v\n  YmFy\n", "foobar"],
])("%j stands for %j", (text, expected) => {
  const decoded = decodeBase64(text);
  expect(decoded.ok && toLatin1(decoded.value)).toBe(expected);
});

test.each(["Z", "Zg", "Zg=", "Zg===", "====", "Zm9v=", "Z=g=", "Zm-v", "Zm9é"])(
  "%j is none",
  (text) => {
    expect(decodeBase64(text).ok).toBe(false);
  },
);

test("any bytes come back", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(decodeBase64(Buffer.from(bytes).toString("base64"))).toEqual(ok(bytes));
    }),
  );
});

test("any text is read without failing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void decodeBase64(text)));
});
