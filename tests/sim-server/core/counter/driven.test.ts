import { describe, expect, test } from "vitest";
import type { PosAnswer, PosOriginal } from "../../../../sim-server/core/terminal/pos-port.ts";
import { drawAnswer, openDriven, scenarioOf } from "../../../kit/driven.ts";

const FILE = "scenarios/terminal/every-answer.yaml";
const SHOP = scenarioOf(FILE);
const SALE = { kind: "sale", amountMinor: 8640 } as const;

/** The shop with a fault of the catalogue, and a bank that is not waited for long. */
function shopWith(fault: string) {
  const waits = "paper-mm: 50000, host-wait-s: 20 }";
  return scenarioOf(FILE, (text) =>
    text
      .replace("paper-mm: 50000 }", waits)
      .replace("\nanswers:", `\nfaults:\n  - ${fault}\n\nanswers:`),
  );
}

function originalIn(answer: PosAnswer | undefined): PosOriginal {
  if (answer?.kind !== "transaction") throw new Error(drawAnswer(answer));
  const { outcome, batch, date } = answer;
  return { batch, stan: outcome.stan, rrn: outcome.rrn, date: date.slice(4) };
}

describe("a sale that a POS asks for", () => {
  test.each([
    ["good", "sale approved 00 86.40"],
    ["tap", "sale approved 00 86.40"],
    ["phone", "sale approved 00 86.40"],
    ["signature", "sale approved 00 86.40"],
    ["broken-chip", "sale approved 00 86.40"],
    ["pin-at-last", "sale approved 00 86.40"],
    ["wrong-pin", "sale declined 38 86.40"],
    ["frozen", "sale declined 57 86.40"],
    ["short", "sale declined 51 86.40"],
    ["expired", "sale declined 54 86.40"],
    ["stolen", "sale declined 43 86.40"],
    ["lost", "sale declined 41 86.40"],
  ])("with the card %s ends: %s", (card, wanted) => {
    const post = openDriven(SHOP, card);
    expect(drawAnswer(post.ask("a", SALE))).toBe(wanted);
    post.untilScreen("idle");
  });

  test.each([
    ["bank.reply-lost", "sale reversed 86.40"],
    ["bank.request-lost", "sale reversed 86.40"],
    ["bank.reply-altered", "sale reversed 86.40"],
  ])("while %s is undone: %s", (fault, wanted) => {
    const post = openDriven(shopWith(`fault: ${fault}`));
    expect(drawAnswer(post.ask("a", SALE))).toBe(wanted);
    expect(drawAnswer(post.ask("b", SALE))).toBe("sale approved 00 86.40");
  });

  test("whose reversal is lost too stays unknown, and is corrected once the bank has heard of it", () => {
    const faults =
      'fault: bank.reply-lost\n  - fault: bank.reply-lost\n    with: { mti: "0410" }\n    times: 6';
    const post = openDriven(shopWith(faults));
    expect(drawAnswer(post.ask("a", SALE))).toBe("sale unknown 86.40");
    expect(drawAnswer(post.ask("b", SALE))).toBe("owing");
    expect(drawAnswer(post.ask("c", SALE))).toBe("sale approved 00 86.40");
    expect(drawAnswer(post.counter.pos?.find("a")?.answer)).toBe("sale reversed 86.40");
    expect(chargedMinor(post)).toBe(8640);
  });

  test("is answered before its slip is out and its card is back", () => {
    const post = openDriven(SHOP);
    post.ask("a", SALE);
    expect(post.screen()).toBe("approved");
  });

  test("without a shopper is given up in a minute", () => {
    const post = openDriven(SHOP, undefined);
    post.hand({ kind: "stay-away" });
    expect(drawAnswer(post.ask("a", SALE))).toBe("sale cancelled timed-out 86.40");
  });

  test.each(["insert-card", "pin"] as const)("can be stopped at the screen %s", (screen) => {
    const post = openDriven(SHOP);
    post.request("a", SALE);
    post.untilScreen(screen);
    expect(post.abort("a")).toBeUndefined();
    post.until(() => post.told.length === 1, "an answer");
    expect(drawAnswer(post.told[0]?.answer)).toBe("sale cancelled cancelled 86.40");
    expect(post.told[0]?.aborted).toBe(true);
  });

  test("cannot be stopped any more once the bank is asked", () => {
    const post = openDriven(SHOP);
    post.request("a", SALE);
    post.untilScreen("receiving");
    expect(post.abort("a")).toBeUndefined();
    post.until(() => post.told.length === 1, "an answer");
    expect(drawAnswer(post.told[0]?.answer)).toBe("sale approved 00 86.40");
  });
});

