import { type DecodeError, invariant } from "./errors.ts";
import { err, ok, type Result } from "./result.ts";

/** A short command to a card. `le` is how many bytes are wanted back, 256 for all there are. */
export type CommandApdu = {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  readonly le?: number;
};

/** A card's answer: its data, and the status word SW1 SW2 as one number. */
export type ResponseApdu = { readonly data: Uint8Array; readonly statusWord: number };

/**
 * Class bytes: interindustry commands, those of EMV's own, and those of the issuer to its card under
 * a MAC.
 *
 * @source EMV 4.4 Book 3, 6.3
 */
export const CLA = { interindustry: 0x00, payment: 0x80, issuer: 0x84 } as const;

/** Instruction bytes, each under the class named beside it. @source EMV 4.4 Book 3, 6.3 */
export const INS = {
  /** issuer */
  cardBlock: 0x16,
  /** issuer */
  applicationUnblock: 0x18,
  /** issuer */
  applicationBlock: 0x1e,
  /** interindustry */
  verify: 0x20,
  /** issuer */
  pinChange: 0x24,
  /** interindustry */
  externalAuthenticate: 0x82,
  /** interindustry */
  getChallenge: 0x84,
  /** interindustry */
  internalAuthenticate: 0x88,
  /** interindustry */
  select: 0xa4,
  /** interindustry */
  readRecord: 0xb2,
  /** interindustry; the protocol's own, under T=0. @source ISO/IEC 7816-3:2006, 12.2 */
  getResponse: 0xc0,
  /** issuer */
  putData: 0xda,
  /** payment */
  getProcessingOptions: 0xa8,
  /** payment */
  generateAc: 0xae,
  /** payment */
  getData: 0xca,
} as const;

/** How a card says what became of a command. @source ISO/IEC 7816-4; EMV 4.4 Book 3, 6.3 */
export const STATUS = {
  success: 0x9000,
  /** The low byte says how many bytes wait for GET RESPONSE; 0 says 256 or more. */
  bytesWait: 0x6100,
  /** Selected, but blocked by its issuer. */
  invalidated: 0x6283,
  /** Something was wrong with a cryptogram. */
  authenticationFailed: 0x6300,
  /** Wrong; the low digit says how often it may still be tried. */
  triesLeft: 0x63c0,
  wrongLength: 0x6700,
  methodBlocked: 0x6983,
  referenceInvalidated: 0x6984,
  conditionsNotSatisfied: 0x6985,
  /** The MAC of a command is missing or wrong. */
  macWrong: 0x6988,
  wrongData: 0x6a80,
  functionNotSupported: 0x6a81,
  fileNotFound: 0x6a82,
  recordNotFound: 0x6a83,
  wrongParameters: 0x6a86,
  dataNotFound: 0x6a88,
  /** The low byte says how many bytes to ask for; 0 says 256. */
  askForBytes: 0x6c00,
  instructionNotSupported: 0x6d00,
  classNotSupported: 0x6e00,
} as const;

/** What a reader does to the contacts of a card. */
export type ContactInput =
  | { readonly type: "power-on" }
  | { readonly type: "power-off" }
  | { readonly type: "command"; readonly bytes: Uint8Array };

/** What comes back over the contacts: an answer to reset, or a response. A mute card has no effect. */
export type ContactEffect = { readonly type: "answer"; readonly bytes: Uint8Array };

const HEADER_BYTES = 4;
const DATA_BYTES_MAX = 255;
const NO_DATA = new Uint8Array(0);

/**
 * Reads a short command in any of its four cases.
 *
 * @returns the command, or `truncated`, `too-long`, or `unsupported` for an extended length.
 * @source ISO/IEC 7816-4, command-response pairs; EMV 4.4 Book 3, 6
 */
export function parseCommand(bytes: Uint8Array): Result<CommandApdu, DecodeError> {
  const [cla, ins, p1, p2, third] = [bytes[0], bytes[1], bytes[2], bytes[3], bytes[4]];
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) {
    return fault("truncated", bytes.length, "header");
  }
  if (third === undefined) return ok({ cla, ins, p1, p2, data: NO_DATA });
  if (bytes.length === HEADER_BYTES + 1) {
    return ok({ cla, ins, p1, p2, data: NO_DATA, le: third === 0 ? 256 : third });
  }
  if (third === 0) return fault("unsupported", HEADER_BYTES, "Lc");
  const end = HEADER_BYTES + 1 + third;
  if (bytes.length < end) return fault("truncated", bytes.length, "data");
  const data = bytes.slice(HEADER_BYTES + 1, end);
  const le = bytes[end];
  if (le === undefined) return ok({ cla, ins, p1, p2, data });
  if (bytes.length > end + 1) return fault("too-long", end + 1, "Le");
  return ok({ cla, ins, p1, p2, data, le: le === 0 ? 256 : le });
}

/**
 * The bytes of a short command.
 *
 * @throws on data or an `le` that a short command cannot carry: only a mistake here makes one
 */
export function buildCommand(command: CommandApdu): Uint8Array {
  const { data, le } = command;
  invariant(data.length <= DATA_BYTES_MAX, "a short command has at most 255 bytes of data");
  invariant(le === undefined || (le > 0 && le <= 256), "a short command wants 1 to 256 bytes");
  const lead = data.length === 0 ? HEADER_BYTES : HEADER_BYTES + 1 + data.length;
  const bytes = new Uint8Array(lead + (le === undefined ? 0 : 1));
  bytes[0] = command.cla;
  bytes[1] = command.ins;
  bytes[2] = command.p1;
  bytes[3] = command.p2;
  if (data.length > 0) {
    bytes[HEADER_BYTES] = data.length;
    bytes.set(data, HEADER_BYTES + 1);
  }
  if (le !== undefined) bytes[lead] = le;
  return bytes;
}

/** Reads a card's answer. @returns `truncated` under two bytes */
export function parseResponse(bytes: Uint8Array): Result<ResponseApdu, DecodeError> {
  const at = bytes.length - 2;
  const [sw1, sw2] = [bytes[at], bytes[at + 1]];
  if (sw1 === undefined || sw2 === undefined) return fault("truncated", bytes.length, "status");
  return ok({ data: bytes.slice(0, at), statusWord: sw1 * 256 + sw2 });
}

/** The bytes of a card's answer: `data`, then the status word. */
export function buildResponse(statusWord: number, data: Uint8Array = NO_DATA): Uint8Array {
  const bytes = new Uint8Array(data.length + 2);
  bytes.set(data);
  bytes[data.length] = statusWord >> 8;
  bytes[data.length + 1] = statusWord;
  return bytes;
}

function fault(
  code: DecodeError["code"],
  offset: number,
  reading: string,
): Result<never, DecodeError> {
  return err({ code, offset, path: [reading], detail: `${code} while reading ${reading}` });
}
