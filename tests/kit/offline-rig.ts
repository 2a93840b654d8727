import { PERSONAS } from "../../device-emulators/devices/card/personas.ts";
import { UNIONPAY_KERNEL } from "../../sim-server/core/emv/unionpay-terminal.ts";
import { buildRig, type Rig, type RigOptions } from "./terminal-rig.ts";

/**
 * A terminal that lets chips approve below the limit, none of it sent on by chance, and a card that
 * its issuer has heard of, as it wants to before it approves anything.
 */
export function below(floorLimitMinor: number, options: RigOptions = {}): Rig {
  const never = { thresholdMinor: 0, targetPercent: 0, maxPercent: 0 };
  const applications = UNIONPAY_KERNEL.applications.map((one) => ({
    ...one,
    floorLimitMinor,
    randomSelection: never,
  }));
  const rig = buildRig({
    ...options,
    config: { kernel: { ...UNIONPAY_KERNEL, applications, serialNumber: "20000001" } },
    card: PERSONAS.offline,
    bank: (plain) => ({
      ...plain,
      accounts: plain.accounts.map((account) => ({
        ...account,
        cards: account.cards.map((card) => ({ ...card, signature: true })),
      })),
    }),
  });
  rig.openShop();
  sell(rig, KNOWN);
  return rig;
}

/** The first sale, above every limit. */
const KNOWN = "25000";

/** A sale by chip of which nobody is asked anything. */
export function sell(rig: Rig, amount: string): void {
  rig.key(amount);
  rig.press("enter");
  rig.slot.insert("card", "chip-first");
  rig.until("confirm-card");
  rig.press("enter");
  rig.finish();
}
