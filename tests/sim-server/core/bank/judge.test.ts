import { describe, expect, test } from "vitest";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type {
  AccountOptions,
  BankOptions,
  CardOptions,
  IssuerOptions,
  MerchantOptions,
} from "../../../../sim-server/core/bank/bank-options.ts";
import { RESPONSE_CODES } from "../../../../sim-server/core/bank/response-codes.ts";
import { type OrderAsked, orderFrame } from "./test-orders.ts";
import {
  bankOptions,
  card,
  ICC_AT,
  iccData,
  PANS,
  type Sale,
  spoil,
  startBank,
  type TestTerminal,
} from "./test-terminal.ts";

const PAN = "6212345678000092";
const TRACK = `${PAN}=26066200000000000`;
const STRIPE = { 2: undefined, 22: "021", 35: TRACK, 55: undefined };
const BARE = { card: { stripeOnly: true } };
const KEYED = { 22: "011", 55: undefined };

/** What is set up, what happened before, and the sale that is then answered. */
type Case = {
  readonly account?: Partial<AccountOptions>;
  readonly card?: Partial<CardOptions>;
  readonly issuer?: Partial<IssuerOptions>;
  readonly merchant?: Partial<MerchantOptions>;
  readonly options?: Partial<BankOptions>;
  readonly before?: (terminal: TestTerminal) => void;
  readonly sale?: Sale;
  readonly frame?: (terminal: TestTerminal) => Uint8Array;
};

const fields = (more: OrderAsked["fields"]): Case => ({ sale: { fields: more ?? {} } });
const sold = (terminal: TestTerminal) => terminal.send(terminal.sale({ pan: PAN, stan: "000900" }));
const voiding = (changes: Partial<OrderAsked>): Case => ({
  frame: (terminal) =>
    orderFrame(terminal, "void", { stan: "000901", pan: PAN, of: sold(terminal), ...changes }),
});

