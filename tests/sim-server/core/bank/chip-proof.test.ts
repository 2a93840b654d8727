import { describe, expect, test } from "vitest";
import {
  type CryptogramScheme,
  unionPay3des,
  unionPaySm4,
} from "../../../../device-emulators/crypto/cryptogram-scheme.ts";
import { issueCard } from "../../../../device-emulators/devices/card/chip-card.ts";
import { concat, fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { type Card, registerAccounts } from "../../../../sim-server/core/bank/accounts.ts";
import { createChipCheck } from "../../../../sim-server/core/bank/chip-proof.ts";
import { PROFILE, powered, talk } from "../../../kit/cards.ts";

const MASTER_KEY = fromHex("0123456789ABCDEFFEDCBA9876543210");
const AMOUNT_MINOR = 1_234;
const SELECT = "00A4040008A000000333010101";
const START = "80A8000006 8304 0156 0156";
const TOLD = [
  ["9F02", "000000001234"],
  ["9F03", "000000000000"],
  ["9F1A", "0156"],
  ["95", "0000000000"],
  ["5F2A", "0156"],
  ["9A", "260615"],
  ["9C", "00"],
  ["9F37", "12345678"],
] as const;
const TOLD_VALUES = TOLD.map(([, value]) => value).join("");

type SchemeName = "3des" | "sm4";
const SCHEMES: Readonly<Record<SchemeName, CryptogramScheme>> = {
  "3des": unionPay3des,
  sm4: unionPaySm4,
};

/** The card as its issuer knows it. */
function issued(cryptogramScheme: SchemeName): Card | undefined {
  return registerAccounts([
    {
      id: "a",
      holder: "李晓明",
      balanceMinor: 0,
      state: "normal",
      cards: [
        {
          pan: PROFILE.pan,
          expiry: PROFILE.expiry,
          psn: PROFILE.panSequence,
          pin: "000000",
          state: "normal",
          pinTriesLeft: 3,
          cryptogramScheme,
        },
      ],
    },
  ]).cards.get(PROFILE.pan);
}

describe.each([
  ["triple DES", "3des", "sm4", "0101", "01"],
  ["SM4", "sm4", "3des", "0117", "04"],
] as const)("a card and an issuer that compute with %s", (...row) => {
  const [, scheme, other, version, algorithm] = row;

  test("prove themselves to each other, and the card approves", () => {
    const { card, iccData, issuerData } = ask(scheme);
    expect(issuerData).toBe(`07${version}03A00000${algorithm}`);
    const proof = check(scheme, iccData);
    const answer = proof.kind === "proven" ? toHex(proof.answer("00")) : "";
    const second = talk(card, [`80AE400029 3030 ${answer.slice(4)} ${TOLD_VALUES}`]);
    expect(second.answers[0]?.slice(0, 6)).toBe("801340");
  });

  test("an order made for this transaction is obeyed, and by no card of the other scheme", () => {
    const { card, iccData } = ask(scheme);
    const proof = check(scheme, iccData);
    const command = proof.kind === "proven" ? toHex(proof.command({ kind: "block-card" })) : "";
    expect(talk(card, [command]).answers).toEqual(["9000"]);
    expect(talk(ask(other).card, [command]).answers).toEqual(["6988"]);
  });

  test("are not taken in by the other's", () => {
    expect(check(other, ask(scheme).iccData).kind).toBe("false");
  });
});

function check(scheme: SchemeName, iccData: Uint8Array) {
  const card = issued(scheme);
  if (card === undefined) throw new Error("the test card is not registered");
  return createChipCheck(MASTER_KEY)({ card, amountMinor: AMOUNT_MINOR, iccData });
}

/** A new card's first question, and DE 55 with it. */
function ask(name: SchemeName) {
  const scheme = SCHEMES[name];
  const fresh = powered(issueCard(PROFILE, scheme.openMaster(MASTER_KEY), scheme));
  const { card, answers } = talk(fresh, [SELECT, START, `80AE80001D ${TOLD_VALUES}`]);
  const [counter, cryptogram, issuerData] = [
    answers[2]?.slice(6, 10) ?? "",
    answers[2]?.slice(10, 26) ?? "",
    answers[2]?.slice(26, -4) ?? "",
  ];
  const values = [
    ...TOLD,
    ["82", PROFILE.application.interchangeProfile],
    ["9F36", counter],
    ["9F26", cryptogram],
    ["9F10", issuerData],
  ] as const;
  const iccData = concat(
    values.map(([tag, value]) => {
      const bytes = fromHex(value);
      return concat([fromHex(tag), Uint8Array.of(bytes.length), bytes]);
    }),
  );
  return { card, iccData, issuerData };
}
