import { describe, expect, test } from "vitest";
import { SIGNED, sign } from "../../../../device-emulators/crypto/certificates.ts";
import { sha1 } from "../../../../device-emulators/crypto/hash.ts";
import { testKey } from "../../../../device-emulators/crypto/test-authority.ts";
import { encodeTlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { concat, fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { cryptogramSigned } from "../../../../sim-server/core/emv/combined-signature.ts";
import { openSession } from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG } from "../../../kit/card-link.ts";

const pair = testKey("card");
const TOLD = [fromHex("01560156"), fromHex("C0FFEE")];
const SAID = [
  encodeTlv("9F27", fromHex("80")),
  encodeTlv("9F36", fromHex("0001")),
  encodeTlv("9F10", fromHex("07010103A0000001")),
];
const NUMBER = "085566778899AABBCC";
const AC = "1122334455667788";
const hash = toHex(sha1(concat([...TOLD, ...SAID])));

type Changes = {
  readonly head?: string;
  readonly data?: string;
  readonly chance?: string;
  readonly said?: readonly Uint8Array[];
  readonly unsigned?: boolean;
};

function read({
  head = "0501",
  data = `${NUMBER}80${AC}${hash}`,
  chance = "12345678",
  said = SAID,
  unsigned,
}: Changes) {
  const length = (data.length / 2).toString(16).padStart(2, "0");
  const signature = sign(pair, fromHex(`${head}${length}${data}`), fromHex(chance));
  const session = openSession(CONFIG, CIRCUMSTANCES);
  session.told = TOLD;
  const signed = unsigned === true ? [] : [encodeTlv("9F4B", signature)];
  const found = cryptogramSigned(session, pair.publicKey, concat([...said, ...signed]));
  return `${toHex(found ?? fromHex(""))} ${toHex(session.data.get("9F4C") ?? fromHex(""))}`;
}

describe("the cryptogram out of an answer that is signed as a whole", () => {
  test("is the one that was signed, and the card's number is kept", () => {
    expect(SIGNED.dynamicData).toBe(5);
    expect(read({})).toBe(`${AC} 5566778899AABBCC`);
  });

  test("may be signed with a number of another length", () => {
    expect(read({ data: `025566 80${AC}${hash}`.replace(" ", "") })).toBe(`${AC} 5566`);
  });

  test.each<[string, Changes]>([
    ["another kind", { data: `${NUMBER}40${AC}${hash}` }],
    ["another hash", { data: `${NUMBER}80${AC}${"00".repeat(20)}` }],
    ["a hash that is cut", { data: `${NUMBER}80${AC}${hash.slice(2)}` }],
    ["a number that is longer than it says", { data: `07${NUMBER.slice(2)}80${AC}${hash}` }],
    ["nothing", { data: "" }],
    ["another format", { head: "0301" }],
    ["a hash that is not known", { head: "0502" }],
    ["another terminal's chance", { chance: "12345679" }],
    ["no signature", { unsigned: true }],
    ["no kind", { said: SAID.slice(1) }],
    [
      "another counter beside it",
      { said: SAID.map((each, at) => (at === 1 ? encodeTlv("9F36", fromHex("0002")) : each)) },
    ],
    ["its values in another order", { said: [...SAID].reverse() }],
    ["what is no data", { said: [fromHex("9F2705")] }],
  ])("is none in an answer with %s", (_name, changes) => {
    expect(read(changes)).toBe(" ");
  });
});
