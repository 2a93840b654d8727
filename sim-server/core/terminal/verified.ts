import type { SlipItem } from "../drivers/escpos-writer.ts";

/** How a slip says that its holder was verified; empty where a PIN or the chip has seen to it. */
export const VERIFIED = [
  "",
  "small",
  "small-no-pin",
  "small-no-signature",
  "device",
  "code",
  "signature",
] as const;
export type Verified = (typeof VERIFIED)[number];

const SIGNATURE_LINES: readonly SlipItem[] = [
  { kind: "rule" },
  { kind: "line", text: "持卡人签名:" },
  { kind: "feed", lines: 2 },
  { kind: "line", text: "本人确认以上交易,同意将其计入" },
  { kind: "line", text: "本卡账户" },
];

/**
 * What stands on a slip about PIN and signature. The line to sign on is on the merchant's copy alone.
 *
 * @param verified as the journal has it
 * @source UnionPay terminals: slip texts by sign flag, PIN flag and the holder's device
 */
export function verificationLines(
  verified: string,
  amount: string,
  copy: "merchant" | "cardholder",
): readonly SlipItem[] {
  const text = textOf(verified, amount);
  const signed = verified === "signature" || verified === "small-no-pin";
  return [
    ...(text === undefined ? [] : [{ kind: "line", text } as const]),
    ...(signed && copy === "merchant" ? SIGNATURE_LINES : []),
  ];
}

function textOf(verified: string, amount: string): string | undefined {
  switch (verified) {
    case "small":
      return `交易金额${amount}元,免密免签`;
    case "small-no-pin":
      return `交易金额${amount}元,无需输密`;
    case "small-no-signature":
      return `交易金额${amount}元,免签名`;
    case "device":
      return "移动设备已验证用户,免密免签";
    case "code":
      return "扫码交易,免签名";
    default:
      return undefined;
  }
}
