import { createCipheriv, createDecipheriv } from "node:crypto";
import { describe, expect, test } from "vitest";
import { concat, fromHex, fromLatin1, toHex, xor } from "../../../../device-emulators/kit/bytes.ts";
import { CRYPTOGRAM } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import { card, cardOf, powered, talk } from "../../../kit/cards.ts";

const AID = "00A4040008A000000333010101";
const GPO = "80A8000006 8304 0156 0156";
const TOLD = "000000001234 000000000000 0156 8000000000 0156 260615 00 12345678";
const asked = (p1: string) => [AID, GPO, `80AE${p1}001D ${TOLD}`];

/** The bytes before the card's results: the card adds its profile and counter to what it was told. */
const INPUT = `${TOLD} 1800 0001`;

describe("the first GENERATE AC", () => {
  test.each([
    ["a question", "80", "80", "03A00000"],
    ["approval, which becomes a question", "40", "80", "03A00000"],
    ["refusal", "00", "00", "03800000"],
  ])("asked for %s", (_name, p1, kind, cvr) => {
    expect(talk(powered(card()), asked(p1)).answers[2]).toBe(expectedAnswer(kind, cvr));
  });

  test("of another transaction is another one", () => {
    const { answers } = talk(powered(card()), [...asked("80"), ...asked("80")]);
    expect(answers[5]?.slice(6, 10)).toBe("0002");
    expect(answers[5]?.slice(10, 26)).not.toBe(answers[2]?.slice(10, 26));
  });

  test("covers the card's own profile", () => {
    const { answers } = talk(powered(cardOf({ interchangeProfile: "7C00" })), asked("80"));
    expect(answers[2]?.slice(10, 26)).toBe(oracleMac(`${TOLD} 7C00 0001 03A00000`));
  });
});

describe("the second GENERATE AC", () => {
  const approved = issuerAnswer("00");
  const forged = `${approved.slice(0, 14)}${approved.slice(14, 16) === "00" ? "01" : "00"}3030`;

  test.each([
    ["approved", "40", approved, "40", "03600000", 1],
    ["partly approved", "40", issuerAnswer("10"), "40", "03600000", 1],
    ["approved, VIP", "40", issuerAnswer("11"), "40", "03600000", 1],
    ["approved, but the terminal refuses", "00", approved, "00", "03200000", 1],
    ["declined", "00", issuerAnswer("51"), "00", "03200000", 1],
    ["declined, but the terminal approves", "40", issuerAnswer("51"), "00", "03200000", 1],
    ["answer forged in one byte", "40", forged, "00", "03280000", 0],
    [
      "approval claimed over a decline",
      "40",
      `${issuerAnswer("51").slice(0, 16)}3030`,
      "00",
      "03280000",
      0,
    ],
    ["no answer", "40", "00".repeat(10), "00", "03200000", 0],
  ])("%s", (_name, p1, answer, kind, cvr, lastOnlineAtc) => {
    const second = `80AE${p1}0029 3030 ${answer} ${TOLD}`;
    const { card: after, answers } = talk(powered(card()), [...asked("80"), second]);
    expect(answers[3]).toBe(expectedAnswer(kind, cvr));
    expect(after.memory.lastOnlineAtc).toBe(lastOnlineAtc);
    expect(after.session).toMatchObject({ kind: "finished" });
  });

  test("does not take the issuer's answer to another transaction", () => {
    const second = `80AE400029 3030 ${approved} ${TOLD}`;
    const { answers } = talk(powered(card()), [...asked("80"), ...asked("80"), second]);
    expect(answers[6]?.slice(4, 6)).toBe("00");
  });
});

function expectedAnswer(kind: string, cvr: string): string {
  return `8013${kind}0001${oracleMac(`${INPUT} ${cvr}`)}070101${cvr}019000`;
}

/** Tag 91 for the question of the card's first transaction. */
function issuerAnswer(responseCode: string): string {
  const question = fromHex(oracleMac(`${INPUT} 03A00000`));
  const code = fromLatin1(responseCode);
  const block = xor(question, concat([code, new Uint8Array(6)]));
  return `${oracle("encrypt", halves(0, 1, 0), block)}${toHex(code)}`;
}

/** Algorithm 3 of ISO/IEC 9797-1 with padding 2, by OpenSSL, under the vectors' session key. */
function oracleMac(input: string): string {
  const data = fromHex(input);
  const padded = new Uint8Array(40);
  padded.set(data);
  padded[data.length] = 0x80;
  const chain = createCipheriv("des-ede3-cbc", halves(0, 0, 0), new Uint8Array(8));
  const last = new Uint8Array(chain.update(padded)).slice(-8);
  const between = oracle("decrypt", halves(1, 1, 1), last);
  return oracle("encrypt", halves(0, 0, 0), fromHex(between));
}

function oracle(way: "encrypt" | "decrypt", key: Uint8Array, block: Uint8Array): string {
  const create = way === "encrypt" ? createCipheriv : createDecipheriv;
  const cipher = create("des-ede3-ecb", key, null);
  cipher.setAutoPadding(false);
  return toHex(concat([cipher.update(block), cipher.final()]));
}

function halves(...order: readonly number[]): Uint8Array {
  const key = fromHex(CRYPTOGRAM.sessionKey);
  return concat(order.map((half) => key.subarray(half * 8, half * 8 + 8)));
}
