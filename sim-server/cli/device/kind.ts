import type { Paper } from "../../../device-emulators/devices/printer/paper.ts";
import type { FaultKind, FaultOrder } from "../../../device-emulators/kit/faults/fault-kind.ts";
import type { Attached, Onlooker } from "../../../device-emulators/transports/attach.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import type { StateView } from "../../io/devices/control/views.ts";
import type { Flag, Options } from "../verb.ts";

/** One kind of device that `tillyard device` can be. The verb's flags and help are made from this. */
export type DeviceKind = {
  readonly name: string;
  /** What it is, in a few words. */
  readonly summary: string;
  /** Where it listens unless a cable is named; undefined for a kind that must be told. */
  readonly usualPort: number | undefined;
  /** It can hang on a printer's kick connector, where there is a printer. */
  readonly hangsOnPrinter?: true;
  /** Flags that it takes besides those of the cables. */
  readonly flags: readonly Flag[];
  /** What can go wrong with it, besides what can with its cable. */
  readonly faults?: readonly FaultKind[];
  /** What hands can do at it. */
  readonly hands: readonly Hand[];
  /**
   * Switches it on. It judges each option before it asks for the next: so is known which it refuses.
   *
   * @throws TillyardError `config-invalid` for an option that it cannot use
   */
  readonly start: (options: Options, outside: DeviceOutside) => RunningDevice;
};

/** One thing that a hand can do, as a line of standard input: `load-paper`, `paper-left 20`. */
export type Hand = {
  readonly word: string;
  /** How help names the number that follows the word; absent where none does. */
  readonly value?: string;
  /** What follows is a text, and whether it means something. */
  readonly says?: (text: string) => boolean;
  /** What follows is nobody's to read: it is not repeated, even where it means nothing. */
  readonly secret?: true;
};

export type DeviceOutside = {
  readonly clock: Clock;
  /** Somebody stands there: a receipt hangs until it is torn off, a card stays in the hand. */
  readonly attended: boolean;
  readonly tell: (told: Told) => void;
  /** Who comes and goes by cable. */
  readonly cable: NonNullable<Onlooker<never>["cable"]>;
};

/** One thing that happened, for programs and for people. */
export type Told = {
  /** One JSON object, `event` first. */
  readonly event: { readonly event: string } & Readonly<Record<string, unknown>>;
  /** What comes out of the device for everybody to read, a string a line. */
  readonly shown?: readonly string[];
  /** What a person should know of besides. */
  readonly note?: string;
};

export type RunningDevice = Pick<Attached<unknown, never>, "plug" | "close"> & {
  /**
   * For a device that is elsewhere than on its cables, or besides: where, once it is there.
   *
   * @throws TillyardError `device-unavailable`, `port-in-use` or `config-invalid`
   */
  readonly arrive?: () => Promise<string>;
  /**
   * @param value the number behind the word; 0 where none belongs there
   * @param text what stands behind a word that is followed by a text
   */
  readonly hand: (word: string, value: number, text: string) => void;
  /** One of the kind's own faults takes hold. */
  readonly strike?: (order: FaultOrder) => void;
  /** What whoever stands before it sees; absent where that is nothing. */
  readonly view?: () => StateView;
  /** What it has printed; absent where it prints nothing. */
  readonly paper?: PrintedPaper;
  /** A pulse on the cable from a printer's kick connector; absent where there is no such plug. */
  readonly pulse?: (onMs: number) => void;
};

/** The paper of a printer: what hangs out, and what was torn off lately. */
export type PrintedPaper = {
  readonly widthDots: number;
  readonly hanging: () => Paper;
  /** @param number from 1, in order of tearing. @returns undefined where it is not kept */
  readonly piece: (number: number) => Paper | undefined;
};
