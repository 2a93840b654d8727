import { equalBytes, toHex } from "../../../device-emulators/kit/bytes.ts";
import { type EmvSession, requireValue, TRANSACTION_TYPE } from "./session.ts";

/**
 * Whether the condition of one rule of a CVM list holds; one that is unknown never does.
 *
 * @param list begins with the two amounts, X and Y, that the conditions compare with
 * @param supported whether the terminal can do what the rule asks for
 * @source EMV 4.4 Book 3, annex C3
 */
export function conditionHolds(
  session: EmvSession,
  condition: number,
  list: Uint8Array,
  supported: boolean,
): boolean {
  switch (condition) {
    case 0x00:
      return true;
    case 0x01:
      return paysCash(session) && !attended(session);
    case 0x02:
      return !paysCash(session) && !paysCashBack(session);
    case 0x03:
      return supported;
    case 0x04:
      return paysCash(session) && attended(session);
    case 0x05:
      return paysCashBack(session);
    case 0x06:
      return inCardCurrency(session) && amountOf(session) < amountAt(list, 0);
    case 0x07:
      return inCardCurrency(session) && amountOf(session) > amountAt(list, 0);
    case 0x08:
      return inCardCurrency(session) && amountOf(session) < amountAt(list, 4);
    case 0x09:
      return inCardCurrency(session) && amountOf(session) > amountAt(list, 4);
    default:
      return false;
  }
}

function paysCash(session: EmvSession): boolean {
  return typeOf(session) === TRANSACTION_TYPE.cash;
}

function paysCashBack(session: EmvSession): boolean {
  return typeOf(session) === TRANSACTION_TYPE.cashback;
}

function typeOf(session: EmvSession): string {
  return toHex(requireValue(session, "9C"));
}

/** The second digit of a terminal's type is 1 to 3 where somebody stands beside it. @source EMV 4.4 Book 4, annex A1 */
function attended(session: EmvSession): boolean {
  const digit = (requireValue(session, "9F35")[0] ?? 0) & 0x0f;
  return digit >= 1 && digit <= 3;
}

function inCardCurrency(session: EmvSession): boolean {
  const currency = session.data.get("9F42");
  return currency !== undefined && equalBytes(currency, requireValue(session, "5F2A"));
}

function amountOf(session: EmvSession): number {
  return Number(toHex(requireValue(session, "9F02")));
}

function amountAt(list: Uint8Array, start: number): number {
  return Number.parseInt(toHex(list.subarray(start, start + 4)), 16);
}
