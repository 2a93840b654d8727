import type { Thing, Verdict } from "./act.ts";
import { amountShown } from "./amount-shown.ts";
import { slipOnCounter } from "./desk.ts";
import type { Rig } from "./rig.ts";
import { wrongWithCard, wrongWithSlip } from "./truth.ts";

/** What in truth is wrong with a thing within the cashier's reach, at this moment. */
export function wrongWith(thing: Thing, rig: Rig): readonly Verdict[] {
  switch (thing) {
    case "card": {
      const card = rig.cardInPlay();
      return card === undefined ? [] : wrongWithCard(card, rig.wall().yearMonth);
    }
    case "terminal": {
      const shownMinor = amountShown(rig.devices.terminal.screen());
      return shownMinor === undefined || shownMinor === rig.till.view().totalMinor
        ? []
        : ["amount"];
    }
    case "merchant-copy":
    case "cardholder-copy": {
      const slip = slipOnCounter(
        rig.scene.desk,
        thing === "merchant-copy" ? "merchant" : "cardholder",
      );
      if (slip === undefined) return [];
      return wrongWithSlip(slip.text, {
        totalMinor: rig.till.view().totalMinor,
        cardNumber: rig.cardInPlay()?.number ?? "",
        date: rig.bankOutside ? undefined : rig.wall().date,
        merchantId: rig.merchantId,
      });
    }
    case "pin-pad":
    case "slot":
    case "printer":
      return [];
  }
}
