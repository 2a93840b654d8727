import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CryptogramScheme,
  unionPay3des,
  unionPaySm4,
} from "../../../../device-emulators/crypto/cryptogram-scheme.ts";
import {
  type ScriptOrder,
  scriptCommand,
  scriptKeys,
} from "../../../../device-emulators/crypto/issuer-script.ts";
import {
  type Card,
  issueCard,
  stepCard,
} from "../../../../device-emulators/devices/card/chip-card.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { CRYPTOGRAM } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import { PROFILE, powered, talk } from "../../../kit/cards.ts";

const AID = "00A4040008A000000333010101";
const GPO = "80A8000006 8304 0156 0156";
const TOLD = "000000001234 000000000000 0156 8000000000 0156 260615 00 12345678";
const ASK = `80AE80001D ${TOLD}`;
const REFUSE = `80AE00002A ${`5A33 ${"00".repeat(10)} ${TOLD}`}`.replace("2A", "29");

const masterKey = fromHex(CRYPTOGRAM.masterKey);
const limited = { ...PROFILE.application, offlineLimits: { lower: 1, upper: 2 } };

/** A card that has just asked its issuer, and the question. */
function asked(start: Card = powered(newCard())): { card: Card; cryptogram: Uint8Array } {
  const { card, answers } = talk(start, [AID, GPO, ASK]);
  return { card, cryptogram: fromHex((answers[2] ?? "").slice(10, 26)) };
}

function newCard(scheme: CryptogramScheme = unionPay3des): Card {
  const offlinePin = { digits: "1234", triesMax: 3 };
  const master = scheme.openMaster(masterKey);
  return issueCard({ ...PROFILE, application: limited, offlinePin }, master, scheme);
}

function command(
  order: ScriptOrder,
  cryptogram: Uint8Array,
  atc = 1,
  scheme: CryptogramScheme = unionPay3des,
): string {
  const master = scheme.openMaster(masterKey);
  const cardKey = scheme.deriveCardKey(master, PROFILE.pan, PROFILE.panSequence);
  const keys = scriptKeys(scheme, cardKey, atc);
  return toHex(scriptCommand(order, { keys, atc, cryptogram }));
}

function again(card: Card): Card {
  return powered(stepCard(card, { type: "power-off" }, 0).state);
}

