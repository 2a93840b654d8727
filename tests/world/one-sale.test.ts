import { describe, expect, test } from "vitest";
import { cryptogramInput } from "../../device-emulators/crypto/cryptogram.ts";
import { decodeTlv } from "../../device-emulators/kit/ber-tlv.ts";
import { toHex } from "../../device-emulators/kit/bytes.ts";
import { formatMinor } from "../../device-emulators/kit/money.ts";
import { maskPan } from "../../device-emulators/kit/pan.ts";
import { HOUSE, KEYS } from "../../sim-server/core/counter/house.ts";
import type { PaperLine } from "../../sim-server/core/counter/view.ts";
import { lesson } from "../kit/lessons.ts";
import { sessionKeyOf } from "../kit/session-key.ts";
import { tapLine } from "../kit/wiretap.ts";
import { openYard, playRobot, seeOut, type Yard } from "../kit/yard.ts";

const LESSON = lesson("first-sale");
const [CARD = LESSON.cards[0]] = LESSON.cards;
const ACCOUNT = LESSON.accounts[0]?.id ?? "";

describe("one sale", () => {
  const yard = openYard(LESSON);
  const tapped = tapLine(yard);
  const stuck = playRobot(yard, LESSON.answers.right);
  seeOut(yard);
  const request = tapped.find(({ mti }) => mti === "0200")?.fields ?? {};
  const answer = tapped.find(({ mti }) => mti === "0210")?.fields ?? {};
  const chip = readChip(request[55]);
  const [merchant = [], cardholder = []] = yard.told("slip.torn").map(({ lines }) => lines);
  const [posting] = yard.bank.books.postings().filter(({ kind }) => kind === "sale");

  test("goes through, and the customer leaves with everything", () => {
    expect(stuck).toBeUndefined();
    expect(yard.told("customer.left")).toEqual([{ satisfaction: expect.any(Number), without: [] }]);
  });

  test("is one amount on till, terminal, chip, wire, ledger, slips and in the till again", () => {
    const totalMinor = yard.told("till.scanned").at(-1)?.totalMinor ?? 0;
    expect(totalMinor).toBeGreaterThan(0);
    expect({
      keyed: yard.told("terminal.amount")[0]?.amountMinor,
      chip: Number(toHex(chip.tag("9F02"))),
      request: Number(request[4]),
      answer: Number(answer[4]),
      decided: yard.told("bank.received").find(({ mti }) => mti === "0200")?.amountMinor,
      ledger: posting?.lines.map(({ amountMinor }) => amountMinor),
      shown: yard.told("terminal.outcome")[0]?.amountMinor,
      merchantSlip: amountOn(merchant),
      cardholderSlip: amountOn(cardholder),
      till: yard.told("till.card-result")[0]?.amountMinor,
      account: (LESSON.accounts[0]?.balanceMinor ?? 0) - yard.bank.books.balanceMinor(ACCOUNT),
    }).toEqual({
      keyed: totalMinor,
      chip: totalMinor,
      request: totalMinor,
      answer: totalMinor,
      decided: totalMinor,
      ledger: [-totalMinor, totalMinor],
      shown: totalMinor,
      merchantSlip: formatMinor(totalMinor),
      cardholderSlip: formatMinor(totalMinor),
      till: totalMinor,
      account: totalMinor,
    });
  });

  test("has one trace number on chip, wire, journal, ledger, slips and till", () => {
    const stan = request[11] ?? "";
    expect(stan).toMatch(/^\d{6}$/);
    expect({
      chip: toHex(chip.tag("9F41")),
      answer: answer[11],
      journal: yard
        .told("journal.written")
        .filter(({ stan: of }) => of === stan)
        .map(({ record }) => record),
      ledger: posting?.exchange,
      merchantSlip: valueOn(merchant, "批次号/凭证号"),
      cardholderSlip: valueOn(cardholder, "批次号/凭证号"),
      shown: yard.told("terminal.outcome")[0]?.stan,
      till: yard.told("till.card-result")[0]?.stan,
    }).toEqual({
      chip: `00${stan}`,
      answer: stan,
      journal: ["intent", "approved", "told"],
      ledger: `${HOUSE.terminalId}/000001/${stan}`,
      merchantSlip: `000001/${stan}`,
      cardholderSlip: `000001/${stan}`,
      shown: stan,
      till: stan,
    });
  });

  test("has one reference number and one approval code, and they are the bank's", () => {
    const [rrn, approvalCode] = [answer[37], answer[38]];
    expect(rrn).toMatch(/^\d{12}$/);
    expect(valueOn(merchant, "参考号")).toBe(rrn);
    expect(valueOn(cardholder, "参考号")).toBe(rrn);
    expect(valueOn(cardholder, "授权码")).toBe(approvalCode);
    expect(yard.told("terminal.outcome")[0]).toMatchObject({ rrn, approvalCode });
    expect(yard.told("till.card-result")[0]).toMatchObject({ rrn });
  });

  test("names one card on its face, in the chip, on the wire and, masked, on the slips", () => {
    const number = CARD?.number ?? "";
    expect(request[2]).toBe(number);
    expect(request[35]).toContain(`${number}=`);
    expect(valueOn(merchant, "卡号")).toBe(`${maskPan(number)} /I`);
    expect(valueOn(cardholder, "卡号")).toBe(`${maskPan(number)} /I`);
    expect(yard.told("card.offered")[0]?.tail).toBe(number.slice(-4));
  });

  test("is vouched for by this card's own key, over this amount, and the slip shows it", () => {
    expect(toHex(chip.cryptogram)).toBe(toHex(chip.tag("9F26")));
    expect(codeOn(cardholder, "ARQC")).toBe(toHex(chip.cryptogram));
    expect(codeOn(cardholder, "ATC")).toBe(toHex(chip.tag("9F36")));
    expect(codeOn(cardholder, "TC")).not.toBe(codeOn(cardholder, "ARQC"));
  });
});

