import { expect, test } from "vitest";
import {
  createTransactions,
  type Transaction,
} from "../../../../sim-server/core/bank/transactions.ts";

test("of one reference number, and of one approval, the latest counts, whenever it came", () => {
  const transactions = createTransactions();
  const [first, second, third] = [made(1), made(2), made(3)];
  transactions.add(first);
  expect(found(transactions)).toEqual([first, first]);
  transactions.add(second);
  transactions.add(third);
  expect(found(transactions)).toEqual([third, third]);
  expect(found(transactions)).toEqual([third, third]);
});

test("nothing is found under another name, nor a sale by its approval", () => {
  const transactions = createTransactions();
  transactions.add({ ...made(1), kind: "sale" });
  expect(transactions.ofRrn("061509300002")).toBeUndefined();
  expect(transactions.ofRrn("")).toBeUndefined();
  expect(transactions.ofApproval("1", "123456", "0615")).toBeUndefined();
  transactions.add(made(2));
  expect(transactions.ofApproval("1", "123456", "0616")).toBeUndefined();
  expect(transactions.ofApproval("2", "123456", "0615")).toBeUndefined();
});

function found({ ofRrn, ofApproval }: ReturnType<typeof createTransactions>) {
  return [ofRrn("061509300001"), ofApproval("1", "123456", "0615")];
}

function made(amountMinor: number): Transaction {
  const named = { pan: "1", approvalCode: "123456", date: "0615", rrn: "061509300001" };
  return { ...named, kind: "pre-auth", amountMinor } as Transaction;
}
