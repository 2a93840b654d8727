import type { Composer, Composition } from "./composer.ts";
import { CONTROL_ACTIONS } from "./control-commands.ts";
import type { Gathering } from "./gathering.ts";
import type { PrinterModel } from "./models.ts";
import type { Picture } from "./paper.ts";
import type { PictureBegun } from "./picture.ts";
import { PICTURE_ACTIONS, PICTURE_COLLECTORS } from "./picture-commands.ts";
import type { Urgent } from "./real-time.ts";
import type { SymbolSettings } from "./symbol-commands.ts";
import { SYMBOL_ACTIONS, SYMBOL_COLLECTORS } from "./symbol-commands.ts";
import { TEXT_ACTIONS } from "./text-commands.ts";

/** How far the interpreter has come. It belongs to the printer, and outlives a connection. */
export type EscposParser = Composition & {
  readonly model: PrinterModel;
  /** A command or a character whose last bytes have not come yet. */
  readonly pending: Uint8Array;
  readonly picture: PictureBegun | undefined;
  /** Data of a command that is kept until it is whole, or that is still to be skipped. */
  readonly gathering: Gathering | undefined;
  readonly skipBytes: number;
  readonly skipPictures: number;
  readonly symbols: SymbolSettings;
  /** Pictures that a later command prints: of GS ( L, and of GS *. */
  readonly stored: Picture | undefined;
  readonly downloaded: Picture | undefined;
  /** Whether ESC = has turned to another device: then only real-time commands count. */
  readonly deaf: boolean;
  /** Whether lines of paper say which bytes they came from. */
  readonly keepsSources: boolean;
  /** Where the bytes of the next piece of paper begin. */
  readonly sourceAt: number;
  readonly takenBytes: number;
  /** Commands read that have no effect here, and bytes that no command explains. */
  readonly passedOver: number;
};

/** A parser in work: it is changed in place until its bytes are used up. */
export type Reader = { -readonly [Key in keyof EscposParser]: EscposParser[Key] } & Composer & {
    /** Real-time commands found, in order. */
    readonly urgent: Urgent[];
  };

/** What a command does; `at` is where its bytes stand, and all of its head has come. */
export type Action = (reader: Reader, bytes: Uint8Array, at: number) => void;

/** What a command does whose data, however long, comes whole. */
export type Collector = (reader: Reader, head: Uint8Array, data: Uint8Array) => void;

/** What each command does that has an effect here. */
export const ACTIONS: ReadonlyMap<number, Action> = new Map([
  ...TEXT_ACTIONS,
  ...CONTROL_ACTIONS,
  ...SYMBOL_ACTIONS,
  ...PICTURE_ACTIONS,
]);

/** The same for commands whose data is kept until it is whole. */
export const COLLECTORS: ReadonlyMap<number, Collector> = new Map([
  ...SYMBOL_COLLECTORS,
  ...PICTURE_COLLECTORS,
]);
