import { buildCommand, CLA, INS } from "../kit/apdu.ts";
import { encodeTlv } from "../kit/ber-tlv.ts";
import { concat, equalBytes, fromHex, xor } from "../kit/bytes.ts";
import type { BlockCipher } from "./blocks.ts";
import type { CryptogramScheme } from "./cryptogram-scheme.ts";
import { deriveSessionKey } from "./emv-keys.ts";
import { offlinePinBlock, readOfflinePinBlock } from "./offline-pin.ts";

/** What an issuer can order its card to do. */
export type ScriptOrder =
  | { readonly kind: "block-application" | "unblock-application" | "block-card" | "unblock-pin" }
  | { readonly kind: "change-pin"; readonly pin: string }
  /** Tag of two bytes, hex. */
  | { readonly kind: "put-data"; readonly tag: string; readonly value: Uint8Array };

/** The transaction that an order belongs to: both sides know its keys, its counter and its question. */
export type ScriptContext = {
  readonly keys: ScriptKeys;
  /** Tag 9F36, as a number. */
  readonly atc: number;
  /** The request cryptogram (ARQC), 8 bytes. */
  readonly cryptogram: Uint8Array;
};

/** Keys of one transaction, made ready: for the MAC of an order (8 bytes, uncut), and for a PIN in it. */
export type ScriptKeys = {
  readonly mac: (message: Uint8Array) => Uint8Array;
  readonly encipherment: BlockCipher;
};

/** How much of a MAC travels. @source JR/T 0025.5-2013, secure messaging: 4 bytes */
export const SCRIPT_MAC_BYTES = 4;
/** What is done to the PIN, in P2 of PIN CHANGE/UNBLOCK. @source JR/T 0025.5-2013 */
export const PIN_ORDER = { unblock: 0x00, change: 0x02 } as const;

const KEY_BYTES = 16;
const PIN_BLOCK_BYTES = 8;
/** Fills a PIN block up to a block of SM4. @source ISO/IEC 9797-1:2011, padding method 2 */
const PIN_FILLING = fromHex("8000000000000000");
/** Chosen: the keys for orders are variants of the card's own, so that an issuer has one master key. */
const VARIANT = { mac: 0xf0, encipherment: 0x0c } as const;

/**
 * The keys for orders in one transaction: by the same scheme as the card's cryptograms, so that a
 * card of SM4 is given its orders under SM4.
 *
 * @param cardKey 16 bytes (UDK), as the scheme derives it
 * @param atc 0 to 65535
 * @source JR/T 0025.7-2013 and 0025.17-2013, session keys and MAC of secure messaging
 */
export function scriptKeys(scheme: CryptogramScheme, cardKey: Uint8Array, atc: number): ScriptKeys {
  const variant = (byte: number): Uint8Array => xor(cardKey, new Uint8Array(KEY_BYTES).fill(byte));
  const enciphering = scheme.openMaster(variant(VARIANT.encipherment));
  return {
    mac: scheme.openCard(variant(VARIANT.mac))({ atc }).compute,
    encipherment: scheme.openMaster(deriveSessionKey(enciphering, atc)),
  };
}

/**
 * One order as the command that carries it out, with its MAC: what stands in tag 86.
 *
 * @throws on a PIN or a value that no command can carry
 * @source JR/T 0025.5-2013, issuer-to-card script processing; EMV 4.4 Book 3, 6.5.1 to 6.5.10
 */
export function scriptCommand(order: ScriptOrder, context: ScriptContext): Uint8Array {
  const { ins, p1, p2, data } = plain(order, context.keys);
  const header = { cla: CLA.issuer, ins, p1, p2 };
  const mac = scriptMac(header, data, context);
  return buildCommand({ ...header, data: concat([data, mac]) });
}

/** The header of an order's command. */
export type ScriptHeader = {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
};

/**
 * The MAC over an order: its header with the length of data and MAC, counter, question, data.
 *
 * @source JR/T 0025.5-2013, message authentication of scripts
 */
export function scriptMac(
  { cla, ins, p1, p2 }: ScriptHeader,
  data: Uint8Array,
  { keys, atc, cryptogram }: ScriptContext,
): Uint8Array {
  const header = Uint8Array.of(cla, ins, p1, p2, data.length + SCRIPT_MAC_BYTES);
  const counter = Uint8Array.of(atc >> 8, atc);
  const message = concat([header, counter, cryptogram, data]);
  return keys.mac(message).subarray(0, SCRIPT_MAC_BYTES);
}

/** The new PIN in an order to change it; undefined where it holds none. */
export function readNewPin({ encipherment }: ScriptKeys, data: Uint8Array): string | undefined {
  if (data.length !== encipherment.blockBytes) return undefined;
  const block = encipherment.decrypt(data);
  const filled = equalBytes(block.subarray(PIN_BLOCK_BYTES), fillingFor(encipherment));
  return filled ? readOfflinePinBlock(block.subarray(0, PIN_BLOCK_BYTES)) : undefined;
}

/** What stands behind a PIN block so that it fills the cipher's block. */
function fillingFor({ blockBytes }: BlockCipher): Uint8Array {
  return PIN_FILLING.subarray(0, blockBytes - PIN_BLOCK_BYTES);
}

/**
 * A script of several commands as it stands in DE 55: to be carried out before (71) or after (72)
 * the card's last cryptogram.
 *
 * @param identifier hex of tag 9F18, 4 bytes: the card's results are told under it
 * @source EMV 4.4 Book 3, 10.10
 */
export function issuerScript(
  template: "71" | "72",
  identifier: string,
  commands: readonly Uint8Array[],
): Uint8Array {
  const parts = [
    encodeTlv("9F18", fromHex(identifier)),
    ...commands.map((each) => encodeTlv("86", each)),
  ];
  return encodeTlv(template, concat(parts));
}

function plain(
  order: ScriptOrder,
  keys: ScriptKeys,
): { ins: number; p1: number; p2: number; data: Uint8Array } {
  const data = new Uint8Array(0);
  switch (order.kind) {
    case "block-application":
      return { ins: INS.applicationBlock, p1: 0, p2: 0, data };
    case "unblock-application":
      return { ins: INS.applicationUnblock, p1: 0, p2: 0, data };
    case "block-card":
      return { ins: INS.cardBlock, p1: 0, p2: 0, data };
    case "unblock-pin":
      return { ins: INS.pinChange, p1: 0, p2: PIN_ORDER.unblock, data };
    case "change-pin": {
      const { encipherment } = keys;
      const block = concat([offlinePinBlock(order.pin), fillingFor(encipherment)]);
      const data = encipherment.encrypt(block);
      return { ins: INS.pinChange, p1: 0, p2: PIN_ORDER.change, data };
    }
    case "put-data": {
      const [p1 = 0, p2 = 0] = fromHex(order.tag);
      return { ins: INS.putData, p1, p2, data: order.value };
    }
  }
}
