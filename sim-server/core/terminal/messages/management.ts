import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { UnionPayMessage } from "../../iso8583/dialects/unionpay.ts";
import type { Identity } from "./identity.ts";

const MANAGEMENT = "00";

/** Management messages by their DE 60.3. @source UnionPay POS terminal specification, DE 60.3 */
export const MANAGEMENT_KINDS = {
  "sign-on": { mti: "0800", code: "003" },
  "sign-off": { mti: "0820", code: "002" },
  echo: { mti: "0820", code: "301" },
  parameters: { mti: "0800", code: "360" },
  status: { mti: "0820", code: "362" },
  "ca-key-list": { mti: "0820", code: "372" },
  "ca-key": { mti: "0800", code: "370" },
  "ca-key-end": { mti: "0800", code: "371" },
  "application-list": { mti: "0820", code: "382" },
  application: { mti: "0800", code: "380" },
  "application-end": { mti: "0800", code: "381" },
} as const;
export type ManagementKind = keyof typeof MANAGEMENT_KINDS;

/**
 * A management message, which has no MAC.
 *
 * @param stan only where the message moves a number: sign-on and sign-off
 * @param data DE 62
 * @param code DE 60.3 of a sign-on: the set of keys that is wanted
 * @source UnionPay POS terminal specification, DEs by message
 */
export function managementRequest(
  { terminalId, merchantId }: Identity,
  kind: ManagementKind,
  said: {
    readonly batch: string;
    readonly operator: string;
    readonly stan?: string;
    readonly data?: Uint8Array;
    readonly code?: string;
  },
): UnionPayMessage {
  const { mti, code } = MANAGEMENT_KINDS[kind];
  return {
    mti,
    fields: {
      11: said.stan,
      41: terminalId,
      42: merchantId,
      60: MANAGEMENT + said.batch + (said.code ?? code),
      62: said.data,
      63: fromLatin1(`${said.operator} `),
    },
  };
}

/** DE 62 of a sign-on: the terminal's serial number. */
export function serialNumberData(serialNumber: string): Uint8Array {
  return fromLatin1(`Sequence No${String(serialNumber.length).padStart(2, "0")}${serialNumber}`);
}
