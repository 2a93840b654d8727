import {
  CABLE_FAULTS,
  type CableFaultId,
} from "../../../device-emulators/kit/faults/cable-faults.ts";
import { CARD_FAULTS, type CardFaultId } from "../../../device-emulators/kit/faults/card-faults.ts";
import {
  count,
  type FaultKind,
  type FaultParam,
  type FaultParams,
  milliseconds,
  wrongWith,
} from "../../../device-emulators/kit/faults/fault-kind.ts";
import {
  PRINTER_FAULTS,
  type PrinterFaultId,
} from "../../../device-emulators/kit/faults/printer-faults.ts";

/** The name of each kind, by layer and what it does. */
export type FaultId = CounterFaultId | CardFaultId | PrinterFaultId | CableFaultId;

/** What can go wrong at a counter and nowhere else. */
type CounterFaultId =
  | "bank.request-lost"
  | "bank.reply-lost"
  | "bank.reply-altered"
  | "bank.slow"
  | "host-line.down"
  | "terminal.key-bounce"
  | "terminal.power-cut"
  | "reader.slot-dirty"
  | "card.swiped-badly"
  | "card.left-field";

const AT_COUNTER = ["counter"] as const;

const mti: FaultParam = { name: "mti", unit: "message type", type: "text", fallback: "0200" };

const apdu = (fallback: number): FaultParam => count("apdu", "commands", { fallback, max: 200 });

const COUNTER_FAULTS: readonly Omit<FaultKind<CounterFaultId>, "at">[] = [
  {
    id: "bank.request-lost",
    layer: "bank line",
    means: { zh: "请求在路上丢失", en: "a request is lost on its way to the bank" },
    params: [mti],
    holds: "the outcome is unknown to the terminal, and a reversal settles it",
  },
  {
    id: "bank.reply-lost",
    layer: "bank line",
    means: { zh: "银行的应答在路上丢失", en: "the bank's reply is lost on its way back" },
    params: [{ ...mti, fallback: "0210" }],
    holds: "a sale the bank booked is reversed; the customer is charged once at most",
  },
  {
    id: "bank.reply-altered",
    layer: "bank line",
    means: { zh: "银行的应答在路上被改动", en: "the bank's reply is altered on its way back" },
    params: [{ ...mti, fallback: "0210" }],
    holds: "an answer whose MAC is wrong is not believed; what it may have booked is reversed",
  },
  {
    id: "bank.slow",
    layer: "bank line",
    means: { zh: "银行应答很慢", en: "the bank's reply comes late" },
    params: [milliseconds("ms", 12_000)],
    holds: "a reply after the time limit changes nothing",
  },
  {
    id: "host-line.down",
    layer: "bank line",
    means: { zh: "到银行的线路中断", en: "the line to the bank is down" },
    params: [milliseconds("ms", 60_000)],
    holds: "nothing is charged that the terminal did not see approved, or it is reversed",
  },
  {
    id: "terminal.key-bounce",
    layer: "terminal",
    means: { zh: "按键粘连，按一次出两个", en: "a key of the terminal sticks and types twice" },
    params: [{ name: "key", unit: "key", type: "text", fallback: "0" }],
    holds: "the amount on the screen is the amount that is sent",
  },
  {
    id: "terminal.power-cut",
    layer: "terminal",
    means: { zh: "终端断电后重新启动", en: "the terminal loses power and starts again" },
    // Without a message type it is cut at once, otherwise as such a message is on the line.
    params: [milliseconds("ms", 3_000), { ...mti, fallback: "" }],
    atOnce: true,
    holds: "no double charge and no lost sale",
  },
  {
    id: "reader.slot-dirty",
    layer: "card reader",
    means: { zh: "卡槽里有灰，芯片接触不良", en: "dirt in the slot keeps the chip from contact" },
    params: [],
    atOnce: true,
    holds: "no card is read and nothing is sent until the slot is clean",
  },
  {
    id: "card.swiped-badly",
    layer: "card reader",
    means: { zh: "刷卡时手抖，磁道没读全", en: "the card is swiped with a jerk" },
    params: [],
    holds: "no card is read and nothing is sent until it is swiped again",
  },
  {
    id: "card.left-field",
    layer: "card reader",
    means: { zh: "挥卡时卡离开得太早", en: "the card leaves the reader too early, at a command" },
    params: [apdu(2)],
    holds: "nothing is sent for a card that has not said everything",
  },
];

/** The one catalogue of faults: every kind there is. */
export const FAULTS: readonly FaultKind<FaultId>[] = [
  ...COUNTER_FAULTS.map((kind) => ({ ...kind, at: AT_COUNTER })),
  ...CARD_FAULTS,
  ...PRINTER_FAULTS,
  ...CABLE_FAULTS,
];

/** The cables of a counter on which a lesson can arm faults. */
export const COUNTER_CABLES = [
  ...(["host", "printer", "pin-pad", "till"] as const),
  ...(["scanner", "code-scanner", "drawer", "display"] as const),
] as const;

export type CounterCable = (typeof COUNTER_CABLES)[number];

const CABLE: FaultParam = {
  name: "cable",
  unit: "whose",
  type: "text",
  fallback: "host",
  choices: COUNTER_CABLES,
};

/** Only the line to the bank knows calls; the other cables just carry bytes. */
const OF_CALLS: readonly FaultId[] = ["cable.refuse", "cable.drop", "cable.reset"];

/** What a lesson or an instructor can arm at a counter. */
export const LESSON_FAULTS: readonly FaultKind<FaultId>[] = FAULTS.filter(({ at }) =>
  at.includes("counter"),
).map((kind) =>
  kind.layer !== "cable" || OF_CALLS.includes(kind.id)
    ? kind
    : { ...kind, params: [CABLE, ...kind.params] },
);

/** The kind called `id` as a counter has it, if it has it. */
export function findFault(id: string): FaultKind<FaultId> | undefined {
  return LESSON_FAULTS.find((kind) => kind.id === id);
}

/** The parameters of a fault as it strikes: those given, and the catalogue's for the rest. */
export function completeParams(id: string, given: FaultParams): FaultParams {
  return completeOf(findFault(id)?.params ?? [], given);
}

/** Those given, and the kind's own for the rest; when it strikes is left as it is said. */
export function completeOf(params: readonly FaultParam[], given: FaultParams): FaultParams {
  return { ...Object.fromEntries(params.map(({ name, fallback }) => [name, fallback])), ...given };
}

/** Everything that can be said of a kind: what it does, and when. */
export function paramsOf({ params, triggers = [] }: FaultKind): readonly FaultParam[] {
  return [...params, ...triggers];
}

/**
 * Whether there is such a fault at a counter, and it can be armed with these parameters: all are its
 * own, of their type, and in range.
 */
export function armable(id: string, given: FaultParams): boolean {
  const kind = findFault(id);
  if (kind === undefined) return false;
  return Object.entries(given).every(([name, value]) => {
    const param = paramsOf(kind).find((known) => known.name === name);
    return param !== undefined && wrongWith(param, value) === undefined;
  });
}
