import { desCipher } from "../../device-emulators/crypto/blocks.ts";
import { cryptogramInput } from "../../device-emulators/crypto/cryptogram.ts";
import { unionPay3des } from "../../device-emulators/crypto/cryptogram-scheme.ts";
import { unionPayMac } from "../../device-emulators/crypto/mac.ts";
import { encodePinBlock } from "../../device-emulators/crypto/pin-block.ts";
import { concat, fromHex, toLatin1 } from "../../device-emulators/kit/bytes.ts";
import { invariant } from "../../device-emulators/kit/errors.ts";
import type { Dialect, Fields, Message } from "../core/iso8583/dialect.ts";
import { iso87Ascii } from "../core/iso8583/dialects/iso87.ts";
import { unionPay } from "../core/iso8583/dialects/unionpay.ts";
import { macInput, packFrame, sealFrame, unpackFrame } from "../core/iso8583/envelope.ts";
import { type Load, loadInTurn, open, type Served, serve } from "./bank-load.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { percentile } from "./rate.ts";

/** Chosen: terminals that wait for their answers, few enough that waiting in line does not hide work. */
const CONNECTIONS = 16;
const TARGETS = { ratio: 0.5, perSecond: 5_000, p99Ms: 10 } as const;

const TERMINAL = "10023017";
const MERCHANT = "TILLYARD0000001";
const KEYS = {
  terminal: "0123456789ABCDEFFEDCBA9876543210",
  issuer: "2315208C9110AD402315208C9110AD40",
} as const;
const ENVELOPE = { destination: "0003", source: "0000", header: "603100311001" };

export const BANK_TCP_PLAIN: Benchmark = {
  name: "bank-tcp-plain",
  measures: `0100 of 1987 over TCP, ${CONNECTIONS} connections, one message on each at a time`,
  run: () =>
    beside(iso87Ascii.name, async (bank, echo) => {
      const check = (answer: Uint8Array): void =>
        invariant(toLatin1(answer.subarray(2, 6)) === "0110", "an 0100 is answered");
      const echoed = { port: echo.port, next: authorisations(), check: () => undefined };
      const answered = { port: bank.port, next: authorisations(), check };
      const [bare, full] = await loadInTurn([echoed, answered], CONNECTIONS);
      const target = { of: "ratio", atLeast: TARGETS.ratio } as const;
      return [rateOf("bank-tcp-plain", full, bare, target)];
    }),
};

export const BANK_TCP_FULL: Benchmark = {
  name: "bank-tcp-full",
  measures: `UnionPay 0200 with MAC, PIN and chip over TCP, ${CONNECTIONS} connections, one each`,
  run: () =>
    beside(unionPay.name, async (bank, echo) => {
      const frames = await sales(bank.port);
      const echoed = { port: echo.port, next: each(frames), check: () => undefined };
      const answered = { port: bank.port, next: each(frames), check: checkApproval };
      const [bare, full] = await loadInTurn([echoed, answered], CONNECTIONS);
      const target = { of: "value", atLeast: TARGETS.perSecond } as const;
      return [
        rateOf("bank-tcp-full", full, bare, target),
        {
          name: "bank-tcp-full-p99",
          value: percentile(full.latenciesMs, 99),
          unit: `ms p99 of ${full.latenciesMs.length} sales`,
          baseline: "bare TCP echo of the same size",
          baselineValue: percentile(bare.latenciesMs, 99),
          target: { of: "value", atMost: TARGETS.p99Ms },
        },
      ];
    }),
};

async function beside(
  dialect: string,
  run: (bank: Served, echo: Served) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const [bank, echo] = await Promise.all([serve(dialect), serve("echo")]);
  try {
    return await run(bank, echo);
  } finally {
    await Promise.all([bank.stop(), echo.stop()]);
  }
}

function rateOf(name: string, full: Load, bare: Load, target: Figure["target"]): Figure {
  return {
    name,
    value: full.perSecond,
    unit: "messages/s",
    baseline: "bare TCP echo of the same size",
    baselineValue: bare.perSecond,
    target,
  };
}

