import { describe, expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { encipherOfflinePin } from "../../../../device-emulators/crypto/offline-pin.ts";
import { testKey } from "../../../../device-emulators/crypto/test-authority.ts";
import { UNIONPAY_DEBIT } from "../../../../device-emulators/devices/card/card-profile.ts";
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
const RIGHT = "0020008008 241234FFFFFFFFFF";
const WRONG = "0020008008 241235FFFFFFFFFF";
const NOISE = "0020008008 0011223344556677";
const CHALLENGE = "0084000000";
const TRIES = "80CA9F1700";
const TOLD = "000000001234 000000000000 0156 8000000000 0156 260615 00 12345678";
const ASK = `80AE80001D ${TOLD}`;

function cardWithPin(pinKey?: "own" | "card"): Card {
  const application = { ...UNIONPAY_DEBIT, ...(pinKey === undefined ? {} : { pinKey }) };
  const offlinePin = { digits: "1234", triesMax: 3 };
  return issueCard(
    { ...PROFILE, application, offlinePin },
    desCipher(fromHex(CRYPTOGRAM.masterKey)),
  );
}

const started = (pinKey?: "own" | "card"): Card =>
  talk(powered(cardWithPin(pinKey)), [AID, GPO]).card;

describe("VERIFY with a clear PIN", () => {
  test.each([
    ["right", [RIGHT], "9000"],
    ["wrong", [WRONG, TRIES], "63C2 9F1701029000"],
    ["wrong, then right: all tries are back", [WRONG, RIGHT, TRIES], "63C2 9000 9F1701039000"],
    [
      "wrong until none is left, and then not even the right one",
      [WRONG, WRONG, WRONG, RIGHT, TRIES],
      "63C2 63C1 63C0 6983 9F1701009000",
    ],
    ["that is no PIN block", [NOISE], "63C2"],
    ["of no bytes", ["00200080"], "63C2"],
    ["under another reference", ["0020008108 241234FFFFFFFFFF"], "6A86"],
    ["after the cryptogram", [ASK, RIGHT], "801380"],
  ])("%s", (_name, commands, expected) => {
    expect(talk(started(), commands).answers.join(" ")).toContain(expected);
  });

  test("before the transaction", () => {
    expect(talk(powered(cardWithPin()), [AID, RIGHT]).answers[1]).toBe("6985");
    expect(talk(started(), [ASK, RIGHT]).answers[1]).toBe("6985");
  });

  test("tries survive a loss of power", () => {
    const spent = talk(started(), [WRONG, WRONG]).card;
    const off = stepCard(spent, { type: "power-off" }, 0).state;
    expect(talk(powered(off), [AID, GPO, WRONG, RIGHT]).answers.slice(2)).toEqual(["63C0", "6983"]);
  });

  test.each([
    ["none", [], "03A00000"],
    ["a right one", [RIGHT], "03A40000"],
    ["a wrong one", [WRONG], "03A60000"],
    ["the last wrong one", [WRONG, WRONG, WRONG], "03A64000"],
  ])("the cryptogram says what came of %s", (_name, commands, expected) => {
    const answer = talk(started(), [...commands, ASK]).answers.at(-1) ?? "";
    expect(answer.slice(32, 40)).toBe(expected);
  });
});

describe.each(["own", "card"] as const)("VERIFY with a PIN under the key: %s", (pinKey) => {
  const key = testKey(pinKey === "own" ? "pin" : "card").publicKey;
  const verify = (pin: string, challenge: string): string => {
    const given = fromHex(challenge.slice(0, 16));
    const data = encipherOfflinePin(pin, key, given, () => 7) ?? fromHex("");
    return `0020008880${toHex(data)}`;
  };

  test.each([
    ["right", "1234", "9000"],
    ["wrong", "1235", "63C2"],
  ])("%s", (_name, pin, expected) => {
    const { card, answers } = talk(started(pinKey), [CHALLENGE]);
    expect(talk(card, [verify(pin, answers[0] ?? "")]).answers).toEqual([expected]);
  });

  test("answers one challenge once, and the last one only", () => {
    const { card, answers } = talk(started(pinKey), [CHALLENGE, CHALLENGE]);
    const [first = "", last = ""] = answers;
    expect(first).not.toBe(last);
    expect(talk(card, [verify("1234", first)]).answers).toEqual(["63C2"]);
    const again = [verify("1234", last), verify("1234", last)];
    expect(talk(card, again).answers).toEqual(["9000", "6985"]);
  });

  test("without a challenge costs no try", () => {
    const { answers } = talk(started(pinKey), [verify("1234", "00".repeat(8)), TRIES]);
    expect(answers).toEqual(["6985", "9F1701039000"]);
  });

  test("challenges differ from one power to the next", () => {
    const first = talk(started(pinKey), [CHALLENGE]);
    const off = stepCard(first.card, { type: "power-off" }, 0).state;
    expect(talk(powered(off), [AID, GPO, CHALLENGE]).answers[2]).not.toBe(first.answers[0]);
  });
});

test("a card without a key takes an enciphered PIN for a wrong one", () => {
  const { answers } = talk(started(), [CHALLENGE, `0020008880${"00".repeat(128)}`]);
  expect(answers[1]).toBe("63C2");
});

test.each([
  ["0084010000", "6A86"],
  ["0084000001AA", "6700"],
])("GET CHALLENGE %s: %s", (command, expected) => {
  expect(talk(started(), [command]).answers).toEqual([expected]);
});
