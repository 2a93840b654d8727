import { buildResponse, type ContactEffect, STATUS } from "../../kit/apdu.ts";
import type { Step } from "../../kit/step.ts";
import type { CardProfile } from "./card-profile.ts";
import type { IssuerAnswer, Transaction } from "./cryptograms.ts";
import type { ApplicationImage, ChipImage } from "./records.ts";

/**
 * A chip card: what was written into it once, what it remembers without power, and how far the
 * transaction under way has come.
 */
export type Card = {
  readonly profile: CardProfile;
  readonly chip: ChipImage;
  readonly memory: CardMemory;
  readonly session: CardSession;
};

/**
 * What outlives a loss of power. All applications of a card share it, but for who is blocked.
 * Counters of tags 9F36 and 9F13: the first never goes back, so that no cryptogram repeats.
 */
export type CardMemory = {
  readonly atc: number;
  readonly lastOnlineAtc: number;
  /** Sales approved without the issuer since it last spoke. */
  readonly offlineInRow: number;
  /** Digits; empty where the card checks none. */
  readonly pin: string;
  readonly pinTriesLeft: number;
  /** Challenges given so far, so that none repeats. */
  readonly challenges: number;
  /** What its issuer's orders came to since the issuer's last proof: a nibble each (CVR, byte 4). */
  readonly scripts: { readonly commands: number; readonly failed: boolean };
  /** Values that its issuer has put in the place of those it was made with, by tag. */
  readonly written: ReadonlyMap<string, Uint8Array>;
  /** The whole card answers no selection any more. */
  readonly blocked: boolean;
  /** Identifiers of the applications that their issuer has blocked. */
  readonly blockedApplications: readonly string[];
};

/** How far the card has come since its reset; nothing of it survives a loss of power. */
export type CardSession =
  | { readonly kind: "off" }
  | { readonly kind: "reset" }
  | { readonly kind: "directory" }
  | { readonly kind: "selected"; readonly image: ApplicationImage }
  | {
      readonly kind: "started";
      readonly image: ApplicationImage;
      readonly transaction: Transaction;
    }
  | {
      readonly kind: "asked";
      readonly image: ApplicationImage;
      readonly transaction: Transaction;
      readonly cryptogram: Uint8Array;
      /** What came of EXTERNAL AUTHENTICATE. */
      readonly issuer: IssuerAnswer;
    }
  | {
      readonly kind: "finished";
      readonly image: ApplicationImage;
      readonly transaction: Transaction;
      /** The question that the issuer was asked, if it was. */
      readonly cryptogram: Uint8Array | undefined;
    };

/** The sessions of these kinds. */
export type InSession<K extends CardSession["kind"]> = Extract<CardSession, { kind: K }>;

/** A card's answer to one input. */
export type CardStep = Step<Card, ContactEffect>;

/** The card says `bytes`, and nothing else changes. */
export function reply(card: Card, bytes: Uint8Array): CardStep {
  return { state: card, effects: [{ type: "answer", bytes }] };
}

/** The card says `bytes`, and its session moves on. */
export function move(card: Card, session: CardSession, bytes: Uint8Array): CardStep {
  return reply({ ...card, session }, bytes);
}

/** The card says why not. */
export function refuse(card: Card, statusWord: number): CardStep {
  return reply(card, buildResponse(statusWord));
}

/** A successful answer with this data. */
export function success(data: readonly number[] = []): Uint8Array {
  return buildResponse(STATUS.success, Uint8Array.from(data));
}

/** The same card, remembering something else. */
export function remember(card: Card, changes: Partial<CardMemory>): Card {
  return { ...card, memory: { ...card.memory, ...changes } };
}
