import { TillyardError } from "../kit/errors.ts";
import { err, type Result } from "../kit/result.ts";
import type { Clock } from "./clock.ts";
import {
  establishPcsc,
  PCSC_CODE,
  type PcscContext,
  type PcscOutcome,
  type PcscToken,
  type Slot,
} from "./pcsc-calls.ts";

/** Chosen: half as long as pcscd itself takes to look whether a token is there. */
const LOOK_MS = 200;

/** What a reader tells of the tokens that are laid on it or put into it. */
export type PcscReaderEnd = {
  /** @param atr its answer to reset, empty where it gave none; the receiver's to keep */
  readonly tokenPresent: (atr: Uint8Array) => void;
  /** It was taken away, or its reader was. */
  readonly tokenGone: () => void;
  /** Unplugged, or the service that serves it has stopped; `why` is a sentence. It is looked for again. */
  readonly readerGone: (why: string) => void;
  readonly readerBack: () => void;
};

/** Why a token gave no answer. */
export type TokenSilence =
  /** It is no longer there. */
  | "gone"
  /** It is there and answers nothing that can be read. */
  | "mute"
  /** Another program has it for itself. */
  | "in-use";

/** A real reader, from `openPcscReader` to `close`. Its calls may overlap: they are done in order. */
export type PcscReader = {
  /** Its full name, as PC/SC tells it. */
  readonly name: string;
  /** A command to the token, which gets power with the first one. */
  readonly transmit: (command: Uint8Array) => Promise<Result<Uint8Array, TokenSilence>>;
  /** Takes the token's power until the next command. */
  readonly powerOff: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type PcscReaderOptions = {
  readonly name: string;
  readonly clock: Clock;
  /** Another PC/SC than the system's. */
  readonly establish?: typeof establishPcsc;
};

/**
 * The names of all readers that are plugged in.
 *
 * @throws TillyardError `device-unavailable` where PC/SC is missing or does not run
 */
export async function listPcscReaders(): Promise<readonly string[]> {
  const context = must(await establishPcsc());
  const names = await context.readers();
  await context.release();
  return must(names);
}

/**
 * Opens the reader with this name, or the only one whose name has it as a part.
 *
 * PC/SC is asked for the slot again and again instead of being waited for: a call that waits would keep
 * one of the few threads on which this process reads files.
 * @throws TillyardError `device-unavailable`
 */
export async function openPcscReader(
  { name: wanted, clock, establish = establishPcsc }: PcscReaderOptions,
  end: PcscReaderEnd,
): Promise<PcscReader> {
  let context: PcscContext | undefined = must(await establish());
  const name = await findReader(context, wanted);
  const seen = createWitness(end);
  let token: PcscToken | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let callOff = (): void => undefined;
  let closed = false;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };

  const letGo = async (): Promise<void> => {
    const held = token;
    token = undefined;
    await held?.powerOff();
  };

  const lose = async (why: string): Promise<void> => {
    await letGo();
    const lost = context;
    context = undefined;
    await lost?.release();
    seen.readerGone(why);
  };

  const look = async (): Promise<void> => {
    if (closed) return undefined;
    if (context === undefined) {
      const again = await establish();
      if (!again.ok) return seen.readerGone(wordsOf(again.error));
      context = again.value;
    }
    const slot = await context.slot(name);
    if (!slot.ok) return lose(wordsOf(slot.error));
    if (!slot.value.there) return lose(wordsOf(PCSC_CODE.unknownReader));
    if (seen.isNew(slot.value)) await letGo();
    seen.slot(slot.value);
  };

  const lookAfter = (ms: number): void => {
    const goOn = (): void => {
      if (!closed) lookAfter(LOOK_MS);
    };
    callOff = clock.after(ms, () => void inTurn(look).then(goOn));
  };
  // Nothing is told before the caller has the reader in hand.
  lookAfter(0);

  const transmit = async (command: Uint8Array): Promise<Result<Uint8Array, TokenSilence>> => {
    if (context === undefined) return err("gone");
    if (token === undefined) {
      const held = await context.connect(name);
      if (!held.ok) return err(silenceOf(held.error));
      token = held.value;
    }
    const answer = await token.transmit(command);
    if (answer.ok) return answer;
    await letGo();
    return err(silenceOf(answer.error));
  };

  return {
    name,
    transmit: (command) => inTurn(() => transmit(command)),
    powerOff: () => inTurn(letGo),
    close: async () => {
      closed = true;
      callOff();
      await inTurn(letGo);
      await context?.release();
      context = undefined;
    },
  };
}

