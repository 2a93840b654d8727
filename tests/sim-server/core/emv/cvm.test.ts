import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { err, ok } from "../../../../device-emulators/kit/result.ts";
import {
  type PinReply,
  type PinRequest,
  verifyCardholder,
} from "../../../../sim-server/core/emv/cvm.ts";
import { openSession, type TransactionType } from "../../../../sim-server/core/emv/session.ts";
import {
  atOnce,
  CIRCUMSTANCES,
  CONFIG,
  finish,
  linkTo,
  unionPayCard,
} from "../../../kit/card-link.ts";

type Case = {
  readonly list?: string;
  readonly profile?: string;
  readonly capabilities?: string;
  readonly currency?: string;
  readonly type?: TransactionType;
  readonly terminalType?: string;
  /** What the pad says, in turn; then always that the PIN was entered. */
  readonly pad?: readonly PinReply["kind"][];
  /** The try counter that the card tells, and its answers to VERIFY. */
  readonly counter?: string;
  readonly verify?: readonly string[];
};

/**
 * Method, results (9F34), byte 3 of the verification results, byte 1 of the status; then what was
 * asked of the pad. 86.40 is asked.
 */
function verify(situation: Case): string {
  const { list, profile = "1800", capabilities = "206000", currency = "0156" } = situation;
  const { type = "goods", terminalType = "22", counter = "6A88" } = situation;
  const pad = [...(situation.pad ?? [])];
  const answers = [...(situation.verify ?? [])];
  const { link } = linkTo(unionPayCard(), ({ ins }) =>
    ins === 0xca ? counter : (answers.shift() ?? "9000"),
  );
  const config = { ...CONFIG, capabilities, terminalType };
  const session = openSession(config, { ...CIRCUMSTANCES, transactionType: type });
  session.data.set("82", fromHex(profile));
  session.data.set("9F42", fromHex(currency));
  if (list !== undefined) session.data.set("8E", fromHex(list));
  const asked: string[] = [];
  const askPin = (request: PinRequest) => {
    const left = "triesLeft" in request ? `${request.triesLeft ?? "?"}` : "";
    asked.push(`${request.kind === "online" ? "online" : "card"}${left}`);
    const kind = pad.shift() ?? "entered";
    return atOnce(ok(kind === "entered" ? { kind, verifyData: new Uint8Array(8) } : { kind }));
  };
  const verified = finish(verifyCardholder(link, session, askPin));
  if (!verified.ok) throw new Error("nothing refused");
  const results = toHex(session.data.get("9F34") ?? new Uint8Array(0));
  const notes = `${toHex(session.tvr).slice(4, 6)} ${toHex(session.tsi).slice(0, 2)}`;
  return [`${verified.value} ${results} ${notes}`, ...asked].join(" ");
}

const NO_AMOUNTS = "0000000000000000";
/** X is 86.40 and Y 86.41, in fen. */
const AMOUNTS = "000021C0000021C1";
const UNIONPAY = `${NO_AMOUNTS}42031E031F00`;
/** Clear PIN for the card, PIN online, signature. */
const ALL = "E0E000";

describe("cardholder verification", () => {
  test.each<[string, Case, string]>([
    ["UnionPay's list", { list: UNIONPAY }, "online-pin 420300 04 40 online"],
    [
      "UnionPay's list, no PIN pad",
      { list: UNIONPAY, capabilities: "202000" },
      "signature 1E0300 00 40",
    ],
    [
      "UnionPay's list, neither pad nor paper",
      { list: UNIONPAY, capabilities: "200000" },
      "failed 3F0001 80 40",
    ],
    [
      "UnionPay's list, nothing wanted",
      { list: UNIONPAY, capabilities: "200800" },
      "none 1F0002 00 40",
    ],
    ["a card that cannot verify", { list: UNIONPAY, profile: "0800" }, "none 3F0000 00 00"],
    ["no list", {}, "none 3F0000 00 00"],
    ["a list without rules", { list: NO_AMOUNTS }, "none 3F0000 00 00"],
    ["a PIN that the card would check", { list: `${NO_AMOUNTS}0100` }, "failed 3F0001 90 40"],
    ["... and then online", { list: `${NO_AMOUNTS}41004200` }, "online-pin 420000 14 40 online"],
    ["an unknown method", { list: `${NO_AMOUNTS}2A00` }, "failed 3F0001 C0 40"],
    ["... that may fail", { list: `${NO_AMOUNTS}6A001E00` }, "signature 1E0000 40 40"],
    ["a method that fails on purpose", { list: `${NO_AMOUNTS}0000` }, "failed 000001 80 40"],
    [
      "... and lets the next one follow",
      { list: `${NO_AMOUNTS}40001E00` },
      "signature 1E0000 00 40",
    ],
    ["cash alone", { list: `${NO_AMOUNTS}420142044205` }, "failed 3F0001 80 40"],
    ["not cash", { list: `${NO_AMOUNTS}4202` }, "online-pin 420200 04 40 online"],
    ["under X at X", { list: `${AMOUNTS}42061E00` }, "signature 1E0000 00 40"],
    ["over X at X", { list: `${AMOUNTS}42071E00` }, "signature 1E0000 00 40"],
    ["under Y below Y", { list: `${AMOUNTS}42081E00` }, "online-pin 420800 04 40 online"],
    ["over Y below Y", { list: `${AMOUNTS}42091E00` }, "signature 1E0000 00 40"],
    ["over X above X", { list: `000021BF00000000${"42071E00"}` }, "online-pin 420700 04 40 online"],
    ["an unknown condition", { list: `${NO_AMOUNTS}420A1E00` }, "signature 1E0000 00 40"],
    [
      "amounts in another currency",
      { list: `000021BF00000000${"42071E00"}`, currency: "0344" },
      "signature 1E0000 00 40",
    ],
  ])("%s", (_name, situation, expected) => {
    expect(verify(situation)).toBe(expected);
  });

  const KINDS = `${NO_AMOUNTS}1E011E041E051E02`;
  test.each<[string, Case, string]>([
    ["goods", {}, "signature 1E0200 00 40"],
    ["a refund", { type: "refund" }, "signature 1E0200 00 40"],
    ["cash over the counter", { type: "cash" }, "signature 1E0400 00 40"],
    ["cash from a machine", { type: "cash", terminalType: "14" }, "signature 1E0100 00 40"],
    ["cash with the goods", { type: "cashback" }, "signature 1E0500 00 40"],
    [
      "cash over the counter, and not from a machine",
      { type: "cash", terminalType: "14", list: `${NO_AMOUNTS}1E04` },
      "failed 3F0001 80 40",
    ],
  ])("its condition names %s", (_name, situation, expected) => {
    expect(verify({ list: KINDS, ...situation })).toBe(expected);
  });
});

