import { MONEY_RULES } from "../../../../../sim-server/core/training/rules/money-rules.ts";
import { after, beat, instead, press, without, world } from "../../../../kit/beats.ts";
import { testRows } from "../../../../kit/rule-rows.ts";
import {
  askBank,
  CLEAN_SALE,
  OPENING,
  outcome,
  scan,
  TOTAL_MINOR,
} from "../../../../kit/sale-trace.ts";
import {
  APPROVED,
  LEAVE,
  PAPER_OUT,
  REVERSED,
  secondTry,
  UNKNOWN,
  WRONG_PIN,
} from "../../../../kit/troubles.ts";

const CANCELLED = beat("cancel sale", { type: "key", device: "till", key: "cancel-sale" }, "key", [
  "till.sale-cancelled",
  { totalMinor: TOTAL_MINOR },
]);

testRows(MONEY_RULES, [
  ["charged-twice", after(CLEAN_SALE, "bank", APPROVED), CLEAN_SALE],
  ["charged-twice", secondTry(UNKNOWN), secondTry(UNKNOWN, REVERSED)],
  ["charged-twice", after(CLEAN_SALE, "bank", APPROVED), after(PAPER_OUT, "out", APPROVED)],
  ["charged-again-after-paper-out", after(PAPER_OUT, "out", APPROVED), PAPER_OUT],
  ["goods-given-unpaid", [...OPENING, LEAVE()], [...OPENING, LEAVE("goods")]],
  [
    "wrong-amount-charged",
    instead(CLEAN_SALE, ["bank", "bank"], askBank(outcome("approved", "00", 6840))),
    instead(CLEAN_SALE, ["bank", "bank"], askBank(outcome("declined", "51", 6840))),
  ],
  ["item-missed", without(CLEAN_SALE, "scan 3"), CLEAN_SALE],
  [
    "extra-item-charged",
    after(CLEAN_SALE, "scan 5", scan("rice", 6)),
    after(
      CLEAN_SALE,
      "total",
      scan("rice", 6),
      press("delete-line", "key", ["till.line-deleted", { code: "rice", totalMinor: 5184 }]),
      scan("rice", 3),
      scan("rice", 4),
      scan("rice", 5),
    ),
  ],
  [
    "double-scan",
    after(CLEAN_SALE, "scan 5", scan("rice", 6)),
    after(
      CLEAN_SALE,
      "scan 5",
      world("bounce", [
        "till.scanned",
        { code: "rice", item: "rice", lines: 6, totalMinor: TOTAL_MINOR },
      ]),
    ),
  ],
  ["sale-not-finished", [...OPENING, LEAVE("goods")], CLEAN_SALE],
  [
    "drawer-left-open",
    after(CLEAN_SALE, "thank", world("open", ["drawer.opened", {}])),
    after(CLEAN_SALE, "thank", world("open", ["drawer.opened", {}], ["drawer.closed", {}])),
  ],
  [
    "double-scan",
    after(CLEAN_SALE, "scan 5", scan("rice", 6)),
    after(CLEAN_SALE, "scan 5", CANCELLED, ...OPENING.slice(1, 6)),
  ],
  ["charged-twice", secondTry(APPROVED), secondTry(APPROVED, REVERSED)],
  ["charged-twice", secondTry(askBank()), secondTry(WRONG_PIN)],
]);
