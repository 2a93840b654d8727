import process from "node:process";
import { promisify } from "node:util";
import { TillyardError } from "../kit/errors.ts";
import { err, ok, type Result } from "../kit/result.ts";

/** How PC/SC refuses a call, as far as anything follows from it. @source pcsc-lite, pcsclite.h */
export const PCSC_CODE = {
  unknownReader: 0x8010_0009,
  inUse: 0x8010_000b,
  noToken: 0x8010_000c,
  readerUnavailable: 0x8010_0017,
  noService: 0x8010_001d,
  serviceStopped: 0x8010_001e,
  noReaderAtAll: 0x8010_002e,
  tokenReset: 0x8010_0068,
  tokenRemoved: 0x8010_0069,
  notAllowed: 0x8010_006a,
} as const;

/** What a call gave, or the code that it was refused with. */
export type PcscOutcome<T> = Result<T, number>;

/** What a reader's slot is like. */
export type Slot = {
  /** Whether the reader is plugged in. */
  readonly there: boolean;
  /** The answer to reset of the token in it: empty for a token that is mute, undefined where there is none. */
  readonly atr: Uint8Array | undefined;
  /** Another number whenever a token has come or gone, where the system counts them. */
  readonly comings: number;
};

/** One program's talk with PC/SC. Its calls must not overlap: each waits on a thread of the few that there are. */
export type PcscContext = {
  readonly readers: () => Promise<PcscOutcome<readonly string[]>>;
  /** The slot as it is now. */
  readonly slot: (reader: string) => Promise<PcscOutcome<Slot>>;
  /** Takes the token for this program alone. */
  readonly connect: (reader: string) => Promise<PcscOutcome<PcscToken>>;
  readonly release: () => Promise<void>;
};

/** A token under power, until it is let go or taken out. */
export type PcscToken = {
  readonly transmit: (command: Uint8Array) => Promise<PcscOutcome<Uint8Array>>;
  /** Lets go of it and takes its power. */
  readonly powerOff: () => Promise<void>;
};

const SCOPE_SYSTEM = 2;
const SHARE_EXCLUSIVE = 1;
const PROTOCOLS_ANY = 3;
const UNPOWER_CARD = 2;
const STATE_UNAWARE = 0;
const STATE_GONE = 0x0d; // ignored, unknown or unavailable
const STATE_PRESENT = 0x20;
/** Where the count of comings and goings stands in a state. */
const COUNT_SHIFT = 16;
const NAMES_BYTES_MAX = 8_192;
/** The longest answer of all and its status word. @source ISO/IEC 7816-4, 5.1 */
const ANSWER_BYTES_MAX = 65_538;

/** How each system's library counts. @source pcsc-lite, wintypes.h; Windows SDK, winscard.h */
type System = {
  readonly library: string;
  /** DWORD; LONG is the same with a sign, and nothing negative comes back. */
  readonly word: string;
  /** A context, and a token's handle. */
  readonly handle: string;
  readonly atrBytes: number;
  /** Whether structures have no gaps. */
  readonly packed: boolean;
  /** What stands behind the names of functions that take text. */
  readonly textual: string;
  readonly remedy: string;
};

const SYSTEMS: Readonly<Record<string, System>> = {
  linux: {
    ...{ library: "libpcsclite.so.1", word: "unsigned long", handle: "long", atrBytes: 33 },
    ...{ packed: false, textual: "", remedy: "install pcscd (Debian: apt-get install pcscd)" },
  },
  darwin: {
    ...{ library: "/System/Library/Frameworks/PCSC.framework/PCSC", word: "uint32_t" },
    ...{ handle: "int32_t", atrBytes: 33, packed: true, textual: "" },
    remedy: "it belongs to macOS: repair the system",
  },
  win32: {
    ...{ library: "winscard.dll", word: "uint32_t", handle: "uintptr_t", atrBytes: 36 },
    ...{ packed: false, textual: "A", remedy: "start the service Smart Card (SCardSvr)" },
  },
};

type Koffi = typeof import("koffi").default;
/** The types of what a function takes. */
type Takes = readonly (string | ReturnType<Koffi["pointer"]> | ReturnType<Koffi["out"]>)[];
type Calls = ReturnType<typeof declare>;

/**
 * Begins to talk with PC/SC.
 *
 * @returns the code of a service that does not answer
 * @throws TillyardError `device-unavailable` where the library is missing
 */
export async function establishPcsc(): Promise<PcscOutcome<PcscContext>> {
  const calls = await bound();
  const handle = [0];
  const code = await calls.establish(SCOPE_SYSTEM, null, null, handle);
  return code === 0 ? ok(talk(calls, handle[0])) : err(code);
}

let binding: Promise<Calls> | undefined;

