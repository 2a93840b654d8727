import { type BlockCipher, desCipher } from "../../device-emulators/crypto/blocks.ts";
import { unionPayMac } from "../../device-emulators/crypto/mac.ts";
import { fromHex } from "../../device-emulators/kit/bytes.ts";
import { KEYS } from "../../sim-server/core/counter/house.ts";
import { type UnionPayFields, unionPay } from "../../sim-server/core/iso8583/dialects/unionpay.ts";
import {
  type Frame,
  macInput,
  packFrame,
  sealFrame,
  unpackFrame,
} from "../../sim-server/core/iso8583/envelope.ts";
import { openWorkingKeys } from "../../sim-server/core/terminal/working-keys.ts";
import type { Line } from "./far-side.ts";

/** What a bank would have said instead: other elements, or another instruction in the header. */
export type Change = { readonly fields?: UnionPayFields; readonly instruction?: string };

/**
 * A line behind which the bank's answers are changed and made authentic again, as if the bank had
 * said so itself. `changes` go by message type of the request and how many of it there were:
 * `0200#1`, or `0200` for all.
 */
export function forgedLine(changes: Readonly<Record<string, Change>>): Line {
  const counts = new Map<string, number>();
  let mac: BlockCipher | undefined;
  return ({ mti }, answer) => {
    const count = (counts.get(mti) ?? 0) + 1;
    counts.set(mti, count);
    if (answer === undefined) return [];
    const frame = readFrame(answer);
    const { 62: download } = frame.message.fields;
    if (download !== undefined) mac = macKey(download);
    const change = changes[`${mti}#${count}`] ?? changes[mti];
    const bytes = change === undefined ? answer : writeFrame(changed(frame, change), mac);
    return [{ bytes, afterMs: 100 }];
  };
}

function changed({ envelope, message }: Frame<UnionPayFields>, change: Change) {
  const { header } = envelope;
  const instruction = change.instruction ?? header[5];
  return {
    envelope: { ...envelope, header: header.slice(0, 5) + instruction + header.slice(6) },
    message: { ...message, fields: { ...message.fields, ...change.fields } },
  };
}

/** A frame of the terminal's dialect, whole. */
export function readFrame(bytes: Uint8Array): Frame<UnionPayFields> {
  const read = unpackFrame(unionPay, bytes);
  if (!read.ok) throw new Error(read.error.detail);
  return read.value;
}

/** The bytes of a frame, with a MAC over them where there is a key. */
export function writeFrame(frame: Frame<UnionPayFields>, mac: BlockCipher | undefined): Uint8Array {
  const packed = packFrame(unionPay, frame);
  if (!packed.ok) throw new Error(packed.error.detail);
  if (mac !== undefined) sealFrame(packed.value, unionPayMac(mac, macInput(packed.value)));
  return packed.value;
}

function macKey(download: Uint8Array): BlockCipher {
  const opened = openWorkingKeys(desCipher(fromHex(KEYS.terminalMaster)), download, "003");
  if (!opened.ok) throw new Error(opened.error);
  return opened.value.mac;
}
