import type { Chance } from "../../../device-emulators/kit/chance.ts";
import type { DeviceKey } from "../counter/act.ts";
import type { TerminalView } from "../counter/view.ts";
import type { ReaderPort } from "../drivers/reader-driver.ts";
import type { ContactlessConfig } from "../emv/contactless-rules.ts";
import type { KernelConfig } from "../emv/session.ts";
import type { Emit } from "../trace-events.ts";
import type { Channel } from "../world/channel.ts";
import type { Storage } from "../world/flash.ts";
import type { Flow } from "../world/flow.ts";
import type { LineEnd } from "../world/line.ts";
import type { Node } from "../world/node.ts";
import type { HostSpeech } from "./host-speech.ts";
import type { Identity } from "./messages/identity.ts";
import type { PosPort } from "./pos-port.ts";
import type { Ways } from "./screens/transaction.ts";
import type { Stan } from "./stan.ts";
import type { KeySet } from "./working-keys.ts";

/** All that a terminal hangs on. Each channel and line end belongs to it alone. */
export type TerminalPorts = {
  readonly node: Node;
  readonly emit: Emit;
  readonly storage: Storage;
  /** For unpredictable numbers. */
  readonly chance: Chance;
  readonly keys: Channel<DeviceKey>;
  /** Payment codes that the terminal's scanner reads; they come only while a flow waits for one. */
  readonly codes: Channel<string>;
  readonly reader: ReaderPort;
  readonly pinPad: LineEnd;
  readonly printer: LineEnd;
  readonly till: LineEnd;
  /** Somebody's POS, where one drives the terminal. */
  readonly pos?: PosPort | undefined;
  readonly host: HostPort;
  readonly show: (screen: TerminalScreen) => void;
};

/** The way to the bank: one connection for each request. */
export type HostPort = {
  readonly speech: HostSpeech;
  /** Dials; whether there was a connection in the end. */
  readonly connect: () => Flow<boolean>;
  readonly send: (bytes: Uint8Array) => void;
  /** Bytes as they come, whenever they come; and that no more will, where the line can tell. */
  readonly inbox: Channel<Uint8Array | "lost">;
  readonly hangUp: () => void;
};

/** What the terminal shows: its status bar ends with the training mark, on every screen. */
export type TerminalScreen = Omit<TerminalView, "slot" | "field">;

/** How a terminal is set up. Plain data: a file can say all of it. */
export type TerminalConfig = Identity & {
  readonly merchantName: string;
  /** The trace number that it has used last, where it was at work before its first record. */
  readonly lastStan?: Stan | undefined;
  /** What the idle screen calls this till: `01号机`. */
  readonly tillName: string;
  /** Names of issuers by the first eight digits of DE 44. */
  readonly issuerNames: Readonly<Record<string, string>>;
  /** Master key (TMK), 32 hex digits; the PIN pad holds the same. */
  readonly masterKey: string;
  /** Which working keys it signs on for. */
  readonly keySet: KeySet;
  /** Who may log on, as delivered; what is changed at the terminal stands in its journal. */
  readonly operators: readonly Operator[];
  readonly hostWaitMs: number;
  /** Copies of each slip: the merchant's, and the cardholder's. */
  readonly copies: 1 | 2;
  /** Whether a sale begins with its amount or with the card. */
  readonly flow: "amount-first" | "card-first";
  /** Milliseconds since 1970 UTC at the node's time zero. */
  readonly startMs: number;
  readonly kernel: KernelConfig;
  /** Ways in besides the contact chip. */
  readonly ways: Ways;
  /** Whether a settlement ends with signing off. */
  readonly autoSignOff: boolean;
  readonly contactless: ContactlessConfig;
};

/** Somebody who may log on: two digits, and the password that goes with them. */
export type Operator = { readonly id: string; readonly password: string };
