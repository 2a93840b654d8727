import { type BlockCipher, desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { INSTRUCTION } from "../iso8583/envelope.ts";
import type { BankOptions, MerchantOptions } from "./bank-options.ts";
import type { Answer } from "./exchanges.ts";
import { isoMac } from "./iso/mac.ts";
import type { WorkingKeys } from "./keys.ts";

/** What the acquirer can want of a terminal besides its requests. */
export type HostInstruction = Exclude<keyof typeof INSTRUCTION, "none">;

/** A terminal as its acquirer knows it. */
export type Terminal = {
  readonly id: string;
  readonly merchant: MerchantOptions;
  readonly master: BlockCipher;
  /** Of PIN blocks, where no sign-on gives it one. */
  readonly pinKey?: BlockCipher;
  /** Authenticates its messages, where no sign-on gives it a key. */
  readonly mac?: (message: Uint8Array) => Uint8Array;
  /** Its last sign-on: the keys in force, and the answer in case the request comes again. */
  signOn?: {
    readonly keys: WorkingKeys;
    readonly stan: string;
    /** DE 60. */
    readonly kind: string;
    readonly answer: Answer;
  };
  /** The batch that it must use, once a settlement has closed one. */
  batch?: string;
  /** What it has been told to do and has not done yet, the oldest first. */
  readonly instructions: Set<HostInstruction>;
};

export function registerTerminals({
  terminals,
  merchants,
}: Pick<BankOptions, "terminals" | "merchants">): ReadonlyMap<string, Terminal> {
  const registered = new Map<string, Terminal>();
  for (const { id, merchant: merchantId, masterKey, pinKey, mac } of terminals) {
    const merchant = merchants.find((known) => known.id === merchantId);
    invariant(merchant !== undefined, "a terminal belongs to a merchant of the bank");
    invariant(!registered.has(id), "a terminal is registered once");
    const master = desCipher(fromHex(masterKey));
    registered.set(id, {
      id,
      merchant,
      master,
      ...(pinKey !== undefined && { pinKey: desCipher(fromHex(pinKey)) }),
      ...(mac !== undefined && { mac: isoMac(mac.method, fromHex(mac.key)) }),
      instructions: new Set(),
    });
  }
  return registered;
}
