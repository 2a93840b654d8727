import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { CRYPTOGRAM } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import { registerAccounts } from "../../../../sim-server/core/bank/accounts.ts";
import { createChipCheck } from "../../../../sim-server/core/bank/chip-proof.ts";
import type { ContactlessOutcome } from "../../../../sim-server/core/emv/contactless.ts";
import { requestIccData } from "../../../../sim-server/core/emv/icc-data.ts";
import { requireValue } from "../../../../sim-server/core/emv/session.ts";
import { cardFacts } from "../../../../sim-server/core/terminal/entry/card-facts.ts";
import type { Instead } from "../../../kit/card-link.ts";
import { PROFILE } from "../../../kit/cards.ts";
import { fieldCard } from "../../../kit/field-cards.ts";
import { tapCard } from "../../../kit/field-link.ts";
import { show } from "../../../kit/tlv.ts";

const AID = "A000000333010101";

/** The card as its issuer knows it. */
const ISSUED = issuedCard();

describe("a tap", () => {
  test.each([
    ["a card, 1000.00", "card", 100_000, "online 2"],
    ["a card, 1000.01", "card", 100_001, "online 1 sign"],
    ["a phone, 1000.00", "phone", 100_000, "online 2 device"],
    ["a phone, 1000.01", "phone", 100_001, "online 2 device"],
    ["a card, the most there is", "card", 999_999_999, "online 1 sign"],
    ["a card, a fen more", "card", 1_000_000_000, "elsewhere over-limit"],
  ] as const)("of %s", (_name, holder, amountMinor, expected) => {
    expect(draw(tapCard(fieldCard(holder), amountMinor).outcome)).toBe(expected);
  });

  test("takes three commands, and says how far it is", () => {
    const said: string[] = [];
    const { steps } = tapCard(fieldCard(), 8640, {}, ({ ins, data }) => {
      said.push(ins === 0xa4 ? toHex(data).slice(0, 16) : ins.toString(16));
      return undefined;
    });
    expect(said).toEqual(["325041592E535953", AID, "a8"]);
    expect(steps).toEqual(["tap-select", "tap-options"]);
  });

  test("leaves DE 55 with UnionPay's tags in their order, which the issuer can prove", () => {
    const { session } = tapCard(fieldCard(), 8640);
    const iccData = requestIccData(session);
    expect(show(decodeTlv(iccData))).toBe(
      "9F26[8] 9F27[1] 9F10[8] 9F37[4] 9F36[2] 95[5] 9A[3] 9C[1] 9F02[6] 5F2A[2] 82[2] 9F1A[2] " +
        "9F03[6] 9F33[3] 9F34[3] 9F35[1] 9F1E[8] 84[8] 9F09[2]",
    );
    const check = createChipCheck(fromHex(CRYPTOGRAM.masterKey));
    const card = ISSUED;
    expect(check({ card, amountMinor: 8640, iccData }).kind).toBe("proven");
    expect(check({ card, amountMinor: 8641, iccData }).kind).toBe("false");
  });

  test("leaves what the message and the slip say of the card", () => {
    const { session, outcome } = tapCard(fieldCard(), 8640);
    expect(cardFacts(session)).toEqual({
      pan: PROFILE.pan,
      expiry: "3012",
      panSequence: "001",
      track2: "6212345678901265=3012220000000000",
    });
    expect(outcome).toMatchObject({ track2: { characters: "6212345678901265=3012220000000000" } });
    const slip = ["82", "9F37", "9F10", "9F33", "50", "95"].map((tag) =>
      toHex(requireValue(session, tag)),
    );
    expect(slip).toEqual([
      "1800",
      "12345678",
      "0701010 3A0000001".replace(" ", ""),
      "E0F8C8",
      "50424F43204445424954",
      "0000000000",
    ]);
  });

  test("does not change after the card has signed", () => {
    const { session } = tapCard(fieldCard(), 200_000);
    expect(toHex(session.tvr)).toBe("0000000000");
    expect(toHex(requireValue(session, "9F66"))).toBe("36C04000");
  });
});

