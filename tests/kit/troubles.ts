import type { Scenario } from "../../scenarios/format/scenario.ts";
import { after, type Beat, beat, instead, press, say, screen, world } from "./beats.ts";
import { saleWith } from "./sale-lesson.ts";
import {
  answered,
  askBank,
  CLEAN_SALE,
  CONFIRM,
  FAREWELL,
  INSERT,
  keyAmount,
  moveCard,
  OPENING,
  outcome,
  PIN,
  SLIPS,
  TOTAL_MINOR,
} from "./sale-trace.ts";

/** What a customer can leave behind. */
export type Missing = "card" | "slip" | "goods";

/** The bank says yes. */
export const APPROVED = askBank(outcome("approved", "00"), screen("approved"));

/** The bank says nothing. */
export const UNKNOWN = askBank(outcome("unknown", ""), screen("reversing"));

/** The reversal is answered. */
export const REVERSED = world("reversed", outcome("reversed", "00"), screen("reversed"));

/** The bank says no, for good or until the next try. */
export const declined = (code: string): Beat =>
  askBank(outcome("declined", code), screen("declined"));

/** The bank says 55; the terminal asks for the PIN again. */
export const WRONG_PIN = askBank(answered("55"), screen("pin"));

/** Paid on the second try, after the answer to the first. */
export const secondTry = (...first: readonly Beat[]): readonly Beat[] => [
  ...OPENING,
  ...keyAmount(TOTAL_MINOR),
  INSERT,
  CONFIRM,
  ...PIN,
  ...first,
  ...keyAmount(TOTAL_MINOR),
  CONFIRM,
  ...PIN,
  APPROVED,
  ...SLIPS,
  ...FAREWELL,
];

/** The card comes out and cash is taken instead. */
export const CASH: readonly Beat[] = [
  beat("take card", { type: "remove" }, "remove", moveCard("slot", "held")),
  say("ask-other-means"),
  beat("cash", { type: "tender", means: "cash" }, "tender", [
    "till.tendered",
    { means: "cash", totalMinor: TOTAL_MINOR },
  ]),
  world("paid", [
    "till.paid",
    { means: "cash", totalMinor: TOTAL_MINOR, paidMinor: 10_000, changeMinor: 1360 },
  ]),
  ...FAREWELL,
];

/** A frozen card: explained, the bank called, paid in cash. */
export const FROZEN: readonly Beat[] = [
  ...OPENING,
  ...keyAmount(TOTAL_MINOR),
  INSERT,
  CONFIRM,
  ...PIN,
  declined("57"),
  say("explain-decline"),
  beat("dial", { type: "dial", number: "400-0000-417" }, "dial", [
    "phone.dialled",
    { number: "400-0000-417", reached: true },
  ]),
  world("agent", ["phone.agent", { line: "hello", choices: ["goodbye"] }, 4000]),
  beat("bye", { type: "answer", choice: "goodbye" }, "answer", [
    "phone.answered",
    { choice: "goodbye" },
  ]),
  beat("hang up", { type: "hang-up" }, "hang-up", ["phone.hung-up", { by: "cashier" }]),
  ...CASH,
];

/** The roll ends. */
export const OUT: Beat = world("out", screen("paper-out"), [
  "printer.status",
  { paper: "out", cover: "closed" },
]);

/** A new roll. */
export const LOADED: Beat = beat("load", { type: "load-paper" }, "device", [
  "printer.status",
  { paper: "ok", cover: "closed" },
]);

/** The slip once more. */
export const REPRINTED: Beat = press("1", "key", ["printer.printed", { text: "重打印" }]);

/** Paper out at the slip, loaded, printed again. */
export const PAPER_OUT = after(CLEAN_SALE, "bank", OUT, LOADED, REPRINTED);

/** The chip says nothing. */
export const UNREAD: Beat = world("unread", screen("card-unread"));

/** The card is pulled out. */
export const PULL = beat(
  "pull",
  { type: "remove" },
  "remove",
  ["reader.card", { present: false, seated: "none" }],
  moveCard("slot", "held"),
);

/** A card that is read at the second try. */
export const READER = after(CLEAN_SALE, "insert", UNREAD, say("explain-reader"), PULL, INSERT);

/** She goes, without these. */
export const LEAVE = (...without: readonly Missing[]): Beat =>
  world(
    "leave",
    ["customer.left", { satisfaction: 60, without }, 2000],
    ["lesson.ended", { reason: "customer-left" }],
  );

/** The clean sale, from which she goes without these. */
export const leaving = (...without: readonly Missing[]): readonly Beat[] =>
  instead(CLEAN_SALE, ["leave", "leave"], LEAVE(...without));

/** A lesson whose goal is a rule. */
export const asking = (
  rule: string,
  params: Record<string, string | number> = {},
  kind: Scenario["kind"] = "exception",
): Scenario => saleWith({ kind, goals: [{ rule, params }] });

/** The lesson as one of trouble, which counts recovery. */
export const TROUBLE = saleWith({ kind: "exception" });
