import {
  buildResponse,
  type ContactEffect,
  type ContactInput,
  parseCommand,
  STATUS,
} from "../../kit/apdu.ts";
import { equalBytes, fromHex } from "../../kit/bytes.ts";
import type { Step } from "../../kit/step.ts";
import type { Chip } from "./chip.ts";

/** A token with nothing on it: no application, no file. */
export type BlankToken = {
  readonly powered: boolean;
  /** The number that its reader tells when asked; undefined for a token with contacts alone. */
  readonly uid: Uint8Array | undefined;
};

/** T=1, and "BLANK". @source EMV 4.4 Book 1, 8.3; ISO/IEC 7816-3:2006, 8.2 */
const ANSWER_TO_RESET = fromHex("3BE500008131FE45 424C414E4B A4");

/** A reader answers this for the token. @source PC/SC part 3, 3.2.2.1.3 */
const GET_UID = fromHex("FFCA000000");
const ANSWER_BYTES_MAX = 12;

/**
 * A blank token, for trying what is done with one.
 *
 * @param uid 4, 7 or 10 bytes
 */
export function blankToken(uid?: Uint8Array): Chip<BlankToken> {
  return {
    machine: stepBlankToken,
    initial: { powered: false, uid },
    answerToReset: ANSWER_TO_RESET,
    answerBytesMax: ANSWER_BYTES_MAX,
  };
}

/** Under power it finds nothing, whatever it is asked for. */
function stepBlankToken(
  token: BlankToken,
  input: ContactInput,
  _nowMs: number,
): Step<BlankToken, ContactEffect> {
  switch (input.type) {
    case "power-on":
      return answer({ ...token, powered: true }, ANSWER_TO_RESET);
    case "power-off":
      return { state: { ...token, powered: false }, effects: [] };
    case "command":
      if (!token.powered) return { state: token, effects: [] };
      return answer(token, find(token, input.bytes));
  }
}

function find({ uid }: BlankToken, command: Uint8Array): Uint8Array {
  if (uid !== undefined && equalBytes(command, GET_UID)) return buildResponse(STATUS.success, uid);
  return buildResponse(parseCommand(command).ok ? STATUS.fileNotFound : STATUS.wrongLength);
}

function answer(state: BlankToken, bytes: Uint8Array): Step<BlankToken, ContactEffect> {
  return { state, effects: [{ type: "answer", bytes }] };
}
