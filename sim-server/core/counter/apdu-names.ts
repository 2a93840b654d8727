import { INS } from "../../../device-emulators/kit/apdu.ts";
import { toHex } from "../../../device-emulators/kit/bytes.ts";

const COMMAND_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(INS).map(([name, code]) => [code, name]),
);

/** What a trace calls a command: its instruction's name, never its data. */
export function nameCommand(bytes: Uint8Array): string {
  return COMMAND_NAMES.get(bytes[1] ?? 0) ?? "unknown";
}

/** All that a trace says of an answer: its status word, in hex. */
export function statusOf(answer: Uint8Array): string {
  return toHex(answer.slice(-2));
}
