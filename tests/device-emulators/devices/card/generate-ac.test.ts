import { describe, expect, test } from "vitest";
import { type Card, stepCard } from "../../../../device-emulators/devices/card/chip-card.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { cardOf, powered, talk } from "../../../kit/cards.ts";

const AID = "00A4040008A000000333010101";
const GPO = "80A8000006 8304 0156 0156";
const TOLD = "000000001234 000000000000 0156 8000000000 0156 260615 00 12345678";
const first = (p1: string): string => `80AE${p1}001D ${TOLD}`;
const second = (p1: string, code: string, proof = "00".repeat(10)): string =>
  `80AE${p1}0029 ${code} ${proof} ${TOLD}`;
const [Y3, Z3, OK] = ["5933", "5A33", "3030"];

/** Kind and results (CVR) of an answer, or its status word. */
function draw(answer = ""): string {
  return answer.startsWith("80") ? `${answer.slice(4, 6)} ${answer.slice(32, 40)}` : answer;
}

const limited = (lower: number, upper: number): Card =>
  powered(cardOf({ offlineLimits: { lower, upper } }));

describe("a card with offline limits", () => {
  test("approves until the lower one, then asks, and says why", () => {
    const commands = [AID, GPO, first("40"), AID, GPO, first("40"), AID, GPO, first("40")];
    const { answers } = talk(limited(2, 3), commands);
    expect([2, 5, 8].map((at) => draw(answers[at]))).toEqual([
      "40 03900000",
      "40 03900000",
      "80 03A02000",
    ]);
  });

  test("asks where the terminal wants it, and refuses where that does", () => {
    expect(draw(talk(limited(2, 3), [AID, GPO, first("80")]).answers[2])).toBe("80 03A00000");
    expect(draw(talk(limited(2, 3), [AID, GPO, first("00")]).answers[2])).toBe("00 03800000");
  });

  test.each([
    ["within the upper one", 0, 1, "40", Y3, "40 03612000"],
    ["at the upper one", 0, 0, "40", Y3, "00 03212000"],
    ["the terminal refuses", 0, 1, "00", Z3, "00 03212000"],
    ["the terminal claims an answer that it has no proof of", 0, 1, "40", OK, "00 03202000"],
  ])("where there is no line: %s", (_name, lower, upper, p1, code, expected) => {
    const { answers } = talk(limited(lower, upper), [AID, GPO, first("80"), second(p1, code)]);
    expect(draw(answers[3])).toBe(expected);
  });

  test("counts through a loss of power, and begins anew when its issuer speaks", () => {
    const spent = talk(limited(1, 2), [AID, GPO, first("40")]).card;
    const off = stepCard(spent, { type: "power-off" }, 0).state;
    const again = talk(powered(off), [AID, GPO, first("40")]);
    expect(draw(again.answers[2])).toBe("80 03A02000");
    const cryptogram = (again.answers[2] ?? "").slice(10, 26);
    const heard = talk(again.card, [second("40", OK, proof(again.card, cryptogram))]);
    expect(draw(heard.answers[0])).toBe("40 03602000");
    expect(heard.card.memory).toMatchObject({ offlineInRow: 0, lastOnlineAtc: 2 });
  });
});

describe("EXTERNAL AUTHENTICATE", () => {
  const card = (): Card => powered(cardOf({ interchangeProfile: "1C00" }));
  const asked = talk(card(), [AID, GPO, first("80")]);
  const right = proof(asked.card, (asked.answers[2] ?? "").slice(10, 26));
  const forged = `${right.slice(0, 14)}${right.slice(14, 16) === "00" ? "01" : "00"}3030`;
  const prove = (data: string): string => `008200000A${data}`;

  test.each([
    [
      "a proof, then the last word without one",
      [prove(right), second("40", OK)],
      "9000, 40 03600000",
    ],
    ["a forged one", [prove(forged), second("40", OK)], "6300, 00 03280000"],
    ["zeros", [prove("00".repeat(10)), second("40", OK)], "6300, 00 03280000"],
    ["twice", [prove(right), prove(right)], "9000, 6985"],
    ["not even after a forged one", [prove(forged), prove(right)], "6300, 6985"],
    ["cut", [`0082000009${right.slice(2)}`], "6700"],
    ["with P2", [`008200010A${right}`], "6A86"],
    ["after the last word", [second("00", OK), prove(right)], "00 03200000, 6985"],
  ])("%s", (_name, commands, expected) => {
    expect(talk(asked.card, commands).answers.map(draw).join(", ")).toBe(expected);
  });

  test("before the question", () => {
    expect(talk(card(), [AID, GPO, prove(right)]).answers[2]).toBe("6985");
  });
});

/** Tag 91 that approves this question. */
function proof(card: Card, cryptogram: string): string {
  if (card.session.kind !== "asked") throw new Error("the card has asked nothing");
  const { sessionKey } = card.session.transaction;
  const answer = sessionKey.computeResponse(fromHex(cryptogram), fromHex(OK));
  return toHex(answer) + OK;
}

test("the house's card never approves without its issuer", () => {
  const { answers } = talk(powered(cardOf({})), [AID, GPO, first("40"), second("40", Y3)]);
  expect(answers.slice(2).map(draw)).toEqual(["80 03A00000", "00 03210000"]);
});