describe("what stands on paper", () => {
  test("is all of it what came out of the printer", () => {
    const yard = openYard(LESSON);
    playRobot(yard, LESSON.answers.right);
    const printed = yard.told("printer.printed").map(({ text }) => text);
    const torn = yard.told("slip.torn").flatMap(({ lines }) => lines);
    expect(torn.filter(written)).toEqual(printed.filter(written));
    const seen = yard.view().slips.flatMap(({ lines }) => lines.map(textOf));
    expect(seen.map(squeeze).filter(written)).toEqual(printed.map(squeeze).filter(written));
  });

  test("changes with one bit on the printer's cable, and nothing else does", () => {
    const yard = openYard(LESSON);
    flipAmountOnCable(yard);
    playRobot(yard, LESSON.answers.right);
    const totalMinor = yard.told("till.scanned").at(-1)?.totalMinor ?? 0;
    const [merchant = []] = yard.told("slip.torn").map(({ lines }) => lines);
    expect(amountOn(merchant)).not.toBe(formatMinor(totalMinor));
    expect(yard.told("till.card-result")[0]?.amountMinor).toBe(totalMinor);
    expect(yard.view().slips[0]?.lines.map(textOf).map(squeeze)).toContain(
      squeeze(`金额 RMB${amountOn(merchant)}`),
    );
  });
});

/** Turns the lowest bit of the first digit of the amount on its way to the printer. */
function flipAmountOnCable({ cables: { printer } }: Yard): void {
  const amount = [..." RMB"].map((character) => character.charCodeAt(0));
  printer.disturb = (way, bytes) => {
    const label = way === "a-to-b" ? bytes.findIndex((_, at) => matches(bytes, amount, at)) : -1;
    if (label < 0) return undefined;
    const digit = bytes.findIndex((byte, at) => at > label + amount.length && byte >= 0x30);
    return [{ bytes: bytes.map((byte, at) => (at === digit ? byte ^ 1 : byte)), laterMs: 0 }];
  };
}

function matches(bytes: Uint8Array, wanted: readonly number[], at: number): boolean {
  return wanted.every((byte, place) => bytes[at + place] === byte);
}

/** The chip's part of the request, and its cryptogram computed anew from the issuer's master key. */
function readChip(iccData: Uint8Array | undefined) {
  const decoded = decodeTlv(iccData ?? new Uint8Array(0));
  const values = new Map(decoded.ok ? decoded.value.map(({ tag, value }) => [tag, value]) : []);
  const tag = (name: string): Uint8Array => values.get(name) ?? new Uint8Array(0);
  const card = { pan: CARD?.number ?? "", panSequence: HOUSE.panSequence };
  const atc = Number.parseInt(toHex(tag("9F36")), 16);
  const key = sessionKeyOf(KEYS.issuerMaster, card, atc);
  const input = cryptogramInput(tag, tag("9F10").subarray(3, 7)) ?? new Uint8Array(0);
  return { tag, cryptogram: key.compute(input) };
}

function amountOn(slip: readonly string[]): string | undefined {
  return valueOn(slip, "金额 RMB");
}

function valueOn(slip: readonly string[], label: string): string | undefined {
  return slip
    .find((line) => line.startsWith(label))
    ?.slice(label.length)
    .trim();
}

function codeOn(slip: readonly string[], label: string): string | undefined {
  return slip.find((line) => line.startsWith(`${label}:`))?.slice(label.length + 1);
}

function textOf({ runs }: PaperLine): string {
  return runs.map(({ text }) => text).join("");
}

function squeeze(text: string): string {
  return text.replaceAll(" ", "");
}

function written(line: string): boolean {
  return line.trim() !== "" && !line.includes("cut");
}
