import { PERSONAS } from "../../device-emulators/devices/card/personas.ts";
import type { BankOptions } from "../../sim-server/core/bank/bank-options.ts";
import { UNIONPAY_KERNEL } from "../../sim-server/core/emv/unionpay-terminal.ts";
import { buildRig, type Rig, type RigOptions } from "./terminal-rig.ts";

/**
 * A shop that lets chips approve below the limit, none of it sent on by chance, and an issuer that
 * takes its holder's signature.
 */
export function offlineShop(floorLimitMinor: number) {
  const never = { thresholdMinor: 0, targetPercent: 0, maxPercent: 0 };
  const applications = UNIONPAY_KERNEL.applications.map((one) => ({
    ...one,
    floorLimitMinor,
    randomSelection: never,
  }));
  return {
    config: { kernel: { ...UNIONPAY_KERNEL, applications, serialNumber: "20000001" } },
    card: PERSONAS.offline,
    bank: (plain: BankOptions): BankOptions => ({
      ...plain,
      accounts: plain.accounts.map((account) => ({
        ...account,
        cards: account.cards.map((card) => ({ ...card, signature: true })),
      })),
    }),
  };
}

/** Such a shop, and a card that its issuer has heard of, as it wants to before it approves anything. */
export function below(floorLimitMinor: number, options: RigOptions = {}): Rig {
  const rig = buildRig({ ...options, ...offlineShop(floorLimitMinor) });
  rig.openShop();
  sell(rig, KNOWN);
  return rig;
}

/** The first sale, above every limit. */
export const KNOWN = "25000";

/** A sale by chip of which nobody is asked anything. */
export function sell(rig: Rig, amount: string): void {
  rig.key(amount);
  rig.press("enter");
  rig.slot.insert("card", "chip-first");
  rig.until("confirm-card");
  rig.press("enter");
  rig.finish();
}
