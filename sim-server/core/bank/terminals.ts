import { type BlockCipher, desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { BankOptions } from "./bank-options.ts";
import type { Answer } from "./exchanges.ts";
import type { WorkingKeys } from "./keys.ts";

/** A terminal as its acquirer knows it. */
export type Terminal = {
  readonly id: string;
  readonly merchant: string;
  readonly master: BlockCipher;
  /** Its last sign-on: the keys in force, and the answer in case the request comes again. */
  signOn?: { readonly keys: WorkingKeys; readonly stan: string; readonly answer: Answer };
};

export function registerTerminals({
  terminals,
  merchants,
}: Pick<BankOptions, "terminals" | "merchants">): ReadonlyMap<string, Terminal> {
  const registered = new Map<string, Terminal>();
  for (const { id, merchant, masterKey } of terminals) {
    invariant(
      merchants.some((known) => known.id === merchant),
      "a terminal belongs to a merchant of the bank",
    );
    invariant(!registered.has(id), "a terminal is registered once");
    registered.set(id, { id, merchant, master: desCipher(fromHex(masterKey)) });
  }
  return registered;
}
