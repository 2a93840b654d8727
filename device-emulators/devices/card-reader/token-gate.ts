import { buildCommand, CLA, INS, parseResponse, STATUS } from "../../kit/apdu.ts";
import { fromHex, fromLatin1, toHex } from "../../kit/bytes.ts";
import type { Step } from "../../kit/step.ts";

/**
 * What a token is known by: the number that it shows over the air, or, at contacts, its answer to
 * reset. Upper-case hex.
 */
export type TokenId =
  | { readonly kind: "uid"; readonly hex: string }
  | { readonly kind: "atr"; readonly hex: string };

/** Where the gate is with the token that lies in the reader. */
export type TokenGate =
  | { readonly kind: "empty" }
  /** It was asked for payment applications up to number `asked` of the table. */
  | { readonly kind: "probing"; readonly atr: Uint8Array; readonly asked: number }
  /** It has none, and was asked for its number. */
  | { readonly kind: "naming"; readonly atr: Uint8Array }
  /** Everything is said about it; nothing of it is kept. */
  | { readonly kind: "settled" };

export type TokenGateInput =
  | { readonly type: "token-present"; readonly atr: Uint8Array }
  | { readonly type: "answer"; readonly bytes: Uint8Array }
  /** The command that was last sent came back without an answer. */
  | { readonly type: "silence" }
  | { readonly type: "token-gone" };

export type TokenGateEffect =
  | { readonly type: "transmit"; readonly bytes: Uint8Array }
  | { readonly type: "power-off" }
  | { readonly type: "admitted"; readonly token: TokenId }
  | { readonly type: "refused"; readonly why: Refusal };

/** A card of somebody's bank; a token that cannot be asked; one whose number is new every time. */
export type Refusal = "real-card" | "unreadable" | "no-lasting-number";

/** The gate before an empty reader. */
export const EMPTY_GATE: TokenGate = { kind: "empty" };

/**
 * Names under which a payment card is found: its directories, then every company that issues payment
 * applications, by the number it is registered under (RID).
 *
 * @source EMV 4.4 Book 1, 12.2.2; EMV Contactless Book B, 3.3.2; ISO/IEC 7816-5 registrations as EFTlab
 * and the EMVCo terminal lists give them
 */
const PAYMENT_NAMES: readonly Uint8Array[] = [
  fromLatin1("1PAY.SYS.DDF01"),
  fromLatin1("2PAY.SYS.DDF01"),
  ...[
    "A000000333", // UnionPay
    "A000000003", // Visa
    "A000000004", // Mastercard
    "A000000025", // American Express
    "A000000065", // JCB
    "A000000152", // Discover, Diners Club
    "A000000029", // LINK
    "A000000042", // Cartes Bancaires
    "A000000121", // Dankort
    "A000000141", // PagoBANCOMAT
    "A000000154", // Banrisul
    "A000000228", // mada
    "A000000277", // Interac
    "A000000359", // girocard
    "A000000371", // Verve
    "A000000384", // eftpos
    "A000000524", // RuPay
    "A000000632", // China T-Union
    "A000000658", // Mir
  ].map(fromHex),
];

/** A card's ways to say that it has nothing of that name. All else may be a payment card, blocked or not. */
const NOT_FOUND: ReadonlySet<number> = new Set([
  STATUS.fileNotFound,
  STATUS.instructionNotSupported,
  STATUS.classNotSupported,
]);

/** GET DATA of the reader's own: the number that the token showed over the air. @source PC/SC part 3, 3.2.2.1.3 */
const GET_UID = fromHex("FFCA000000");
const LE_ALL = 256;

/** In an answer to reset that the reader made up for a memory without a chip. @source PC/SC part 3, 3.1.3.2.3.2 */
const STORAGE_CARD = "4F0CA000000306";
/** First bytes of the status words by which anything was found. */
const FOUND: ReadonlySet<number> = new Set([0x90, 0x61, 0x62, 0x63, 0x6c]);
const GENERAL_FAILURE = 0x6300;

/** A number of four bytes that begins so is drawn anew each time. @source ISO/IEC 14443-3:2018, 6.5.4 */
const RANDOM_UID = /^08.{6}$/;

type GateStep = Step<TokenGate, TokenGateEffect>;

/**
 * One step of the gate between a real reader and the counter. It lets training tokens in, and no card
 * that may be anybody's money: before a token's number is asked for or its answer to reset is looked at,
 * it is asked for every payment application, and whatever is no clear "not found" ends with its power off.
 *
 * The effects of a refusal carry nothing of the token. While a probe is on its way the state holds its
 * answer to reset; once it is settled nothing is left.
 */
export function stepTokenGate(gate: TokenGate, input: TokenGateInput, _nowMs: number): GateStep {
  switch (input.type) {
    case "token-present":
      return probe(input.atr, 0);
    case "token-gone":
      return { state: EMPTY_GATE, effects: [] };
    case "answer":
    case "silence": {
      const answer = input.type === "answer" ? input.bytes : undefined;
      if (gate.kind === "probing") return hearProbe(gate, answer);
      if (gate.kind === "naming") return hearNumber(gate, answer);
      return { state: gate, effects: [] };
    }
  }
}

function probe(atr: Uint8Array, asked: number): GateStep {
  const name = PAYMENT_NAMES[asked];
  if (name === undefined) {
    return {
      state: { kind: "naming", atr },
      effects: [{ type: "transmit", bytes: GET_UID }],
    };
  }
  const bytes = buildCommand({
    ...{ cla: CLA.interindustry, ins: INS.select, p1: 0x04, p2: 0x00 },
    ...{ data: name, le: LE_ALL },
  });
  return { state: { kind: "probing", atr, asked }, effects: [{ type: "transmit", bytes }] };
}

function hearProbe(
  { atr, asked }: Extract<TokenGate, { kind: "probing" }>,
  answer: Uint8Array | undefined,
): GateStep {
  const storage = toHex(atr).includes(STORAGE_CARD);
  const response = answer === undefined ? undefined : parseResponse(answer);
  if (response === undefined || !response.ok) {
    return storage ? probe(atr, asked + 1) : refuse("unreadable");
  }
  const { statusWord, data } = response.value;
  const absent = storage ? nothingFound(statusWord) : NOT_FOUND.has(statusWord);
  return absent && data.length === 0 ? probe(atr, asked + 1) : refuse("real-card");
}

/** Whether a reader says for a memory without a chip that it cannot be asked for names. */
function nothingFound(statusWord: number): boolean {
  return statusWord === GENERAL_FAILURE || !FOUND.has(statusWord >> 8);
}

function hearNumber(
  { atr }: Extract<TokenGate, { kind: "naming" }>,
  answer: Uint8Array | undefined,
): GateStep {
  const response = answer === undefined ? undefined : parseResponse(answer);
  const number =
    response?.ok === true && response.value.statusWord === STATUS.success
      ? toHex(response.value.data)
      : "";
  if (RANDOM_UID.test(number)) return refuse("no-lasting-number");
  if (number === "" && atr.length === 0) return refuse("unreadable");
  const token: TokenId =
    number === "" ? { kind: "atr", hex: toHex(atr) } : { kind: "uid", hex: number };
  return {
    state: { kind: "settled" },
    effects: [{ type: "power-off" }, { type: "admitted", token }],
  };
}

/** The power goes first, whoever is told of it. */
function refuse(why: Refusal): GateStep {
  return {
    state: { kind: "settled" },
    effects: [{ type: "power-off" }, { type: "refused", why }],
  };
}
