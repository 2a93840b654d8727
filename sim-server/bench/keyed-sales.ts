import { desCipher } from "../../device-emulators/crypto/blocks.ts";
import { unionPayMac } from "../../device-emulators/crypto/mac.ts";
import { fromHex } from "../../device-emulators/kit/bytes.ts";
import { chance } from "../../device-emulators/kit/chance.ts";
import { invariant } from "../../device-emulators/kit/errors.ts";
import { type Bank, createBank } from "../core/bank/bank.ts";
import type { BankOptions } from "../core/bank/bank-options.ts";
import { type UnionPayMessage, unionPay } from "../core/iso8583/dialects/unionpay.ts";
import { macInput, packFrame, sealFrame, unpackFrame } from "../core/iso8583/envelope.ts";
import { openWorkingKeys } from "../core/terminal/working-keys.ts";

const PAN = "6212345678901265";
const TERMINAL_KEY = "0123456789ABCDEFFEDCBA9876543210";
const MERCHANT = "TILLYARD0000001";
const TERMINAL = "10023017";
const ENVELOPE = { destination: "0003", source: "0000", header: "603100311001" };
/** Trace numbers of a batch: 000001 is its sign-on. */
const SALES_A_BATCH = 10_000;
/** Chosen: a busy shop's pace, a sale in three seconds. */
const SALE_MS = 3_000;

/** One shop's till with a bank that books every sale, and nothing else that could take time. */
export type KeyedSales = {
  readonly bank: Bank;
  /** The frame of the next sale: a card number keyed in, paid by signature, sealed with a MAC. */
  readonly next: () => { readonly frame: Uint8Array; readonly nowMs: number };
};

/** A bank on its first day, its one terminal signed on. */
export function openKeyedSales(): KeyedSales {
  const bank = createBank(OPTIONS, { chance: chance(1, "bank"), emit: () => undefined });
  let count = 0;
  const mac = signOn(bank);
  const seal = (frame: Uint8Array): Uint8Array => {
    sealFrame(frame, unionPayMac(mac, macInput(frame)));
    return frame;
  };
  return {
    bank,
    next: () => {
      count += 1;
      const stan = String((count % SALES_A_BATCH) + 2).padStart(6, "0");
      const batch = String(Math.floor(count / SALES_A_BATCH) + 1).padStart(6, "0");
      return { frame: seal(pack(saleMessage(stan, batch))), nowMs: count * SALE_MS };
    },
  };
}

function signOn(bank: Bank) {
  const who = { 11: "000001", 41: TERMINAL, 42: MERCHANT, 60: "00000001003" };
  const [reply] = bank.receive(pack({ mti: "0800", fields: who }), 0);
  invariant(reply !== undefined, "the bank answers a sign-on");
  const download = unpack(reply.frame).message.fields[62];
  invariant(download !== undefined, "a sign-on brings keys");
  const keys = openWorkingKeys(desCipher(fromHex(TERMINAL_KEY)), download, "003");
  invariant(keys.ok, "the keys agree with their check values");
  return keys.value.mac;
}

function saleMessage(stan: string, batch: string): UnionPayMessage {
  return {
    mti: "0200",
    fields: {
      2: PAN,
      3: "000000",
      4: "000000001234",
      11: stan,
      14: "3012",
      22: "012",
      25: "00",
      41: TERMINAL,
      42: MERCHANT,
      49: "156",
      60: `22${batch}00050`,
      64: new Uint8Array(8),
    },
  };
}

function pack(message: UnionPayMessage): Uint8Array {
  const packed = packFrame(unionPay, { envelope: ENVELOPE, message });
  invariant(packed.ok, "the benchmark's own message can be written");
  return packed.value;
}

function unpack(frame: Uint8Array) {
  const read = unpackFrame(unionPay, frame);
  invariant(read.ok, "what was written can be read");
  return read.value;
}

const OPTIONS: BankOptions = {
  startMs: 1_781_487_000_000,
  acquirerId: "00010000",
  issuers: [
    {
      id: "01020000",
      name: "House Bank",
      bins: ["62"],
      masterKey: "2315208C9110AD402315208C9110AD40",
    },
  ],
  merchants: [{ id: MERCHANT, name: "Training Market", manualEntry: true }],
  terminals: [{ id: TERMINAL, merchant: MERCHANT, masterKey: TERMINAL_KEY }],
  accounts: [
    {
      id: "shopper",
      holder: "LIANXI YONGKA",
      balanceMinor: 1_000_000_000_000,
      state: "normal",
      cards: [
        {
          pan: PAN,
          expiry: "3012",
          psn: "01",
          pin: "860517",
          state: "normal",
          pinTriesLeft: 3,
          signature: true,
        },
      ],
    },
  ],
};