describe("what is given back", () => {
  test("is a void while it is all of a sale in the open batch, and only once", () => {
    const post = openDriven(SHOP);
    const original = originalIn(post.ask("a", SALE));
    const undo = { kind: "undo", original, amountMinor: undefined } as const;
    expect(drawAnswer(post.ask("b", undo))).toBe("void approved 00 86.40");
    expect(drawAnswer(post.ask("c", undo))).toBe("refused 该交易已经撤销!");
  });

  test("is a refund in parts, up to all of it", () => {
    const post = openDriven(SHOP);
    const original = originalIn(post.ask("a", SALE));
    const back = (amountMinor: number) => ({ kind: "undo", original, amountMinor }) as const;
    expect(drawAnswer(post.ask("b", back(8000)))).toBe("refund approved 00 80.00");
    expect(drawAnswer(post.ask("c", back(641)))).toBe("refund declined 64 6.41");
    expect(drawAnswer(post.ask("d", back(640)))).toBe("refund approved 00 6.40");
  });

  test("is a refund after settlement", () => {
    const post = openDriven(SHOP);
    const original = originalIn(post.ask("a", SALE));
    post.ask("b", { kind: "settle" });
    expect(drawAnswer(post.ask("c", { kind: "undo", original, amountMinor: undefined }))).toBe(
      "refund approved 00 86.40",
    );
  });

  test("needs a transaction of this terminal, or one that the bank finds by its number", () => {
    const post = openDriven(SHOP);
    const original = { batch: "000001", stan: "000099", rrn: "123456789012", date: "0618" };
    expect(drawAnswer(post.ask("a", { kind: "undo", original, amountMinor: undefined }))).toBe(
      "no-original",
    );
    expect(drawAnswer(post.ask("b", { kind: "refund", original: undefined, amountMinor: 1 }))).toBe(
      "refund declined 25 0.01",
    );
  });

  test("goes to the card that is presented where the transaction is named", () => {
    const post = openDriven(SHOP);
    const original = originalIn(post.ask("a", SALE));
    expect(drawAnswer(post.ask("b", { kind: "refund", original, amountMinor: 100 }))).toBe(
      "refund approved 00 1.00",
    );
  });
});

describe("besides money", () => {
  test("the batch is added up, and then closed with the same totals", () => {
    const post = openDriven(SHOP);
    post.ask("a", SALE);
    const [open, closed] = [post.ask("b", { kind: "totals" }), post.ask("c", { kind: "settle" })];
    if (open?.kind !== "totals" || closed?.kind !== "settled") throw new Error("no totals");
    expect(open.totals).toEqual(closed.totals);
    expect([closed.balanced, closed.totals.debit]).toEqual([true, { count: 1, amountMinor: 8640 }]);
    expect(drawAnswer(post.ask("d", { kind: "settle" }))).toBe("refused 无需结算 没有交易流水");
  });

  test("text is printed on the terminal's paper, and not without paper", () => {
    const post = openDriven(SHOP);
    expect(drawAnswer(post.ask("a", { kind: "print", lines: ["Thank you"] }))).toBe("done");
    post.run(5_000);
    const torn = post.events.filter(({ kind }) => kind === "slip.torn");
    expect(JSON.stringify(torn)).toContain('"Thank you"');
    post.hand({ kind: "open-printer" });
    expect(drawAnswer(post.ask("b", { kind: "print", lines: ["?"] }))).toBe("no-printer");
  });

  test("text is shown, and the bank is asked for a sign of life", () => {
    const post = openDriven(SHOP);
    const shown = { kind: "display", lines: ["Just a moment"], forMs: 2_000 } as const;
    expect(drawAnswer(post.ask("a", shown))).toBe("done");
    expect(post.counter.live.terminal.lines.map(({ text }) => text)).toEqual(["Just a moment"]);
    expect(drawAnswer(post.ask("b", { kind: "echo" }))).toBe("done");
  });
});

test("a text stands as long as it must, then until something else is wanted, and a minute at most", () => {
  const post = openDriven(SHOP);
  const shown = { kind: "display", lines: ["Hello"], forMs: 10_000 } as const;
  post.ask("a", shown);
  post.request("b", SALE);
  post.run(9_900);
  expect(post.screen()).toBe("message");
  post.untilScreen("insert-card");
  post.untilScreen("idle");
  post.ask("c", { ...shown, forMs: 0 });
  post.run(59_000);
  expect(post.screen()).toBe("message");
  post.run(2_000);
  expect(post.screen()).toBe("idle");
});

test("a second request while one is done has no effect", () => {
  const post = openDriven(SHOP);
  post.request("a", SALE);
  expect(post.request("b", SALE)).toBe("not-now");
});

/** What the customer's account has lost, by the bank's own books. */
function chargedMinor(post: ReturnType<typeof openDriven>): number {
  const postings = post.events.flatMap((event) =>
    event.kind === "bank.posted" || event.kind === "bank.reversed" ? event.data.postings : [],
  );
  const own = postings.filter(({ account }) => account === "cardholder:savings");
  return own.reduce((sum, { amountMinor }) => sum - amountMinor, 0);
}

test("however the power is cut, the answer is what the bank's books say", () => {
  const undisturbed = openDriven(SHOP);
  undisturbed.ask("a", SALE);
  undisturbed.untilScreen("idle");
  const times = [...new Set(undisturbed.events.map(({ atMs }) => atMs))].filter(
    (ms) => ms > 20_000,
  );
  const ends = new Set<string>();
  for (const atMs of times) {
    const post = openDriven(SHOP);
    post.request("a", SALE);
    post.counter.advance(atMs);
    post.hand({ kind: "power-cut" });
    post.untilScreen("idle");
    post.until(() => post.told.length === 1, "an answer");
    post.run(60_000);
    const end = drawAnswer(post.told[0]?.answer);
    ends.add(end);
    expect([atMs, end, chargedMinor(post)]).toEqual([
      atMs,
      end,
      end === "sale approved 00 86.40" ? 8640 : 0,
    ]);
    expect(post.counter.pos?.find("a")?.answer).toEqual(post.told[0]?.answer);
  }
  expect(ends).toEqual(new Set(["lost", "sale reversed 86.40", "sale approved 00 86.40"]));
});

test("the same inputs make the same trace again", () => {
  const post = openDriven(SHOP);
  post.ask("a", SALE);
  post.hand({ kind: "use", card: "short" });
  post.ask("b", SALE);
  const again = openDriven(SHOP);
  for (const input of post.inputs) again.counter.apply(input);
  again.counter.advance(post.counter.nowMs());
  expect(again.counter.traceHash()).toBe(post.counter.traceHash());
});