/**
 * Tells what has changed from one look to the next, and nothing twice.
 *
 * pcscd shows a token before it has counted it, and takes the power of one that is used in between. A token that is
 * there and not counted is told at the next look: then it was there before anybody counted.
 */
function createWitness(end: PcscReaderEnd) {
  let there = true;
  let last: Slot = { there, atr: undefined, comings: 0 };
  let doubted = false;

  const isNew = (slot: Slot): boolean =>
    last.atr !== undefined && (slot.atr === undefined || slot.comings !== last.comings);

  const takeAway = (): void => {
    if (last.atr !== undefined) end.tokenGone();
    last = { ...last, atr: undefined };
  };

  const come = (slot: Slot, atr: Uint8Array): void => {
    doubted = !doubted && slot.comings === last.comings;
    if (doubted) return;
    last = slot;
    end.tokenPresent(atr);
  };

  return {
    /** Whether the token of the last look is no longer there. */
    isNew,
    slot: (slot: Slot): void => {
      if (!there) end.readerBack();
      there = true;
      if (isNew(slot)) takeAway();
      if (slot.atr === undefined) last = slot;
      else if (last.atr === undefined) come(slot, slot.atr);
    },
    readerGone: (why: string): void => {
      takeAway();
      if (there) end.readerGone(why);
      there = false;
    },
  };
}

async function findReader(context: PcscContext, wanted: string): Promise<string> {
  const found = await context.readers();
  const names = found.ok ? found.value : [];
  const fitting = names.includes(wanted) ? [wanted] : names.filter((name) => name.includes(wanted));
  const [name, ...more] = fitting;
  if (name !== undefined && more.length === 0) return name;
  await context.release();
  must(found);
  throw new TillyardError("device-unavailable", `${fitting.length || "no"} readers fit ${wanted}`, {
    hint:
      names.length === 0
        ? "no reader is plugged in, or its driver is missing; npx tillyard doctor says more"
        : `the readers are: ${names.join("; ")}`,
  });
}

/** After these the token is no longer what it was. */
const GONE: ReadonlySet<number> = new Set([
  PCSC_CODE.unknownReader,
  PCSC_CODE.noToken,
  PCSC_CODE.readerUnavailable,
  PCSC_CODE.noService,
  PCSC_CODE.serviceStopped,
  PCSC_CODE.tokenReset,
  PCSC_CODE.tokenRemoved,
]);

function silenceOf(code: number): TokenSilence {
  if (code === PCSC_CODE.inUse) return "in-use";
  return GONE.has(code) ? "gone" : "mute";
}

const [STOPPED, START] = [
  "its service does not run",
  "start it: pcscd on Linux, SCardSvr on Windows",
];

/** What a refusal means, and what can be done. */
const REFUSALS: ReadonlyMap<number, readonly [string, string]> = new Map([
  [PCSC_CODE.noService, [STOPPED, START]],
  [PCSC_CODE.serviceStopped, [STOPPED, START]],
  [PCSC_CODE.unknownReader, ["the reader is unplugged", "plug it in"]],
  [PCSC_CODE.readerUnavailable, ["the reader is unplugged", "plug it in"]],
  [
    PCSC_CODE.notAllowed,
    ["this user may not use card readers", "ask for the right to (polkit, org.debian.pcsc-lite)"],
  ],
]);

/** What it means that PC/SC refused a call with this code, and what can be done. */
export function explainRefusal(code: number): readonly [string, string] {
  const known = REFUSALS.get(code);
  return known ?? [`refused, code ${code.toString(16)}`, "npx tillyard doctor says more"];
}

function wordsOf(code: number): string {
  return explainRefusal(code)[0];
}

function must<T>(outcome: PcscOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  const [what, hint] = explainRefusal(outcome.error);
  throw new TillyardError("device-unavailable", `card readers (PC/SC): ${what}`, { hint });
}
