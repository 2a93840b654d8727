import { desCipher } from "../../../../../device-emulators/crypto/blocks.ts";
import { encodePinBlock } from "../../../../../device-emulators/crypto/pin-block.ts";
import { fromHex } from "../../../../../device-emulators/kit/bytes.ts";
import { chance } from "../../../../../device-emulators/kit/chance.ts";
import { type Bank, createBank } from "../../../../../sim-server/core/bank/bank.ts";
import type {
  BankOptions,
  TerminalOptions,
} from "../../../../../sim-server/core/bank/bank-options.ts";
import type { BankEvents } from "../../../../../sim-server/core/bank/events.ts";
import type { Dialect, Fields, Message } from "../../../../../sim-server/core/iso8583/dialect.ts";
import { iso87Ascii } from "../../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { packFrame, unpackFrame } from "../../../../../sim-server/core/iso8583/envelope.ts";
import { bankOptions, card, MERCHANT, PANS, PIN, TERMINAL } from "../test-terminal.ts";

export const PIN_KEY = "0123456789ABCDEFFEDCBA9876543210";
export const SIGNED = "6200000000000005";

export type Event = { readonly kind: keyof BankEvents; readonly data: object };

export type TestHost = {
  readonly bank: Bank;
  readonly events: Event[];
  /** The answer to a message, undefined where there is none. */
  readonly ask: (message: Message, nowMs?: number) => Message | undefined;
  /** MTI and DE 39 of the answer: `0210 00`. */
  readonly draw: (message: Message, nowMs?: number) => string;
  readonly pack: (message: Message) => Uint8Array;
  readonly read: (frame: Uint8Array | undefined) => Message | undefined;
};

/** A bank of the usual accounts, one more whose card signs, and a terminal with a PIN key. */
export function startHost(
  dialect: Dialect = iso87Ascii,
  { terminal = {}, ...more }: Partial<BankOptions> & { terminal?: Partial<TerminalOptions> } = {},
): TestHost {
  const usual = bankOptions([
    {
      id: "signing",
      holder: "Holder who signs",
      balanceMinor: 100_000,
      state: "normal",
      cards: [{ ...card(SIGNED), signature: true }],
    },
  ]);
  const options: BankOptions = {
    ...usual,
    issuers: usual.issuers.map((issuer) => ({ ...issuer, bins: ["62"] })),
    merchants: [{ id: MERCHANT, name: "Training Market", manualEntry: true }],
    terminals: usual.terminals.map((each) => ({ ...each, pinKey: PIN_KEY, ...terminal })),
    ...more,
  };
  const events: Event[] = [];
  const bank = createBank(options, {
    chance: chance(1, "bank"),
    emit: (kind, data) => void events.push({ kind, data }),
    dialect,
  });
  const pack = (message: Message): Uint8Array => {
    const envelope = { destination: "", source: "", header: "" };
    const packed = packFrame(dialect, { envelope, message });
    if (!packed.ok) throw new Error(packed.error.detail);
    return packed.value;
  };
  const read = (frame: Uint8Array | undefined): Message | undefined => {
    if (frame === undefined) return undefined;
    const unpacked = unpackFrame(dialect, frame);
    if (!unpacked.ok) throw new Error(unpacked.error.detail);
    return unpacked.value.message;
  };
  const ask: TestHost["ask"] = (message, nowMs = 0) =>
    read(bank.receive(pack(message), nowMs)[0]?.frame);
  const draw: TestHost["draw"] = (message, nowMs) => {
    const answer = ask(message, nowMs);
    return answer === undefined ? "none" : `${answer.mti} ${answer.fields[39]}`;
  };
  return { bank, events, ask, draw, pack, read };
}

/** A keyed purchase by the card that signs, in the edition of 1987. */
export function purchase(stan: string, fields: Fields = {}, mti = "0200"): Message {
  return {
    mti,
    fields: {
      2: SIGNED,
      3: "000000",
      4: "000000001234",
      7: "0615093000",
      11: stan,
      14: "2606",
      22: "012",
      41: TERMINAL,
      42: MERCHANT,
      49: "156",
      ...fields,
    },
  };
}

/** DE 90 of a message of 1987. */
export function originalData({ mti, fields }: Message): string {
  return `${mti}${fields[11]}${fields[7] ?? "0000000000"}${"0".repeat(22)}`;
}

export function pinBlock(pin: string = PIN, pan: string = PANS.normal): Uint8Array {
  return desCipher(fromHex(PIN_KEY)).encrypt(encodePinBlock(pin, pan));
}
