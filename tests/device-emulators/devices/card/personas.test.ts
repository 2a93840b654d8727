import { expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import {
  encipherOfflinePin,
  offlinePinBlock,
} from "../../../../device-emulators/crypto/offline-pin.ts";
import {
  type Card,
  issueCard,
  stepCard,
} from "../../../../device-emulators/devices/card/chip-card.ts";
import { type Persona, withPersona } from "../../../../device-emulators/devices/card/personas.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { ok } from "../../../../device-emulators/kit/result.ts";
import { CRYPTOGRAM } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import type { PinRequest } from "../../../../sim-server/core/emv/cvm.ts";
import { finishAlone, readCard, requestOnline } from "../../../../sim-server/core/emv/kernel.ts";
import type { Offer } from "../../../../sim-server/core/emv/selection.ts";
import { openSession } from "../../../../sim-server/core/emv/session.ts";
import { atOnce, CIRCUMSTANCES, CONFIG, finish, linkTo } from "../../../kit/card-link.ts";
import { PROFILE } from "../../../kit/cards.ts";

/** A terminal that can do everything, up to 100.00 without the issuer. */
const ABLE = {
  ...CONFIG,
  capabilities: "E0F8C8",
  applications: CONFIG.applications.map((each) => ({ ...each, floorLimitMinor: 10_000 })),
};

const issue = (persona: Persona): Card =>
  issueCard(withPersona(PROFILE, persona), desCipher(fromHex(CRYPTOGRAM.masterKey)));

function keyPin(request: PinRequest) {
  const pin = "135790";
  if (request.kind === "online") return atOnce(ok({ kind: "entered" } as const));
  const verifyData =
    request.kind === "offline-plaintext"
      ? offlinePinBlock(pin)
      : encipherOfflinePin(pin, request.key, request.challenge, () => 9);
  return atOnce(ok({ kind: "entered", verifyData: verifyData ?? fromHex("") } as const));
}

/** Application, notes and what came of it; `chosen` is what the cardholder wants where asked. */
function sell(persona: Persona, config = ABLE, chosen = 1): string {
  const { link } = linkTo(issue(persona));
  const session = openSession(config, CIRCUMSTANCES);
  let asked = "";
  const choose = (offers: readonly Offer[]) => {
    asked = ` asked:${offers.length}`;
    return atOnce(Math.min(chosen, offers.length - 1));
  };
  const application = finish(readCard(link, config, session, choose));
  if (!application.ok) return application.error + asked;
  const request = finish(requestOnline(link, application.value, session, keyPin));
  const notes = `${application.value.aid.slice(-2)} ${toHex(session.tvr)} ${toHex(session.tsi).slice(0, 2)}`;
  if (!request.ok) return `${notes} ${request.error}`;
  const { kind } = request.value;
  return `${notes} ${kind} ${kind === "declined" ? "" : request.value.verification}${asked}`;
}

test.each<[Persona, string]>([
  ["debit", "01 8000040000 68 online online-pin"],
  ["debit-and-credit", "02 8000040000 68 online online-pin asked:2"],
  ["must-confirm", "01 8000040000 68 online online-pin asked:1"],
  ["sda", "01 0200040000 E8 online online-pin"],
  ["dda", "01 0000040000 E8 online online-pin"],
  ["cda", "01 0000040000 E8 online online-pin"],
  ["offline-pin", "01 0000000000 E8 online offline-pin"],
  ["offline-pin-and-signature", "01 8000000000 68 online offline-pin-and-signature"],
  ["expired", "01 8040040000 68 online online-pin"],
  ["application-blocked", "blocked"],
  ["card-blocked", "blocked"],
  ["offline", "01 0008000000 E8 online signature"],
  ["external-authenticate", "01 8000040000 68 online online-pin"],
])("a card that is %s: %s", (persona, expected) => {
  expect(sell(persona).trimEnd()).toBe(expected);
});

test("a card whose debit is blocked goes on with its credit, though debit is chosen", () => {
  expect(sell("debit-blocked", ABLE, 0)).toBe("02 8000040000 68 online online-pin asked:2");
});

test("a dead chip says nothing at all", () => {
  expect(stepCard(issue("chip-broken"), { type: "power-on" }, 0).effects).toEqual([]);
});

test.each([
  ["E0F8C8", "offline-pin 440302"],
  ["E0E8C8", "offline-pin 410302"],
  ["E068C8", "online-pin 420300"],
  ["E028C8", "signature 1E0300"],
  ["E008C8", "none 1F0002"],
])("a terminal of %s verifies the holder of an offline PIN by %s", (capabilities, expected) => {
  const { link } = linkTo(issue("offline-pin"));
  const config = { ...ABLE, capabilities };
  const session = openSession(config, CIRCUMSTANCES);
  const application = finish(readCard(link, config, session));
  if (!application.ok) throw new Error(application.error);
  const request = finish(requestOnline(link, application.value, session, keyPin));
  if (!request.ok || request.value.kind === "declined") throw new Error("declined");
  expect(`${request.value.verification} ${toHex(session.data.get("9F34") ?? fromHex(""))}`).toBe(
    expected,
  );
});

test("a card with offline limits approves by itself up to one limit, and where there is no line up to the other", () => {
  const { link } = linkTo(spokenTo(issue("offline")));
  const sales = Array.from({ length: 7 }, () => {
    const session = openSession(ABLE, CIRCUMSTANCES);
    const application = finish(readCard(link, ABLE, session));
    if (!application.ok) return application.error;
    const request = finish(requestOnline(link, application.value, session, keyPin));
    if (!request.ok) return request.error;
    if (request.value.kind !== "online") return request.value.kind;
    const last = finish(finishAlone(link, application.value, session));
    return `alone ${last.ok ? last.value : last.error} ${toHex(session.tvr).slice(6, 8)}`;
  });
  expect(sales.join(", ")).toBe(
    "approved, approved, approved, alone tc 40, alone tc 40, alone aac 60, alone aac 60",
  );
});

/** The card after its issuer has spoken once, in its first transaction. */
function spokenTo(card: Card): Card {
  const off = stepCard(card, { type: "power-off" }, 0).state;
  return { ...off, memory: { ...off.memory, atc: 1, lastOnlineAtc: 1 } };
}
