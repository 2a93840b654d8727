import type { Acquirer } from "../../sim-server/core/counter/acquirer.ts";
import { HOUSE_MERCHANT } from "../../sim-server/core/counter/acquirer.ts";
import { unionPay } from "../../sim-server/core/iso8583/dialects/unionpay.ts";
import { UNIONPAY_SPEECH } from "../../sim-server/core/terminal/host-speech.ts";
import { type AcquirerSetup, acquirerOf } from "../../sim-server/io/acquirer/load-acquirer.ts";

/** Someone else's bank that has given the shop what the house bank has. */
export const FAR: Acquirer = acquirerOf(unionPay, {
  merchant: HOUSE_MERCHANT,
  envelope: UNIONPAY_SPEECH.envelope,
  acquirerId: undefined,
});

/** The same, where it listens. */
export function setupAt(port: number): AcquirerSetup {
  return { acquirer: FAR, host: "127.0.0.1", port, ca: undefined };
}
