import type { Paper } from "../../../../device-emulators/devices/printer/paper.ts";
import type { Happenings } from "../../control/feed.ts";
import type { StateView } from "./views.ts";

/** A device of a checkout, as its control port knows it. */
export type DeskDevice = {
  readonly id: string;
  readonly kind: string;
  readonly summary: string;
  /** What hands can do at it; `takes` says what stands behind the word, undefined for nothing. */
  readonly hands: readonly { readonly word: string; readonly takes: string | undefined }[];
  /** Where hosts find it. */
  readonly cables: () => readonly string[];
  /** How many hosts are connected. */
  readonly links: () => number;
  /** Undefined for a kind at which nothing can be seen. */
  readonly view: () => StateView | undefined;
  /** @returns whether that means anything at this device */
  readonly hand: (word: string, text: string) => boolean;
  readonly paper: DeskPaper | undefined;
  /** What can go wrong with it and its cable. */
  readonly faults: readonly FaultName[];
  /** Makes something go wrong, as docs/faults.md spells it. @returns what is wrong with that, if something is */
  readonly arm: (fault: string) => string | undefined;
};

export type FaultName = {
  readonly fault: string;
  readonly means: { readonly zh: string; readonly en: string };
};

export type DeskPaper = {
  readonly widthDots: number;
  readonly hanging: () => Paper;
  /** @param number from 1, in order of tearing. @returns undefined where it is not kept */
  readonly piece: (number: number) => Paper | undefined;
};

/** One thing that happened at a device; `event` says what, and the rest belongs to it. */
export type DeskEvent = {
  readonly seq: number;
  /** UTC. */
  readonly at: string;
  readonly device: string;
  readonly event: string;
} & Readonly<Record<string, unknown>>;

/** The devices of a checkout, and what happens at them. */
export type DeviceDesk = {
  readonly devices: readonly DeskDevice[];
  readonly events: Happenings<DeskEvent>;
  /** Somebody did this at a device; told so that all who look see it. */
  readonly noteHand: (device: string, word: string) => void;
  /** A fault of this device was armed. */
  readonly noteFault: (device: string, fault: string) => void;
};
