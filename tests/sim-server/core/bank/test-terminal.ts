import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { cryptogramInput } from "../../../../device-emulators/crypto/cryptogram.ts";
import type { SessionKey } from "../../../../device-emulators/crypto/cryptogram-scheme.ts";
import { keyCheckValue } from "../../../../device-emulators/crypto/key-check.ts";
import { unionPayMac } from "../../../../device-emulators/crypto/mac.ts";
import { encodePinBlock } from "../../../../device-emulators/crypto/pin-block.ts";
import { concat, equalBytes, fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { chance } from "../../../../device-emulators/kit/chance.ts";
import { type Bank, createBank } from "../../../../sim-server/core/bank/bank.ts";
import type {
  AccountOptions,
  BankOptions,
  CardOptions,
} from "../../../../sim-server/core/bank/bank-options.ts";
import type { BankEmit, BankEvents } from "../../../../sim-server/core/bank/events.ts";
import {
  type UnionPayFields,
  type UnionPayMessage,
  unionPay,
} from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import {
  macInput,
  packFrame,
  sealFrame,
  unpackFrame,
} from "../../../../sim-server/core/iso8583/envelope.ts";
import { sessionKeyOf } from "../../../kit/session-key.ts";

export const TERMINAL = "12345678";
export const MERCHANT = "TILLYARD0000001";
export const PIN = "860517";
/** 2026-06-15 09:30:00 +08:00. */
export const START_MS = 1_781_487_000_000;

export const TERMINAL_KEY = "0123456789ABCDEFFEDCBA9876543210";
const ISSUER_KEY = "2315208C9110AD402315208C9110AD40";
const ENVELOPE = { destination: "0003", source: "0000", header: "603100311001" };

/** Test cards by what is the matter with them, each on an account of its own. */
export const PANS = {
  normal: "6212345678901265",
  second: "6212345678901232",
  frozen: "6212345678000019",
  dormant: "6212345678000027",
  restricted: "6212345678000035",
  lost: "6212345678000043",
  stolen: "6212345678000050",
  expired: "6212345678000068",
  locked: "6212345678000076",
  unknown: "6212345678000084",
} as const;

export function bankOptions(more: readonly AccountOptions[] = []): BankOptions {
  const account = (
    id: Exclude<keyof typeof PANS, "unknown">,
    changes: { account?: Partial<AccountOptions>; card?: Partial<CardOptions> } = {},
  ): AccountOptions => ({
    id,
    holder: `Holder of ${id}`,
    balanceMinor: 100_000,
    state: "normal",
    cards: [{ ...card(PANS[id]), ...changes.card }],
    ...changes.account,
  });
  return {
    startMs: START_MS,
    acquirerId: "00010000",
    issuers: [{ id: "01020000", name: "House Bank", bins: ["6212345678"], masterKey: ISSUER_KEY }],
    merchants: [{ id: MERCHANT, name: "Training Market" }],
    terminals: [{ id: TERMINAL, merchant: MERCHANT, masterKey: TERMINAL_KEY }],
    accounts: [
      account("normal"),
      account("second"),
      account("frozen", { account: { state: "frozen" } }),
      account("dormant", { account: { state: "dormant" } }),
      account("restricted", { account: { state: "restricted" } }),
      account("lost", { card: { state: "lost" } }),
      account("stolen", { card: { state: "stolen" } }),
      account("expired", { card: { expiry: "2605" } }),
      account("locked", { card: { pinTriesLeft: 0 } }),
      ...more,
    ],
  };
}

export function card(pan: string): CardOptions {
  return { pan, expiry: "2606", psn: "01", pin: PIN, state: "normal", pinTriesLeft: 3 };
}

export type Event = { readonly kind: keyof BankEvents; readonly data: object };

export type Sale = {
  readonly stan?: string;
  readonly batch?: string;
  readonly pan?: string;
  readonly amountMinor?: number;
  /** The card is told this amount, the bank `amountMinor`. */
  readonly toldMinor?: number;
  readonly pin?: string | undefined;
  readonly atc?: number;
  readonly mti?: string;
  /** Put in last, before the MAC. */
  readonly fields?: UnionPayFields;
};

export type TestTerminal = {
  readonly bank: Bank;
  readonly events: Event[];
  readonly signOn: (stan?: string) => UnionPayMessage;
  readonly sale: (sale?: Sale) => Uint8Array;
  readonly reversal: (sale?: Sale) => Uint8Array;
  /** Sends a frame and reads the answer; throws where its MAC is wrong. */
  readonly send: (frame: Uint8Array, nowMs?: number) => UnionPayMessage | undefined;
  /** The answer's response code. */
  readonly code: (frame: Uint8Array) => string | undefined;
  readonly frame: (message: UnionPayMessage) => Uint8Array;
};

/** A bank and a terminal that knows how to talk to it, written apart from the product's own. */
export function startBank(
  options: BankOptions = bankOptions(),
  outside: {
    readonly seed?: number;
    /** An open bank, and which of its terminals this is. */
    readonly bank?: Bank;
    readonly id?: string;
    readonly merchant?: string;
  } = {},
): TestTerminal {
  const events: Event[] = [];
  const emit: BankEmit = (kind, data) => events.push({ kind, data });
  const bank =
    outside.bank ?? createBank(options, { chance: chance(outside.seed ?? 1, "bank"), emit });
  const who = (stan: string): UnionPayFields => ({
    11: stan,
    41: outside.id ?? TERMINAL,
    42: outside.merchant ?? MERCHANT,
  });
  const master = desCipher(fromHex(TERMINAL_KEY));
  let pinKey = desCipher(new Uint8Array(16));
  let macKey = desCipher(new Uint8Array(16));

  const frame = (message: UnionPayMessage): Uint8Array => {
    const packed = packFrame(unionPay, { envelope: ENVELOPE, message });
    if (!packed.ok) throw new Error(packed.error.detail);
    if (message.fields[64] !== undefined) {
      sealFrame(packed.value, unionPayMac(macKey, macInput(packed.value)));
    }
    return packed.value;
  };

  const send = (bytes: Uint8Array, nowMs = 0): UnionPayMessage | undefined => {
    const answer = bank.receive(bytes, nowMs)[0]?.frame;
    if (answer === undefined) return undefined;
    const read = unpackFrame(unionPay, answer);
    if (!read.ok) throw new Error(read.error.detail);
    const mac = read.value.message.fields[64];
    if (mac !== undefined && !equalBytes(mac, unionPayMac(macKey, macInput(answer)))) {
      throw new Error("the answer's MAC is wrong");
    }
    return read.value.message;
  };

  const signOn = (stan = "000001"): UnionPayMessage => {
    const answer = send(frame({ mti: "0800", fields: { ...who(stan), 60: "00000001003" } }));
    const download = answer?.fields[62];
    if (answer === undefined || download === undefined) throw new Error("no keys");
    pinKey = readKey(master.decrypt(download.subarray(0, 16)), download.subarray(16, 20));
    macKey = readKey(master.decrypt(download.subarray(20, 36)), download.subarray(36, 40));
    return answer;
  };

  const sale = (asked: Sale = {}): Uint8Array => {
    const { stan = "000002", pan = PANS.normal, amountMinor = 1_234 } = asked;
    const pin = "pin" in asked ? asked.pin : PIN;
    const block = pin && pinKey.encrypt(encodePinBlock(pin, pan));
    return frame({
      mti: asked.mti ?? "0200",
      fields: {
        ...who(stan),
        2: pan,
        3: "000000",
        4: String(amountMinor).padStart(12, "0"),
        14: "2606",
        22: "051",
        23: "001",
        25: "00",
        26: "12",
        49: "156",
        52: block === "" ? undefined : block,
        53: "2600000000000000",
        55: iccData(pan, asked.toldMinor ?? amountMinor, asked.atc ?? 1),
        60: `22${asked.batch ?? "000001"}00050`,
        64: new Uint8Array(8),
        ...asked.fields,
      },
    });
  };

  const reversal = (asked: Sale = {}): Uint8Array => {
    const { stan = "000002", batch = "000001", amountMinor = 1_234 } = asked;
    return frame({
      mti: "0400",
      fields: {
        ...who(stan),
        3: "000000",
        4: String(amountMinor).padStart(12, "0"),
        22: "051",
        25: "00",
        39: "98",
        49: "156",
        60: `22${batch}00050`,
        61: `${batch}${stan}0615`,
        64: new Uint8Array(8),
        ...asked.fields,
      },
    });
  };

  const code = (bytes: Uint8Array): string | undefined => send(bytes)?.fields[39];
  return { bank, events, signOn, sale, reversal, send, code, frame };
}

function readKey(key: Uint8Array, check: Uint8Array) {
  const cipher = desCipher(key);
  if (!equalBytes(keyCheckValue(cipher, 4), check)) throw new Error("the key's check is wrong");
  return cipher;
}

/** DE 55 as the chip makes it; where each value lies is in `ICC_AT`. */
export function iccData(
  pan: string,
  amountMinor: number,
  atc: number,
  results = "03A0A000",
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  const values = new Map([
    ["9F02", fromHex(String(amountMinor).padStart(12, "0"))],
    ["9F03", new Uint8Array(6)],
    ["9F1A", fromHex("0156")],
    ["95", fromHex("0000008000")],
    ["5F2A", fromHex("0156")],
    ["9A", fromHex("260615")],
    ["9C", fromHex("00")],
    ["9F37", fromHex("12345678")],
    ["82", fromHex("7C00")],
    ["9F36", new Uint8Array([atc >> 8, atc & 0xff])],
    ["9F10", fromHex(`070101${results}01`)],
    ["9F27", fromHex("80")],
    ...Object.entries(more).map(([tag, hex]) => [tag, fromHex(hex)] as const),
  ]);
  const input = cryptogramInput((tag) => values.get(tag), fromHex(results));
  if (input === undefined) throw new Error("a value is missing");
  values.set("9F26", sessionKey(pan, atc).compute(input));
  const objects = Array.from(values, ([tag, value]) =>
    concat([fromHex(tag), new Uint8Array([value.length]), value]),
  );
  return concat(objects);
}

/** Offsets in `iccData` of a byte of each value that the cryptogram covers, and of its own. */
export const ICC_AT = {
  amount: 8,
  otherAmount: 12,
  country: 22,
  tvr: 25,
  currency: 34,
  date: 37,
  type: 42,
  unpredictableNumber: 46,
  aip: 52,
  atc: 58,
  cvr: 66,
  cryptogram: 77,
} as const;

/** The key under which card and issuer talk in one transaction. */
export function sessionKey(pan: string, atc: number): SessionKey {
  return sessionKeyOf(ISSUER_KEY, { pan, panSequence: "01" }, atc);
}

/** A changed byte at `place` from the start of the data. */
export function spoil(bytes: Uint8Array, place: number): Uint8Array {
  const spoilt = bytes.slice();
  spoilt[place] = (spoilt[place] ?? 0) ^ 1;
  return spoilt;
}

/** The event kinds in order, without `bank.`: `received decided posted answered`. */
export function drawEvents(events: readonly Event[]): string {
  return events.map(({ kind }) => kind.slice("bank.".length)).join(" ");
}
