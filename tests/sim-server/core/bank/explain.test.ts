import { expect, test } from "vitest";
import { EXPLANATIONS_MAX } from "../../../../sim-server/core/bank/explain.ts";
import { PANS, startBank } from "./test-terminal.ts";

const SALE = "12345678/000001/000002";

test("an approval names every check that it passed", () => {
  const terminal = open();
  terminal.send(terminal.sale());
  expect(terminal.bank.explain(SALE)).toEqual({
    frame: 2,
    atMs: 0,
    mti: "0200",
    exchange: SALE,
    finding: "approved",
    responseCode: "00",
    repeated: false,
    passed: [
      ...["terminal", "genuine", "format", "acquirer", "issuer", "card number"],
      ...["card", "account", "expiry", "entry", "stripe", "PIN tries", "PIN"],
      ...["cryptogram", "limits", "funds"],
    ],
    rules: [],
  });
});

test("a refusal names the checks before the one that refused", () => {
  const terminal = open();
  terminal.send(terminal.sale({ pan: PANS.expired }));
  const { finding, passed } = terminal.bank.explain(SALE) ?? { finding: "", passed: [] };
  expect([finding, passed.at(-1)]).toEqual(["card-expired", "account"]);
});

test("a repeat says that it is one; the latest frame of an exchange is told", () => {
  const terminal = open();
  terminal.send(terminal.sale());
  terminal.send(terminal.sale());
  expect(terminal.bank.explain(2)).toMatchObject({ repeated: false });
  expect(terminal.bank.explain(SALE)).toMatchObject({ frame: 3, repeated: true });
});

test("a rule that answered is named with its reason", () => {
  const terminal = open();
  const action = { do: "answer", code: "68" } as const;
  terminal.bank.setRules([{ id: "busy", when: { mti: "0200" }, action }]);
  terminal.send(terminal.sale());
  expect(terminal.bank.explain(SALE)).toMatchObject({
    finding: "ruled",
    responseCode: "68",
    rules: [{ id: "busy", because: "MTI 0200, fitting message 1" }],
  });
});

test("a request that a rule lost was never answered", () => {
  const terminal = open();
  const action = { do: "lose", what: "request" } as const;
  terminal.bank.setRules([{ id: "cut", when: {}, action }]);
  terminal.send(terminal.sale());
  expect(terminal.bank.explain(2)).toMatchObject({ finding: "none", rules: [{ id: "cut" }] });
});

test("only the latest are remembered", () => {
  const terminal = open();
  terminal.send(terminal.sale());
  const stranger = terminal.sale({ fields: { 41: "99999999" } });
  for (let count = 0; count < EXPLANATIONS_MAX; count += 1) terminal.bank.receive(stranger, 0);
  expect([terminal.bank.explain(2), terminal.bank.explain(SALE)]).toEqual([undefined, undefined]);
  expect(terminal.bank.explain(3)?.finding).toBe("terminal-unknown");
  expect(terminal.bank.explain(EXPLANATIONS_MAX + 2)?.finding).toBe("terminal-unknown");
});

function open() {
  const terminal = startBank();
  terminal.signOn();
  return terminal;
}
