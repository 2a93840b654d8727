import { describe, expect, test } from "vitest";
import { journalFacts, journalRecords } from "../kit/journal-reading.ts";
import { buildRig, PIN, type Rig } from "../kit/terminal-rig.ts";

/** A shop, and a card in it that its bank has been told is stolen. */
function stolenCard(): Rig {
  return buildRig({
    bank: (plain) => ({
      ...plain,
      accounts: plain.accounts.map((account) => ({
        ...account,
        cards: account.cards.map((card) => ({ ...card, state: "stolen" })),
      })),
    }),
  });
}

/** The sale is refused and the card blocked; then the bank hears of it. */
function play(rig: Rig): void {
  const steps: (() => void)[] = [
    rig.openShop,
    () => rig.beginSale("8640"),
    () => rig.enterPin(PIN),
    () => rig.until("declined"),
    rig.finish,
  ];
  for (const step of steps) if (!whilePowered(rig, step)) return;
}

function whilePowered(rig: Rig, step: () => void): boolean {
  try {
    step();
  } catch (cause) {
    if (rig.terminal.powered()) throw cause;
  }
  return rig.terminal.powered();
}

/** Power again; whatever was owed is paid before the next sale would begin. */
function recover(rig: Rig): void {
  rig.slot.remove();
  rig.openShop();
  rig.finish();
  rig.press("5");
  rig.until("amount");
  rig.press("cancel");
  rig.finish();
}

const recordsOf = (rig: Rig, kind: string) =>
  journalRecords(rig.flash).filter((record) => record.kind === kind);

const EXCHANGE = { terminal: "10023017", batch: "000001", stan: "000002" };
const dry = stolenCard();
play(dry);

test("a refusal with a script writes: sign-on, keys, intent, refusal, script, result, and that it was told", () => {
  expect(dry.journal()).toBe("numbered keys intent declined script script-run script-told");
  expect(dry.flash.operations()).toBe(2 * 7);
});

describe("power cut at a journal write of a sale that brings a script", () => {
  const cuts = Array.from({ length: dry.flash.operations() }, (_, at) => at + 1).flatMap((nth) =>
    (["before", "after"] as const).map((when) => ({ nth, when })),
  );

  test.each(cuts)("write $nth, $when it: what the bank was told is what is durable", (cut) => {
    const rig = stolenCard();
    rig.flash.onOperation = (count, side) => {
      if (count === cut.nth && side === cut.when) rig.terminal.cut();
    };
    play(rig);
    expect(rig.terminal.powered()).toBe(false);
    recover(rig);
    const scripts = recordsOf(rig, "script");
    expect(journalFacts(rig.flash).scripts).toEqual([]);
    expect(recordsOf(rig, "script-told")).toHaveLength(scripts.length);
    // Until the result itself is durable, all that can be vouched for is that nothing was.
    const result = recordsOf(rig, "script-run").length > 0 ? "2000000001" : "0000000001";
    const told = scripts.length > 0 ? result : undefined;
    expect(rig.bank.books.exchange(EXCHANGE)?.scriptResult).toBe(told);
    const notices = rig.host.requests.filter(({ mti }) => mti === "0620");
    // Under other keys it has another MAC, and nothing else.
    const said = notices.map(({ fields }) => JSON.stringify({ ...fields, 64: undefined }));
    expect(new Set(said).size).toBe(scripts.length);
    expect([rig.chargedMinor(), rig.bank.books.totalMinor()]).toEqual([0, 0]);
  });
});