const CASES: Readonly<Record<string, readonly (readonly [state: string, Case])[]>> = {
  "00": [
    ["nothing the matter", {}],
    ["a fallback that the issuer allows", fallback("2", { issuer: { fallback: true } })],
    ["a card with nothing but a stripe", stripeOnly({})],
    ["the right number on the stripe", stripeOnly({ cvn: "123" }, `${PAN}=260610112300000`)],
    ["a signature instead of a PIN", { card: { signature: true }, sale: { pin: undefined } }],
    ["contactless without PIN up to 1000.00", tapped(100_000)],
    ["a phone without PIN above that", { ...tapped(100_001), card: { phone: true } }],
    ["a PIN that the chip found right", checkedByChip("A4")],
    ["a keyed card where the merchant may", { merchant: { manualEntry: true }, ...fields(KEYED) }],
  ],
  "01": [["the issuer wants to be called", { account: { state: "refer" } }]],
  "03": [
    ["another merchant's number", fields({ 42: "TILLYARD0000002" })],
    ["a contract that has ended", { merchant: { closed: true } }],
  ],
  "04": [["a card to be kept", { card: { state: "pick-up" } }]],
  "05": [
    [
      "a keyed card with another expiry",
      { merchant: { manualEntry: true }, ...fields({ ...KEYED, 14: "2607" }) },
    ],
    ["a K-code that nobody issued", fields({ ...KEYED, 62: fromLatin1("K Code06123456") })],
  ],
  "10": [["too little, and a terminal that takes part of it", part(98_765)]],
  "11": [["a VIP", { account: { vip: true } }]],
  "12": [["a void with another card", voiding({ pan: PANS.second })]],
  "13": [["an amount of nothing", { sale: { amountMinor: 0 } }]],
  "14": [
    ["a wrong check digit", fields({ 2: "6212345678000093" })],
    ["a number that was never given out", fields({ 2: PANS.unknown })],
    ["a cancelled card", { card: { state: "cancelled" } }],
    ["a cancelled account", { account: { state: "cancelled" } }],
  ],
  "15": [["a number of no issuer", fields({ 2: "6216261000000000018" })]],
  "21": [["a dormant account", { account: { state: "dormant" } }]],
  "22": [["a void in another batch", voiding({ batch: "000002" })]],
  "25": [["a void of nothing", voiding({ fields: { 61: "0000010000990615" } })]],
  "30": [
    ["no amount", fields({ 4: undefined })],
    ["a stripe without track", { ...fields({ ...STRIPE, 2: PAN, 35: undefined }), ...BARE }],
  ],
  "34": [["a false cryptogram", fields({ 55: spoil(iccData(PAN, 1_234, 1), ICC_AT.cryptogram) })]],
  "38": [["the last wrong PIN", { card: { pinTriesLeft: 1 }, sale: { pin: "000000" } }]],
  "40": [
    ["another currency", fields({ 49: "840" })],
    ["a keyed card", fields(KEYED)],
    ["an enciphered track", fields({ 53: "2610000000000000" })],
    ["an unknown entry mode", fields({ 22: "991" })],
  ],
  "41": [["a lost card", { card: { state: "lost" } }]],
  "43": [["a stolen card", { card: { state: "stolen" } }]],
  "45": [
    ["a chip card's stripe", fields(STRIPE)],
    ["a fallback that the issuer does not allow", fallback("2", {})],
    ["a fallback that the terminal does not claim", fallback("1", { issuer: { fallback: true } })],
  ],
  "51": [
    ["too little", { account: { balanceMinor: 1_233 } }],
    ["too little, and a terminal that takes all or nothing", part(98_765, "00050")],
    ["nothing left to take part of", part(100_000)],
  ],
  "54": [["an expired card", { card: { expiry: "2605" } }]],
  "55": [
    ["a wrong PIN", { sale: { pin: "000000" } }],
    ["no PIN", { sale: { pin: undefined } }],
    ["contactless without PIN above 1000.00", tapped(100_001)],
    ["a PIN that the chip found wrong", checkedByChip("A6")],
  ],
  "57": [
    ["a frozen account", { account: { state: "frozen" } }],
    ["an account held by its holder", { account: { state: "held" } }],
  ],
  "59": [
    ["another number on the stripe", stripeOnly({ cvn: "123" }, `${PAN}=260610112400000`)],
    ["a stripe that hides the chip", fallback("2", { issuer: { fallback: true } }, "101")],
    ["a stripe that claims a chip", stripeOnly({}, `${PAN}=260662000000000`)],
  ],
  "61": [
    ["more than the account may pay at once", { account: { limits: { singleMinor: 1_233 } } }],
    [
      "more than the issuer lets anybody pay at once",
      { issuer: { limits: { singleMinor: 1_233 } } },
    ],
    ["more than in one day", { account: { limits: { dailyMinor: 2_467 } }, before: sold }],
  ],
  "62": [["a restricted account", { account: { state: "restricted" } }]],
  "64": [["a void of another amount", voiding({ amountMinor: 1_233 })]],
  "65": [["one more than in one day", { account: { limits: { dailyCount: 1 } }, before: sold }]],
  "75": [["a locked PIN", { card: { pinTriesLeft: 0 } }]],
  "77": [["no sign-on", { before: signOff }]],
  "90": [
    ["the day's end", { options: { settings: { cutOver: { at: "0930", windowMs: 60_000 } } } }],
  ],
  "91": [["the issuer is down", condition("down")]],
  "92": [["the issuer is unreachable", condition("unreachable")]],
  "94": [
    [
      "the same trace number for another amount",
      { before: (terminal) => void terminal.send(terminal.sale({ pan: PAN, amountMinor: 1 })) },
    ],
    [
      "the same trace number for another kind",
      {
        before: (terminal) =>
          void terminal.send(orderFrame(terminal, "pre-auth", { stan: "000002", pan: PAN })),
      },
    ],
  ],
  "96": [["the acquirer is broken", { before: ({ bank }) => bank.setAcquirer("broken") }]],
  "97": [["an unknown terminal", fields({ 41: "99999999" })]],
  "98": [["the issuer is silent", condition("silent")]],
  "99": [["a PIN block of another key", fields({ 52: new Uint8Array(8) })]],
  A0: [["no MAC", fields({ 64: undefined })]],
};

const rows = Object.entries(CASES).flatMap(([code, cases]) =>
  cases.map(([state, each]) => [code, state, each] as const),
);

describe("a response code follows from a state", () => {
  test.each(rows)("%s: %s", (code, _state, each) => {
    expect(answer(each)?.fields[39]).toBe(code);
  });

  test("58 and 09 have theirs with voids and payment codes; every other code is here", () => {
    const given = new Set<string>(Object.values(RESPONSE_CODES));
    expect([...given].filter((code) => CASES[code] === undefined)).toEqual(["09", "58"]);
  });
});

describe("an approval in part", () => {
  test("names the part in DE 4 and the nothing that is left in DE 54, and moves that part", () => {
    const terminal = open({ account: { balanceMinor: 1_000 } });
    const answered = terminal.send(terminal.sale({ pan: PAN, fields: { 60: "22000001000501" } }));
    expect(answered?.fields).toMatchObject({
      4: "000000001000",
      39: "10",
      54: "1002156C000000000000",
    });
    expect(terminal.bank.books.balanceMinor("under-test")).toBe(0);
    const whole = { stan: "000003", pan: PAN, of: answered };
    expect(terminal.code(orderFrame(terminal, "void", { ...whole, amountMinor: 1_234 }))).toBe(
      "64",
    );
    const taken = { ...whole, stan: "000004", amountMinor: 1_000 };
    expect(terminal.code(orderFrame(terminal, "void", taken))).toBe("00");
  });
});

