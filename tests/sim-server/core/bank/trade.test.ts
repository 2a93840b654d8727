import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  drawEvents,
  MERCHANT,
  PANS,
  type Sale,
  spoil,
  startBank,
  TERMINAL,
} from "./test-terminal.ts";

describe("a sale", () => {
  test("moves its amount from the cardholder to the merchant, once", () => {
    const { terminal, balances } = open();
    terminal.send(terminal.sale());
    expect(balances()).toEqual({ cardholder: 98_766, merchant: 1_234 });
  });

  test("received again gets the same answer and moves nothing more", () => {
    const { terminal, balances } = open();
    const answers = [0, 5_000, 70_000].map((nowMs) => terminal.send(terminal.sale(), nowMs));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(balances()).toEqual({ cardholder: 98_766, merchant: 1_234 });
    expect(
      drawEvents(terminal.events)
        .match(/decided|posted|repeated/g)
        ?.join(" "),
    ).toBe("decided posted repeated repeated");
  });

  test("declined and received again is declined again, even when it could now be paid", () => {
    const { terminal } = open();
    const first = terminal.code(terminal.sale({ stan: "000002", amountMinor: 60_000 }));
    const poor = terminal.code(terminal.sale({ stan: "000003", amountMinor: 60_000 }));
    terminal.send(terminal.reversal({ stan: "000002" }));
    expect([first, poor]).toEqual(["00", "51"]);
    expect(terminal.code(terminal.sale({ stan: "000003", amountMinor: 60_000 }))).toBe("51");
  });

  test.each<[string, Sale, string]>([
    ["another amount", { amountMinor: 1_235 }, "94"],
    ["another card", { pan: PANS.second }, "94"],
    ["another batch", { batch: "000002" }, "00"],
    ["another STAN", { stan: "000003" }, "00"],
  ])("with a used STAN, but %s", (_name, changes, code) => {
    const { terminal } = open();
    terminal.send(terminal.sale());
    expect(terminal.code(terminal.sale(changes))).toBe(code);
  });
});

describe("a reversal", () => {
  test("gives the money back and is answered 00 with the sale's RRN", () => {
    const { terminal, balances } = open();
    const sale = terminal.send(terminal.sale());
    const answer = terminal.send(terminal.reversal());
    expect(answer).toMatchObject({ mti: "0410", fields: { 39: "00", 37: sale?.fields[37] } });
    expect(balances()).toEqual({ cardholder: 100_000, merchant: 0 });
    expect(Object.keys(answer?.fields ?? {}).join(" ")).toBe(
      "3 4 11 12 13 15 22 25 32 37 38 39 41 42 44 49 60 61 63 64",
    );
  });

  test("received again gets the same answer and gives nothing more", () => {
    const { terminal, balances } = open();
    terminal.send(terminal.sale());
    const answers = [0, 60_000].map((nowMs) => terminal.send(terminal.reversal(), nowMs));
    expect(answers[1]).toEqual(answers[0]);
    expect(balances()).toEqual({ cardholder: 100_000, merchant: 0 });
  });

  test("of an unknown sale is accepted, moves nothing and stays on record", () => {
    const { terminal, balances } = open();
    expect(terminal.code(terminal.reversal({ stan: "000009" }))).toBe("00");
    expect(balances()).toEqual({ cardholder: 100_000, merchant: 0 });
    expect(terminal.bank.books.unmatchedReversals()).toEqual(["12345678/000001/000009"]);
  });

  test("of a declined sale is accepted and moves nothing", () => {
    const { terminal, balances } = open();
    terminal.send(terminal.sale({ pin: "000000" }));
    expect(terminal.code(terminal.reversal())).toBe("00");
    expect(balances()).toEqual({ cardholder: 100_000, merchant: 0 });
  });

  test("that overtakes its sale keeps it from ever posting", () => {
    const { terminal, balances } = open();
    const codes = [terminal.reversal(), terminal.sale(), terminal.sale(), terminal.reversal()].map(
      terminal.code,
    );
    expect(codes).toEqual(["00", "22", "22", "00"]);
    expect(balances()).toEqual({ cardholder: 100_000, merchant: 0 });
    expect(terminal.bank.books.unmatchedReversals()).toEqual([]);
  });

  test("lets a late repeat of its sale not look approved", () => {
    const { terminal } = open();
    const frames = [terminal.sale(), terminal.reversal(), terminal.sale(), terminal.sale()];
    expect(frames.map(terminal.code)).toEqual(["00", "00", "22", "22"]);
  });

  test("undoes only the sale of its own batch and STAN", () => {
    const { terminal, balances } = open();
    terminal.send(terminal.sale());
    terminal.send(terminal.reversal({ batch: "000002" }));
    terminal.send(terminal.reversal({ stan: "000003" }));
    expect(balances()).toEqual({ cardholder: 98_766, merchant: 1_234 });
  });

  test("undoes the sale whole, whatever amount it names", () => {
    const { terminal, balances } = open();
    terminal.send(terminal.sale());
    expect(terminal.code(terminal.reversal({ amountMinor: 1 }))).toBe("00");
    expect(balances()).toEqual({ cardholder: 100_000, merchant: 0 });
  });

  test.each([3, 4, 11, 22, 25, 39, 49, 60])("without DE %i is malformed and does nothing", (de) => {
    const { terminal, balances } = open();
    terminal.send(terminal.sale());
    expect(terminal.code(terminal.reversal({ fields: { [de]: undefined } }))).toBe("30");
    expect(balances()).toEqual({ cardholder: 98_766, merchant: 1_234 });
  });

  test("with a wrong MAC does nothing, and its sale may still post", () => {
    const { terminal, balances } = open();
    const reversal = terminal.reversal();
    expect(terminal.code(spoil(reversal, reversal.length - 1))).toBe("A0");
    expect(terminal.code(terminal.sale())).toBe("00");
    expect(terminal.code(spoil(reversal, reversal.length - 1))).toBe("A0");
    expect(balances()).toEqual({ cardholder: 98_766, merchant: 1_234 });
  });
});

