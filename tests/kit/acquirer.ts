import type { Acquirer } from "../../sim-server/core/counter/acquirer.ts";
import { HOUSE_MERCHANT } from "../../sim-server/core/counter/acquirer.ts";
import { unionPay } from "../../sim-server/core/iso8583/dialects/unionpay.ts";
import { UNIONPAY_SPEECH } from "../../sim-server/core/terminal/host-speech.ts";
import { parseStan, type Stan } from "../../sim-server/core/terminal/stan.ts";
import {
  type AcquirerSetup,
  acquirersOf,
  fromStan,
} from "../../sim-server/io/acquirer/load-acquirer.ts";

const [ONLY] = acquirersOf(unionPay, {
  merchants: [HOUSE_MERCHANT],
  envelope: UNIONPAY_SPEECH.envelope,
  acquirerId: undefined,
});
if (ONLY === undefined) throw new Error("one merchant makes one acquirer");

/** The trace number that a terminal there has used last. */
export const LAST_STAN = "000416";

/** Someone else's bank that has given the shop what the house bank has. */
export const FAR: Acquirer = fromStan(ONLY, LAST_STAN);

/** The same, where it listens. */
export function setupAt(port: number): AcquirerSetup {
  const lastStan = () => parseStan(LAST_STAN) as Stan;
  return { acquirers: [FAR], lastStan, host: "127.0.0.1", port, ca: undefined };
}
