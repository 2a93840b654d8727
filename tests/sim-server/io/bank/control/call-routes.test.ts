import { expect, onTestFinished, test } from "vitest";
import { startBank } from "../../../../../sim-server/testing.ts";

const UNFREEZE = { card: "debit.1", identity: "0417", asks: ["explain", "unfreeze"] };

async function open() {
  const bank = await startBank({ control: 0 });
  onTestFinished(bank.stop);
  bank.setAccount("debit", { state: "frozen" });
  const post = async (body: unknown) => {
    const response = await fetch(`http://localhost:${bank.controlPort}/calls`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, said: JSON.parse(await response.text()) };
  };
  return { bank, post };
}

test("a call is held as the agent speaks it, and changes the account", async () => {
  const { bank, post } = await open();
  const { status, said } = await post(UNFREEZE);
  expect([status, said.changed]).toEqual([201, ["unfrozen"]]);
  expect(said.turns.map(({ asked }: { asked: string }) => asked)).toEqual([
    ...["greeting", "verify", "explain", "unfreeze", "farewell"],
  ]);
  expect(said.turns[3]).toEqual({
    asked: "unfreeze",
    says: {
      zh: "已为您恢复账户，现在可以使用。",
      en: "Your account is released and can be used now.",
    },
    changed: "unfrozen",
  });
  expect(bank.account("debit").state).toBe("normal");
});

test("who is not verified is told no more, and nothing changes", async () => {
  const { bank, post } = await open();
  const { status, said } = await post({ ...UNFREEZE, identity: "0418" });
  expect([status, said.turns.length, said.changed]).toEqual([201, 2, []]);
  expect(bank.account("debit").state).toBe("frozen");
});

test.each([
  ["a card that there is not", { card: "debit.7" }, 404, "there is no card debit.7"],
  ["a request that there is not", { asks: ["unfreze"] }, 400, "asks"],
  ["no identity", { identity: undefined }, 400, "identity"],
])("%s is refused", async (_name, change, status, error) => {
  const { bank, post } = await open();
  const refused = await post({ ...UNFREEZE, ...change });
  expect(refused.status).toBe(status);
  expect(JSON.stringify(refused.said)).toContain(error);
  expect(bank.account("debit").state).toBe("frozen");
});
