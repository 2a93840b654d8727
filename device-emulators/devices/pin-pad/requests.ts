import { CHALLENGE_BYTES } from "../../crypto/offline-pin.ts";
import { PIN_DIGITS_MAX, PIN_DIGITS_MIN } from "../../crypto/pin-block.ts";
import { EXPONENT_BYTES_MAX, MODULUS_BYTES_MAX, type RsaPublicKey } from "../../crypto/rsa.ts";
import { fromHex, toLatin1 } from "../../kit/bytes.ts";
import type { DecodeError } from "../../kit/errors.ts";
import { decodeGb18030 } from "../../kit/gb18030.ts";
import { AMOUNT_MINOR_MAX } from "../../kit/money.ts";
import {
  CHECK_VALUE_BYTES,
  PIN_PAD,
  PIN_PAN_DIGITS,
  PIN_WAIT_MS_MAX,
} from "../../kit/pin-pad-codes.ts";
import { err, ok, type Result } from "../../kit/result.ts";

/** What the terminal wants of the PIN pad. */
export type PinPadRequest =
  | { readonly kind: "load-key"; readonly enciphered: Uint8Array; readonly checkValue: Uint8Array }
  | ({ readonly kind: "ask-pin" } & PinQuestion)
  | ({ readonly kind: "ask-offline-pin" } & OfflinePinQuestion)
  | { readonly kind: "cancel" }
  | { readonly kind: "show"; readonly lines: readonly [string, string] };

/** A question for the PIN that the issuer checks. */
export type PinQuestion = PinPrompt & {
  /** The twelve digits of the card number in front of its check digit. */
  readonly pan12: string;
};

/** A question for the PIN that the card checks: in clear, or under its key. */
export type OfflinePinQuestion = PinPrompt & {
  readonly cipher: { readonly key: RsaPublicKey; readonly challenge: Uint8Array } | undefined;
};

/** What the customer is told of the sale, and how long the PIN may be. */
export type PinPrompt = {
  readonly amountMinor: number;
  /** 0 lets the customer go on without a PIN. */
  readonly digitsMin: number;
  readonly digitsMax: number;
  readonly waitMs: number;
};

/** How a request names itself: its two digits and its letter, which its answer repeats. */
export type RequestName = string;

/** The name of the request in a frame, readable or not; undefined where there is none. */
export function requestName(payload: Uint8Array): RequestName | undefined {
  const name = toLatin1(payload.slice(0, 3));
  return /^\d\d[A-Z]$/.test(name) ? name : undefined;
}

/**
 * The request in a frame.
 *
 * @returns it, or `unsupported` for a letter that is no request, or `bad-digit` where a field does
 *   not hold what it should
 */
export function readRequest(payload: Uint8Array): Result<PinPadRequest, DecodeError> {
  const fields = split(payload.slice(3));
  const read = READERS[toLatin1(payload.slice(2, 3))];
  if (read === undefined) return fault("unsupported", 2, "request");
  const request = read(fields);
  return request === undefined ? fault("bad-digit", 3, "fields") : ok(request);
}

const PROMPT_FIELDS = 4;

type Fields = readonly (Uint8Array | undefined)[];

const { request: LETTER } = PIN_PAD;
const READERS: Readonly<Record<string, (fields: Fields) => PinPadRequest | undefined>> = {
  [LETTER.loadKey]: readLoadKey,
  [LETTER.askPin]: readAskPin,
  [LETTER.askOfflinePin]: readAskOfflinePin,
  [LETTER.cancel]: () => ({ kind: "cancel" }),
  [LETTER.show]: readShow,
};

function readLoadKey([key, check]: Fields): PinPadRequest | undefined {
  const enciphered = readHex(key);
  const checkValue = readHex(check);
  if (enciphered === undefined || checkValue?.length !== CHECK_VALUE_BYTES) return undefined;
  if (enciphered.length !== 8 && enciphered.length !== 16) return undefined;
  return { kind: "load-key", enciphered, checkValue };
}

function readAskPin([amount, pan, min, max, wait]: Fields): PinPadRequest | undefined {
  const prompt = readPrompt([amount, min, max, wait]);
  const pan12 = pan === undefined ? "" : toLatin1(pan);
  if (prompt === undefined) return undefined;
  if (pan12.length !== PIN_PAN_DIGITS || !/^\d+$/.test(pan12)) return undefined;
  return { kind: "ask-pin", ...prompt, pan12 };
}

function readAskOfflinePin(fields: Fields): PinPadRequest | undefined {
  const prompt = readPrompt(fields);
  if (prompt === undefined) return undefined;
  const [modulus, exponent, challenge] = fields.slice(PROMPT_FIELDS).map(readHex);
  if (fields.length === PROMPT_FIELDS) {
    return { kind: "ask-offline-pin", ...prompt, cipher: undefined };
  }
  if (modulus === undefined || exponent === undefined) return undefined;
  if (modulus.length > MODULUS_BYTES_MAX || exponent.length > EXPONENT_BYTES_MAX) return undefined;
  if (challenge?.length !== CHALLENGE_BYTES) return undefined;
  return {
    kind: "ask-offline-pin",
    ...prompt,
    cipher: { key: { modulus, exponent }, challenge },
  };
}

function readPrompt([amount, min, max, wait]: Fields): PinPrompt | undefined {
  const amountMinor = readNumber(amount, AMOUNT_MINOR_MAX);
  const digitsMin = readNumber(min, PIN_DIGITS_MAX);
  const digitsMax = readNumber(max, PIN_DIGITS_MAX);
  const waitMs = readNumber(wait, PIN_WAIT_MS_MAX);
  if (amountMinor === undefined || waitMs === undefined) return undefined;
  if (digitsMin === undefined || digitsMax === undefined) return undefined;
  if (digitsMin > 0 && digitsMin < PIN_DIGITS_MIN) return undefined;
  if (digitsMax < Math.max(digitsMin, PIN_DIGITS_MIN)) return undefined;
  return { amountMinor, digitsMin, digitsMax, waitMs };
}

function readShow([first, second]: Fields): PinPadRequest | undefined {
  if (first === undefined || second === undefined) return undefined;
  const [above, below] = [decodeGb18030(first), decodeGb18030(second)];
  if (!above.ok || !below.ok) return undefined;
  return { kind: "show", lines: [above.value, below.value] };
}

function readHex(field: Uint8Array | undefined): Uint8Array | undefined {
  if (field === undefined || field.length % 2 > 0) return undefined;
  const text = toLatin1(field);
  return /^[\dA-F]+$/.test(text) ? fromHex(text) : undefined;
}

function readNumber(field: Uint8Array | undefined, max: number): number | undefined {
  const text = field === undefined ? "" : toLatin1(field);
  if (!/^\d{1,12}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= max ? number : undefined;
}

function split(bytes: Uint8Array): Fields {
  const fields: Uint8Array[] = [];
  let start = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && bytes[at] !== PIN_PAD.separator) continue;
    fields.push(bytes.slice(start, at));
    start = at + 1;
  }
  return fields;
}

function fault(
  code: "unsupported" | "bad-digit",
  offset: number,
  reading: string,
): Result<never, DecodeError> {
  const path = ["PIN pad request", reading];
  return err({ code, offset, path, detail: `${code} while reading ${reading}` });
}
