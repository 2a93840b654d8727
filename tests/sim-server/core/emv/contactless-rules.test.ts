import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  type ContactlessConfig,
  dutiesOf,
  holderResults,
  mayTap,
  qualifiersFor,
} from "../../../../sim-server/core/emv/contactless-rules.ts";
import { UNIONPAY_CONTACTLESS } from "../../../../sim-server/core/emv/unionpay-contactless.ts";

const OFF = small({ enabled: false });
const PIN_FREE = small({ noSignLimitMinor: 50_000 });
const SIGN_FREE = small({ noPinLimitMinor: 50_000 });
const LOW_LIMIT = { ...UNIONPAY_CONTACTLESS.limits, verificationMinor: 30_000 };

describe("what a terminal wants of the card (9F66)", () => {
  test.each<[string, Partial<ContactlessConfig>, number, string]>([
    ["0.01", {}, 1, "36804000"],
    ["1000.00", {}, 100_000, "36804000"],
    ["1000.01", {}, 100_001, "36C04000"],
    ["0.01 where the rule is off", OFF, 1, "36C04000"],
    ["500.00 where the PIN is spared to 500.00", SIGN_FREE, 50_000, "36804000"],
    ["500.01 where the PIN is spared to 500.00", SIGN_FREE, 50_001, "36C04000"],
    ["300.00 with a reader's limit of 300.00", { limits: LOW_LIMIT }, 30_000, "36804000"],
    ["300.01 with a reader's limit of 300.00", { limits: LOW_LIMIT }, 30_001, "36C04000"],
    ["20.00 on a floor of 20.00", floor(2_000), 2_000, "36004000"],
    ["20.01 on a floor of 20.00", floor(2_000), 2_001, "36804000"],
  ])("%s", (_name, changes, amountMinor, expected) => {
    expect(toHex(qualifiersFor(configOf(changes), amountMinor))).toBe(expected);
  });
});

describe("what the cardholder has to do", () => {
  test.each<[string, Partial<ContactlessConfig>, number, string, string]>([
    ["1000.00", {}, 100_000, "0200", "nothing 1F0302"],
    ["1000.01", {}, 100_001, "8200", "pin sign 420300"],
    ["1000.01, and the card asks for nothing", {}, 100_001, "0000", "pin sign 420300"],
    ["1000.01 by a phone that knows its holder", {}, 100_001, "0280", "device 1F0302"],
    ["9.00 by a phone that knows its holder", {}, 900, "0280", "device 1F0302"],
    ["9.00, and the card wants a PIN", {}, 900, "8000", "pin 420300"],
    ["9.00, and the card wants a signature", {}, 900, "4000", "sign 1E0300"],
    ["9.00 where the rule is off", OFF, 900, "8200", "pin sign 420300"],
    ["500.00 with a signature from 500.01", PIN_FREE, 50_000, "0200", "nothing 1F0302"],
    ["500.01 with a signature from 500.01", PIN_FREE, 50_001, "0200", "sign 1E0300"],
    ["500.01 with a PIN from 500.01", SIGN_FREE, 50_001, "8200", "pin 420300"],
    ["1000.01 without a PIN pad", { qualifiers: "32004000" }, 100_001, "4200", "sign 1E0300"],
    ["300.01 with a reader's limit of 300.00", { limits: LOW_LIMIT }, 30_001, "8200", "pin 420300"],
    ["no qualifiers of the card", {}, 900, "", "nothing 1F0302"],
  ])("%s", (_name, changes, amountMinor, card, expected) => {
    const duties = dutiesOf(configOf(changes), amountMinor, fromHex(card));
    const words = [duties.pin && "pin", duties.signature && "sign", duties.device && "device"];
    const drawn = words.filter((word) => word !== false).join(" ") || "nothing";
    expect(`${drawn} ${toHex(holderResults(duties))}`).toBe(expected);
  });
});

test.each([
  [999_999_999, true],
  [1_000_000_000, false],
])("a sale of %i fen may be tapped: %s", (amountMinor, expected) => {
  expect(mayTap(UNIONPAY_CONTACTLESS, amountMinor)).toBe(expected);
});

function configOf(changes: Partial<ContactlessConfig>): ContactlessConfig {
  return { ...UNIONPAY_CONTACTLESS, ...changes };
}

function small(changes: Partial<ContactlessConfig["smallAmounts"]>): Partial<ContactlessConfig> {
  return { smallAmounts: { ...UNIONPAY_CONTACTLESS.smallAmounts, ...changes } };
}

function floor(floorMinor: number): Partial<ContactlessConfig> {
  return { limits: { ...UNIONPAY_CONTACTLESS.limits, floorMinor } };
}
