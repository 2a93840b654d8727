import { SLIP_RULES } from "../../../../../sim-server/core/training/rules/slip-rules.ts";
import { after, slow, without, world } from "../../../../kit/beats.ts";
import { testRows } from "../../../../kit/rule-rows.ts";
import { CLEAN_SALE } from "../../../../kit/sale-trace.ts";
import { leaving, PAPER_OUT, REPRINTED, TROUBLE } from "../../../../kit/troubles.ts";

testRows(SLIP_RULES, [
  ["slip-not-checked", without(CLEAN_SALE, "judge cardholder-copy"), CLEAN_SALE],
  [
    "slip-glanced",
    slow(CLEAN_SALE, "judge cardholder-copy", 2259),
    slow(CLEAN_SALE, "judge cardholder-copy", 2260),
  ],
  ["slip-not-handed", leaving("slip"), leaving("card")],
  [
    "wrong-copy-handed",
    after(CLEAN_SALE, "file", world("hand", ["slip.handed", { slip: "s1", copy: "merchant" }])),
    CLEAN_SALE,
  ],
  ["merchant-copy-not-filed", without(CLEAN_SALE, "file"), CLEAN_SALE],
  ["reprint-missing", after(without(PAPER_OUT, "press 1"), "out", REPRINTED), PAPER_OUT, TROUBLE],
  ["reprint-missing", without(PAPER_OUT, "press 1"), PAPER_OUT, TROUBLE],
]);
