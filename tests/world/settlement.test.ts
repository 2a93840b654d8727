import { describe, expect, test } from "vitest";
import { HOUSE } from "../../sim-server/core/counter/house.ts";
import { FULL_UPLOAD, SALE, SETTLEMENT, work } from "../kit/jobs.ts";
import { SAYS_UNBALANCED, TROUBLES, troubledLine } from "../kit/line-trouble.ts";
import { crashesOf, sample } from "../kit/mishap-cases.ts";
import { CASHIER, tend } from "../kit/shop-hands.ts";
import { createTally, runAll, verdict } from "../kit/tally.ts";
import { buildRig, type Rig } from "../kit/terminal-rig.ts";

const UNBALANCED = { mti: "0500", trouble: SAYS_UNBALANCED, times: 1 };
/** Chosen: so much of the product as is played; the seed shifts which. */
const [STRIDE, SEED] = [2, 1];

describe("a settlement that does not balance, with an upload of two messages", () => {
  const tally = createTally();

  function* pairs() {
    for (const first of TROUBLES) {
      for (const second of TROUBLES) {
        const line = [
          UNBALANCED,
          { mti: "0320", trouble: first, times: 1 },
          { mti: "0320", trouble: second, times: 1 },
        ];
        yield { where: `${first.name}, then ${second.name}`, mishap: { line } };
      }
    }
  }
  runAll(tally, FULL_UPLOAD, sample(pairs(), STRIDE, SEED));
  runAll(tally, FULL_UPLOAD, crashesOf(FULL_UPLOAD, { line: [UNBALANCED] }));

  test(`${tally.runs} troubles and crashes: the bank gets every transaction, and finds nothing`, () => {
    const reached = { "late answer": 30, "answer that does not match": 50 };
    expect(verdict(tally, { ...reached, crash: 40 })).toEqual([]);
  });
});

/** A sale whose answer and reversals are lost, and which a supervisor takes off the terminal. */
function shopWithGap(): Rig {
  const line = troubledLine();
  const rig = buildRig(line.ends);
  tend(rig, CASHIER);
  work(rig, SALE);
  const [lost] = TROUBLES.filter(({ name }) => name === "reply lost");
  const [away] = TROUBLES.filter(({ name }) => name === "request lost");
  if (lost === undefined || away === undefined) throw new Error("a line can lose anything");
  line.order({ mti: "0200", trouble: lost, times: 1 }, { mti: "0400", trouble: away, times: 9 });
  work(rig, SALE);
  line.heal();
  rig.press("enter", "7", "5");
  rig.answer("123456");
  rig.until("intervene");
  rig.press("enter");
  rig.until("message");
  return rig;
}

describe("a sale that the terminal does not know to be paid", () => {
  test("is found by the bank when the batch does not balance, and nothing else is", () => {
    const rig = shopWithGap();
    expect(rig.body()[0]).toBe("已登记");
    work(rig, SALE);
    work(rig, SETTLEMENT);
    expect(rig.of("terminal.settled")).toMatchObject([{ verdict: "unbalanced" }]);
    const place = { terminal: HOUSE.terminalId, batch: "000001", stan: "000003" };
    expect(rig.bank.books.differences()).toEqual([
      { ...place, terminalMinor: undefined, bankMinor: 8640 },
    ]);
  });

  test("leaves a record of who took it off, and no reversal is sent any more", () => {
    const rig = shopWithGap();
    expect(rig.journal().endsWith("intent reversal intervened")).toBe(true);
    const before = rig.host.requests.filter(({ mti }) => mti === "0400").length;
    work(rig, SALE);
    expect(rig.host.requests.filter(({ mti }) => mti === "0400").length).toBe(before);
    expect(rig.outcomes()).toBe("approved 00, unknown, approved 00");
  });
});

test("an advice that the bank refuses for good does not keep the next from being sent", () => {
  const line = troubledLine();
  const rig = buildRig(line.ends);
  const [lost] = TROUBLES.filter(({ name }) => name === "request lost");
  tend(rig, CASHIER);
  work(rig, SALE);
  const { rrn } = rig.lastApproved().approval;
  if (lost !== undefined) line.order({ mti: "0220", trouble: lost, times: 1 });
  const refund = { ...SALE, begin: "E3" };
  work(rig, { ...refund, answers: () => ({ ...CASHIER, rrn, amount: "9999999" }) });
  work(rig, { ...refund, answers: () => ({ ...CASHIER, rrn, amount: "3000" }) });
  expect(rig.transactions()).toBe("refund unknown, refund declined 64, refund approved 00");
  expect(rig.chargedMinor()).toBe(5640);
});