test("reference numbers stay twelve characters however many there are", () => {
  const { terminal } = open();
  const stranger = terminal.sale({ fields: { 41: "99999999" } });
  for (let count = 0; count < 9_998; count += 1) terminal.bank.receive(stranger, 0);
  expect(terminal.send(terminal.sale())?.fields[37]).toBe("061509300001");
});

test("the books name what one STAN moved", () => {
  const { terminal } = open();
  for (const stan of ["000002", "000003"]) terminal.send(terminal.sale({ stan }));
  terminal.send(terminal.reversal({ stan: "000002" }));
  const { entriesOf } = terminal.bank.books;
  const kinds = (stan: string) => entriesOf({ terminal: TERMINAL, stan }).map(({ kind }) => kind);
  expect([kinds("000002"), kinds("000003"), kinds("000004")]).toEqual([
    ["sale", "reversal"],
    ["sale"],
    [],
  ]);
  expect(terminal.bank.books.obligations()).toEqual([
    { account: `merchant:${MERCHANT}`, amountMinor: 1_234 },
  ]);
});

describe("whatever arrives, in whatever order and however often", () => {
  const act = fc.record({
    kind: fc.constantFrom("sale", "sale", "reversal", "spoilt sale", "spoilt reversal", "sign-on"),
    stan: fc.constantFrom("000002", "000003", "000004"),
    amountMinor: fc.constantFrom(1, 1_234, 60_000),
    pan: fc.constantFrom(PANS.normal, PANS.normal, PANS.second, PANS.frozen),
    pin: fc.constantFrom("123456", "123456", "123456", "000000"),
  });

  test("the books sum to 0 and no exchange holds more than one unreversed posting", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        const { terminal } = open();
        const booked = new Map<string, number>();
        for (const [index, next] of acts.entries()) {
          const code = perform(terminal, next, index);
          expect(code === "A0").toBe(next.kind.startsWith("spoilt"));
          if (next.kind === "sale" && code === "00") booked.set(next.stan, next.amountMinor);
          if (next.kind === "reversal") booked.set(next.stan, 0);
          expect(terminal.bank.books.totalMinor()).toBe(0);
        }
        const owedMinor = [...booked.values()].reduce((sum, each) => sum + each, 0);
        expect(terminal.bank.books.obligations()[0]?.amountMinor).toBe(owedMinor);
      }),
    );
  });

  test("sale and reversal in any order and number leave no charge", () => {
    const arrivals = fc.array(fc.constantFrom("sale", "reversal"), { maxLength: 8 });
    fc.assert(
      fc.property(arrivals, (kinds) => {
        const { terminal, balances } = open();
        for (const kind of [...kinds, "reversal"]) {
          terminal.send(kind === "sale" ? terminal.sale() : terminal.reversal());
        }
        expect(balances()).toEqual({ cardholder: 100_000, merchant: 0 });
      }),
    );
  });

  test("the same frames at the same times get the same answers and events", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 10 }), (acts) => {
        const play = () => {
          const { terminal } = open();
          const answers = acts.map((next, index) => perform(terminal, next, index));
          return JSON.stringify([answers, terminal.events]);
        };
        expect(play()).toBe(play());
      }),
      { numRuns: 20 },
    );
  });
});

type Act = Sale & { readonly kind: string; readonly stan: string; readonly amountMinor: number };

function perform(terminal: Terminal, { kind, ...sale }: Act, index: number): string | undefined {
  if (kind === "sign-on") {
    return terminal.signOn(String(100 + index).padStart(6, "0")).fields[39];
  }
  const frame = kind.endsWith("sale") ? terminal.sale(sale) : terminal.reversal(sale);
  return terminal.code(kind.startsWith("spoilt") ? spoil(frame, frame.length - 1) : frame);
}

type Terminal = ReturnType<typeof startBank>;

function open() {
  const terminal = startBank();
  terminal.signOn();
  terminal.events.length = 0;
  const { books } = terminal.bank;
  const balances = () => ({
    cardholder: books.balanceMinor("normal"),
    merchant: books.obligations()[0]?.amountMinor,
  });
  return { terminal, balances };
}