describe("limits", () => {
  test("begin anew on the next business day, and what is undone is given back", () => {
    const terminal = open({ account: { limits: { dailyCount: 1, dailyMinor: 2_468 } } });
    const codeAt = (stan: string, nowMs: number) =>
      terminal.send(terminal.sale({ pan: PAN, stan }), nowMs)?.fields[39];
    expect([codeAt("000002", 0), codeAt("000003", 0)]).toEqual(["00", "65"]);
    terminal.send(terminal.reversal({ stan: "000002" }));
    expect([codeAt("000004", 0), codeAt("000005", 0)]).toEqual(["00", "65"]);
    expect([codeAt("000006", 86_400_000), codeAt("000007", 86_400_000)]).toEqual(["00", "65"]);
  });

  test("are not loosened by what is undone after its day", () => {
    const terminal = open({ account: { limits: { dailyCount: 1 } } });
    const [today, tomorrow] = [0, 86_400_000];
    terminal.send(terminal.sale({ pan: PAN, stan: "000002" }), today);
    terminal.send(terminal.sale({ pan: PAN, stan: "000003" }), tomorrow);
    terminal.send(terminal.reversal({ stan: "000002" }), tomorrow);
    const late = terminal.send(terminal.sale({ pan: PAN, stan: "000004" }), tomorrow);
    expect(late?.fields[39]).toBe("65");
  });
});

describe("issuers", () => {
  test("the longest prefix counts, and DE 44 names its issuer", () => {
    const options = bankOptions();
    const masterKey = options.issuers[0]?.masterKey ?? "";
    const other = { id: "09990000", name: "Other", bins: ["62", "621234567890"], masterKey };
    const terminal = startBank({ ...options, issuers: [...options.issuers, other] });
    terminal.signOn();
    const named = (pan: string, stan: string) =>
      terminal.send(terminal.sale({ pan, stan }))?.fields[44]?.slice(0, 8);
    expect(named(PANS.normal, "000002")).toBe("09990000");
    expect(named(PANS.frozen, "000003")).toBe("01020000");
  });

  test("one that is silent costs the time that the acquirer waits", () => {
    const terminal = open({});
    terminal.bank.setIssuer("01020000", "silent", 0);
    const [reply] = terminal.bank.receive(terminal.sale({ pan: PAN }), 0);
    expect(reply?.afterMs).toBe(25_000);
  });
});

function fallback(condition: string, more: Case, serviceCode = "620"): Case {
  const track = `${PAN}=2606${serviceCode}0000000000`;
  return { ...more, ...fields({ ...STRIPE, 35: track, 60: `220000010005${condition}` }) };
}

function stripeOnly(more: Partial<CardOptions>, track = `${PAN}=260610100000000`): Case {
  return { card: { stripeOnly: true, ...more }, ...fields({ ...STRIPE, 35: track }) };
}

function checkedByChip(decision: string): Case {
  return { sale: { pin: undefined, fields: { 55: iccData(PAN, 1_234, 1, `03${decision}A000`) } } };
}

function tapped(amountMinor: number): Case {
  const sale = { amountMinor, pin: undefined, fields: { 22: "072" } };
  return { account: { balanceMinor: 1_000_000 }, sale };
}

function part(spentMinor: number, rest = "000501"): Case {
  const left = { account: { balanceMinor: 100_000 - spentMinor } };
  return { ...left, sale: { amountMinor: 1_236, fields: { 60: `22000001${rest}` } } };
}

function condition(how: "down" | "unreachable" | "silent"): Case {
  return { before: ({ bank }) => bank.setIssuer("01020000", how, 0) };
}

function signOff(terminal: TestTerminal): void {
  const { 41: id, 42: merchant } = terminal.signOn("000800").fields;
  const off = { 11: "000801", 41: id, 42: merchant, 60: "00000001002" };
  terminal.send(terminal.frame({ mti: "0820", fields: off }));
}

function open(each: Case): TestTerminal {
  const account: AccountOptions = {
    id: "under-test",
    holder: "Holder",
    balanceMinor: 100_000,
    state: "normal",
    ...each.account,
    cards: [{ ...card(PAN), ...each.card }],
  };
  const options = bankOptions([account]);
  const terminal = startBank({
    ...options,
    issuers: options.issuers.map((issuer) => ({ ...issuer, ...each.issuer })),
    merchants: options.merchants.map((merchant) => ({ ...merchant, ...each.merchant })),
    ...each.options,
  });
  terminal.signOn();
  return terminal;
}

function answer(each: Case) {
  const terminal = open(each);
  each.before?.(terminal);
  return terminal.send(each.frame?.(terminal) ?? terminal.sale({ pan: PAN, ...each.sale }));
}
