import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import type { EmvSession } from "./session.ts";

/** Tags of DE 55 in their order. @source UnionPay POS terminal specification, DE 55 */
const REQUEST = ordered(
  "9F26 9F27 9F10 9F37 9F36 95 9A 9C 9F02 5F2A 82 9F1A 9F03 9F33 9F34 9F35 9F1E 84 9F09 9F41",
);
const OFFLINE = [...REQUEST, ...ordered("8A")];
const REVERSAL = ordered("95 9F1E 9F10 9F36 DF31");
const SCRIPT_RESULT = ordered("9F33 95 9F37 9F1E 9F10 9F26 9F36 82 DF31 9F1A 9A");

type OrderedTag = { readonly tag: string; readonly bytes: Uint8Array };

/** DE 55 of a financial request: what the session holds of the list. */
export function requestIccData(session: EmvSession): Uint8Array {
  return build(session, REQUEST);
}

/** DE 55 of a sale approved without the issuer: the same, and by which code (8A). */
export function offlineIccData(session: EmvSession): Uint8Array {
  return build(session, OFFLINE);
}

/** DE 55 of a reversal: the short list. */
export function reversalIccData(session: EmvSession): Uint8Array {
  return build(session, REVERSAL);
}

/** DE 55 of a script result. */
export function scriptIccData(session: EmvSession): Uint8Array {
  return build(session, SCRIPT_RESULT);
}

/** Issuer authentication data (tag 91) in the DE 55 of a response, if it is there and readable. */
export function issuerAuthenticationData(iccData: Uint8Array | undefined): Uint8Array | undefined {
  if (iccData === undefined) return undefined;
  const objects = decodeTlv(iccData);
  return objects.ok ? objects.value.find(({ tag }) => tag === "91")?.value : undefined;
}

function ordered(tags: string): readonly OrderedTag[] {
  return tags.split(" ").map((tag) => ({ tag, bytes: fromHex(tag) }));
}

/** Every value here is shorter than 128 bytes, so that a length is one byte. */
function build({ data }: EmvSession, tags: readonly OrderedTag[]): Uint8Array {
  let length = 0;
  for (const { tag, bytes } of tags) {
    const value = data.get(tag);
    if (value !== undefined) length += bytes.length + 1 + value.length;
  }
  const built = new Uint8Array(length);
  let at = 0;
  for (const { tag, bytes } of tags) {
    const value = data.get(tag);
    if (value === undefined) continue;
    built.set(bytes, at);
    built[at + bytes.length] = value.length;
    built.set(value, at + bytes.length + 1);
    at += bytes.length + 1 + value.length;
  }
  return built;
}