describe("a PIN that the card checks", () => {
  const list = `${NO_AMOUNTS}41031E03`;
  test.each<[string, Case, string]>([
    ["right", { verify: ["9000"] }, "offline-pin 410302 00 40 card?"],
    ["right at the second try", { verify: ["63C2"] }, "offline-pin 410302 00 40 card? card2"],
    ["the counter is told first", { counter: "9F1701039000" }, "offline-pin 410302 00 40 card3"],
    [
      "wrong until none is left",
      { verify: ["63C2", "63C1", "63C0"] },
      "signature 1E0300 20 40 card? card2 card1",
    ],
    ["none left to begin with", { counter: "9F1701009000" }, "signature 1E0300 20 40"],
    ["blocked", { verify: ["6983"] }, "signature 1E0300 20 40 card?"],
    ["blocked, said otherwise", { verify: ["6984"] }, "signature 1E0300 20 40 card?"],
    ["the card does not do it", { verify: ["6D00"] }, "signature 1E0300 00 40 card?"],
    ["done without", { pad: ["bypassed"] }, "signature 1E0300 08 40 card?"],
    ["no pad", { pad: ["no-pad"] }, "signature 1E0300 10 40 card?"],
    [
      "done without, and so not asked for online either",
      { list: `${NO_AMOUNTS}410342001E00`, pad: ["bypassed"] },
      "signature 1E0000 08 40 card?",
    ],
    [
      "done without, and nothing may follow",
      { list: `${NO_AMOUNTS}0103`, pad: ["bypassed"] },
      "failed 010301 88 40 card?",
    ],
    [
      "wrong, and nothing may follow",
      { list: `${NO_AMOUNTS}01031E00`, verify: ["63C0"] },
      "failed 010301 A0 40 card?",
    ],
    [
      "wrong, and nothing that follows can be used",
      { list: `${NO_AMOUNTS}41035F00`, verify: ["63C0"] },
      "failed 410301 A0 40 card?",
    ],
    [
      "and a signature",
      { list: `${NO_AMOUNTS}0300` },
      "offline-pin-and-signature 030000 00 40 card?",
    ],
    [
      "wrong, with a signature",
      { list: `${NO_AMOUNTS}0300`, verify: ["63C0"] },
      "failed 030001 A0 40 card?",
    ],
    [
      "and a signature where there is no paper",
      { list: `${NO_AMOUNTS}03001F00`, capabilities: "E0C000" },
      "failed 3F0001 90 40",
    ],
    [
      "enciphered, by a card without a key",
      { list: `${NO_AMOUNTS}44001E00`, capabilities: "E0F000" },
      "signature 1E0000 00 40",
    ],
    [
      "enciphered, which the terminal cannot",
      { list: `${NO_AMOUNTS}44001E00` },
      "signature 1E0000 10 40",
    ],
  ])("%s", (_name, situation, expected) => {
    expect(verify({ list, capabilities: ALL, ...situation })).toBe(expected);
  });

  test("a card that never counts is asked fifteen times", () => {
    const situation = { list, capabilities: ALL, verify: Array.from({ length: 99 }, () => "63C3") };
    expect(verify(situation).match(/card/g)).toHaveLength(15);
  });

  test.each(["removed", "mute"] as const)("a card that is %s ends it", (fault) => {
    const { link } = linkTo(unionPayCard(), ({ ins }) => (ins === 0x20 ? fault : "6A88"));
    const session = openSession({ ...CONFIG, capabilities: ALL }, CIRCUMSTANCES);
    session.data.set("82", fromHex("1800"));
    session.data.set("8E", fromHex(list));
    const entered = () => atOnce(ok({ kind: "entered" } as const));
    expect(finish(verifyCardholder(link, session, entered))).toEqual(err(fault));
  });
});

describe("a PIN for the issuer", () => {
  test.each<[string, Case, string]>([
    ["done without", { pad: ["bypassed"] }, "signature 1E0300 08 40 online"],
    ["no pad", { pad: ["no-pad"] }, "signature 1E0300 10 40 online"],
  ])("%s", (_name, situation, expected) => {
    expect(verify({ list: UNIONPAY, ...situation })).toBe(expected);
  });

  test("that is refused ends it, and is not noted as entered", () => {
    const session = openSession(CONFIG, CIRCUMSTANCES);
    session.data.set("82", fromHex("1800"));
    session.data.set("8E", fromHex(UNIONPAY));
    const { link } = linkTo(unionPayCard());
    expect(finish(verifyCardholder(link, session, () => atOnce(err("cancelled"))))).toEqual(
      err("cancelled"),
    );
    expect(toHex(session.tvr)).toBe("8000000000");
  });
});
