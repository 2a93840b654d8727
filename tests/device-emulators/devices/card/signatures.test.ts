import { describe, expect, test } from "vitest";
import { recover, SIGNED } from "../../../../device-emulators/crypto/certificates.ts";
import { testKey } from "../../../../device-emulators/crypto/test-authority.ts";
import { decodeTlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { cardOf, powered, talk } from "../../../kit/cards.ts";

const AID = "00A4040008A000000333010101";
const GPO = "80A8000006 8304 0156 0156";
const CHANCE = "12345678";
const SIGN = `0088000004${CHANCE}00`;
const TOLD = `000000001234 000000000000 0156 8000000000 0156 260615 00 ${CHANCE}`;
const key = testKey("card").publicKey;

const answers = (method: "none" | "sda" | "dda" | "cda", commands: readonly string[]) =>
  talk(powered(cardOf({ offlineAuthentication: method })), commands).answers;

/** What a signature says, without its filling. */
function read(signature: Uint8Array | undefined): string {
  const body = recover(key, signature ?? fromHex(""), SIGNED.dynamicData, fromHex(CHANCE));
  return toHex(body ?? fromHex("")).replace(/(BB)+$/, "");
}

describe("INTERNAL AUTHENTICATE", () => {
  test("signs the terminal's chance and a number of the card's own", () => {
    const [answer = ""] = answers("dda", [AID, GPO, SIGN]).slice(2);
    expect(answer.slice(0, 6)).toBe("808180");
    expect(read(fromHex(answer.slice(6, -4)))).toMatch(/^05010908[0-9A-F]{16}$/);
  });

  test.each([
    ["no key", "none", [AID, GPO, SIGN], "6D00"],
    ["none of its own", "sda", [AID, GPO, SIGN], "6D00"],
    ["before the transaction", "dda", [AID, SIGN], "6985"],
    ["with P1", "dda", [AID, GPO, `0088010004${CHANCE}`], "6A86"],
    ["of less than the list asks for", "dda", [AID, GPO, "0088000003123456"], "6700"],
    ["after the cryptogram", "dda", [AID, GPO, `80AE80001D ${TOLD}`, SIGN], "6985"],
  ] as const)("%s", (_name, method, commands, expected) => {
    expect(answers(method, commands).at(-1)).toBe(expected);
  });
});

describe("GENERATE AC with a signature", () => {
  test("carries the cryptogram in it, and the kind beside it", () => {
    const [answer = ""] = answers("cda", [AID, GPO, `80AE90001D ${TOLD}`]).slice(2);
    const outer = decodeTlv(fromHex(answer.slice(0, -4)));
    const inner = outer.ok ? decodeTlv(outer.value[0]?.value ?? fromHex("")) : outer;
    const values = new Map(inner.ok ? inner.value.map(({ tag, value }) => [tag, value]) : []);
    expect([...values.keys()].join(" ")).toBe("9F27 9F36 9F10 9F4B");
    const [plain = ""] = answers("cda", [AID, GPO, `80AE80001D ${TOLD}`]).slice(2);
    const cryptogram = plain.slice(10, 26);
    expect(read(values.get("9F4B")).slice(0, 42)).toMatch(
      new RegExp(`^05012608[0-9A-F]{16}80${cryptogram}$`),
    );
  });

  test("is not what a refusal gets", () => {
    const [answer = ""] = answers("cda", [AID, GPO, `80AE10001D ${TOLD}`]).slice(2);
    expect(answer.slice(0, 6)).toBe("801300");
  });

  test.each(["none", "sda", "dda"] as const)("is not known to a card of %s", (method) => {
    expect(answers(method, [AID, GPO, `80AE90001D ${TOLD}`]).at(-1)).toBe("6A86");
  });
});
