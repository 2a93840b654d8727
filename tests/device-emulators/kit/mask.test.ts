import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { maskedHex, maskedTextHex, maskText } from "../../../device-emulators/kit/mask.ts";

const PAN = "6212345678901265";
const MASKED = "621234******1265";

test.each([
  ["a card number alone", PAN, MASKED],
  ["inside other digits", `000001${PAN} 1`, `000001${MASKED} 1`],
  // Eighteen digits satisfy Luhn as well as sixteen, and so do later ones: each is hidden.
  ["before zeros", `${PAN}0000`, "621234**********0000"],
  // The digits before it and its first satisfy Luhn too: neither may be shown whole.
  ["behind digits that overlap it", `300403840399${PAN}`, "300403****996***********1265"],
  ["twice", `${PAN} ${PAN}`, `${MASKED} ${MASKED}`],
  ["digits whose check digit is wrong", "6212345678901266", "6212345678901266"],
  ["too few digits", "621234567890", "621234567890"],
  ["no digits", "TILLYARD", "TILLYARD"],
])("in text: %s", (_name, text, expected) => {
  expect(maskText(text)).toBe(expected);
});

test.each([
  ["packed", fromHex(PAN), MASKED],
  ["packed behind a tag and a length", fromHex(`5A08${PAN}`), `5A08${MASKED}`],
  ["packed with half a byte F", fromHex("6205500000000000004F"), "620550*********0004F"],
  ["as a track", fromHex(`${PAN}D30122200000000000`), `${MASKED}D30122200000000000`],
  ["in ASCII", fromLatin1(`A${PAN}B`), "41363231323334************3132363542"],
  ["in EBCDIC", fromHex("F6F2F1F2F3F4F5F6F7F8F9F0F1F2F6F5"), "F6F2F1F2F3F4************F1F2F6F5"],
])("in hex: %s", (_name, bytes, expected) => {
  expect(maskedHex(bytes)).toBe(expected);
});

test("text keeps the hex of what is not hidden", () => {
  expect(maskedTextHex(fromLatin1("12345678"), "12345678")).toBe("3132333435363738");
  expect(maskedTextHex(fromLatin1(`${PAN}*`), `${PAN}*`)).toBe(
    "363231323334************313236352A",
  );
});

test("wherever a card number stands in bytes, it is never shown whole", () => {
  const around = fc.uint8Array({ maxLength: 12 });
  fc.assert(
    fc.property(around, around, (before, after) => {
      const hex = maskedHex(fromHex(toHex(before) + PAN + toHex(after)));
      expect(hex).toHaveLength((before.length + after.length) * 2 + PAN.length);
      expect(hex).not.toContain(PAN);
    }),
  );
});
