import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { UNIONPAY_DEBIT } from "../../../../device-emulators/devices/card/card-profile.ts";
import {
  ANSWER_TO_RESET,
  type Card,
  issueCard,
  stepCard,
} from "../../../../device-emulators/devices/card/chip-card.ts";
import type { ContactInput } from "../../../../device-emulators/kit/apdu.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { CRYPTOGRAM } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import { card, cardOf, PROFILE, pan, powered, talk } from "../../../kit/cards.ts";

const PSE = "00A404000E315041592E5359532E444446303100";
const AID = "00A4040008A00000033301010100";
const GPO = "80A8000006 8304 0156 0156 00";
const TOLD = "000000001234 000000000000 0156 8000000000 0156 260615 00 12345678";
const AC1_ARQC = `80AE80001D ${TOLD} 00`;
const AC1_AAC = `80AE00001D ${TOLD} 00`;
/** Without the issuer's answer. */
const AC2_AAC = `80AE000029 5A33 ${"00".repeat(10)} ${TOLD} 00`;

describe("a card's contacts", () => {
  test("answer a reset, whose last byte makes all but the first fold to zero", () => {
    const step = stepCard(card(), { type: "power-on" }, 0);
    expect(step.effects).toEqual([{ type: "answer", bytes: ANSWER_TO_RESET }]);
    expect(ANSWER_TO_RESET[0]).toBe(0x3b);
    expect(ANSWER_TO_RESET.subarray(1).reduce((folded, byte) => folded ^ byte, 0)).toBe(0);
  });

  test("are mute without power, and again after it", () => {
    expect(talk(card(), [PSE]).answers).toEqual([""]);
    const off = stepCard(powered(card()), { type: "power-off" }, 0).state;
    expect(talk(off, [PSE]).answers).toEqual([""]);
  });

  test("of a broken chip are mute", () => {
    const broken = stepCard(card({ chip: "broken" }), { type: "power-on" }, 0);
    expect(broken.effects).toEqual([]);
    expect(talk(broken.state, [PSE]).answers).toEqual([""]);
  });
});

describe("a transaction", () => {
  test("goes from the directory to the second cryptogram", () => {
    const { answers } = talk(powered(card()), [
      PSE,
      "00B2010C00",
      "00B2020C00",
      AID,
      GPO,
      "00B2010C00",
      "00B2011400",
      "00B2021400",
      "80CA9F3600",
      AC1_ARQC,
      AC2_AAC,
    ]);
    expect(answers.map(draw).join(" ")).toBe("6F 70 6A83 6F 80 70 70 70 9F 80 80");
    expect(answers[8]).toBe("9F36020001 9000".replace(" ", ""));
  });

  test.each([
    ["whole name", "00A4040008A000000333010101", "6F"],
    ["seven bytes of it", "00A4040007A0000003330101", "6F"],
    ["provider alone", "00A4040005A000000333", "6F"],
    ["less than the provider", "00A4040004A0000003", "6700"],
    ["longer than the name", "00A4040009A00000033301010100", "6A82"],
    ["another application of the provider", "00A4040008A000000333010102", "6A82"],
    ["contactless directory", "00A404000E325041592E5359532E4444463031", "6A82"],
    ["the next of the name", "00A4040208A000000333010101", "6A82"],
    ["by file number", "00A40000023F00", "6A86"],
    ["without the answer", "00A4040C08A000000333010101", "6A86"],
  ])("selects by %s", (_name, command, expected) => {
    expect(draw(talk(powered(card()), [command]).answers[0])).toBe(expected);
  });

  test("moves the counter by one, from selection to selection and through a power cut", () => {
    const first = talk(powered(card()), [AID, GPO, AID, GPO]).card;
    const cut = stepCard(first, { type: "power-off" }, 0).state;
    const { card: last, answers } = talk(powered(cut), [AID, "80CA9F36", GPO, "80CA9F36"]);
    expect(answers[1]).toBe("9F360200029000");
    expect(answers[3]).toBe("9F360200039000");
    expect(last.memory.atc).toBe(3);
  });

  test("is refused when the counter is at its end", () => {
    const old = withAtc(powered(card()), 0xfffe);
    const { card: last, answers } = talk(old, [AID, GPO, "80CA9F36", AID, GPO]);
    expect(answers.map(draw).join(" ")).toBe("6F 80 9F 6F 6985");
    expect(answers[2]).toBe("9F3602FFFF9000");
    expect(last.memory.atc).toBe(0xffff);
  });

  test("wants to be told nothing by a card without a list", () => {
    const { answers } = talk(powered(cardOf({ pdol: "" })), [AID, "80A8000002830000"]);
    expect(draw(answers[1])).toBe("80");
  });
});

