import { decodeTlv, encodeTlv, type Tlv } from "../../kit/ber-tlv.ts";
import type { CardFaultId } from "../../kit/faults/card-faults.ts";
import type { FaultOrder } from "../../kit/faults/fault-kind.ts";
import { ok } from "../../kit/result.ts";

/**
 * What a card in someone else's reader does wrong. `at` is the number of a command, 1 for the first one
 * after insertion; without it, every command is meant.
 */
export type CardFault =
  /** The card is out before it hears the command. */
  | { readonly kind: "pull"; readonly at: number }
  /** The command is lost on dirty contacts: nobody hears it, and nothing comes back. */
  | { readonly kind: "mute"; readonly at?: number }
  /** The status word alone comes back, and the card has not heard the command. */
  | { readonly kind: "status"; readonly statusWord: number; readonly at?: number }
  | { readonly kind: "slow"; readonly byMs: number; readonly at?: number }
  /** The answer to GENERATE AC has one wrong bit, in the signature where there is one. */
  | { readonly kind: "cryptogram"; readonly at?: number };

/** The fault that an order of the catalogue means; undefined for one that is not a card's. */
export function cardFaultOf({ fault, params }: FaultOrder): CardFault | undefined {
  const command = Number(params["apdu"]);
  const at = command === 0 ? {} : { at: command };
  switch (fault as CardFaultId) {
    case "card.pulled":
      return { kind: "pull", at: command };
    case "card.mute":
      return { kind: "mute", ...at };
    case "card.status":
      return { kind: "status", statusWord: Number.parseInt(String(params["sw"]), 16), ...at };
    case "card.slow":
      return { kind: "slow", byMs: Number(params["ms"]), ...at };
    case "card.cryptogram-wrong":
      return { kind: "cryptogram", ...at };
    default:
      return undefined;
  }
}

/** The first fault of this kind that strikes at the command with this number. */
export function findFault<K extends CardFault["kind"]>(
  faults: readonly CardFault[],
  kind: K,
  command: number,
): Extract<CardFault, { kind: K }> | undefined {
  return faults.find(
    (fault): fault is Extract<CardFault, { kind: K }> =>
      fault.kind === kind && (fault.at === undefined || fault.at === command),
  );
}

/** What stands before the end of the cryptogram in an answer without names: kind, counter, itself. */
const PLAIN_CRYPTOGRAM_BYTES = 1 + 2 + 8;
const STATUS_BYTES = 2;

/**
 * The same answer to GENERATE AC with one bit of its proof turned: of the signature where it is signed,
 * else of the cryptogram. What has no proof stays as it is.
 *
 * @source EMV 4.4 Book 3, 6.5.5.4: formats 1 and 2
 */
export function spoilCryptogram(answer: Uint8Array): Uint8Array {
  const spoilt = answer.slice();
  const end = endOfProof(answer.slice(0, Math.max(0, answer.length - STATUS_BYTES)));
  if (end > 0) spoilt[end - 1] = (spoilt[end - 1] ?? 0) ^ 0x01;
  return spoilt;
}

/** How many bytes there are up to the end of the proof, or 0 where there is none. */
function endOfProof(data: Uint8Array): number {
  const read = decodeTlv(data);
  const whole = read.ok ? read.value[0] : undefined;
  if (whole === undefined) return 0;
  const header = encodeTlv(whole.tag, whole.value).length - whole.value.length;
  if (whole.tag === "80") {
    return whole.value.length < PLAIN_CRYPTOGRAM_BYTES ? 0 : header + PLAIN_CRYPTOGRAM_BYTES;
  }
  const parts = whole.tag === "77" ? decodeTlv(whole.value) : ok([]);
  if (!parts.ok) return 0;
  const end = endOf(parts.value, "9F4B") || endOf(parts.value, "9F26");
  return end === 0 ? 0 : header + end;
}

/** How many bytes there are up to the end of this object, or 0 where it is absent or empty. */
function endOf(parts: readonly Tlv[], tag: string): number {
  const place = parts.findIndex((part) => part.tag === tag && part.value.length > 0);
  return parts
    .slice(0, place + 1)
    .reduce((sum, part) => sum + encodeTlv(part.tag, part.value).length, 0);
}
