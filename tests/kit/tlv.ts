import type { Tlv } from "../../device-emulators/kit/ber-tlv.ts";
import type { DecodeError } from "../../device-emulators/kit/errors.ts";
import type { Result } from "../../device-emulators/kit/result.ts";

/** Bytes from spaced hex, so that a test can show tag, length and value apart. */
export function bytes(spacedHex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(spacedHex.replaceAll(" ", ""), "hex"));
}

/** A decode result as one line: `5A[8] 95[5]`, or `truncated @3 in 9F26`. */
export function show(result: Result<Tlv[], DecodeError>): string {
  if (!result.ok)
    return `${result.error.code} @${result.error.offset} in ${result.error.path.join(" > ")}`;
  return result.value.map((object) => `${object.tag}[${object.value.length}]`).join(" ");
}
