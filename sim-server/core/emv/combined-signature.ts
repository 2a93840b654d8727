import { recover, SIGNED } from "../../../device-emulators/crypto/certificates.ts";
import { sha1 } from "../../../device-emulators/crypto/hash.ts";
import type { RsaPublicKey } from "../../../device-emulators/crypto/rsa.ts";
import { decodeTlv, encodeTlv, type Tlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { concat, equalBytes } from "../../../device-emulators/kit/bytes.ts";
import { type EmvSession, requireValue } from "./session.ts";

const SHA_1 = 0x01;
const LENGTH_AT = 2;
const CRYPTOGRAM_BYTES = 8;
const HASH_BYTES = 20;
const VALUE_BYTES_MAX = 255;

/**
 * The cryptogram (9F26) out of an answer that is signed as a whole.
 *
 * @param template content of tag 77 as the card gave it
 * @returns undefined where the signature is missing, not the card's, or not over what was said in this
 *   transaction
 * @source EMV 4.4 Book 2, 6.6.2
 */
export function cryptogramSigned(
  session: EmvSession,
  key: RsaPublicKey,
  template: Uint8Array,
): Uint8Array | undefined {
  const objects = decodeTlv(template);
  if (!objects.ok) return undefined;
  const signature = objects.value.find(({ tag }) => tag === "9F4B")?.value;
  const information = objects.value.find(({ tag }) => tag === "9F27")?.value[0];
  if (signature === undefined || information === undefined) return undefined;
  const unpredictable = requireValue(session, "9F37");
  const body = recover(key, signature, SIGNED.dynamicData, unpredictable);
  if (body === undefined || body[1] !== SHA_1) return undefined;
  const [length = 0] = body.subarray(LENGTH_AT);
  const data = body.subarray(LENGTH_AT + 1, LENGTH_AT + 1 + length);
  const number = data[0] ?? 0;
  const signed = data.subarray(1 + number);
  if (signed.length !== 1 + CRYPTOGRAM_BYTES + HASH_BYTES || signed[0] !== information) {
    return undefined;
  }
  const hash = signed.subarray(1 + CRYPTOGRAM_BYTES);
  const said = objects.value.filter(({ tag }) => tag !== "9F4B");
  if (!equalBytes(hash, sha1(concat([...session.told, ...said.map(encode)])))) return undefined;
  session.data.set("9F4C", data.slice(1, 1 + number));
  return signed.slice(1, 1 + CRYPTOGRAM_BYTES);
}

function encode({ tag, value }: Tlv): Uint8Array {
  return encodeTlv(tag, value.subarray(0, VALUE_BYTES_MAX));
}
