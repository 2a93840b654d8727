import { createRequire } from "node:module";
import { fromLatin1, toHex } from "../../device-emulators/kit/bytes.ts";
import { invariant } from "../../device-emulators/kit/errors.ts";
import type { Message } from "../core/iso8583/dialect.ts";
import { type UnionPayFields, unionPay } from "../core/iso8583/dialects/unionpay.ts";
import { pack } from "../core/iso8583/pack.ts";
import { unpack } from "../core/iso8583/unpack.ts";
import type { Benchmark } from "./benchmark.ts";
import { rates } from "./rate.ts";

const binary = (length: number): Uint8Array => new Uint8Array(length).map((_, at) => at * 7);

/** An approval as a bank sends it: 23 fields, all classes of content. */
const APPROVAL: Message<UnionPayFields> = {
  mti: "0210",
  fields: {
    2: "6212345678901265",
    3: "000000",
    4: "000000001234",
    11: "000002",
    12: "093012",
    13: "0615",
    14: "3012",
    15: "0615",
    22: "051",
    23: "001",
    25: "00",
    32: "00010000",
    37: "061509300002",
    38: "123456",
    39: "00",
    41: "12345678",
    42: "TILLYARD0000001",
    44: "01020000   03040000   ",
    49: "156",
    55: binary(60),
    60: "2200000100050",
    63: fromLatin1("CUP approved                  "),
    64: binary(8),
  },
};

type Peer = new (
  fields?: Record<string, string>,
) => {
  getBufferMessage: () => Buffer | { error: string };
  getIsoJSON: (bytes: Buffer) => Record<string, string> | { error: string };
};

/** The same approval in npm `iso_8583`'s own dialect, where binary fields are text. */
function peerFields(): Record<string, string> {
  const fields = Object.entries(APPROVAL.fields).map(([de, value]) => [
    de,
    typeof value === "string" ? value : toHex(value as Uint8Array),
  ]);
  return {
    ...Object.fromEntries(fields),
    0: APPROVAL.mti,
    55: "ABCDEF".repeat(20),
    63: "CUP".repeat(10),
    64: "5FE058DB",
  };
}

export const ISO8583_PACK: Benchmark = {
  name: "iso8583-pack",
  measures: "23 fields validated and written",
  run: async () => {
    const Iso = loadPeer();
    const fields = peerFields();
    const [ours = 0, peer = 0] = rates([
      () => pack(unionPay, APPROVAL),
      () => new Iso(fields).getBufferMessage(),
    ]);
    return [figure("iso8583-pack", ours, peer, 10)];
  },
};

export const ISO8583_UNPACK: Benchmark = {
  name: "iso8583-unpack",
  measures: "23 fields read and validated",
  run: async () => {
    const Iso = loadPeer();
    const packed = pack(unionPay, APPROVAL);
    invariant(packed.ok, "the benchmark's own message can be written");
    const peerBytes = new Iso(peerFields()).getBufferMessage();
    invariant(peerBytes instanceof Buffer, "the peer writes its own dialect");
    const [ours = 0, peer = 0] = rates([
      () => unpack(unionPay, packed.value),
      () => new Iso().getIsoJSON(peerBytes),
    ]);
    return [figure("iso8583-unpack", ours, peer, 4)];
  },
};

function figure(name: string, value: number, baselineValue: number, atLeast: number) {
  return {
    name,
    value,
    unit: "messages/s",
    baseline: "npm iso_8583, its own dialect",
    baselineValue,
    target: { of: "ratio", atLeast },
  } as const;
}

function loadPeer(): Peer {
  return createRequire(import.meta.url)("iso_8583");
}
