import { describe, expect, test } from "vitest";
import { cryptogramInput } from "../../../../device-emulators/crypto/cryptogram.ts";
import type { Card } from "../../../../device-emulators/devices/card/chip-card.ts";
import { decodeTlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { fromHex, fromLatin1, toHex, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { ok } from "../../../../device-emulators/kit/result.ts";
import { requestIccData, reversalIccData } from "../../../../sim-server/core/emv/icc-data.ts";
import {
  finishAlone,
  finishOnCard,
  type HostWord,
  readCard,
  requestOnline,
  UNABLE_TO_GO_ONLINE,
} from "../../../../sim-server/core/emv/kernel.ts";
import {
  type EmvSession,
  openSession,
  requireValue,
} from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG, finish, linkTo, unionPayCard } from "../../../kit/card-link.ts";
import { PROFILE } from "../../../kit/cards.ts";
import { ask, pinEntered, sessionKey, word } from "../../../kit/kernel-play.ts";
import { show } from "../../../kit/tlv.ts";

const AID = "A000000333010101";

describe("the kernel with a UnionPay debit card", () => {
  test("goes through its commands in EMV's order, up to the request cryptogram", () => {
    const { said, request } = ask();
    expect(request).toEqual(ok({ kind: "online", verification: "online-pin", pinEntered: true }));
    expect(said.join(", ")).toBe(
      `A4 1PAY, B2 1/1, B2 2/1, A4 ${AID}, A8, B2 1/1, B2 1/2, B2 2/2, AE 80`,
    );
  });

  test("an application that cannot be opened gives way to the next, and is forgotten", () => {
    let options = 0;
    const { link, said } = linkTo(twoAccounts(), ({ ins }) => {
      if (ins !== 0xa8) return undefined;
      options += 1;
      return options === 1 ? "6985" : undefined;
    });
    const session = openSession(CONFIG, CIRCUMSTANCES);
    expect(finish(readCard(link, CONFIG, session))).toMatchObject({ ok: true });
    expect(toHex(requireValue(session, "84"))).toBe("A000000333010102");
    expect(toHex(requireValue(session, "50"))).toBe(toHex(fromLatin1("PBOC CREDIT")));
    expect(said.slice(0, 8).join(", ")).toBe(
      `A4 1PAY, B2 1/1, B2 2/1, B2 3/1, A4 ${AID}, A8, A4 A000000333010102, A8`,
    );
  });

  test("reports each step with the notes as they stand then", () => {
    expect(ask().steps).toEqual([
      "select 8000000000 0000",
      "initiate 8000000000 0000",
      "read 8000000000 0000",
      "restrict 8000000000 0000",
      "verify 8000040000 4000",
      "risk 8000048000 4800",
      "generate-ac-1 8000048000 6800",
    ]);
  });

  test("its request cryptogram is the one that the issuer computes from DE 55", () => {
    const { session } = ask();
    const icc = decodeTlv(requestIccData(session));
    const values = new Map(icc.ok ? icc.value.map(({ tag, value }) => [tag, value]) : []);
    const results = values.get("9F10")?.subarray(3, 7) ?? new Uint8Array(0);
    const input = cryptogramInput((tag) => values.get(tag), results);
    expect(values.get("9F26")).toEqual(sessionKey(session).compute(input ?? new Uint8Array(0)));
  });

  test("DE 55 has UnionPay's tags in their order", () => {
    const { session } = ask();
    session.data.set("9F41", fromHex("00000002"));
    expect(show(decodeTlv(requestIccData(session)))).toBe(
      "9F26[8] 9F27[1] 9F10[8] 9F37[4] 9F36[2] 95[5] 9A[3] 9C[1] 9F02[6] 5F2A[2] 82[2] 9F1A[2] " +
        "9F03[6] 9F33[3] 9F34[3] 9F35[1] 9F1E[8] 84[8] 9F09[2] 9F41[4]",
    );
    expect(show(decodeTlv(reversalIccData(session)))).toBe("95[5] 9F1E[8] 9F10[8] 9F36[2]");
  });

  test.each<[string, (session: EmvSession) => HostWord, string]>([
    ["an approval with the issuer's proof", (session) => word(session, "00", true), "tc"],
    ["a refusal with the issuer's proof", (session) => word(session, "51", false), "aac"],
    [
      "an approval with a proof of another code",
      (session) => ({ ...word(session, "51", true), responseCode: "00" }),
      "aac",
    ],
    [
      "an approval without proof",
      () => ({ responseCode: "00", issuerData: undefined, approved: true }),
      "aac",
    ],
    ["no connection", () => UNABLE_TO_GO_ONLINE, "aac"],
  ])("%s: the card's last word", (_name, say, expected) => {
    const { link, session, said } = ask();
    const last = finish(finishOnCard(link, session, say(session)));
    expect(last).toEqual(ok(expected));
    expect(said.at(-1)).toBe(say(session).approved ? "AE 40" : "AE 00");
  });

  test("an expired card that its codes do not deny is left to the issuer", () => {
    const { request, session } = ask(unionPayCard({}, { expiry: "2505" }));
    expect(toHex(session.tvr)).toBe("8040048000");
    expect(request).toEqual(ok({ kind: "online", verification: "online-pin", pinEntered: true }));
  });

  test("a card not made for goods here is declined before anybody is asked", () => {
    const { request, said, session } = ask(unionPayCard({ usageControl: "DD00" }));
    expect(toHex(session.tvr)).toBe("8010048000");
    expect(request).toEqual(ok({ kind: "declined" }));
    expect(said.at(-1)).toBe("AE 00");
  });

  test("a card pulled out, or silent, at any command is a fault, never a decision", () => {
    const commands = ask().said.length;
    for (let at = 1; at <= commands; at += 1) {
      for (const fault of ["removed", "mute"] as const) {
        let count = 0;
        const { link } = linkTo(unionPayCard(), () => {
          count += 1;
          return count === at ? fault : undefined;
        });
        const session = openSession(CONFIG, CIRCUMSTANCES);
        const application = finish(readCard(link, CONFIG, session));
        const result = application.ok
          ? finish(requestOnline(link, application.value, session, pinEntered))
          : application;
        expect(result, `${fault} at command ${at}`).toEqual({ ok: false, error: fault });
      }
    }
  });
});

describe("a sale that needs no issuer", () => {
  const NOTHING = { denial: "0000000000", online: "0000000000", default: "0000000000" };
  const applications = CONFIG.applications.map((application) => ({
    ...application,
    actionCodes: NOTHING,
    floorLimitMinor: 10_000,
  }));
  const CARD = { offlineLimits: { lower: 1, upper: 2 }, actionCodes: NOTHING } as const;

  /** What becomes of one sale after another with one card; a question finds no issuer. */
  function sell(card: Card, sales: number, config = { ...CONFIG, applications }): string[] {
    const { link, said } = linkTo(card);
    return Array.from({ length: sales }, () => {
      const session = openSession(config, CIRCUMSTANCES);
      const application = finish(readCard(link, config, session));
      if (!application.ok) return application.error;
      const request = finish(requestOnline(link, application.value, session, pinEntered));
      if (!request.ok) return request.error;
      const { kind } = request.value;
      const last =
        kind === "online" ? finish(finishAlone(link, application.value, session)) : undefined;
      const code = toLatin1(requireValue(session, "8A"));
      return `${kind} ${said.at(-1)} ${last?.ok ? `${last.value} ` : ""}${code}`;
    });
  }

  test("is approved by the card within its limits, and by the codes where there is no line", () => {
    expect(sell(unionPayCard(CARD), 3)).toEqual([
      "approved AE 40 Y1",
      "online AE 40 tc Y3",
      "online AE 40 aac Z3",
    ]);
  });

  test("is asked about by a card without limits, which then refuses", () => {
    expect(sell(unionPayCard({ actionCodes: NOTHING }), 1)).toEqual(["online AE 40 aac Z3"]);
  });

  test("is refused where the codes deny it, and where they do for want of a line", () => {
    const denied = { ...NOTHING, denial: "8000000000" };
    expect(sell(unionPayCard({ ...CARD, actionCodes: denied }), 1)).toEqual(["declined AE 00 Z1"]);
    const alone = { ...NOTHING, online: "8000000000", default: "8000000000" };
    expect(sell(unionPayCard({ ...CARD, actionCodes: alone }), 1)).toEqual(["online AE 00 aac Z3"]);
  });

  test("a question leaves no code behind", () => {
    const { session } = ask();
    expect(session.data.has("8A")).toBe(false);
  });
});

function twoAccounts(): Card {
  const credit = {
    ...PROFILE.application,
    aid: "A000000333010102",
    label: "PBOC CREDIT",
    priority: 2,
  };
  return unionPayCard({}, { furtherApplications: [credit] });
}
