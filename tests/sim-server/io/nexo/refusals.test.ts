import { describe, expect, test } from "vitest";
import { cancellationOf, refusalOf } from "../../../../sim-server/io/nexo/refusals.ts";

describe("a response code is to a POS", () => {
  test.each([
    ["55", "WrongPIN", "INVALID_PIN", "55 incorrect PIN"],
    ["38", "WrongPIN", "PIN_TRIES_EXCEEDED", "38 PIN tries exceeded"],
    ["51", "Refusal", "NOT_ENOUGH_BALANCE", "51 insufficient funds"],
    ["54", "InvalidCard", "CARD_EXPIRED", "54 expired card"],
    ["57", "Refusal", "TX_NOT_PERMITTED", "57 not permitted to cardholder"],
    ["43", "InvalidCard", "BLOCK_CARD", "43 stolen card"],
    ["25", "NotFound", "ORIGINAL_NOT_FOUND", "25 original not found"],
    ["91", "UnreachableHost", "ISSUER_UNAVAILABLE", "91 issuer inoperative"],
    ["Z1", "Refusal", "DECLINED_OFFLINE", "Z1 declined offline"],
    ["05", "Refusal", "DECLINED", "05 do not honour"],
    ["??", "Refusal", "DECLINED", "?? unknown response"],
  ])("%s: %s", (code, condition, message, refusalReason) => {
    expect(refusalOf(code)).toEqual({ condition, message, refusalReason });
  });
});

describe("a transaction that was cancelled", () => {
  test.each([
    ["cancelled", false, "Cancel"],
    ["cancelled", true, "Aborted"],
    ["timed-out", false, "Cancel"],
    ["removed", false, "Cancel"],
    ["mute", false, "InvalidCard"],
    ["blocked", false, "InvalidCard"],
    ["pad-fault", false, "UnavailableDevice"],
  ] as const)("because of %s (by the POS: %s) is %s", (why, aborted, condition) => {
    expect(cancellationOf(why, aborted).condition).toBe(condition);
  });
});
