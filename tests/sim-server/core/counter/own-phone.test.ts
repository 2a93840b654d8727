import { expect, test } from "vitest";
import type { AccountSettings, BankCallSettings } from "../../../../scenarios/format/scenario.ts";
import { SALE, saleWith } from "../../../kit/sale-lesson.ts";
import { openYard } from "../../../kit/yard.ts";

test("it is at her ear from the first to the last, and then away", () => {
  const { yard } = refused({}, { state: "held" });
  expect(yard.view().mobile).toEqual({ shows: "nothing" });
  yard.acts({ type: "say", phrase: "issuer-only" });
  expect(yard.view().mobile).toEqual({ shows: "call" });
  yard.run(20_000);
  expect(yard.view().mobile).toEqual({ shows: "call" });
  yard.run(2_000);
  expect(yard.view().mobile).toEqual({ shows: "nothing" });
  expect(yard.view().customer.speech?.id).toBe("works-again");
});

test("what ends the payment meanwhile does not take it from her ear", () => {
  const { yard } = refused({}, { state: "held" });
  yard.acts({ type: "say", phrase: "issuer-only" });
  yard.acts({ type: "key", device: "terminal", key: "enter" });
  yard.acts({ type: "remove" });
  yard.until("idle");
  expect(yard.view().mobile).toEqual({ shows: "call" });
});

test.each<[string, Partial<BankCallSettings>, Partial<AccountSettings>, string]>([
  ["names what the bank knows", {}, { state: "held" }, "released for its holder"],
  ["however it ends", {}, { state: "held", identity: "41X" }, "released for its holder"],
  ["or something else", { identity: "wrong" }, { state: "held", identity: "0001" }, ""],
  ["or else in one digit", { identity: "wrong" }, { state: "held", identity: "1" }, ""],
  [
    "keys a new PIN",
    { asks: ["change-pin"], newPin: "975310" },
    { state: "held" },
    "PIN changed by its holder",
  ],
])("she %s", (_name, call, account, change) => {
  const { yard } = refused(call, account);
  yard.acts({ type: "say", phrase: "issuer-only" });
  yard.run(30_000);
  expect(yard.told("bank.account").map((told) => told.change)).toEqual(change ? [change] : []);
});

test("neither what she proves nor what she keys is on the trace", () => {
  const asks = ["explain", "change-pin"];
  const { yard } = refused({ asks, newPin: "975310" }, { state: "held", identity: "831946" });
  yard.acts({ type: "say", phrase: "issuer-only" });
  yard.run(30_000);
  expect(yard.told("bank-call.agent").map(({ asked }) => asked)).toEqual([
    ...["greeting", "verify", "explain", "change-pin", "farewell"],
  ]);
  const trace = yard.lines.join("\n");
  for (const secret of ["975310", "831946", "6212345678901265"]) {
    expect(trace).not.toContain(secret);
  }
});

/** A sale whose card has just been refused. */
function refused(call: Partial<BankCallSettings>, change: Partial<AccountSettings>) {
  const callsBank = { asks: ["unfreeze"], identity: "right", newPin: undefined, ...call } as const;
  const accounts = SALE.accounts.map((account) => ({ ...account, ...change }));
  const customer = { ...SALE.customer, callsBank };
  const yard = openYard(saleWith({ accounts, customer }));
  yard.acts({ type: "say", phrase: "ask-card" });
  yard.run(2_000);
  for (const key of ["8", "6", "4", "0", "enter"] as const) {
    yard.acts({ type: "key", device: "terminal", key });
  }
  yard.acts({ type: "insert" });
  yard.until("confirm-card");
  yard.acts({ type: "key", device: "terminal", key: "enter" });
  yard.until("pin");
  yard.acts({ type: "look-away" }, { type: "hand", thing: "pin-pad", to: "customer" });
  yard.until("declined");
  return { yard };
}
