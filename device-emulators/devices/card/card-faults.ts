import { decodeTlv, encodeTlv, type Tlv } from "../../kit/ber-tlv.ts";
import { err, ok, type Result } from "../../kit/result.ts";

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

/** A fault as it is typed, and what the parts of it mean. */
const FORM = /^(pull|mute|status|slow|cryptogram)(?:=([0-9A-Fa-f]+))?(?:@([1-9]\d{0,4}))?$/;
const STATUS_WORD = /^[69][0-9A-Fa-f]{3}$/;
/** Chosen: nobody waits longer for a card. */
const SLOW_MS_MAX = 60_000;

/** How faults are typed, for whoever got one wrong. */
export const CARD_FAULT_FORMS =
  "pull@N, mute, mute@N, status=6F00, status=6985@N, slow=MS, slow=MS@N, cryptogram, cryptogram@N";

/** Reads a fault as it is typed: `pull@3`, `status=6F00@2`, `slow=500`. @returns what is wrong with it */
export function parseCardFault(text: string): Result<CardFault, string> {
  const [, kind, value, number] = FORM.exec(text) ?? [];
  const at = number === undefined ? {} : { at: Number(number) };
  switch (kind) {
    case "pull":
      if (value !== undefined || number === undefined) return err("wants pull@N and no value");
      return ok({ kind, at: Number(number) });
    case "mute":
    case "cryptogram":
      return value === undefined ? ok({ kind, ...at }) : err(`${kind} takes no value`);
    case "status":
      if (value === undefined || !STATUS_WORD.test(value)) return err("wants a status word: 6F00");
      return ok({ kind, statusWord: Number.parseInt(value, 16), ...at });
    case "slow":
      if (value === undefined || !/^\d+$/.test(value) || Number(value) > SLOW_MS_MAX) {
        return err(`wants milliseconds, at most ${SLOW_MS_MAX}`);
      }
      return ok({ kind, byMs: Number(value), ...at });
    default:
      return err("is no fault of a card");
  }
}

/** The fault as it is typed. */
export function formatCardFault(fault: CardFault): string {
  const at = fault.at === undefined ? "" : `@${fault.at}`;
  switch (fault.kind) {
    case "status":
      return `status=${fault.statusWord.toString(16).toUpperCase()}${at}`;
    case "slow":
      return `slow=${fault.byMs}${at}`;
    case "pull":
    case "mute":
    case "cryptogram":
      return `${fault.kind}${at}`;
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
