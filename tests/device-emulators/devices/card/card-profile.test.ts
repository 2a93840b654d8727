import { describe, expect, test } from "vitest";
import { faceOf } from "../../../../device-emulators/devices/card/card-profile.ts";
import { PROFILE, pan } from "../../../kit/cards.ts";

describe("faceOf", () => {
  test("shows number, expiry, name, bank and where the chip is", () => {
    expect(faceOf(PROFILE)).toEqual({
      number: "6212 3456 7890 1265",
      expiry: "12/30",
      name: "LI XIAOMING",
      bank: "示例银行",
      chipSide: "left",
    });
  });

  test("leaves the odd digits of a long number at its end", () => {
    expect(faceOf({ ...PROFILE, pan: pan("6212345678900000003") }).number).toBe(
      "6212 3456 7890 0000 003",
    );
  });
});
