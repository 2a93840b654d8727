import { describe, expect, test } from "vitest";
import { desPair } from "../../../device-emulators/crypto/blocks.ts";
import { CHECK_SERVICE_CODE, computeCvv } from "../../../device-emulators/crypto/card-check.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { CVVS } from "../../../sim-server/conformance/vectors/card-values.ts";

const KEY = desPair(fromHex("0123456789ABCDEFFEDCBA9876543210"));
const CARD = { pan: "4123456789012345", expiry: "8701" };

describe("computeCvv", () => {
  test.each(CVVS)("$id", ({ key, expected, ...card }) => {
    expect(computeCvv(desPair(fromHex(key)), card)).toBe(expected);
  });

  test.each([
    ["CVV2", CHECK_SERVICE_CODE.cvv2, "636"],
    ["iCVV", CHECK_SERVICE_CODE.icvv, "651"],
  ])("gives %s with the service code that stands for it", (_name, serviceCode, value) => {
    expect(computeCvv(KEY, { ...CARD, serviceCode })).toBe(value);
  });

  test("depends on the order of the expiry", () => {
    const serviceCode = "101";
    expect(computeCvv(KEY, { ...CARD, expiry: "0187", serviceCode })).not.toBe(
      computeCvv(KEY, { ...CARD, serviceCode }),
    );
  });

  test("is computed over digits alone", () => {
    expect(() => computeCvv(KEY, { ...CARD, serviceCode: "10A" })).toThrow("digits");
  });
});