describe("a card with two applications", () => {
  const two = (changes: { blocked?: boolean } = {}, card: { blocked?: boolean } = {}): Card =>
    issueCard(
      {
        ...PROFILE,
        ...card,
        application: { ...UNIONPAY_DEBIT, ...changes },
        furtherApplications: [
          {
            ...UNIONPAY_DEBIT,
            aid: "A000000333010102",
            label: "PBOC CREDIT",
            pan: pan("6212345678901232"),
          },
        ],
      },
      desCipher(fromHex(CRYPTOGRAM.masterKey)),
    );
  const PROVIDER = "00A4040007A0000003330101";
  const NEXT = "00A4040207A0000003330101";

  test("names each in a directory record of its own", () => {
    const { answers } = talk(powered(two()), [PSE, "00B2010C00", "00B2020C00", "00B2030C00"]);
    expect(answers.map(draw).join(" ")).toBe("6F 70 70 6A83");
    expect(answers[2]).toContain("4F08A000000333010102");
  });

  test("gives them in their order to one who asks for the next of the name", () => {
    const { answers } = talk(powered(two()), [NEXT, PROVIDER, NEXT, NEXT]);
    expect(answers.map((answer) => answer.match(/8408(\w{16})/)?.[1] ?? answer)).toEqual([
      "6A82",
      "A000000333010101",
      "A000000333010102",
      "6A82",
    ]);
  });

  test("each has its own account, and they share the counter", () => {
    const second = "00A4040008A000000333010102";
    const { answers } = talk(powered(two()), [AID, GPO, second, GPO, "00B2011400", "80CA9F36"]);
    expect(answers[4]).toContain("5A086212345678901232");
    expect(answers[5]).toBe("9F360200029000");
  });

  test("one that is blocked can be selected, and no more", () => {
    const { answers } = talk(powered(two({ blocked: true })), [AID, GPO, NEXT, GPO]);
    expect(answers[0]?.endsWith("6283")).toBe(true);
    expect(answers.map(draw).slice(1).join(" ")).toBe("6985 6F 80");
  });

  test("blocked as a whole it can be asked for nothing", () => {
    const { answers } = talk(powered(two({}, { blocked: true })), [PSE, AID, GPO, "80CA9F36"]);
    expect(answers).toEqual(["6A81", "6A81", "6985", "6985"]);
  });
});

