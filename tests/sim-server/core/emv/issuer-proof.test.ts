import { describe, expect, test } from "vitest";
import { issuerScript } from "../../../../device-emulators/crypto/issuer-script.ts";
import type { Card } from "../../../../device-emulators/devices/card/chip-card.ts";
import { concat, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { ok } from "../../../../device-emulators/kit/result.ts";
import { issuerScripts } from "../../../../sim-server/core/emv/issuer-scripts.ts";
import {
  finishOnCard,
  type HostWord,
  UNABLE_TO_GO_ONLINE,
} from "../../../../sim-server/core/emv/kernel.ts";
import { type EmvSession, requireValue } from "../../../../sim-server/core/emv/session.ts";
import { atOnce, finish, unionPayCard } from "../../../kit/card-link.ts";
import { ask, orderOf, word } from "../../../kit/kernel-play.ts";

describe("the issuer's proof and orders", () => {
  /** What the card heard after its question, the last word, and the notes' last bytes. */
  function conclude(card: Card, say: (session: EmvSession) => HostWord): string {
    const { link, session, said, steps } = ask(card);
    const asked = said.length;
    const last = finish(finishOnCard(link, session, say(session)));
    const notes = `${toHex(session.tvr).slice(8)} ${toHex(session.tsi).slice(0, 2)}`;
    const done = steps.slice(7).map((step) => step.split(" ")[0]);
    return `${said.slice(asked).join(" ")} ${last.ok ? last.value : last.error} ${notes} ${done.join(" ")}`;
  }
  const proving = (): Card => unionPayCard({ interchangeProfile: "1C00" });
  const forged = (session: EmvSession): HostWord => {
    const right = word(session, "00", true);
    const data = right.issuerData ?? new Uint8Array(0);
    return { ...right, issuerData: data.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) };
  };

  test.each<[string, Card, (session: EmvSession) => HostWord, string]>([
    [
      "before the last word",
      proving(),
      (session) => word(session, "00", true),
      "82 AE 40 tc 00 78 prove-issuer generate-ac-2",
    ],
    ["that is forged", proving(), forged, "82 AE 40 aac 40 78 prove-issuer generate-ac-2"],
    ["where there is none", proving(), () => UNABLE_TO_GO_ONLINE, "AE 00 aac 00 68 generate-ac-2"],
    [
      "with an order before and one after",
      unionPayCard({}, { offlinePin: { digits: "1234", triesMax: 3 } }),
      (session) => ({
        ...word(session, "00", true),
        scripts: issuerScripts(
          concat([
            issuerScript("71", "00000001", [orderOf(session, { kind: "unblock-pin" })]),
            issuerScript("72", "00000002", [orderOf(session, { kind: "block-card" })]),
          ]),
        ),
      }),
      "24 AE 40 16 tc 00 6C script-before generate-ac-2 script-after",
    ],
    [
      "with an order that blocks it first",
      unionPayCard(),
      (session) => ({
        ...word(session, "00", true),
        scripts: issuerScripts(
          issuerScript("71", "00000001", [orderOf(session, { kind: "block-application" })]),
        ),
      }),
      "1E AE 40 aac 00 6C script-before generate-ac-2",
    ],
  ])("%s", (_name, card, say, expected) => {
    expect(conclude(card, say)).toBe(expected);
  });

  test("a card that leaves during a later order has still had its last word", () => {
    const { link, session } = ask();
    const leaving: typeof link = {
      ...link,
      transmit: (command) =>
        command.cla === 0x84 ? atOnce({ ok: false, error: "removed" }) : link.transmit(command),
    };
    const script = issuerScript("72", "00000001", [orderOf(session, { kind: "block-card" })]);
    const said = { ...word(session, "00", true), scripts: issuerScripts(script) };
    expect(finish(finishOnCard(leaving, session, said))).toEqual(ok("tc"));
    expect(toHex(requireValue(session, "DF31"))).toBe("1100000001");
  });
});
