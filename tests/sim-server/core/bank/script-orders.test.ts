import { describe, expect, test } from "vitest";
import { decodeTlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { type Card, registerAccounts } from "../../../../sim-server/core/bank/accounts.ts";
import type { CardOptions, CardState } from "../../../../sim-server/core/bank/bank-options.ts";
import {
  createScriptOrders,
  type PinOrder,
  SCRIPT_FAILURES_MAX,
  scriptOf,
} from "../../../../sim-server/core/bank/script-orders.ts";
import {
  bankOptions,
  card,
  MERCHANT,
  PANS,
  type Sale,
  startBank,
  TERMINAL,
  type TestTerminal,
} from "./test-terminal.ts";

/** The cards of an issuer, and what they are owed. */
function open(changes: Partial<CardOptions> = {}) {
  const orders = createScriptOrders();
  const { cards } = registerAccounts([
    {
      id: "a",
      holder: "Holder",
      balanceMinor: 0,
      state: "normal",
      cards: [
        { ...card(PANS.normal), checksPin: true, ...changes },
        { ...card(PANS.second), state: "lost" },
      ],
    },
  ]);
  const of = (pan: string): Card => {
    const found = cards.get(pan);
    if (found === undefined) throw new Error("not registered");
    return found;
  };
  const mine = of(PANS.normal);
  const due = (which = mine): string => {
    const owed = orders.due(which);
    return owed === undefined ? "nothing" : `${owed.order.kind} ${Number(owed.identifier)}`;
  };
  return { orders, mine, other: of(PANS.second), due };
}

const UNBLOCK: PinOrder = { kind: "unblock-pin" };
const CHANGE: PinOrder = { kind: "change-pin", pin: "975310" };

describe("what a card is owed", () => {
  test.each<[CardState, string]>([
    ["normal", "nothing"],
    ["lost", "block-application 1"],
    ["stolen", "block-application 1"],
    ["pick-up", "block-card 1"],
    ["cancelled", "nothing"],
  ])("in state %s: %s", (state, expected) => {
    const { due } = open({ state });
    expect([due(), due()]).toEqual([expected, expected]);
  });

  test.each<[string, PinOrder[], Partial<CardOptions>, string]>([
    ["a PIN unlocked", [UNBLOCK], {}, "unblock-pin 1"],
    ["a PIN changed", [CHANGE], {}, "change-pin 1"],
    ["unlocked, then changed", [UNBLOCK, CHANGE], {}, "change-pin 2"],
    ["changed, then unlocked", [CHANGE, UNBLOCK], {}, "change-pin 1"],
    ["changed twice", [CHANGE, CHANGE], {}, "change-pin 2"],
    ["a chip that checks no PIN", [UNBLOCK, CHANGE], { checksPin: false }, "nothing"],
    ["changed, then stolen", [CHANGE], { state: "stolen" }, "block-application 2"],
  ])("%s", (_name, pinOrders, changes, expected) => {
    const { orders, mine, due } = open(changes);
    for (const order of pinOrders) orders.owePin(mine, order);
    expect(due()).toBe(expected);
  });

  test("is each card's own, and so is its result", () => {
    const { orders, mine, other, due } = open({ state: "stolen" });
    expect([due(), due(other)]).toEqual(["block-application 1", "block-application 2"]);
    expect(orders.note(mine, "00000002", "successful")).toBeUndefined();
    expect(orders.note(other, "00000002", "successful")).toBe("block-application");
    expect([due(), due(other)]).toEqual(["block-application 1", "nothing"]);
  });

  test.each(["failed", "not-performed"] as const)(
    "is owed on when it was %s, but not for ever",
    (outcome) => {
      const { orders, mine, due } = open({ state: "stolen" });
      for (let failure = 1; failure <= SCRIPT_FAILURES_MAX; failure += 1) {
        expect(due()).toBe("block-application 1");
        orders.note(mine, "00000001", outcome);
      }
      expect(due()).toBe("nothing");
    },
  );

  test("wanted after it was lost, a blocked card is still to be blocked as a whole", () => {
    const { orders, mine, due } = open({ state: "lost" });
    due();
    orders.note(mine, "00000001", "successful");
    mine.state = "pick-up";
    expect(due()).toBe("block-card 2");
  });
});

test.each([
  ["block-application", "71"],
  ["block-card", "71"],
  ["unblock-pin", "72"],
] as const)("%s stands in template %s", (kind, template) => {
  const owed = { identifier: "0000000A", order: { kind } };
  expect(toHex(scriptOf(owed, fromHex("841E000004AABBCCDD")))).toBe(
    `${template}129F18040000000A8609841E000004AABBCCDD`,
  );
});

const PAN = "6212345678000092";
const SENT = "91 71";

/** A bank that wants PAN's card blocked, and a terminal that has signed on. */
function wanted(changes: Partial<CardOptions> = {}): TestTerminal {
  const terminal = startBank(
    bankOptions([
      {
        id: "under-test",
        holder: "Holder",
        balanceMinor: 100_000,
        state: "normal",
        identity: "4417",
        cards: [{ ...card(PAN), state: "stolen", ...changes }],
      },
    ]),
  );
  terminal.signOn();
  return terminal;
}

/** Tags of DE 55 in the answer to a sale. */
function tagsIn(terminal: TestTerminal, sale: Sale): string {
  const iccData = terminal.send(terminal.sale({ pan: PAN, ...sale }))?.fields[55];
  const read = decodeTlv(iccData ?? new Uint8Array(0));
  return read.ok ? read.value.map(({ tag }) => tag).join(" ") : "unreadable";
}

/** Tells the bank what the card made of script 00000001 in the exchange of `stan`. */
function report(terminal: TestTerminal, stan: string, result: string): string | undefined {
  const frame = terminal.frame({
    mti: "0620",
    fields: {
      ...{ 11: "000099", 41: TERMINAL, 42: MERCHANT, 60: "00000001951" },
      ...{ 55: fromHex(`DF3105${result}00000001`), 61: `000001${stan}0615` },
      64: new Uint8Array(8),
    },
  });
  return terminal.code(frame);
}

const BALANCE: Sale = {
  toldMinor: 0,
  fields: { 3: "310000", 4: undefined, 60: "0100000100050" },
};

describe("the answer to a card that its issuer wants blocked", () => {
  test.each<[string, Sale, string]>([
    ["at the contacts", {}, SENT],
    ["asking for its balance", BALANCE, SENT],
    ["in the field", { fields: { 22: "071" } }, ""],
    ["keyed", { fields: { 22: "011" } }, ""],
    ["with a cryptogram for another amount", { toldMinor: 1 }, ""],
    ["without chip data", { fields: { 55: undefined } }, ""],
    ["with chip data cut short", { fields: { 55: new Uint8Array([0x9f]) } }, ""],
  ])("%s: %s", (_name, sale, expected) => {
    const terminal = wanted();
    expect(tagsIn(terminal, { stan: "000002", ...sale })).toBe(expected);
    expect(terminal.bank.books.balanceMinor("under-test")).toBe(100_000);
  });

  test("proves its issuer by the code that it gives", () => {
    const terminal = wanted();
    const answer = terminal.send(terminal.sale({ pan: PAN }));
    expect(answer?.fields[39]).toBe("43");
    expect(toHex(answer?.fields[55] ?? new Uint8Array(0)).slice(20, 24)).toBe("3433");
  });

  test("given once more is the same, and no second order", () => {
    const terminal = wanted();
    const sale = terminal.sale({ pan: PAN });
    expect(terminal.send(sale)?.fields[55]).toEqual(terminal.send(sale)?.fields[55]);
    expect(terminal.events.filter(({ kind }) => kind === "bank.script")).toHaveLength(1);
  });

  test("carries what the holder has had done by telephone, in approvals too", () => {
    const terminal = wanted({ state: "normal", checksPin: true });
    expect(tagsIn(terminal, { stan: "000002" })).toBe("91");
    const caller = { pan: PAN, identity: "4417", newPin: "975310" };
    terminal.bank.talkToHolder(caller, { kind: "change-pin" }, 0);
    expect(tagsIn(terminal, { stan: "000003", pin: "975310" })).toBe("91 72");
  });

  test.each([
    ["unlocked", 0, 3, "91 72"],
    ["locked on", 0, 0, ""],
    ["given its tries back", 1, 3, "91"],
  ])("of a PIN that is %s in the bank: %i tries, then %i", (_name, before, after, expected) => {
    const terminal = wanted({ state: "normal", checksPin: true, pinTriesLeft: before });
    terminal.bank.office.setCard(PAN, { pinTriesLeft: after });
    expect(tagsIn(terminal, { stan: "000002" })).toBe(expected);
  });
});

describe("what the terminal tells of a script", () => {
  test("that it ran ends it", () => {
    const terminal = wanted();
    expect(tagsIn(terminal, { stan: "000002" })).toBe(SENT);
    expect(tagsIn(terminal, { stan: "000003" })).toBe(SENT);
    expect(report(terminal, "000002", "20")).toBe("00");
    expect(tagsIn(terminal, { stan: "000004" })).toBe("");
  });

  test("that it failed has it sent again, three times in all; a report that comes again counts once", () => {
    const terminal = wanted();
    for (const stan of ["000002", "000003", "000004"]) {
      expect(tagsIn(terminal, { stan })).toBe(SENT);
      expect(report(terminal, stan, "11")).toBe("00");
      expect(report(terminal, stan, "11")).toBe("00");
    }
    expect(tagsIn(terminal, { stan: "000005" })).toBe("");
  });

  test("is in the trace and in the explanations", () => {
    const terminal = wanted();
    tagsIn(terminal, { stan: "000002" });
    report(terminal, "000002", "20");
    report(terminal, "000002", "20");
    const told = terminal.events.filter(({ kind }) => kind === "bank.script");
    const same = { exchange: `${TERMINAL}/000001/000002`, script: "00000001" };
    expect(told.map(({ data }) => data)).toEqual([
      { ...same, order: "block-application", state: "sent" },
      { ...same, order: "block-application", state: "successful" },
    ]);
    const explained = [2, 3, 4].map((frame) => terminal.bank.explain(frame));
    expect(explained).toMatchObject([
      { finding: "card-stolen", script: "block-application sent" },
      { finding: "served", script: "block-application successful", repeated: false },
      { finding: "served", repeated: true },
    ]);
  });

  test.each(["DF310420000000", "DF310530000000 01", "9F360100", ""])("%j is no result", (data) => {
    const terminal = wanted();
    tagsIn(terminal, { stan: "000002" });
    const fields = { 11: "000099", 41: TERMINAL, 42: MERCHANT, 60: "00000001951" };
    const told = { 55: fromHex(data), 61: "0000010000020615", 64: new Uint8Array(8) };
    expect(terminal.code(terminal.frame({ mti: "0620", fields: { ...fields, ...told } }))).toBe(
      "30",
    );
    expect(tagsIn(terminal, { stan: "000003" })).toBe(SENT);
  });
});
