import { invariant } from "../../device-emulators/kit/errors.ts";
import { type UnionPayMessage, unionPay } from "../../sim-server/core/iso8583/dialects/unionpay.ts";
import { unpackFrame } from "../../sim-server/core/iso8583/envelope.ts";
import type { Disturbance, Way } from "../../sim-server/core/world/line.ts";
import type { Yard } from "./yard.ts";

/** A frame on its way to the bank or back, whole and in clear, as no trace may show it. */
export type Tapped = { readonly way: Way; readonly bytes: Uint8Array } & UnionPayMessage;

/** Listens in on the line to the bank from now on; faults see the frames after it. */
export function tapLine({ cables: { host } }: Yard): readonly Tapped[] {
  const tapped: Tapped[] = [];
  const { disturb } = host;
  host.disturb = (way, bytes) => {
    const frame = unpackFrame(unionPay, bytes);
    invariant(frame.ok, "only whole messages are sent");
    tapped.push({ way, bytes, ...frame.value.message });
    return disturb?.(way, bytes);
  };
  return tapped;
}

/** Meddles with frames of one type, the first `times` of them; all others go as they are. */
export function meddleWith(
  { cables: { host } }: Yard,
  mti: string,
  meddle: (bytes: Uint8Array) => ReturnType<Disturbance>,
  times = 1,
): void {
  const { disturb } = host;
  let left = times;
  host.disturb = (way, bytes) => {
    const frame = unpackFrame(unionPay, bytes);
    if (left === 0 || !frame.ok || frame.value.message.mti !== mti) return disturb?.(way, bytes);
    left -= 1;
    return meddle(bytes);
  };
}
