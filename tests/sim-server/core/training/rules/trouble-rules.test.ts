import { TROUBLE_RULES } from "../../../../../sim-server/core/training/rules/trouble-rules.ts";
import {
  after,
  type Beat,
  beat,
  type Fact,
  instead,
  press,
  say,
  screen,
  slow,
  without,
  world,
} from "../../../../kit/beats.ts";
import { testRows } from "../../../../kit/rule-rows.ts";
import { answered, askBank, CLEAN_SALE, keyAmount } from "../../../../kit/sale-trace.ts";
import {
  APPROVED,
  asking,
  declined,
  FROZEN,
  OUT,
  PAPER_OUT,
  READER,
  secondTry,
  TROUBLE,
  UNREAD,
  WRONG_PIN,
} from "../../../../kit/troubles.ts";

/** A reversal's answer is not the sale's. */
const OTHER_ANSWER = world("0410", [
  "iso.received",
  { mti: "0410", fields: "11 39", responseCode: "25" },
]);

const OUT_LATER = OUT.facts.slice(1).map(([kind, data]) => [kind, data, 4000] as Fact);

const wrongKeys = (...more: readonly Beat[]): readonly Beat[] =>
  instead(CLEAN_SALE, ["press 8", "amount"], ...more);

/** The customer talks to her bank for half a minute. */
const bankCall = (settled: boolean): Beat =>
  world(
    "bank-call",
    ["bank-call.dialled", { card: "debit" }],
    ["bank-call.hung-up", { by: "customer", settled }, 30_000],
  );

testRows(TROUBLE_RULES, [
  [
    "trouble-seen-late",
    slow(after(PAPER_OUT, "out", { ...OUT, facts: OUT_LATER }), "load", 4001),
    slow(after(PAPER_OUT, "out", { ...OUT, facts: OUT_LATER }), "load", 4000),
    TROUBLE,
  ],
  [
    "trouble-seen-late",
    slow(FROZEN, "explain-decline", 8001),
    slow(FROZEN, "explain-decline", 8000),
    TROUBLE,
  ],
  ["retried-do-not-retry", secondTry(declined("57")), secondTry(declined("55")), TROUBLE],
  [
    "retried-do-not-retry",
    secondTry(declined("57"), say("issuer-only"), bankCall(false)),
    secondTry(declined("57"), say("issuer-only"), bankCall(true)),
    TROUBLE,
  ],
  [
    "too-many-tries",
    after(READER, "unread", UNREAD, UNREAD),
    after(READER, "unread", UNREAD),
    TROUBLE,
  ],
  [
    "cancelled-while-pending",
    instead(
      CLEAN_SALE,
      ["bank", "bank"],
      world("ask", screen("sending")),
      press("cancel", "key"),
      APPROVED,
    ),
    after(CLEAN_SALE, "bank", press("cancel", "key")),
  ],
  ["no-explanation", without(FROZEN, "explain-decline"), FROZEN, TROUBLE],
  [
    "no-explanation",
    after(without(FROZEN, "explain-decline"), "total", say("explain-decline")),
    FROZEN,
    TROUBLE,
  ],
  ["no-explanation", secondTry(WRONG_PIN), secondTry(WRONG_PIN, say("explain-no-charge")), TROUBLE],
  [
    "no-explanation",
    without(FROZEN, "explain-decline"),
    after(CLEAN_SALE, "bank", OTHER_ANSWER),
    TROUBLE,
  ],
  ["retried-do-not-retry", secondTry(askBank(answered("75"))), secondTry(WRONG_PIN), TROUBLE],
  ["bank-not-called", without(FROZEN, "dial"), FROZEN, asking("bank-not-called")],
  [
    "other-means-not-offered",
    without(FROZEN, "ask-other-means"),
    FROZEN,
    asking("other-means-not-offered"),
  ],
  ["card-not-reseated", CLEAN_SALE, READER, asking("card-not-reseated")],
  [
    "slot-not-cleaned",
    after(READER, "unread", beat("wipe", { type: "clean", thing: "slot" }, "device")),
    after(READER, "pull", beat("wipe", { type: "clean", thing: "slot" }, "device")),
    asking("slot-not-cleaned"),
  ],
  [
    "amount-not-corrected",
    wrongKeys(...keyAmount(6840)),
    CLEAN_SALE,
    asking("amount-not-corrected"),
  ],
  [
    "card-number-told",
    after(FROZEN, "bye", world("tell", ["phone.answered", { choice: "tell" }])),
    FROZEN,
    asking("card-number-told", { choice: "tell" }),
  ],
  [
    "wrong-number-dialled",
    after(FROZEN, "hang up", world("wrong", ["phone.dialled", { number: "110", reached: false }])),
    FROZEN,
  ],
]);
