import { TEST_CA_KEYS } from "./ca-keys.ts";
import type { KernelConfig, TerminalApplication } from "./session.ts";

/** Action codes of acquirers for UnionPay. @source UnionPay terminal parameters DF11 to DF13 as published in many sets */
const ACTION_CODES = {
  denial: "0010000000",
  online: "D84004F800",
  default: "D84000A800",
} as const;

/** @source UnionPay terminal parameters DF15 to DF17 as published in many sets */
const RANDOM_SELECTION = { thresholdMinor: 0, targetPercent: 99, maxPercent: 99 } as const;

function application(aid: string): TerminalApplication {
  return {
    aid,
    match: "partial",
    version: "0030",
    actionCodes: ACTION_CODES,
    floorLimitMinor: 0,
    randomSelection: RANDOM_SELECTION,
  };
}

/**
 * A terminal for UnionPay debit, credit and quasi-credit that reads chip, stripe and keyed numbers,
 * verifies by PIN in every way, by signature or not at all, and authenticates cards offline by SDA,
 * DDA and CDA (9F33).
 *
 * @source UnionPay parameters: application versions 0030, country and currency 156, type 22
 */
export const UNIONPAY_KERNEL: Omit<KernelConfig, "serialNumber"> = {
  applications: [
    application("A000000333010101"),
    application("A000000333010102"),
    application("A000000333010103"),
  ],
  countryCode: "0156",
  currencyCode: "0156",
  capabilities: "E0F8C8",
  additionalCapabilities: "6000F0A001",
  terminalType: "22",
  caKeys: TEST_CA_KEYS,
};
