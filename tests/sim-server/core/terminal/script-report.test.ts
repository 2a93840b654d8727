import { describe, expect, test } from "vitest";
import { decodeTlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import type { CardOptions } from "../../../../sim-server/core/bank/bank-options.ts";
import type { UnionPayMessage } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import type { Line } from "../../../kit/far-side.ts";
import { journalFacts } from "../../../kit/journal-reading.ts";
import { buildRig, PIN, type Rig, type RigOptions } from "../../../kit/terminal-rig.ts";

const OPENED = "numbered keys";
const STOLEN: Partial<CardOptions> = { state: "stolen" };

/** A shop whose bank has given the card out differently. */
function shop(card: Partial<CardOptions>, options: RigOptions = {}): Rig {
  const rig = buildRig({
    ...options,
    bank: (plain) => ({
      ...plain,
      accounts: plain.accounts.map((account) => ({
        ...account,
        identity: "4417",
        cards: account.cards.map((each) => ({ ...each, ...card })),
      })),
    }),
  });
  rig.openShop();
  return rig;
}

function sellDeclined(rig: Rig): void {
  rig.beginSale("8640");
  rig.enterPin(PIN);
  rig.until("declined");
  rig.finish();
}

/** Keys the first digit of a sale and gives it up: all that comes before a transaction is done. */
function beginAnother(rig: Rig): void {
  rig.press("5");
  rig.until("amount");
  rig.press("cancel");
  rig.finish();
}

function notices(rig: Rig): UnionPayMessage[] {
  return rig.host.requests.filter(({ mti }) => mti === "0620");
}

/** Loses the answers to so many 0620. */
function losing(count: number): Line {
  let left = count;
  return ({ mti }, answer) => {
    if (mti === "0620" && left > 0) {
      left -= 1;
      return [];
    }
    return answer === undefined ? [] : [{ bytes: answer, afterMs: 100 }];
  };
}

describe("a stolen card", () => {
  test("is blocked by the refusal itself, and refused at the next insert", () => {
    const rig = shop(STOLEN);
    sellDeclined(rig);
    expect(rig.outcomes()).toBe("declined 43");
    expect(rig.journal()).toBe(`${OPENED} intent declined script script-run script-told`);
    expect(rig.of("card.apdu").map(({ command, sw }) => `${command} ${sw}`)).toContain(
      "applicationBlock 9000",
    );
    rig.key("8640");
    rig.press("enter");
    rig.slot.insert("card", "chip-first");
    rig.until("card-unread");
    expect(rig.body().join(" ")).toContain("锁");
    expect(rig.sent()).toBe("0800 0200 0620");
    expect(rig.chargedMinor()).toBe(0);
  });

  test("has its result told as soon as the refusal is read, and once", () => {
    const rig = shop(STOLEN);
    sellDeclined(rig);
    expect(rig.screens()).toContain("declined exchanging remove-card idle");
    beginAnother(rig);
    expect(rig.sent()).toBe("0800 0200 0620");
    expect(journalFacts(rig.flash).scripts).toEqual([]);
    const name = { terminal: "10023017", batch: "000001", stan: "000002" };
    expect(rig.bank.books.exchange(name)?.scriptResult).toBe("2000000001");
  });
});

test("the notice names the original and carries its own list of data", () => {
  const rig = shop(STOLEN);
  sellDeclined(rig);
  const sale = rig.host.requests.find(({ mti }) => mti === "0200");
  const [notice] = notices(rig);
  for (const de of [2, 3, 4, 22, 23, 41, 42, 49] as const) {
    expect(notice?.fields[de], `DE ${de}`).toEqual(sale?.fields[de]);
  }
  expect(notice?.fields).toMatchObject({ 11: "000003", 60: "00000001951", 61: "0000010000020618" });
  for (const de of [14, 25, 35, 52, 53] as const) expect(notice?.fields[de]).toBeUndefined();
  const data = decodeTlv(notice?.fields[55] ?? new Uint8Array(0));
  const values = data.ok ? data.value.map(({ tag, value }) => [tag, toHex(value)] as const) : [];
  expect(values.map(([tag]) => tag).join(" ")).toBe(
    "9F33 95 9F37 9F1E 9F10 9F26 9F36 82 DF31 9F1A 9A",
  );
  expect(new Map(values).get("DF31")).toBe("2000000001");
});

describe("a notice without an answer", () => {
  test("keeps nobody waiting: it is sent again, the same, before each transaction", () => {
    const rig = shop(STOLEN, { line: losing(2) });
    sellDeclined(rig);
    expect(rig.sent()).toBe("0800 0200 0620");
    for (let time = 1; time <= 3; time += 1) beginAnother(rig);
    expect(rig.sent()).toBe("0800 0200 0620 0620 0620");
    expect(new Set(notices(rig).map((each) => JSON.stringify(each))).size).toBe(1);
  });

  test("is sent first of all at settlement and at sign-off", () => {
    const rig = shop(STOLEN, { line: losing(2) });
    sellDeclined(rig);
    rig.press("enter", "7", "6");
    rig.until("message", "refused", "settled");
    rig.finish();
    rig.press("enter", "7", "2");
    rig.run(20_000);
    expect(rig.sent()).toBe("0800 0200 0620 0620 0620 0820");
  });

  test("is owed on where the bank wants a sign-on first, and told under the new keys", () => {
    const rig = shop(STOLEN);
    rig.bank.setRules([
      { id: "keys", when: { mti: "0620", times: 1 }, action: { do: "answer", code: "A0" } },
    ]);
    sellDeclined(rig);
    beginAnother(rig);
    expect(rig.sent()).toBe("0800 0200 0620 0800 0620");
    expect(journalFacts(rig.flash).scripts).toEqual([]);
  });
});

describe("what a holder had done by telephone", () => {
  const offlinePin = { digits: PIN, triesMax: 3 };
  const caller = { pan: "6212345678901265", identity: "4417", newPin: "975310" };

  test("reaches the chip with an approval, whose journal holds both", () => {
    const rig = shop({ checksPin: true }, { card: { offlinePin } });
    rig.bank.talkToHolder(caller, { kind: "change-pin" }, 0);
    rig.beginSale("8640");
    rig.enterPin("975310");
    rig.until("approved");
    rig.finish();
    expect(rig.journal()).toBe(`${OPENED} intent script script-run approved told script-told`);
    expect(notices(rig)[0]?.fields).toMatchObject({ 3: "000000", 11: "000003" });
    expect(notices(rig)[0]?.fields[38]).toMatch(/^\d{6}$/);
    expect(JSON.stringify(rig.told)).not.toContain("975310");
  });

  test("reaches it with a balance too", () => {
    const rig = shop({ checksPin: true }, { card: { offlinePin } });
    rig.bank.talkToHolder(caller, { kind: "change-pin" }, 0);
    rig.press("enter", "8", "1");
    rig.slot.insert("card", "chip-first");
    rig.until("confirm-card");
    rig.press("enter");
    rig.until("pin");
    rig.run(50);
    rig.enterPin("975310");
    rig.until("balance");
    rig.finish();
    expect(notices(rig)[0]?.fields).toMatchObject({ 3: "310000", 61: "0000010000020618" });
    expect(notices(rig)[0]?.fields[4]).toBeUndefined();
    expect(rig.sent()).toBe("0800 0200 0620");
  });
});
