import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CardMemory } from "../../../../device-emulators/devices/card/card-state.ts";
import { stepCard } from "../../../../device-emulators/devices/card/chip-card.ts";
import {
  ANSWER_TO_SELECT,
  stepFieldCard,
} from "../../../../device-emulators/devices/card/field-card.ts";
import { decodeTlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { CRYPTOGRAM } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import { PROFILE, powered, talk } from "../../../kit/cards.ts";
import { fieldCard, inField, talkOverAir } from "../../../kit/field-cards.ts";
import { sessionKeyOf } from "../../../kit/session-key.ts";
import { show } from "../../../kit/tlv.ts";

const PPSE = "00A404000E325041592E5359532E4444463031 00";
const AID = "00A4040008A000000333010101 00";
const TOLD = "000000001234 000000000000 0156 0000000000 0156 260615 00 12345678";
const gpo = (qualifiers: string) => `80A8000023 8321 ${qualifiers} ${TOLD} 00`;

describe("a card in the field", () => {
  test("answers the field, and nothing where there is no antenna or no working chip", () => {
    const answer = (card: ReturnType<typeof fieldCard>) =>
      stepFieldCard(card, { type: "power-on" }, 0).effects.map(({ bytes }) => toHex(bytes));
    expect(answer(fieldCard())).toEqual([toHex(ANSWER_TO_SELECT)]);
    expect(answer(fieldCard("card", { chip: "broken" }))).toEqual([]);
    const { contactless: _, ...without } = fieldCard().card.profile;
    expect(answer({ ...fieldCard(), card: { ...fieldCard().card, profile: without } })).toEqual([]);
  });

  test("is silent without power, and again after it", () => {
    expect(talkOverAir(fieldCard(), [PPSE]).answers).toEqual([""]);
    const off = stepFieldCard(inField(fieldCard()), { type: "power-off" }, 0).state;
    expect(talkOverAir(off, [PPSE]).answers).toEqual([""]);
  });

  test("lists its application, and tells what it wants to be told", () => {
    const { answers } = talkOverAir(inField(fieldCard()), [PPSE, AID]);
    expect(answers[0]).toContain("BF0C");
    expect(answers[0]).toContain(`4F08${PROFILE.application.aid}`);
    expect(answers[1]).toContain("9F38189F66049F02069F03069F1A0295055F2A029A039C019F3704");
  });

  test("that its issuer has blocked is blocked over the air too", () => {
    const said = (memory: Partial<CardMemory>): string => {
      const { card, session } = inField(fieldCard());
      const blocked = { session, card: { ...card, memory: { ...card.memory, ...memory } } };
      const { answers } = talkOverAir(blocked, [PPSE, AID, gpo("36800000")]);
      return answers.map((answer) => answer.slice(-4)).join(" ");
    };
    expect(said({})).toBe("9000 9000 9000");
    expect(said({ blockedApplications: [PROFILE.application.aid] })).toBe("9000 6283 6985");
    expect(said({ blocked: true })).toBe("6A81 6A81 6985");
  });

  test("says everything in one answer, with a cryptogram over what it was told", () => {
    const { answers, card } = talkOverAir(inField(fieldCard()), [PPSE, AID, gpo("36800000")]);
    const body = fromHex(answers[2]?.slice(0, -4) ?? "");
    const template = decodeTlv(body);
    const inner = decodeTlv(template.ok ? (template.value[0]?.value ?? body) : body);
    expect(show(inner)).toBe("82[2] 9F36[2] 57[17] 9F10[8] 9F26[8] 5F34[1] 9F6C[2] 9F5D[6]");
    const values = new Map(
      inner.ok ? inner.value.map(({ tag, value }) => [tag, toHex(value)]) : [],
    );
    expect(values.get("9F36")).toBe("0001");
    const input = fromHex(`${TOLD} ${values.get("82")} 0001 03A00000`);
    expect(values.get("9F26")).toBe(
      toHex(sessionKeyOf(CRYPTOGRAM.masterKey, PROFILE, 1).compute(input)),
    );
    expect(card.card.memory.atc).toBe(1);
    expect(talkOverAir(card, [gpo("36800000")]).answers).toEqual(["6985"]);
  });

  test.each([
    ["card", "nothing wanted", "36800000", "0200 A0"],
    ["card", "verification wanted", "36C00000", "8200 A0"],
    ["card", "wanted, and no PIN pad", "32C00000", "4200 A0"],
    ["card", "wanted, and no way to do it", "30C00000", "0200 80"],
    ["card", "wanted, holder's device known", "36C04000", "8200 A0"],
    ["phone", "nothing wanted", "36804000", "0280 A0"],
    ["phone", "verification wanted", "36C04000", "0280 A0"],
    ["phone", "wanted, device not known", "36C00000", "8200 A0"],
    ["card", "a reader that never asks", "3E800000", "0200 80"],
  ] as const)("a %s, %s", (holder, _name, qualifiers, expected) => {
    const { answers } = talkOverAir(inField(fieldCard(holder)), [AID, gpo(qualifiers)]);
    const answer = answers[1] ?? "";
    const found = /9F6C02(....)/.exec(answer)?.[1];
    const decision = /9F1008070101(..)(..)/.exec(answer)?.[2];
    expect(`${found} ${decision}`).toBe(expected);
  });

  test.each([
    ["a name of the contacts' directory", ["00A404000E315041592E5359532E4444463031"], "6A82"],
    ["another application", ["00A4040008A000000333010102"], "6A82"],
    ["the next of the name", ["00A4040208A000000333010101"], "6A82"],
    ["a selection by file number", ["00A40000023F00"], "6A86"],
    ["too short a name", ["00A4040004A0000003"], "6700"],
    ["options before selection", [gpo("36800000")], "6985"],
    ["options of a reader without quick transactions", [AID, gpo("16800000")], "6985"],
    ["options a byte short", [AID, `80A8000022 8320 36800000 ${TOLD.slice(0, -2)}`], "6700"],
    ["options outside their template", [AID, `80A8000023 8121 36800000 ${TOLD}`], "6A80"],
    ["a record", [AID, "00B2010C00"], "6D00"],
    ["another class", ["90A40400"], "6E00"],
    ["half a command", ["00A4"], "6700"],
  ])("refuses %s", (_name, commands, expected) => {
    expect(talkOverAir(inField(fieldCard()), commands).answers.at(-1)).toBe(expected);
  });

  test("counts on where its contacts stopped, and leaves their session alone", () => {
    const contact = talk(powered(fieldCard().card), [
      "00A4040008A000000333010101",
      "80A8000006830401560156",
    ]).card;
    const { card } = talkOverAir(inField({ card: contact, session: "off" }), [
      AID,
      gpo("36800000"),
    ]);
    expect(card.card.memory.atc).toBe(2);
    expect(card.card.session).toEqual(contact.session);
    expect(stepCard(card.card, { type: "power-off" }, 0).state.session.kind).toBe("off");
  });

  test("signs nothing more once its counter is full", () => {
    const start = fieldCard();
    const worn = {
      ...start,
      card: { ...start.card, memory: { ...start.card.memory, atc: 0xffff } },
    };
    expect(talkOverAir(inField(worn), [AID, gpo("36800000")]).answers[1]).toBe("6985");
  });

  test("any bytes get an answer, never a throw", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (commands) => {
        const { answers } = talkOverAir(inField(fieldCard()), commands.map(toHex));
        expect(answers.every((answer) => answer.length >= 4)).toBe(true);
      }),
    );
  });
});
