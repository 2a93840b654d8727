import { describe, expect, test } from "vitest";
import { readFrame, writeFrame } from "../../../kit/forged-line.ts";
import { REFUND, SALE, work } from "../../../kit/jobs.ts";
import { TROUBLES, type Trouble, troubledLine } from "../../../kit/line-trouble.ts";
import { CASHIER, tend } from "../../../kit/shop-hands.ts";
import { buildRig } from "../../../kit/terminal-rig.ts";

/** A shop in which a refund of 30.00 had no answer, for the trouble of that name. */
function shopWithPending(name: string) {
  const line = troubledLine();
  const rig = buildRig(line.ends);
  const [trouble] = TROUBLES.filter((one) => one.name === name);
  if (trouble === undefined) throw new Error(`no trouble is called ${name}`);
  tend(rig, CASHIER);
  work(rig, SALE);
  line.order({ mti: "0220", trouble, times: 1 });
  work(rig, REFUND);
  expect(rig.transactions()).toBe("refund unknown");
  return { rig, line };
}

/** The answer says that the keys are no longer right, under a MAC that is. */
const WANTS_KEYS: Trouble = {
  name: "keys wanted",
  answer: (bytes, mac) => {
    const frame = readFrame(bytes);
    const message = { ...frame.message, fields: { ...frame.message.fields, 39: "A0" } };
    return [{ bytes: writeFrame({ ...frame, message }, mac), afterMs: 100 }];
  },
};

describe("an advice without an answer", () => {
  test("that the bank cannot decide now is kept, and nothing is traded before it", () => {
    const { rig } = shopWithPending("request lost");
    rig.bank.setAcquirer("broken");
    work(rig, SALE);
    expect(rig.transactions()).toBe("refund unknown");
    expect(rig.sent().endsWith("0220 0220")).toBe(true);
    rig.bank.setAcquirer("up");
    work(rig, SALE);
    expect(rig.transactions()).toBe("refund unknown, refund approved 00");
    expect(rig.sent().endsWith("0220 0220 0220 0200")).toBe(true);
    expect(rig.chargedMinor()).toBe(2 * 8640 - 3000);
  });

  test("whose first answer decides nothing is kept just so", () => {
    const rig = buildRig();
    tend(rig, CASHIER);
    work(rig, SALE);
    rig.bank.setAcquirer("broken");
    work(rig, REFUND);
    expect(rig.transactions()).toBe("refund unknown");
    rig.bank.setAcquirer("up");
    work(rig, SALE);
    expect(rig.transactions()).toBe("refund unknown, refund approved 00");
  });

  test("that is late on its way stands, though the bank could not decide its repeat", () => {
    const { rig } = shopWithPending("request slower than the limit");
    rig.bank.setAcquirer("broken");
    rig.press("enter", "1");
    rig.until("pending");
    rig.bank.setAcquirer("up");
    rig.run(30_000);
    work(rig, SALE);
    expect(rig.transactions()).toBe("refund unknown, refund approved 00");
    expect(rig.chargedMinor()).toBe(2 * 8640 - 3000);
  });

  test("that wants new keys first is kept, and done once after them", () => {
    const { rig, line } = shopWithPending("request lost");
    line.order({ mti: "0220", trouble: WANTS_KEYS, times: 1 });
    work(rig, SALE);
    expect(rig.transactions()).toBe("refund unknown");
    work(rig, SALE);
    expect(rig.sent().endsWith("0220 0220 0800 0220 0200")).toBe(true);
    expect(rig.transactions()).toBe("refund unknown, refund approved 00");
    expect(rig.chargedMinor()).toBe(2 * 8640 - 3000);
  });

  test("that the bank refuses for good is over", () => {
    const { rig } = shopWithPending("request lost");
    rig.bank.setRules([{ id: "no", when: { mti: "0220" }, action: { do: "answer", code: "64" } }]);
    work(rig, SALE);
    expect(rig.transactions()).toBe("refund unknown, refund declined 64");
    expect(rig.chargedMinor()).toBe(2 * 8640);
  });
});
