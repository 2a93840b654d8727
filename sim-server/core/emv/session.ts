import type { CommandApdu, ResponseApdu } from "../../../device-emulators/kit/apdu.ts";
import { fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { Result } from "../../../device-emulators/kit/result.ts";
import type { Emit } from "../trace-events.ts";
import type { Flow } from "../world/flow.ts";
import { markTvr } from "./tvr.ts";

/** Why a chip cannot go on: out of the slot, silent, without our application, blocked, or wrong. */
export type CardFault = "removed" | "mute" | "no-application" | "blocked" | "bad-data";

/** The card, as the kernel reaches it. */
export type CardLink = {
  readonly transmit: (
    command: CommandApdu,
  ) => Flow<Result<ResponseApdu, Extract<CardFault, "removed" | "mute">>>;
  readonly emit: Emit;
};

/** An application that the terminal accepts, with the acquirer's rules for it. Hex is upper-case. */
export type TerminalApplication = {
  readonly aid: string;
  /** Whether the card's own identifier may be longer. */
  readonly match: "exact" | "partial";
  /** Tag 9F09. */
  readonly version: string;
  /** Terminal action codes, over the verification results. */
  readonly actionCodes: { readonly denial: string; readonly online: string };
  readonly floorLimitMinor: number;
};

/** What the kernel is told of its terminal, as hex of the tags named beside it. */
export type KernelConfig = {
  readonly applications: readonly TerminalApplication[];
  /** 9F1A, 5F2A */
  readonly countryCode: string;
  readonly currencyCode: string;
  /** 9F33, 9F40, 9F35 */
  readonly capabilities: string;
  readonly additionalCapabilities: string;
  readonly terminalType: string;
  /** 9F1E, eight characters */
  readonly serialNumber: string;
};

/** One transaction of the kernel: all data by tag, and its two sets of notes. */
export type EmvSession = {
  readonly data: Map<string, Uint8Array>;
  /** The very bytes of tags 95 and 9B. */
  readonly tvr: Uint8Array;
  readonly tsi: Uint8Array;
};

/** What the terminal knows before the card is asked; the amount may come later. */
export type Circumstances = {
  /** YYYYMMDD and hhmmss. */
  readonly date: string;
  readonly time: string;
  readonly unpredictableNumber: Uint8Array;
  readonly amountMinor: number;
};

const NO_AMOUNT = new Uint8Array(6);
const PURCHASE = Uint8Array.of(0x00);

/** A session before the card's first answer. Offline data authentication is never performed. */
export function openSession(config: KernelConfig, circumstances: Circumstances): EmvSession {
  const tvr = new Uint8Array(5);
  const tsi = new Uint8Array(2);
  markTvr(tvr, "offlineAuthenticationNotPerformed");
  const session: EmvSession = {
    data: new Map([
      ["95", tvr],
      ["9B", tsi],
      ["9A", fromHex(circumstances.date.slice(2))],
      ["9F21", fromHex(circumstances.time)],
      ["9C", PURCHASE],
      ["9F03", NO_AMOUNT],
      ["9F37", circumstances.unpredictableNumber],
      ["9F1A", fromHex(config.countryCode)],
      ["5F2A", fromHex(config.currencyCode)],
      ["9F33", fromHex(config.capabilities)],
      ["9F40", fromHex(config.additionalCapabilities)],
      ["9F35", fromHex(config.terminalType)],
      ["9F1E", fromLatin1(config.serialNumber)],
    ]),
    tvr,
    tsi,
  };
  setAmount(session, circumstances.amountMinor);
  return session;
}

/** Tells the session what the sale comes to, in fen. */
export function setAmount(session: EmvSession, amountMinor: number): void {
  session.data.set("9F02", fromHex(String(amountMinor).padStart(12, "0")));
}

/** A value that an earlier step has made sure of. */
export function requireValue(session: EmvSession, tag: string): Uint8Array {
  const value = session.data.get(tag);
  invariant(value !== undefined, `tag ${tag} was read before it is used`);
  return value;
}

/** Says on the trace that a step is done, and what the notes are now. */
export function report(card: CardLink, session: EmvSession, step: string): void {
  card.emit("emv.step", { step, tvr: toHex(session.tvr), tsi: toHex(session.tsi) });
}