describe("what the card says instead", () => {
  const gpo = (answer: string): Instead => answering(0xa8, answer);

  test.each<[string, Instead, string]>([
    ["no directory", answering(0xa4, "6A82"), "elsewhere no-application"],
    ["a blocked card", answering(0xa4, "6A81"), "end blocked"],
    ["a directory of nonsense", answering(0xa4, "6F059000"), "elsewhere no-application"],
    ["an empty directory", answering(0xa4, "6F00 9000"), "elsewhere no-application"],
    ["an application of somebody else", directory("A0000000031010"), "elsewhere no-application"],
    ["another interface, please", gpo("6984"), "elsewhere card-asks"],
    ["look at your phone", gpo("6986"), "end see-phone"],
    ["not now", gpo("6985"), "elsewhere no-application"],
    ["nothing", gpo("9000"), "end bad-data"],
    ["bytes that are no data", gpo("77059000"), "end bad-data"],
    ["a request", gpo(answer({})), "online 2"],
    ["a request by its information", gpo(answer({ "9F27": "80" })), "online 2"],
    ["a refusal", gpo(answer({ "9F10": "0701010380000001" })), "declined"],
    ["a refusal by its information", gpo(answer({ "9F27": "00" })), "declined"],
    ["an approval of its own", gpo(answer({ "9F27": "40" })), "declined"],
    [
      "an approval of its own, or the contacts",
      gpo(answer({ "9F27": "40", "9F6C": "1000" })),
      "elsewhere card-asks",
    ],
    ["a kind that there is not", gpo(answer({ "9F27": "C0" })), "end bad-data"],
    ["no track", gpo(answer({ "57": "" })), "end bad-data"],
    ["no cryptogram", gpo(answer({ "9F26": "" })), "end bad-data"],
    ["no counter", gpo(answer({ "9F36": "" })), "end bad-data"],
    ["no profile", gpo(answer({ "82": "" })), "end bad-data"],
    ["no issuer's data", gpo(answer({ "9F10": "" })), "end bad-data"],
    ["no qualifiers", gpo(answer({ "9F6C": "" })), "online 2"],
    [
      "a list without the terminal's qualifiers",
      control("9F3803 9F0206"),
      "elsewhere no-application",
    ],
    ["no list", control(""), "elsewhere no-application"],
    ["half a list", control("9F3802 9F66"), "end bad-data"],
    ["a list too long for a command", control("9F3806 9F6604 9F02FF"), "end bad-data"],
  ])("%s", (_name, instead, expected) => {
    expect(draw(tapCard(fieldCard(), 8640, {}, instead).outcome)).toBe(expected);
  });

  test.each([1, 2, 3])("gone or silent at command %i, nothing is decided", (at) => {
    for (const fault of ["removed", "mute"] as const) {
      let count = 0;
      const { outcome } = tapCard(fieldCard(), 8640, {}, () => {
        count += 1;
        return count === at ? fault : undefined;
      });
      expect(draw(outcome)).toBe(`end ${fault}`);
    }
  });

  test("whatever it is, there is an outcome and never a throw", () => {
    const bytes = fc.uint8Array({ maxLength: 80 }).map(toHex);
    const status = fc.constantFrom("9000", "6984", "6985", "6986", "6A82", "6283");
    const said = fc.oneof(
      fc.constant(undefined),
      fc.tuple(bytes, status).map((both) => both.join("")),
      fc.record({ "57": bytes, "9F10": bytes, "9F6C": bytes, "9F27": bytes }).map(answer),
    );
    fc.assert(
      fc.property(fc.array(said, { minLength: 3, maxLength: 3 }), (answers) => {
        let at = -1;
        const { outcome } = tapCard(fieldCard(), 8640, {}, () => {
          at += 1;
          return answers[at];
        });
        expect(["online-request", "declined", "try-another-interface", "end"]).toContain(
          outcome.kind,
        );
      }),
      { numRuns: 500 },
    );
  });
});

function issuedCard() {
  const card = {
    pan: PROFILE.pan,
    expiry: PROFILE.expiry,
    psn: PROFILE.panSequence,
    pin: "123456",
    state: "normal",
    pinTriesLeft: 3,
  } as const;
  const account = { id: "a", holder: "", balanceMinor: 0, state: "normal", cards: [card] } as const;
  const known = registerAccounts([account]).cards.get(PROFILE.pan);
  if (known === undefined) throw new Error("the card is registered");
  return known;
}

/** The card's one answer, with values of its own where they are given; empty ones are left out. */
function answer(changes: Readonly<Record<string, string>>): string {
  const values: Readonly<Record<string, string>> = {
    "82": "1800",
    "9F36": "0001",
    "57": "6212345678901265D3012220000000000F",
    "9F10": "07010103A0000001",
    "9F26": "1122334455667788",
    "9F6C": "0000",
    ...changes,
  };
  const objects = Object.entries(values).flatMap(([tag, value]) =>
    value === "" ? [] : [tag + lengthOf(value) + value],
  );
  const body = objects.join("");
  return `77 81 ${lengthOf(body)} ${body} 9000`;
}

function lengthOf(hex: string): string {
  const length = hex.replaceAll(" ", "").length / 2;
  return (length % 256).toString(16).padStart(2, "0");
}

function answering(instruction: number, answer: string): Instead {
  return ({ ins }) => (ins === instruction ? answer : undefined);
}

function directory(aid: string): Instead {
  const entry = `61 ${lengthOf(`4F00${aid}`)} 4F ${lengthOf(aid)} ${aid}`;
  const body = `A5 ${lengthOf(`BF0C00${entry}`)} BF0C ${lengthOf(entry)} ${entry}`;
  return answering(0xa4, `6F ${lengthOf(body)} ${body} 9000`);
}

/** The application's FCI with this list in it. */
function control(list: string): Instead {
  const body = `84 08 ${AID} A5 ${lengthOf(list)} ${list}`;
  return ({ ins, data }) =>
    ins === 0xa4 && toHex(data) === AID ? `6F ${lengthOf(body)} ${body} 9000` : undefined;
}

function draw(outcome: ContactlessOutcome): string {
  switch (outcome.kind) {
    case "online-request": {
      const { pin, signature, device } = outcome.duties;
      return `online ${pin ? 1 : 2}${signature ? " sign" : ""}${device ? " device" : ""}`;
    }
    case "declined":
      return "declined";
    case "try-another-interface":
      return `elsewhere ${outcome.why}`;
    case "end":
      return `end ${outcome.why}`;
  }
}
