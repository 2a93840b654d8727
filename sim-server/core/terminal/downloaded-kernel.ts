import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { fromHex, toHex, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import type { CaKey } from "../emv/ca-keys.ts";
import type { KernelConfig, TerminalApplication } from "../emv/session.ts";
import type { Facts } from "./journal-facts.ts";

/** Selection indicator DF01. Chosen where sources differ: 00 wants the whole name, 01 a part of it. */
const EXACT = "00";

/**
 * The kernel with what the acquirer has sent since it was delivered: an application or a key that came
 * later takes the place of one of the same name.
 */
export function withDownloads(
  kernel: KernelConfig,
  { caKeys, applications }: Pick<Facts, "caKeys" | "applications">,
): KernelConfig {
  return {
    ...kernel,
    caKeys: replaced(kernel.caKeys, caKeys.flatMap(readCaKey), ({ rid, index }) => rid + index),
    applications: replaced(
      kernel.applications,
      applications.flatMap(readApplication),
      ({ aid }) => aid,
    ),
  };
}

function replaced<T>(
  before: readonly T[],
  since: readonly T[],
  nameOf: (one: T) => string,
): readonly T[] {
  const all = new Map(before.map((one) => [nameOf(one), one]));
  for (const one of since) all.set(nameOf(one), one);
  return [...all.values()];
}

/** @source UnionPay terminal parameters 9F06, 9F22, DF02 to DF05, as a CA key download has them */
function readCaKey(hex: string): readonly CaKey[] {
  const values = valuesOf(hex);
  const [rid, index, modulus] = [values.get("9F06"), values.get("9F22"), values.get("DF02")];
  const [exponent, check, expiry] = [values.get("DF04"), values.get("DF03"), values.get("DF05")];
  if (!(rid && index && modulus && exponent && check && expiry)) return [];
  const key = { rid: toHex(rid), index: toHex(index), modulus: toHex(modulus) };
  return [{ ...key, exponent: toHex(exponent), check: toHex(check), expiry: dateOf(expiry) }];
}

/** Eight characters, or the same date packed into four bytes. */
function dateOf(value: Uint8Array): string {
  return value.length === 4 ? toHex(value) : toLatin1(value);
}

/** @source UnionPay terminal parameters 9F06, DF01, 9F08, DF11 to DF17, 9F1B, as a download has them */
function readApplication(hex: string): readonly TerminalApplication[] {
  const values = valuesOf(hex);
  const hexOf = (tag: string, otherwise: string): string => {
    const value = values.get(tag);
    return value === undefined ? otherwise : toHex(value);
  };
  const aid = hexOf("9F06", "");
  const [denial, online] = [hexOf("DF13", ""), hexOf("DF12", "")];
  if (aid === "" || denial === "" || online === "") return [];
  return [
    {
      aid,
      match: hexOf("DF01", EXACT) === EXACT ? "exact" : "partial",
      version: hexOf("9F09", hexOf("9F08", "0030")),
      actionCodes: { denial, online, default: hexOf("DF11", online) },
      floorLimitMinor: Number.parseInt(hexOf("9F1B", "00"), 16),
      randomSelection: {
        thresholdMinor: Number.parseInt(hexOf("DF15", "00"), 16),
        maxPercent: Number(hexOf("DF16", "99")),
        targetPercent: Number(hexOf("DF17", "99")),
      },
    },
  ];
}

function valuesOf(hex: string): ReadonlyMap<string, Uint8Array> {
  const objects = decodeTlv(fromHex(hex));
  return new Map(objects.ok ? objects.value.map(({ tag, value }) => [tag, value]) : []);
}
