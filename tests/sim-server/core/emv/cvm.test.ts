import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { err, ok } from "../../../../device-emulators/kit/result.ts";
import { verifyCardholder } from "../../../../sim-server/core/emv/cvm.ts";
import { openSession } from "../../../../sim-server/core/emv/session.ts";
import { atOnce, CIRCUMSTANCES, CONFIG, finish } from "../../../kit/card-link.ts";

type Case = {
  readonly list?: string;
  readonly profile?: string;
  readonly capabilities?: string;
  readonly currency?: string;
};

/** Method, results (9F34), byte 3 of the verification results, byte 1 of the status. 86.40 is asked. */
function verify({
  list,
  profile = "1800",
  capabilities = "206000",
  currency = "0156",
}: Case): string {
  const session = openSession({ ...CONFIG, capabilities }, CIRCUMSTANCES);
  session.data.set("82", fromHex(profile));
  session.data.set("9F42", fromHex(currency));
  if (list !== undefined) session.data.set("8E", fromHex(list));
  const verified = finish(verifyCardholder(session, () => atOnce(ok(undefined))));
  if (!verified.ok) throw new Error("nothing refused");
  const results = toHex(session.data.get("9F34") ?? new Uint8Array(0));
  return `${verified.value} ${results} ${toHex(session.tvr).slice(4, 6)} ${toHex(session.tsi).slice(0, 2)}`;
}

const NO_AMOUNTS = "0000000000000000";
/** X is 86.40 and Y 86.41, in fen. */
const AMOUNTS = "000021C0000021C1";
const UNIONPAY = `${NO_AMOUNTS}42031E031F00`;

describe("cardholder verification", () => {
  test.each<[string, Case, string]>([
    ["UnionPay's list", { list: UNIONPAY }, "online-pin 420300 04 40"],
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
    ["... and then online", { list: `${NO_AMOUNTS}41004200` }, "online-pin 420000 14 40"],
    ["an unknown method", { list: `${NO_AMOUNTS}2A00` }, "failed 3F0001 C0 40"],
    ["... that may fail", { list: `${NO_AMOUNTS}6A001E00` }, "signature 1E0000 40 40"],
    ["a method that fails on purpose", { list: `${NO_AMOUNTS}0000` }, "failed 000001 80 40"],
    ["cash alone", { list: `${NO_AMOUNTS}420142044205` }, "failed 3F0001 80 40"],
    ["not cash", { list: `${NO_AMOUNTS}4202` }, "online-pin 420200 04 40"],
    ["under X at X", { list: `${AMOUNTS}42061E00` }, "signature 1E0000 00 40"],
    ["over X at X", { list: `${AMOUNTS}42071E00` }, "signature 1E0000 00 40"],
    ["under Y below Y", { list: `${AMOUNTS}42081E00` }, "online-pin 420800 04 40"],
    ["over Y below Y", { list: `${AMOUNTS}42091E00` }, "signature 1E0000 00 40"],
    ["over X above X", { list: `000021BF00000000${"42071E00"}` }, "online-pin 420700 04 40"],
    [
      "amounts in another currency",
      { list: `000021BF00000000${"42071E00"}`, currency: "0344" },
      "signature 1E0000 00 40",
    ],
  ])("%s", (_name, situation, expected) => {
    expect(verify(situation)).toBe(expected);
  });

  test("a PIN that is refused ends it, and is not noted as entered", () => {
    const session = openSession(CONFIG, CIRCUMSTANCES);
    session.data.set("82", fromHex("1800"));
    session.data.set("8E", fromHex(UNIONPAY));
    expect(finish(verifyCardholder(session, () => atOnce(err("cancelled"))))).toEqual(
      err("cancelled"),
    );
    expect(toHex(session.tvr)).toBe("8000000000");
  });
});
