import { type BlockCipher, desCipher, desPair, sm4Cipher } from "./blocks.ts";
import { responseByMethod1, responseByMethod2 } from "./cryptogram.ts";
import {
  deriveCardKey,
  deriveCommonSessionKey,
  deriveSessionKey,
  diversifierOf,
} from "./emv-keys.ts";
import { cbcMac, type Padding, retailMac } from "./iso-9797.ts";

/**
 * How cards of one kind and their issuer make keys and cryptograms. Card and issuer agree on one
 * value of this type, and the card names it in tag 9F10.
 */
export type CryptogramScheme = {
  /** Cryptogram version number (CVN), as tag 9F10 has it. */
  readonly version: number;
  /** Algorithm indicator of tag 9F10; UnionPay alone has one. */
  readonly algorithm?: number;
  /** The cipher of the issuer's 16-byte master key. */
  readonly openMaster: (masterKey: Uint8Array) => BlockCipher;
  /** A card's own key, 16 bytes: what personalisation writes into it. */
  readonly deriveCardKey: (masterKey: BlockCipher, pan: string, panSequence: string) => Uint8Array;
  /** A card's key made ready: the keys of its transactions come out of it. */
  readonly openCard: (cardKey: Uint8Array) => DeriveSession;
};

/** What makes one transaction's key differ from another's. */
export type TransactionNumbers = {
  /** 0 to 65535 (tag 9F36). */
  readonly atc: number;
  /** 4 bytes (tag 9F37): Mastercard's proprietary derivation alone looks at it. */
  readonly unpredictable?: Uint8Array;
};

/** The key of a transaction of one card. */
export type DeriveSession = (transaction: TransactionNumbers) => SessionKey;

/** The key of one transaction, made ready. */
export type SessionKey = {
  /**
   * A cryptogram (ARQC, TC or AAC; tag 9F26): 8 bytes. Under the issuer's script key it is the MAC of
   * a script command: header, counter, cryptogram, data.
   */
  readonly compute: (input: Uint8Array) => Uint8Array;
  /**
   * The issuer's answer (ARPC), which stands before `bound` in tag 91: 8 bytes or 4.
   *
   * @param bound response code by method 1; card status update and the issuer's own by method 2
   */
  readonly computeResponse: (cryptogram: Uint8Array, bound: Uint8Array) => Uint8Array;
};

/** UnionPay's version 01: triple DES. @source JR/T 0025.7-2013, application cryptogram */
export const unionPay3des: CryptogramScheme = {
  version: 0x01,
  algorithm: 0x01,
  openMaster: desCipher,
  deriveCardKey,
  openCard: (cardKey) => {
    const card = desCipher(cardKey);
    return ({ atc }) => sessionByMethod1(deriveSessionKey(card, atc), 2);
  },
};

/**
 * UnionPay's version 17: the same keys and input with SM4, and the MAC a CBC-MAC cut to 8 bytes.
 *
 * @source JR/T 0025.17-2013, SM4 in application cryptograms
 */
export const unionPaySm4: CryptogramScheme = {
  version: 0x17,
  algorithm: 0x04,
  openMaster: sm4Cipher,
  deriveCardKey,
  openCard: (cardKey) => {
    const card = sm4Cipher(cardKey);
    return ({ atc }) => {
      const key = sm4Cipher(deriveSessionKey(card, atc));
      return {
        compute: (input) => cbcMac(key, input, 2).slice(0, 8),
        computeResponse: (cryptogram, code) => responseByMethod1(key, cryptogram, code),
      };
    };
  },
};

/** Visa's version 10: the card's key itself, and zeros at the end. @source Visa VIS 1.6, CVN 10 */
export const visaCvn10: CryptogramScheme = {
  version: 0x0a,
  openMaster: desCipher,
  deriveCardKey,
  openCard: (cardKey) => {
    const session = sessionByMethod1(cardKey, 1);
    return () => session;
  },
};

/** Visa's version 18 (hex 12): common session key, answers by method 2. @source Visa VIS 1.6, CVN 18 */
export const visaCvn18: CryptogramScheme = commonSession(0x12);

/** Visa's version '22', which is hex 22 and computes as 18 does. @source Visa VIS 1.6, CVN '22' */
export const visaCvn22: CryptogramScheme = commonSession(0x22);

/**
 * Mastercard's proprietary session key, of counter and terminal's number; answers by method 1 under
 * the card's key itself.
 *
 * @source M/Chip 4, CVN 10 (cryptogram version byte 10), as jPOS's tests show it
 */
export const mastercardProprietary: CryptogramScheme = {
  version: 0x10,
  openMaster: desCipher,
  deriveCardKey,
  openCard: (cardKey) => {
    const card = desPair(cardKey);
    return ({ atc, unpredictable }) => {
      const diversifier = diversifierOf(atc, unpredictable);
      const key = desPair(deriveCommonSessionKey(card.both, diversifier));
      return {
        compute: (input) => retailMac(key, input, 2),
        computeResponse: (cryptogram, code) => responseByMethod1(card.both, cryptogram, code),
      };
    };
  },
};

function commonSession(version: number): CryptogramScheme {
  return {
    version,
    openMaster: desCipher,
    deriveCardKey,
    openCard: (cardKey) => {
      const card = desCipher(cardKey);
      return ({ atc }) => {
        const key = desPair(deriveCommonSessionKey(card, diversifierOf(atc)));
        return {
          compute: (input) => retailMac(key, input, 2),
          computeResponse: (cryptogram, update) => responseByMethod2(key, cryptogram, update),
        };
      };
    },
  };
}

function sessionByMethod1(sessionKey: Uint8Array, padding: Padding): SessionKey {
  const key = desPair(sessionKey);
  return {
    compute: (input) => retailMac(key, input, padding),
    computeResponse: (cryptogram, code) => responseByMethod1(key.both, cryptogram, code),
  };
}
