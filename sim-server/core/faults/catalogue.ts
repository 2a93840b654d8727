/**
 * The one catalogue of faults. A fault does what the real world would do (lose a frame, end the
 * paper, soil a contact, cut the power); what comes of it is whatever the real code makes of it.
 */
export type FaultKind = {
  readonly id: FaultId;
  readonly layer: "bank line" | "terminal" | "printer" | "card reader";
  readonly means: { readonly zh: string; readonly en: string };
  readonly params: readonly FaultParam[];
  /** It is of a state, and takes hold as soon as it is armed, unless it names a message to wait for. */
  readonly atOnce?: true;
  /** What must hold all the same. */
  readonly holds: string;
};

/** A parameter of a fault: its unit, what it falls back on, and its range. */
export type FaultParam = {
  readonly name: string;
  readonly unit: string;
  readonly type: "number" | "text";
  readonly fallback: number | string;
  readonly min?: number;
  readonly max?: number;
};

/** The name of each kind, by layer and what it does. */
export type FaultId =
  | "bank.request-lost"
  | "bank.reply-lost"
  | "bank.reply-altered"
  | "bank.slow"
  | "host-line.down"
  | "terminal.key-bounce"
  | "terminal.power-cut"
  | "printer.paper-left"
  | "printer.cover-open"
  | "reader.slot-dirty"
  | "card.pulled"
  | "card.swiped-badly"
  | "card.left-field";

const mti: FaultParam = { name: "mti", unit: "message type", type: "text", fallback: "0200" };

const milliseconds = (name: string, fallback: number): FaultParam => ({
  name,
  unit: "ms",
  type: "number",
  fallback,
  min: 1,
  max: 600_000,
});

const count = (name: string, unit: string, fallback: number, max: number): FaultParam => ({
  name,
  unit,
  type: "number",
  fallback,
  min: 1,
  max,
});

/** Every kind of fault there is. */
export const FAULTS: readonly FaultKind[] = [
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
    id: "printer.paper-left",
    layer: "printer",
    means: { zh: "打印纸快用完", en: "the paper roll is about to end" },
    params: [{ ...count("mm", "mm", 40, 100_000), min: 0 }],
    atOnce: true,
    holds: "the outcome stays, and the slip can be printed again",
  },
  {
    id: "printer.cover-open",
    layer: "printer",
    means: { zh: "打印机盖子打开", en: "the printer's cover is open" },
    params: [],
    atOnce: true,
    holds: "the outcome stays, and the slip is printed once the cover is shut",
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
    id: "card.pulled",
    layer: "card reader",
    means: { zh: "交易中卡被拔出", en: "the card is pulled out at a command" },
    params: [count("apdu", "commands", 5, 200)],
    holds: "a sale whose chip did not agree is not approved; what the bank booked is reversed",
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
    params: [count("apdu", "commands", 2, 200)],
    holds: "nothing is sent for a card that has not said everything",
  },
];

/** The kind called `id`, if the catalogue has it. */
export function findFault(id: string): FaultKind | undefined {
  return FAULTS.find((kind) => kind.id === id);
}

/** The parameters of a fault as it strikes: those given, and the catalogue's for the rest. */
export function completeParams(
  id: string,
  given: Readonly<Record<string, string | number | boolean>>,
): Readonly<Record<string, string | number | boolean>> {
  const params = findFault(id)?.params ?? [];
  return { ...Object.fromEntries(params.map(({ name, fallback }) => [name, fallback])), ...given };
}

/**
 * Whether there is such a fault, and it can be armed with these parameters: all are its own, of
 * their type, and numbers whole and in range.
 */
export function armable(
  id: string,
  given: Readonly<Record<string, string | number | boolean>>,
): boolean {
  const kind = findFault(id);
  if (kind === undefined) return false;
  return Object.entries(given).every(([name, value]) => {
    const param = kind.params.find((known) => known.name === name);
    if (param === undefined) return false;
    if (param.type === "text") return typeof value === "string";
    return Number.isSafeInteger(value) && inRange(Number(value), param);
  });
}

function inRange(value: number, { min, max }: FaultParam): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}