describe("a command in the wrong place or form", () => {
  test.each([
    ["READ RECORD with nothing selected", [], "00B2010C00", "6985"],
    ["READ RECORD before the transaction", [AID], "00B2010C00", "6985"],
    ["record 0", [PSE], "00B2000C00", "6A83"],
    ["record behind the last", [AID, GPO], "00B2031400", "6A83"],
    ["a file that is not there", [AID, GPO], "00B2011C00", "6A82"],
    ["an application's file in the directory", [PSE], "00B2011400", "6A82"],
    ["records from P1 on", [AID, GPO], "00B2010D00", "6A86"],
    ["READ RECORD with data", [AID, GPO], "00B2010C01AA00", "6700"],
    ["GET PROCESSING OPTIONS with nothing selected", [], GPO, "6985"],
    ["GET PROCESSING OPTIONS in the directory", [PSE], GPO, "6985"],
    ["GET PROCESSING OPTIONS twice", [AID, GPO], GPO, "6985"],
    ["GET PROCESSING OPTIONS one byte short", [AID], "80A80000058304 015601 00", "6700"],
    ["GET PROCESSING OPTIONS in another template", [AID], "80A8000006 8504 0156 0156", "6A80"],
    ["GET PROCESSING OPTIONS whose length is wrong", [AID], "80A8000006 8303 0156 0156", "6A80"],
    ["GET PROCESSING OPTIONS with P1", [AID], "80A8010006 8304 0156 0156", "6A86"],
    ["GET DATA with nothing selected", [], "80CA9F3600", "6985"],
    ["GET DATA in the directory", [PSE], "80CA9F3600", "6985"],
    ["GET DATA of what is not there", [AID], "80CA9F4F00", "6A88"],
    ["GET DATA with data", [AID], "80CA9F3601AA00", "6700"],
    ["GENERATE AC before the transaction", [AID], AC1_ARQC, "6985"],
    ["GENERATE AC of an unknown kind", [AID, GPO], AC1_ARQC.replace("80AE80", "80AEC0"), "6A86"],
    [
      "GENERATE AC with a combined signature",
      [AID, GPO],
      AC1_ARQC.replace("80AE80", "80AE90"),
      "6A86",
    ],
    ["GENERATE AC with P2", [AID, GPO], AC1_ARQC.replace("80AE8000", "80AE8001"), "6A86"],
    ["GENERATE AC one byte short", [AID, GPO], `80AE80001C${TOLD.slice(0, -2)}`, "6700"],
    ["second GENERATE AC after a refusal", [AID, GPO, AC1_AAC], AC2_AAC, "6985"],
    [
      "second GENERATE AC that asks again",
      [AID, GPO, AC1_ARQC],
      AC2_AAC.replace("80AE00", "80AE80"),
      "6A86",
    ],
    ["second GENERATE AC with the first's data", [AID, GPO, AC1_ARQC], AC1_AAC, "6700"],
    ["third GENERATE AC", [AID, GPO, AC1_ARQC, AC2_AAC], AC2_AAC, "6985"],
    ["EXTERNAL AUTHENTICATE", [AID, GPO], "008200000A00112233445566773030", "6D00"],
    ["a payment command of the interindustry class", [AID], "00A8000002830000", "6D00"],
    ["an unknown instruction", [], "0020008000", "6D00"],
    ["secure messaging", [], "04A4040008A000000333010101", "6E00"],
    ["class FF", [], "FFA4040008A000000333010101", "6E00"],
    ["three bytes", [], "00A404", "6700"],
    ["no bytes", [], "", "6700"],
  ])("%s", (_name, before, command, expected) => {
    const { answers } = talk(powered(card()), [...before, command]);
    expect(answers.at(-1)).toBe(expected);
  });

  test("changes nothing", () => {
    const started = talk(powered(card()), [AID, GPO]).card;
    expect(talk(started, ["80AEC00000", "00B2031400", GPO, "FF000000"]).card).toEqual(started);
  });
});

describe("GET DATA", () => {
  test.each([
    ["80CA9F3600", "9F360200009000"],
    ["80CA9F1300", "9F130200009000"],
    ["80CA9F1700", "9F1701039000"],
  ])("%s of a new card", (command, expected) => {
    expect(talk(powered(card()), [AID, command]).answers[1]).toBe(expected);
  });
});

describe("whatever is sent", () => {
  const command = fc.oneof(
    fc.constantFrom(PSE, AID, GPO, AC1_ARQC, AC1_AAC, AC2_AAC, "00B2010C00").map(fromHex),
    fc.uint8Array({ maxLength: 262 }),
    fc
      .tuple(
        fc.constantFrom("00A404", "00B201", "80A800", "80AE80", "80CA9F"),
        fc.uint8Array({ maxLength: 60 }),
      )
      .map(([start, rest]) => fromHex(start + toHex(rest))),
  );
  const input: fc.Arbitrary<ContactInput> = fc.oneof(
    { weight: 8, arbitrary: command.map((bytes) => ({ type: "command", bytes }) as const) },
    { weight: 1, arbitrary: fc.constantFrom({ type: "power-off" }, { type: "power-on" }) },
  );

  test("a card under power answers with at least two bytes, and never throws", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        let current = powered(card());
        for (const bytes of commands) {
          const step = stepCard(current, { type: "command", bytes }, 0);
          expect(step.effects).toHaveLength(1);
          expect(step.effects[0]?.bytes.length).toBeGreaterThanOrEqual(2);
          current = step.state;
        }
      }),
    );
  });

  test("the counter never goes back, and no transaction has another's", () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        let current = powered(card());
        const seen = new Set<number>();
        for (const next of inputs) {
          const before = current;
          current = stepCard(current, next, 0).state;
          expect(current.memory.atc).toBeGreaterThanOrEqual(before.memory.atc);
          if (current.session.kind === "started" && before.session.kind === "selected") {
            const { atc } = current.session.transaction;
            expect(seen.has(atc)).toBe(false);
            seen.add(atc);
          }
        }
      }),
    );
  });
});

/** The answer's first byte where it succeeded, its status word where it did not. */
function draw(answer: string | undefined): string {
  if (answer === undefined || answer === "") return "mute";
  return answer.endsWith("9000") ? answer.slice(0, 2) : answer.slice(-4);
}

function withAtc(old: Card, atc: number): Card {
  return { ...old, memory: { ...old.memory, atc } };
}