/** Names of types are for the whole process, so that the library is bound once. */
function bound(): Promise<Calls> {
  binding ??= bind();
  return binding;
}

async function bind(): Promise<Calls> {
  const system = SYSTEMS[process.platform];
  if (system === undefined) throw unavailable(process.platform, "use Linux, macOS or Windows");
  const { default: koffi } = await import("koffi").catch((cause: unknown) => {
    throw unavailable("the package koffi", "run npm install once more", cause);
  });
  try {
    return declare(koffi, koffi.load(system.library), system);
  } catch (cause) {
    throw unavailable(system.library, system.remedy, cause);
  }
}

function declare(koffi: Koffi, library: ReturnType<Koffi["load"]>, system: System) {
  const { word, handle, textual } = system;
  const make = system.packed ? koffi.pack : koffi.struct;
  const fields = { reader: "const char *", data: "void *", known: word, state: word };
  const atr = koffi.array("uint8_t", system.atrBytes, "Typed");
  const slot = koffi.inout(koffi.pointer(make({ ...fields, atrBytes: word, atr })));
  const control = koffi.pointer(make({ protocol: word, bytes: word }));
  const gives = koffi.out(koffi.pointer(word));
  const counts = koffi.inout(koffi.pointer(word));
  const opens = koffi.out(koffi.pointer(handle));
  const call = (name: string, takes: Takes) => {
    const run = promisify(library.func(`SCard${name}`, word, [...takes]).async);
    return async (...given: readonly unknown[]): Promise<number> =>
      Number(await run(...given)) >>> 0;
  };
  return {
    establish: call("EstablishContext", [word, "void *", "void *", opens]),
    release: call("ReleaseContext", [handle]),
    readers: call(`ListReaders${textual}`, [handle, "void *", "void *", counts]),
    status: call(`GetStatusChange${textual}`, [handle, word, slot, word]),
    connect: call(`Connect${textual}`, [handle, "const char *", word, word, opens, gives]),
    transmit: call("Transmit", [handle, control, "void *", word, "void *", "void *", counts]),
    disconnect: call("Disconnect", [handle, word]),
    /** Bytes of a control structure: it tells its own length. */
    controlBytes: 2 * koffi.sizeof(word),
  };
}

function talk(calls: Calls, context: unknown): PcscContext {
  return {
    readers: async () => {
      const names = Buffer.alloc(NAMES_BYTES_MAX);
      const length = [names.length];
      const code = await calls.readers(context, null, names, length);
      if (code === PCSC_CODE.noReaderAtAll) return ok([]);
      if (code !== 0) return err(code);
      const text = names.toString("utf8", 0, Number(length[0]));
      return ok(text.split("\0").filter((name) => name !== ""));
    },
    slot: async (reader) => {
      const state = { reader, data: null, known: STATE_UNAWARE, state: 0, atrBytes: 0, atr: [] };
      const code = await calls.status(context, 0, state, 1);
      return code === 0 ? ok(slotOf(state)) : err(code);
    },
    connect: async (reader) => {
      const [card, protocol] = [[0], [0]];
      const way = [SHARE_EXCLUSIVE, PROTOCOLS_ANY] as const;
      const code = await calls.connect(context, reader, ...way, card, protocol);
      return code === 0 ? ok(hold(calls, card[0], Number(protocol[0]))) : err(code);
    },
    release: async () => {
      await calls.release(context);
    },
  };
}

function slotOf(told: { state: number; atrBytes: number; atr: ArrayLike<number> }): Slot {
  const state = Number(told.state);
  const atr = Uint8Array.from(told.atr).slice(0, Number(told.atrBytes));
  return {
    there: (state & STATE_GONE) === 0,
    atr: (state & STATE_PRESENT) === 0 ? undefined : atr,
    comings: state >>> COUNT_SHIFT,
  };
}

function hold(calls: Calls, card: unknown, protocol: number): PcscToken {
  const control = { protocol, bytes: calls.controlBytes };
  const answer = Buffer.alloc(ANSWER_BYTES_MAX);
  return {
    transmit: async (command) => {
      const length = [answer.length];
      const sent = [control, command, command.length] as const;
      const code = await calls.transmit(card, ...sent, null, answer, length);
      if (code !== 0) return err(code);
      const said = answer.subarray(0, Number(length[0]));
      const bytes = Uint8Array.from(said);
      said.fill(0);
      return ok(bytes);
    },
    powerOff: async () => {
      await calls.disconnect(card, UNPOWER_CARD);
    },
  };
}

function unavailable(what: string, hint: string, cause?: unknown): TillyardError {
  return new TillyardError("device-unavailable", `card readers need ${what}, which is not there`, {
    hint,
    cause,
  });
}
