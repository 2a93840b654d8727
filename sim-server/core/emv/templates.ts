import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";

/** Templates whose content is read as if it stood beside them. @source EMV 4.4 Book 3, annex B */
const OPENED = new Set(["6F", "70", "77", "A5", "BF0C"]);

/**
 * Puts every data object of `bytes` into `into`, templates opened, the first of a tag kept.
 *
 * @returns `bad-data` where the bytes are no data objects
 */
export function collect(
  bytes: Uint8Array,
  into: Map<string, Uint8Array>,
): Result<void, "bad-data"> {
  const objects = decodeTlv(bytes);
  if (!objects.ok) return err("bad-data");
  for (const { tag, value } of objects.value) {
    if (OPENED.has(tag)) {
      const inner = collect(value, into);
      if (!inner.ok) return inner;
    } else if (!into.has(tag)) {
      into.set(tag, value);
    }
  }
  return ok(undefined);
}
