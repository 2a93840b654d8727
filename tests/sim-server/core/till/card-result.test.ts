import fc from "fast-check";
import { expect, test } from "vitest";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { parseCardResult } from "../../../../sim-server/core/till/card-result.ts";

const GOOD = [
  "R",
  "A",
  "00",
  "000000008640",
  "000123",
  "150930000012",
  "482913",
  "621234******1265",
];

test("a result is read field by field", () => {
  expect(read(GOOD)).toEqual({
    ok: true,
    value: {
      outcome: "approved",
      responseCode: "00",
      amountMinor: 8640,
      stan: "000123",
      rrn: "150930000012",
      approvalCode: "482913",
      cardTail: "1265",
    },
  });
});

test.each([
  ["declined", ["R", "D", "62", "000000008640", "000124", "", "", "621234******1265"]],
  ["cancelled", ["R", "C", "", "000000000000", "", "", "", ""]],
  ["unknown", ["R", "U", "", "999999999999", "000125", "", "", "620000*********0004"]],
  ["reversed", ["R", "R", "", "000000008640", "000125", "", "", "621234******1265"]],
] as const)("a %s transaction is told", (outcome, fields) => {
  expect(read(fields)).toMatchObject({ ok: true, value: { outcome } });
});

test.each([
  ["kind", "unsupported", 0, "Q"],
  ["outcome", "unsupported", 1, "X"],
  ["outcome", "unsupported", 1, ""],
  ["responseCode", "bad-digit", 2, "000"],
  ["amount", "bad-digit", 3, "8640"],
  ["amount", "bad-digit", 3, "00000000864a"],
  ["stan", "bad-digit", 4, "12345"],
  ["rrn", "bad-digit", 5, "1234567890123"],
  ["approvalCode", "bad-digit", 6, "1234567"],
  ["card", "bad-digit", 7, "6212345678901265"],
  ["card", "bad-digit", 7, "621234**1265"],
] as const)("a wrong %s is %s", (field, code, at, text) => {
  const fields = GOOD.map((good, place) => (place === at ? text : good));
  expect(read(fields)).toMatchObject({ ok: false, error: { code, path: ["card result", field] } });
});

test("a field too few or too many is told", () => {
  expect(read(GOOD.slice(1))).toMatchObject({ ok: false, error: { code: "truncated" } });
  expect(read([...GOOD, ""])).toMatchObject({ ok: false, error: { code: "too-long" } });
});

test("no bytes make it throw, and no error repeats them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (payload) => {
      const result = parseCardResult(payload);
      if (!result.ok) expect(result.error.detail).toMatch(/^[a-z-]+ in [a-zA-Z]+$/);
    }),
  );
});

function read(fields: readonly string[]) {
  return parseCardResult(fromLatin1(fields.join("\u001c")));
}
