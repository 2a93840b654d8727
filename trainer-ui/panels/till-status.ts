import type { WireView } from "../../sim-server/contract/index.ts";
import { formatMinor } from "../text/figures.ts";
import type { Words } from "../text/zh-cn.ts";

/** The line under the till's head: what it says, what it adds at the end, and whether it is bad. */
export type TillStatus = {
  readonly text: string;
  readonly aside?: string;
  readonly bad: boolean;
};

/** @param left pieces of goods that still lie on the belt */
export function tillStatus(till: WireView["till"], left: number, say: Words["till"]): TillStatus {
  const amount =
    till.result === undefined ? undefined : say.terminalSays(formatMinor(till.result.amountMinor));
  switch (till.status) {
    case "ready":
      if (till.unknownCode !== undefined)
        return { text: say.unknownCode(till.unknownCode), bad: true };
      return { text: readiness(till, left, say), bad: false };
    case "paying":
      return { text: till.means === "cash" ? say.payingCash : say.payingCard, bad: false };
    case "approved":
      return {
        text: amount === undefined ? say.approved : `${say.approved} · ${amount}`,
        ...(till.result === undefined ? {} : { aside: say.voucher(till.result.stan) }),
        bad: false,
      };
    case "failed": {
      // A sale that was called off or reversed has no response code.
      const code = till.result?.responseCode ?? "";
      return {
        text: code === "" ? say.failed : `${say.failed} · ${say.code(code)}`,
        aside: say.notPaid,
        bad: true,
      };
    }
    case "paid":
      return { text: say.paid, bad: false };
  }
}

function readiness(till: WireView["till"], left: number, say: Words["till"]): string {
  const pieces = till.lines.reduce((sum, line) => sum + line.quantity, 0);
  if (pieces === 0) return say.empty;
  return left === 0 ? say.allScanned(pieces) : say.scanned(pieces, left);
}
