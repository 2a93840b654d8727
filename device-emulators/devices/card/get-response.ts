import {
  buildResponse,
  CLA,
  type CommandApdu,
  type ContactEffect,
  type ContactInput,
  INS,
  parseCommand,
  parseResponse,
  STATUS,
} from "../../kit/apdu.ts";
import type { Step } from "../../kit/step.ts";
import type { Chip } from "./chip.ts";

/** A chip that speaks T=0, and the answer that waits to be fetched. */
export type FetchedFrom<S> = {
  readonly chip: S;
  readonly waiting: Uint8Array | undefined;
};

/** What a command is answered with has so many bytes: SW2 says how many of them there are. */
const LE_ALL = 256;
const STATUS_BYTES = 2;

/**
 * The same chip as it answers under T=0 to a reader that leaves the protocol to the terminal. Data behind a command
 * that brought data wait for GET RESPONSE (61 and their number); a command that asks for another number of
 * bytes than there are is not obeyed, and told how many to ask for (6C and their number).
 *
 * @source ISO/IEC 7816-3:2006, 12.2; EMV 4.4 Book 1, 9.3.1 and annex A
 */
export function throughGetResponse<S>(chip: Chip<S>): Chip<FetchedFrom<S>> {
  return {
    ...chip,
    initial: { chip: chip.initial, waiting: undefined },
    machine: (state, input, nowMs) => {
      const command = input.type === "command" ? parseCommand(input.bytes) : undefined;
      if (command?.ok !== true) return pass(chip, state, input, nowMs);
      return isGetResponse(command.value)
        ? fetch(state, command.value)
        : obey(chip, state, { input, command: command.value }, nowMs);
    },
  };
}

type FetchStep<S> = Step<FetchedFrom<S>, ContactEffect>;

function isGetResponse({ cla, ins }: CommandApdu): boolean {
  return cla === CLA.interindustry && ins === INS.getResponse;
}

/** Power, and what is no command: the chip hears it as it is. */
function pass<S>(
  { machine }: Chip<S>,
  state: FetchedFrom<S>,
  input: ContactInput,
  nowMs: number,
): FetchStep<S> {
  const { state: chip, effects } = machine(state.chip, input, nowMs);
  return { state: { chip, waiting: undefined }, effects };
}

function obey<S>(
  chip: Chip<S>,
  before: FetchedFrom<S>,
  { input, command }: { readonly input: ContactInput; readonly command: CommandApdu },
  nowMs: number,
): FetchStep<S> {
  const { state, effects } = pass(chip, before, input, nowMs);
  const [whole] = effects.map(({ bytes }) => bytes);
  const dataBytes = whole === undefined ? 0 : whole.length - STATUS_BYTES;
  if (whole === undefined || dataBytes <= 0) return { state, effects };
  if (command.data.length > 0) {
    return say({ ...state, waiting: whole }, buildResponse(waits(dataBytes)));
  }
  if (command.le !== dataBytes) {
    return say({ ...before, waiting: undefined }, buildResponse(askFor(dataBytes)));
  }
  return { state, effects };
}

/** GET RESPONSE: the next bytes of what waits, and the rest's number where there is a rest. */
function fetch<S>(state: FetchedFrom<S>, { le = LE_ALL }: CommandApdu): FetchStep<S> {
  const waiting = state.waiting === undefined ? undefined : parseResponse(state.waiting);
  if (waiting?.ok !== true) return say(state, buildResponse(STATUS.conditionsNotSatisfied));
  const { data, statusWord } = waiting.value;
  if (le > data.length) return say(state, buildResponse(askFor(data.length)));
  if (le === data.length) return say({ ...state, waiting: undefined }, state.waiting ?? data);
  const rest = buildResponse(statusWord, data.slice(le));
  return say(
    { ...state, waiting: rest },
    buildResponse(waits(data.length - le), data.slice(0, le)),
  );
}

function waits(bytes: number): number {
  return STATUS.bytesWait + (bytes < LE_ALL ? bytes : 0);
}

function askFor(bytes: number): number {
  return STATUS.askForBytes + (bytes < LE_ALL ? bytes : 0);
}

function say<S>(state: FetchedFrom<S>, bytes: Uint8Array): FetchStep<S> {
  return { state, effects: [{ type: "answer", bytes }] };
}
