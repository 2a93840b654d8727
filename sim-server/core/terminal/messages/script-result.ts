import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import type { UnionPayMessage } from "../../iso8583/dialects/unionpay.ts";
import type { RecordOf } from "../journal-record.ts";
import { KINDS, kindNamed } from "../kinds.ts";
import type { Identity } from "./identity.ts";

const MANAGEMENT = "00";
/** DE 60.3 of a script result. @source UnionPay POS terminal specification, DE 60.3 */
const SCRIPT_RESULT = "951";
const RENMINBI = "156";
const NO_MAC_YET = new Uint8Array(8);

/**
 * 0620: what a card has made of its issuer's scripts, the same each time it is built.
 *
 * @source UnionPay POS terminal specification, script result
 */
export function scriptResultNotice(
  { terminalId, merchantId }: Identity,
  pan: string,
  script: RecordOf<"script">,
): UnionPayMessage {
  const { stan, batch, amount, panSequence, rrn, approvalCode, originalStan, date } = script;
  return {
    mti: "0620",
    fields: {
      2: pan,
      3: KINDS[kindNamed(script.transaction)].processingCode,
      4: filled(amount),
      11: stan,
      22: script.entryMode,
      23: filled(panSequence),
      37: filled(rrn),
      38: filled(approvalCode),
      41: terminalId,
      42: merchantId,
      49: RENMINBI,
      55: fromHex(script.iccData),
      60: MANAGEMENT + batch + SCRIPT_RESULT,
      61: batch + originalStan + date,
      64: NO_MAC_YET,
    },
  };
}

function filled(text: string): string | undefined {
  return text === "" ? undefined : text;
}
