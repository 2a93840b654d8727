import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OrderKind } from "../../../../sim-server/core/bank/kinds.ts";
import type { UnionPayMessage } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { orderFrame, reversalFrame } from "./test-orders.ts";
import { startBank, TERMINAL, type TestTerminal } from "./test-terminal.ts";

/** One message: a fresh order, perhaps of an earlier one, or a frame or reversal of an earlier one. */
type Act = {
  readonly act: "order" | "repeat" | "reverse";
  /** Which kind, of those that may follow the earlier one. */
  readonly pick: number;
  /** For its amount, or for less. */
  readonly whole: boolean;
  /** Which of the earlier ones, from the latest. */
  readonly back: number;
};

/** What may refer to an order of each kind; the rest begins anew. */
const FOLLOWERS: Readonly<Partial<Record<OrderKind, readonly OrderKind[]>>> = {
  sale: ["void", "refund", "sale"],
  "pre-auth": ["completion", "completion-advice", "pre-auth-void"],
  completion: ["completion-void", "refund"],
  "completion-advice": ["completion-void", "refund"],
};
const FIRST: readonly OrderKind[] = ["sale", "pre-auth", "balance"];

const ACTS = fc.array(
  fc.record({
    act: fc.constantFrom<Act["act"]>("order", "order", "order", "repeat", "reverse"),
    pick: fc.nat(),
    whole: fc.constantFrom(true, true, true, false),
    back: fc.nat(4),
  }),
  { minLength: 10, maxLength: 40 },
);

const PAYS: readonly OrderKind[] = ["sale", "completion", "completion-advice"];

describe("whatever is ordered, repeated and reversed, in whatever order", () => {
  test("no fen is made or lost, and every account is what the standing transactions say", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(ACTS, (acts) => {
        const play = start();
        for (const next of acts) {
          play.perform(next);
          expect(play.books.totalMinor()).toBe(0);
          const spentMinor = 100_000 - play.books.balanceMinor("normal");
          expect(play.books.obligations()[0]?.amountMinor).toBe(spentMinor);
          expect(spentMinor).toBe(play.standingMinor());
          const heldMinor = play.books
            .holds("normal")
            .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
          expect(play.books.availableMinor("normal", 0)).toBe(100_000 - spentMinor - heldMinor);
        }
        for (const { kind } of play.books.postings()) seen.add(kind);
      }),
      { numRuns: 300 },
    );
    const kinds = "opening sale void refund completion completion-advice completion-void reversal";
    expect(seen).toEqual(new Set(kinds.split(" ")));
  });

  test("each exchange is answered always the same until it is reversed", () => {
    fc.assert(
      fc.property(ACTS, (acts) => {
        const play = start();
        for (const next of acts) {
          const answer = play.perform(next);
          if (next.act !== "repeat" || answer === undefined) continue;
          const { now, before, reversed } = answer;
          if (!reversed) expect(now).toEqual(before);
          else expect(now).not.toBe("00");
        }
      }),
      { numRuns: 200 },
    );
  });

  test("reversing everything leaves every account as it opened, and no hold", () => {
    fc.assert(
      fc.property(ACTS, fc.boolean(), (acts, backwards) => {
        const play = start();
        for (const next of acts) play.perform(next);
        play.reverseAll(backwards);
        expect(play.books.balanceMinor("normal")).toBe(100_000);
        expect(play.books.obligations()[0]?.amountMinor).toBe(0);
        expect(play.books.holds("normal")).toEqual([]);
        expect(play.books.batchTotals({ terminal: TERMINAL, batch: "000001" }).domestic).toEqual({
          debitMinor: 0,
          debitCount: 0,
          creditMinor: 0,
          creditCount: 0,
        });
      }),
      { numRuns: 200 },
    );
  });
});

type Sent = {
  readonly kind: OrderKind;
  readonly stan: string;
  readonly amountMinor: number;
  readonly frame: Uint8Array;
  readonly answer: UnionPayMessage | undefined;
  readonly of: Sent | undefined;
  reversed: boolean;
};

function start() {
  const terminal = startBank();
  terminal.signOn();
  const sent: Sent[] = [];
  return {
    books: terminal.bank.books,
    perform: (next: Act) => perform(terminal, sent, next),
    standingMinor: () => sent.reduce((sum, each) => sum + effectMinor(each, sent), 0),
    reverseAll: (backwards: boolean) => {
      const order = backwards ? [...sent].reverse() : sent;
      for (const { kind, ...name } of order)
        terminal.send(reversalFrame(terminal, kind, { ...name, of: undefined }));
    },
  };
}

function perform(terminal: TestTerminal, sent: Sent[], { act, pick, whole, back }: Act) {
  const earlier = sent.at(-1 - back);
  if (act === "order") {
    const kinds = (earlier && FOLLOWERS[earlier.kind]) ?? FIRST;
    const kind = kinds[pick % kinds.length] ?? "sale";
    const amountMinor = (earlier?.amountMinor ?? 1_000) - (whole ? 0 : 300);
    if (amountMinor <= 0) return undefined;
    const stan = String(sent.length + 2).padStart(6, "0");
    const of = earlier?.answer;
    const frame = orderFrame(terminal, kind, { stan, amountMinor, of });
    const answer = terminal.send(frame);
    sent.push({ kind, stan, amountMinor, frame, answer, of: earlier, reversed: false });
    return undefined;
  }
  if (earlier === undefined) return undefined;
  if (act === "reverse") {
    const { of: _, ...name } = earlier;
    expect(terminal.code(reversalFrame(terminal, earlier.kind, name))).toBe("00");
    earlier.reversed = true;
    return undefined;
  }
  const facts = (message: UnionPayMessage | undefined) => {
    const { 37: rrn, 38: approvalCode, 39: code } = message?.fields ?? {};
    return `${rrn} ${approvalCode} ${code}`;
  };
  const again = terminal.send(earlier.frame);
  return {
    now: earlier.reversed ? again?.fields[39] : facts(again),
    before: facts(earlier.answer),
    reversed: earlier.reversed,
  };
}

/** What one approved order should have moved by now, by a rule written apart from the product. */
function effectMinor(each: Sent, all: readonly Sent[]): number {
  if (!approved(each)) return 0;
  if (each.kind === "refund") return each.reversed ? 0 : -each.amountMinor;
  if (!PAYS.includes(each.kind)) return 0;
  const given = all
    .filter((other) => other.of === each && other.kind === "refund" && inForce(other))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const voided = all.some(
    (other) =>
      other.of === each &&
      (other.kind === "void" || other.kind === "completion-void") &&
      inForce(other),
  );
  const replaced = all.some(
    (other) =>
      each.kind !== "sale" &&
      other.of === each.of &&
      all.indexOf(other) > all.indexOf(each) &&
      (other.kind === "completion" || other.kind === "completion-advice") &&
      approved(other),
  );
  return each.reversed || voided || replaced ? given : each.amountMinor;
}

function approved({ answer }: Sent): boolean {
  return answer?.fields[39] === "00";
}

function inForce(each: Sent): boolean {
  return approved(each) && !each.reversed;
}
