import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRequest, requestName } from "../../../../device-emulators/devices/pin-pad/requests.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { encodeGb18030 } from "../../../../device-emulators/kit/gb18030.ts";

const question = { kind: "ask-pin", amountMinor: 8640, pan12: "001234567890", waitMs: 60_000 };

const offline = { kind: "ask-offline-pin", amountMinor: 8640, digitsMax: 6, waitMs: 60_000 };

describe("readRequest", () => {
  test.each([
    ["P8640;001234567890;0;6;60000", { ...question, digitsMin: 0, digitsMax: 6 }],
    ["P8640;001234567890;4;4;60000", { ...question, digitsMin: 4, digitsMax: 4 }],
    ["P8640;001234567890;12;12;60000", { ...question, digitsMin: 12, digitsMax: 12 }],
    ["P999999999999;001234567890;0;4;300000", { amountMinor: 999_999_999_999, waitMs: 300_000 }],
    ["V8640;0;6;60000", { ...offline, digitsMin: 0, cipher: undefined }],
    [
      "V8640;4;6;60000;D3ED;03;0102030405060708",
      {
        ...offline,
        digitsMin: 4,
        cipher: {
          key: { modulus: fromHex("D3ED"), exponent: fromHex("03") },
          challenge: fromHex("0102030405060708"),
        },
      },
    ],
    ["C", { kind: "cancel" }],
    ["S金额;", { kind: "show", lines: ["金额", ""] }],
    ["K0123456789ABCDEF;01234567", { kind: "load-key" }],
  ])("%s", (payload, expected) => {
    expect(readRequest(bytes(`01${payload}`))).toMatchObject({ ok: true, value: expected });
  });

  test.each([
    ["an amount with a point", "86.40;001234567890;0;6;60000"],
    ["an amount of 13 digits", "1000000000000;001234567890;0;6;60000"],
    ["eleven digits of the card", "8640;00123456789;0;6;60000"],
    ["letters for the card", "8640;00123456789A;0;6;60000"],
    ["fewer than four digits", "8640;001234567890;3;6;60000"],
    ["more than twelve digits", "8640;001234567890;0;13;60000"],
    ["less than it begins with", "8640;001234567890;6;5;60000"],
    ["no digits at all", "8640;001234567890;0;0;60000"],
    ["more time than there is", "8640;001234567890;0;6;300001"],
    ["a field short", "8640;001234567890;0;6"],
  ])("refuses %s", (_name, fields) => {
    expect(readRequest(bytes(`02P${fields}`))).toMatchObject({ error: { code: "bad-digit" } });
  });

  test.each([
    ["a field short", "8640;0;6"],
    ["fewer than four digits", "8640;3;6;60000"],
    ["a key without exponent and challenge", "8640;0;6;60000;D3ED"],
    ["a key without a challenge", "8640;0;6;60000;D3ED;03"],
    ["a challenge of seven bytes", "8640;0;6;60000;D3ED;03;01020304050607"],
    ["a key that is no hex", "8640;0;6;60000;XX;03;0102030405060708"],
    ["a key that is too long", `8640;0;6;60000;${"FF".repeat(249)};03;0102030405060708`],
    ["an exponent that is too long", "8640;0;6;60000;D3ED;00010001;0102030405060708"],
  ])("refuses a question for the card's PIN with %s", (_name, fields) => {
    expect(readRequest(bytes(`02V${fields}`))).toMatchObject({ error: { code: "bad-digit" } });
  });

  test("a letter that is no request is unsupported", () => {
    expect(readRequest(bytes("02X"))).toMatchObject({ error: { code: "unsupported" } });
  });

  test("any bytes are a request or a fault", () => {
    fc.assert(
      fc.property(fc.constantFrom("K", "P", "V", "C", "S"), fc.uint8Array(), (letter, rest) => {
        const result = readRequest(Uint8Array.from([...bytes(`01${letter}`), ...rest]));
        if (!result.ok) expect(result.error.code).toBe("bad-digit");
      }),
    );
  });
});

test.each([
  ["01P", "01P"],
  ["99Cmore", "99C"],
  ["1PA", undefined],
  ["01p", undefined],
  ["01", undefined],
  ["", undefined],
])("%j is named %s", (payload, name) => {
  expect(requestName(bytes(payload))).toBe(name);
});

function bytes(payload: string): Uint8Array {
  return encodeGb18030(payload.replaceAll(";", "\u001c"));
}
