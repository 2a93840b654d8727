import { desCipher } from "../../device-emulators/crypto/blocks.ts";
import type { SessionKey } from "../../device-emulators/crypto/cryptogram-scheme.ts";
import { unionPay3des } from "../../device-emulators/crypto/cryptogram-scheme.ts";
import { deriveCardKey } from "../../device-emulators/crypto/emv-keys.ts";
import {
  type ScriptOrder,
  scriptCommand,
  scriptKeys,
} from "../../device-emulators/crypto/issuer-script.ts";
import type { Card } from "../../device-emulators/devices/card/chip-card.ts";
import { concat, fromHex, fromLatin1, toHex } from "../../device-emulators/kit/bytes.ts";
import { ok } from "../../device-emulators/kit/result.ts";
import { CRYPTOGRAM } from "../../sim-server/conformance/vectors/unionpay.ts";
import { type HostWord, readCard, requestOnline } from "../../sim-server/core/emv/kernel.ts";
import { type EmvSession, openSession, requireValue } from "../../sim-server/core/emv/session.ts";
import { atOnce, CIRCUMSTANCES, CONFIG, finish, linkTo, unionPayCard } from "./card-link.ts";
import { PROFILE } from "./cards.ts";
import { sessionKeyOf } from "./session-key.ts";

/** A pad on which a PIN is entered whenever it is asked for. */
export const pinEntered = () => atOnce(ok({ kind: "entered" } as const));

/** The kernel with a card, up to what became of its question. */
export function ask(card: Card = unionPayCard(), config = CONFIG) {
  const { link, said, steps } = linkTo(card);
  const session = openSession(config, CIRCUMSTANCES);
  const application = finish(readCard(link, config, session));
  if (!application.ok) throw new Error(application.error);
  const request = finish(requestOnline(link, application.value, session, pinEntered));
  return { link, said, steps, session, request };
}

/** The session key that card and issuer share in this transaction. */
export function sessionKey(session: EmvSession): SessionKey {
  const atc = Number.parseInt(toHex(requireValue(session, "9F36")), 16);
  return sessionKeyOf(CRYPTOGRAM.masterKey, PROFILE, atc);
}

function issuerSays(session: EmvSession, responseCode: string): Uint8Array {
  const code = fromLatin1(responseCode);
  const cryptogram = requireValue(session, "9F26");
  return concat([sessionKey(session).computeResponse(cryptogram, code), code]);
}

/** What an issuer that knows the card says to its question. */
export function word(session: EmvSession, code: string, approved: boolean): HostWord {
  return { responseCode: code, issuerData: issuerSays(session, code), approved };
}

/** An order of that issuer, in this transaction. */
export function orderOf(session: EmvSession, order: ScriptOrder): Uint8Array {
  const master = desCipher(fromHex(CRYPTOGRAM.masterKey));
  const atc = Number.parseInt(toHex(requireValue(session, "9F36")), 16);
  const keys = scriptKeys(
    unionPay3des,
    deriveCardKey(master, PROFILE.pan, PROFILE.panSequence),
    atc,
  );
  return scriptCommand(order, { keys, atc, cryptogram: requireValue(session, "9F26") });
}
