import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { createDeframer } from "../../sim-server/core/iso8583/deframer.ts";
import type { Dialect, Fields, Message } from "../../sim-server/core/iso8583/dialect.ts";
import { packFrame, unpackFrame } from "../../sim-server/core/iso8583/envelope.ts";

/** A client's connection to a bank; it ends with the test. */
export type BankLine = {
  readonly socket: Socket;
  readonly send: (bytes: Uint8Array) => void;
  /** The next whole frame. */
  readonly frame: () => Promise<Uint8Array>;
  readonly pack: (message: Message) => Uint8Array;
  /** Sends a message, and reads the next answer. */
  readonly ask: (message: Message) => Promise<Message>;
  /** MTI and DE 39 of the answer: `0210 00`. */
  readonly draw: (message: Message) => Promise<string>;
  /** Resolves once the other side has ended it. */
  readonly closed: Promise<void>;
};

const ENVELOPE = { destination: "0003", source: "0000", header: "603100311001" };

export async function openLine(port: number, dialect: Dialect): Promise<BankLine> {
  const socket = connect({ port, host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => undefined);
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  const deframer = createDeframer(dialect.spec.wire);
  const arrived: Uint8Array[] = [];
  const waiting: ((frame: Uint8Array) => void)[] = [];
  socket.on("data", (bytes) => {
    for (const frame of deframer.push(bytes).frames) {
      const next = waiting.shift();
      if (next === undefined) arrived.push(frame);
      else next(frame);
    }
  });
  const frame = (): Promise<Uint8Array> => {
    const first = arrived.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => waiting.push(resolve));
  };
  const pack = (message: Message): Uint8Array => {
    const packed = packFrame<Fields>(dialect, { envelope: ENVELOPE, message });
    if (!packed.ok) throw new Error(packed.error.detail);
    return packed.value;
  };
  const ask = async (message: Message): Promise<Message> => {
    socket.write(pack(message));
    const read = unpackFrame(dialect, await frame());
    if (!read.ok) throw new Error(read.error.detail);
    return read.value.message;
  };
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    frame,
    pack,
    ask,
    draw: async (message) => {
      const { mti, fields } = await ask(message);
      return `${mti} ${fields[39]}`;
    },
    closed,
  };
}

/** The card of the usual bank that pays by signature, and what it has. */
export const SIGNATURE = {
  pan: "6212345678901232",
  account: "signature",
  balanceMinor: 100_000_000,
};

/** A keyed purchase of 12.34 in the edition of 1987. */
export function keyedPurchase(stan: string, fields: Fields = {}, mti = "0200"): Message {
  return {
    mti,
    fields: {
      2: SIGNATURE.pan,
      3: "000000",
      4: "000000001234",
      7: "0615093000",
      11: stan,
      14: "3012",
      22: "012",
      41: "10023017",
      49: "156",
      ...fields,
    },
  };
}
