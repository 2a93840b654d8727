import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { OrderKind } from "../../../../sim-server/core/bank/kinds.ts";
import type {
  UnionPayFields,
  UnionPayMessage,
} from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { iccData, PANS, type TestTerminal } from "./test-terminal.ts";

/** MTI, DE 3, 25 and 60.1 of every order, written down apart from the product's own table. */
export const WIRE: Readonly<Record<OrderKind, readonly [string, string, string, string]>> = {
  sale: ["0200", "000000", "00", "22"],
  void: ["0200", "200000", "00", "23"],
  refund: ["0220", "200000", "00", "25"],
  balance: ["0200", "310000", "00", "01"],
  "pre-auth": ["0100", "030000", "06", "10"],
  "pre-auth-void": ["0100", "200000", "06", "11"],
  completion: ["0200", "000000", "06", "20"],
  "completion-void": ["0200", "200000", "06", "21"],
  "completion-advice": ["0220", "000000", "06", "24"],
  "offline-sale": ["0220", "000000", "00", "36"],
};

export type OrderAsked = {
  readonly stan: string;
  readonly amountMinor?: number;
  readonly pan?: string;
  readonly batch?: string;
  /** The answer to what it refers to. */
  readonly of?: UnionPayMessage | undefined;
  /** DE 60 from 60.3 on. */
  readonly rest?: string;
  /** One for what needs none. */
  readonly pin?: string;
  /** Put in last. */
  readonly fields?: UnionPayFields;
};

const READS_CHIP: ReadonlySet<OrderKind> = new Set<OrderKind>(["sale", "pre-auth", "balance"]);

/** The frame of an order as a terminal sends it. */
export function orderFrame(terminal: TestTerminal, kind: OrderKind, asked: OrderAsked): Uint8Array {
  const { stan, amountMinor = 1_234, batch = "000001", pan = PANS.normal, rest = "00050" } = asked;
  const [mti, processingCode, condition, type] = WIRE[kind];
  const chip = READS_CHIP.has(kind);
  const shownMinor = kind === "balance" ? 0 : amountMinor;
  return terminal.sale({
    mti,
    stan,
    batch,
    pan,
    amountMinor,
    ...(!chip && { pin: asked.pin }),
    fields: {
      3: processingCode,
      4: kind === "balance" ? undefined : String(amountMinor).padStart(12, "0"),
      25: condition,
      26: chip ? "12" : undefined,
      53: chip ? "2600000000000000" : undefined,
      55: chip ? iccData(pan, shownMinor, 1) : undefined,
      60: `${type}${batch}${rest}`,
      ...refersTo(kind, asked.of),
      ...asked.fields,
    },
  });
}

/** The frame of the reversal of an order. */
export function reversalFrame(
  terminal: TestTerminal,
  kind: OrderKind,
  { stan, batch = "000001", amountMinor = 1_234 }: OrderAsked,
): Uint8Array {
  const [, processingCode, condition, type] = WIRE[kind];
  const fields = { 3: processingCode, 25: condition, 60: `${type}${batch}00050` };
  return terminal.reversal({ stan, batch, amountMinor, fields });
}

function refersTo(kind: OrderKind, of: UnionPayMessage | undefined): UnionPayFields {
  if (of === undefined) return {};
  const { 11: stan = "", 13: date = "", 37: rrn, 38: approvalCode, 60: type = "" } = of.fields;
  switch (kind) {
    case "void":
    case "completion-void":
      return { 37: rrn, 61: `${type.slice(2, 8)}${stan}${date}` };
    case "refund":
      return { 37: rrn, 61: `000000000000${date}`, 63: fromLatin1("000") };
    case "pre-auth-void":
    case "completion":
    case "completion-advice":
      return { 38: approvalCode, 61: `000000000000${date}` };
    default:
      return {};
  }
}
