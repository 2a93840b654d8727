import { CLA, INS, STATUS } from "../../../device-emulators/kit/apdu.ts";
import { decodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Flow } from "../world/flow.ts";
import type { CardFault, CardLink } from "./session.ts";

const NO_DATA = new Uint8Array(0);

/** A tag of two bytes that no record holds and GET DATA tells. */
export type CounterTag = "9F13" | "9F17" | "9F36";

/**
 * GET DATA.
 *
 * @returns the value; undefined where the card does not tell it
 * @source EMV 4.4 Book 3, 6.5.7
 */
export function* readData(
  card: CardLink,
  tag: CounterTag,
): Flow<Result<Uint8Array | undefined, CardFault>> {
  const number = Number.parseInt(tag, 16);
  const answer = yield* card.transmit({
    cla: CLA.payment,
    ins: INS.getData,
    p1: number >> 8,
    p2: number & 0xff,
    data: NO_DATA,
    le: 256,
  });
  if (!answer.ok) return answer;
  if (answer.value.statusWord !== STATUS.success) return ok(undefined);
  const objects = decodeTlv(answer.value.data);
  return ok(objects.ok ? objects.value.find((object) => object.tag === tag)?.value : undefined);
}
