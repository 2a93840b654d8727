import { createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { chance } from "../../device-emulators/kit/chance.ts";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import { createBank } from "../../sim-server/core/bank/bank.ts";
import type { BankOptions } from "../../sim-server/core/bank/bank-options.ts";
import { bankOf } from "../../sim-server/core/counter/house.ts";
import { createDeframer } from "../../sim-server/core/iso8583/deframer.ts";
import { unionPay } from "../../sim-server/core/iso8583/dialects/unionpay.ts";
import { messageAt, packFrame, unpackFrame } from "../../sim-server/core/iso8583/envelope.ts";
import { UNIONPAY_WIRE, type Wire, writeFrameLength } from "../../sim-server/core/iso8583/wire.ts";

/** What the far bank does with an answer instead of sending it at once. */
export type Treatment = "send" | "lose" | "hang-up" | { readonly afterMs: number };

export type FarBankOptions = {
  /** Asked for each request, by its message type, in order. */
  readonly treat?: (mti: string, request: number) => Treatment;
  /** What stands around its messages; UnionPay's unless said. */
  readonly wire?: Wire;
  readonly bank?: (plain: BankOptions) => BankOptions;
};

export type FarBank = {
  readonly port: number;
  /** Message types of every request so far. */
  readonly asked: readonly string[];
  /** DE 32, where a request had one, and the TPDU's addresses. */
  readonly addressed: readonly string[];
  /** DE 41 of every request so far. */
  readonly terminals: readonly string[];
  readonly calls: () => number;
  /** Ends every call, as a line does that is cut. */
  readonly drop: () => void;
  /** What has been charged to the accounts of its cards and stayed there, in fen. */
  readonly charged: () => number;
  readonly close: () => Promise<void>;
};

/** Its calendar is its own. */
const AHEAD_MS = 40 * 86_400_000;

/** Someone else's bank for a lesson's cards, in this process behind a TCP port; it ends with the test. */
export async function startFarBank(
  scenario: Scenario,
  { treat = () => "send", wire = UNIONPAY_WIRE, bank: set = (plain) => plain }: FarBankOptions = {},
): Promise<FarBank> {
  const bank = createBank(set(bankOf(scenario, scenario.startMs + AHEAD_MS)), {
    chance: chance(7, "far bank"),
    emit: (kind, data) => {
      if (kind !== "bank.posted" && kind !== "bank.reversed") return;
      const { postings } = data as {
        postings: readonly { account: string; amountMinor: number }[];
      };
      for (const { account, amountMinor } of postings) {
        if (account.startsWith("cardholder:")) charged -= amountMinor;
      }
    },
  });
  const startMs = performance.now();
  const asked: string[] = [];
  const addressed: string[] = [];
  const terminals: string[] = [];
  const sockets = new Set<Socket>();
  let charged = 0;
  let calls = 0;

  const hear = (socket: Socket, outer: Uint8Array): void => {
    const frame = rewrap(outer, wire, UNIONPAY_WIRE);
    const read = unpackFrame(unionPay, frame);
    if (!read.ok) throw new Error(read.error.detail);
    const { message, envelope } = read.value;
    asked.push(message.mti);
    terminals.push(message.fields[41] ?? "-");
    addressed.push(`${message.fields[32] ?? "-"} ${envelope.destination}${envelope.source}`);
    const treatment = treat(message.mti, asked.length);
    for (const reply of bank.receive(frame, Math.floor(performance.now() - startMs))) {
      const answer = (): void => void socket.write(rewrap(reply.frame, UNIONPAY_WIRE, wire));
      if (treatment === "send") answer();
      else if (typeof treatment === "object") setTimeout(answer, treatment.afterMs);
    }
    if (treatment === "hang-up") socket.destroy();
  };

  const server = createServer((socket) => {
    calls += 1;
    sockets.add(socket);
    const deframer = createDeframer(wire);
    socket.on("data", (bytes) => {
      for (const frame of deframer.push(bytes).frames) hear(socket, frame);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const close = (): Promise<void> => {
    drop();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("it listens on no port");
  return {
    port: address.port,
    asked,
    addressed,
    terminals,
    calls: () => calls,
    drop,
    charged: () => charged,
    close,
  };
}

/** The same message in another envelope. */
function rewrap(frame: Uint8Array, from: Wire, to: Wire): Uint8Array {
  if (from === to) return frame;
  const message = frame.subarray(messageAt(from));
  const sample = packFrame(
    { ...unionPay, spec: { ...unionPay.spec, wire: to } },
    {
      envelope: { destination: "0000", source: "0003", header: HEADERS[to.header.kind] ?? "" },
      message: { mti: "0800", fields: {} },
    },
  );
  if (!sample.ok) throw new Error(sample.error.detail);
  const whole = new Uint8Array(messageAt(to) + message.length);
  whole.set(sample.value.subarray(0, messageAt(to)));
  whole.set(message, messageAt(to));
  writeFrameLength(to, whole, whole.length);
  return whole;
}

const HEADERS: Readonly<Record<string, string>> = {
  "tpdu-digits": "603100311001",
  text: "ISO60000",
};
