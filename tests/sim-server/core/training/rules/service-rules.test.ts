import { SERVICE_RULES } from "../../../../../sim-server/core/training/rules/service-rules.ts";
import { after, type Beat, instead, say, screen, without, world } from "../../../../kit/beats.ts";
import { testRows } from "../../../../kit/rule-rows.ts";
import { CLEAN_SALE, outcome } from "../../../../kit/sale-trace.ts";
import { asking, FROZEN } from "../../../../kit/troubles.ts";

const longBank = (...said: readonly Beat[]): readonly Beat[] =>
  instead(
    CLEAN_SALE,
    ["bank", "bank"],
    world("ask", screen("sending"), ["iso.sent", { mti: "0200", fields: "2" }]),
    ...said,
    world("answer", screen("receiving", 10_001), outcome("approved", "00"), screen("approved")),
  );

const soonBank = instead(
  CLEAN_SALE,
  ["bank", "bank"],
  world("ask", screen("sending"), ["iso.sent", { mti: "0200", fields: "2" }]),
  world("answer", screen("receiving", 10_000), outcome("approved", "00"), screen("approved")),
);

testRows(SERVICE_RULES, [
  ["no-greeting", without(CLEAN_SALE, "greet"), CLEAN_SALE],
  ["no-greeting", after(without(CLEAN_SALE, "greet"), "tender", say("greet")), CLEAN_SALE],
  [
    "total-not-said",
    without(CLEAN_SALE, "total"),
    instead(CLEAN_SALE, ["total", "total"], say("amount-read-back")),
  ],
  ["no-card-reminder", without(CLEAN_SALE, "keep-card-safe"), CLEAN_SALE],
  ["no-thanks", without(CLEAN_SALE, "thank"), CLEAN_SALE],
  ["silent-wait", longBank(), longBank(say("please-wait"))],
  ["silent-wait", longBank(), soonBank],
  ["silent-wait", soonBank, CLEAN_SALE, asking("silent-wait", { afterMs: 9999 }, "sale")],
  [
    "blamed-customer",
    after(CLEAN_SALE, "total", say("blame")),
    after(CLEAN_SALE, "total", say("apologise")),
  ],
  ["declined-said-loudly", after(FROZEN, "bank", say("explain-loudly")), FROZEN],
  [
    "promise-unfreeze",
    after(FROZEN, "bank", say("promise-unfreeze")),
    after(FROZEN, "bank", say("issuer-only")),
  ],
  ["silent-wait", after(longBank(), "total", say("please-wait")), longBank(say("please-wait"))],
]);