/** Authorisations of 12.34 by the card that signs, each with its own STAN and time. */
function authorisations(): () => Uint8Array {
  const frame = pack(iso87Ascii, {
    mti: "0100",
    fields: {
      2: "6212345678901232",
      3: "000000",
      4: "000000001234",
      7: "0615093000",
      11: "000000",
      14: "3012",
      22: "012",
      41: TERMINAL,
      42: MERCHANT,
      49: "156",
    },
  });
  const at = toLatin1(frame).indexOf("0615093000000000") + "0615".length;
  let count = 0;
  return () => {
    count += 1;
    const next = frame.slice();
    // Twelve digits: the time of DE 7, and the STAN behind it.
    const digits = String(count).padStart(12, "0");
    for (let place = 0; place < 12; place += 1) next[at + place] = digits.charCodeAt(place);
    return next;
  };
}

/** Sales by chip and PIN on a terminal that has signed on, each with its own STAN and MAC. */
async function sales(port: number): Promise<readonly Uint8Array[]> {
  const { pinKey, macKey } = await signOn(port);
  const pan = "6212345678901265";
  const message: Message = {
    mti: "0200",
    fields: {
      2: pan,
      3: "000000",
      4: "000000000001",
      11: "000000",
      14: "3012",
      22: "051",
      23: "001",
      25: "00",
      26: "12",
      41: TERMINAL,
      42: MERCHANT,
      49: "156",
      52: pinKey.encrypt(encodePinBlock("123456", pan)),
      53: "2600000000000000",
      55: chipData(pan),
      60: "2200000100050",
      64: new Uint8Array(8),
    },
  };
  return Array.from({ length: SALES_MAX }, (_, at) => {
    const stan = String(at + 1).padStart(6, "0");
    const frame = pack(unionPay, { ...message, fields: { ...message.fields, 11: stan } });
    sealFrame(frame, unionPayMac(macKey, macInput(frame)));
    return frame;
  });
}

/** Chosen: more than are sold while the bank is measured, so that none is a repeat. */
const SALES_MAX = 200_000;

/** One after the other; the echo, which does not mind, hears them more than once. */
function each(frames: readonly Uint8Array[]): () => Uint8Array {
  let count = 0;
  return () => {
    count += 1;
    return frames[(count - 1) % frames.length] ?? new Uint8Array(0);
  };
}

async function signOn(port: number) {
  const fields = { 11: "000001", 41: TERMINAL, 42: MERCHANT, 60: "00000001003" };
  const socket = await open(port);
  const answered = new Promise<Uint8Array>((resolve) => socket.once("data", resolve));
  socket.write(pack(unionPay, { mti: "0800", fields }));
  const read = unpackFrame(unionPay, await answered);
  socket.destroy();
  const download = read.ok ? read.value.message.fields[62] : undefined;
  invariant(download !== undefined, "a sign-on brings keys");
  const master = desCipher(fromHex(KEYS.terminal));
  return {
    pinKey: desCipher(master.decrypt(download.slice(0, 16))),
    macKey: desCipher(master.decrypt(download.slice(20, 36))),
  };
}

function checkApproval(answer: Uint8Array): void {
  const read = unpackFrame(unionPay, answer);
  invariant(read.ok && read.value.message.fields[39] === "00", "a sale is approved");
}

/** DE 55 of one transaction of the card: the bank verifies it anew each time. */
function chipData(pan: string): Uint8Array {
  const values = new Map(
    Object.entries({
      "9F02": "000000000001",
      "9F03": "000000000000",
      "9F1A": "0156",
      "95": "0000008000",
      "5F2A": "0156",
      "9A": "260615",
      "9C": "00",
      "9F37": "12345678",
      "82": "7C00",
      "9F36": "0001",
      "9F10": "07010103A0A00001",
      "9F27": "80",
    }).map(([tag, hex]) => [tag, fromHex(hex)]),
  );
  const input = cryptogramInput((tag) => values.get(tag), fromHex("03A0A000"));
  invariant(input !== undefined, "the chip's data are whole");
  const key = unionPay3des.deriveCardKey(unionPay3des.openMaster(fromHex(KEYS.issuer)), pan, "01");
  values.set("9F26", unionPay3des.openCard(key)({ atc: 1 }).compute(input));
  return concat(
    Array.from(values, ([tag, value]) =>
      concat([fromHex(tag), Uint8Array.of(value.length), value]),
    ),
  );
}

function pack(dialect: Dialect, message: Message): Uint8Array {
  const envelope = dialect.spec.wire.header.kind === "none" ? NO_ENVELOPE : ENVELOPE;
  const packed = packFrame<Fields>(dialect, { envelope, message });
  invariant(packed.ok, "the benchmark's own message can be written");
  return packed.value;
}

const NO_ENVELOPE = { destination: "", source: "", header: "" };