describe("an order of the issuer", () => {
  test.each<[string, ScriptOrder, readonly string[], string]>([
    ["blocks the application", { kind: "block-application" }, [AID, GPO], "6283 6985"],
    ["blocks the card", { kind: "block-card" }, [AID], "6A81"],
    [
      "changes the PIN",
      { kind: "change-pin", pin: "4321" },
      [AID, GPO, "0020008008241234FFFFFFFFFF", "0020008008244321FFFFFFFFFF"],
      "9000 9000 63C2 9000",
    ],
    [
      "puts a limit in the place of the card's",
      { kind: "put-data", tag: "9F58", value: fromHex("00") },
      [AID, "80CA9F5800", GPO, ASK.replace("80AE80", "80AE40")],
      "9000 9000 9000 9000",
    ],
  ])("%s, for good", (_name, order, then, expected) => {
    const { card, cryptogram } = asked();
    const obeyed = talk(card, [command(order, cryptogram)]);
    expect(obeyed.answers).toEqual(["9000"]);
    const { answers } = talk(again(obeyed.card), then);
    expect(answers.map((answer) => answer.slice(-4)).join(" ")).toBe(expected);
  });

  test.each<[string, ScriptOrder, readonly string[], string]>([
    ["blocks the application", { kind: "block-application" }, [AID, GPO], "6283 6985"],
    [
      "changes the PIN",
      { kind: "change-pin", pin: "4321" },
      [AID, GPO, "0020008008244321FFFFFFFFFF"],
      "9000 9000 9000",
    ],
  ])("%s of a card that computes with SM4", (_name, order, then, expected) => {
    const { card, cryptogram } = asked(powered(newCard(unionPaySm4)));
    const obeyed = talk(card, [command(order, cryptogram, 1, unionPaySm4)]);
    expect(obeyed.answers).toEqual(["9000"]);
    const { answers } = talk(again(obeyed.card), then);
    expect(answers.map((answer) => answer.slice(-4)).join(" ")).toBe(expected);
    expect(talk(card, [command(order, cryptogram)]).answers).toEqual(["6988"]);
  });

  test("a new limit is kept to", () => {
    const order: ScriptOrder = { kind: "put-data", tag: "9F58", value: fromHex("00") };
    const kindOf = (card: Card): string =>
      (talk(again(card), [AID, GPO, ASK.replace("80AE80", "80AE40")]).answers[2] ?? "").slice(4, 6);
    const { card, cryptogram } = asked();
    expect(kindOf(card)).toBe("40");
    expect(kindOf(talk(card, [command(order, cryptogram)]).card)).toBe("80");
  });

  test("gives the tries of a blocked PIN back", () => {
    const wrong = "0020008008241235FFFFFFFFFF";
    const spent = talk(powered(newCard()), [AID, GPO, wrong, wrong, wrong]).card;
    const { card, cryptogram } = asked(again(spent));
    const unblocked = talk(card, [command({ kind: "unblock-pin" }, cryptogram, 2)]).card;
    expect(talk(again(unblocked), [AID, "80CA9F1700"]).answers[1]).toBe("9F1701039000");
  });

  test("unblocks what it has blocked", () => {
    const { card, cryptogram } = asked();
    const { answers, card: after } = talk(card, [
      command({ kind: "block-application" }, cryptogram),
      command({ kind: "unblock-application" }, cryptogram),
    ]);
    expect(answers).toEqual(["9000", "9000"]);
    expect(talk(again(after), [AID]).answers[0]?.slice(-4)).toBe("9000");
  });

  test("may come after the last cryptogram too", () => {
    const { card, cryptogram } = asked();
    const finished = talk(card, [REFUSE]).card;
    const { answers } = talk(finished, [command({ kind: "block-card" }, cryptogram)]);
    expect(answers).toEqual(["9000"]);
  });

  test("a blocked application refuses in the transaction that blocks it", () => {
    const { card, cryptogram } = asked();
    const blocked = talk(card, [command({ kind: "block-application" }, cryptogram)]).card;
    const { answers } = talk(blocked, [REFUSE.replace("80AE00", "80AE40").replace("5A33", "5933")]);
    expect(answers[0]?.slice(4, 6)).toBe("00");
  });

  test.each<[string, (right: string, cryptogram: Uint8Array) => string, string]>([
    [
      "with a wrong MAC",
      (right) => `${right.slice(0, -2)}${right.endsWith("00") ? "01" : "00"}`,
      "6988",
    ],
    ["without a MAC", () => "84160000", "6988"],
    ["for another question", () => command({ kind: "block-card" }, new Uint8Array(8)), "6988"],
    ["of another transaction", (_, arqc) => command({ kind: "block-card" }, arqc, 2), "6988"],
    ["with another's header", (right) => right.replace("8416", "841E"), "6988"],
    [
      "to write what cannot be written",
      (_, arqc) => command({ kind: "put-data", tag: "9F36", value: fromHex("0000") }, arqc),
      "6A88",
    ],
    [
      "to write a value of another length",
      (_, arqc) => command({ kind: "put-data", tag: "9F58", value: fromHex("0000") }, arqc),
      "6700",
    ],
  ])("%s changes nothing but the count of failures", (_name, make, expected) => {
    const { card, cryptogram } = asked();
    const right = command({ kind: "block-card" }, cryptogram);
    const { card: after, answers } = talk(card, [make(right, cryptogram)]);
    expect(answers).toEqual([expected]);
    expect(after.memory).toEqual({ ...card.memory, scripts: { commands: 1, failed: true } });
  });

  test("in no transaction, or in one that asked nobody, is refused", () => {
    const order = command({ kind: "block-card" }, new Uint8Array(8));
    const refused = `80AE00001D ${TOLD}`;
    for (const before of [[], [AID], [AID, GPO], [AID, GPO, refused]]) {
      expect(talk(powered(newCard()), [...before, order]).answers.at(-1)).toBe("6985");
    }
  });

  test("is told of in the next cryptogram, until the issuer speaks", () => {
    const { card, cryptogram } = asked();
    const bad = command({ kind: "block-card" }, new Uint8Array(8));
    const good = command({ kind: "unblock-pin" }, cryptogram);
    const cvr = (state: Card): string =>
      (talk(again(state), [AID, GPO, ASK]).answers[2] ?? "").slice(32, 40);
    expect(cvr(talk(card, [good]).card)).toBe("03A00010");
    expect(cvr(talk(card, [good, bad]).card)).toBe("03A00028");
  });
});

test("no bytes but the issuer's make a card obey", () => {
  const { card } = asked();
  const order = fc
    .tuple(
      fc.constantFrom("1E", "18", "16", "24", "DA"),
      fc.uint8Array({ minLength: 4, maxLength: 16 }),
    )
    .map(([ins, data]) => `84${ins}0000${data.length.toString(16).padStart(2, "0")}${toHex(data)}`);
  fc.assert(
    fc.property(fc.array(order, { maxLength: 5 }), (orders) => {
      const after = talk(card, orders).card.memory;
      expect({ ...after, scripts: undefined }).toEqual({ ...card.memory, scripts: undefined });
    }),
  );
});
