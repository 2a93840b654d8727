import { describe, expect, test } from "vitest";
import { SIGNED, sign } from "../../../../device-emulators/crypto/certificates.ts";
import { issuerCertificate, testKey } from "../../../../device-emulators/crypto/test-authority.ts";
import type { CardApplication } from "../../../../device-emulators/devices/card/card-profile.ts";
import type { CommandApdu } from "../../../../device-emulators/kit/apdu.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { ok } from "../../../../device-emulators/kit/result.ts";
import {
  finishAlone,
  finishOnCard,
  readCard,
  requestOnline,
} from "../../../../sim-server/core/emv/kernel.ts";
import { authenticateCard } from "../../../../sim-server/core/emv/offline-authentication.ts";
import {
  type CardLink,
  type KernelConfig,
  openSession,
} from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG, finish, linkTo, unionPayCard } from "../../../kit/card-link.ts";
import { pinEntered, word } from "../../../kit/kernel-play.ts";

const ABLE = { ...CONFIG, capabilities: "2060C8" };
type Method = CardApplication["offlineAuthentication"];

type Case = {
  readonly card?: Partial<CardApplication>;
  readonly config?: Partial<KernelConfig>;
  readonly date?: string;
  /** A record as `number/file`, or `88` and `AE` for those commands. */
  readonly spoil?: string;
  readonly empty?: string;
  readonly refuse?: string;
  /** What stands in a record, and what stands there instead. */
  readonly swap?: readonly [string, string];
};

const name = ({ ins, p1, p2 }: CommandApdu): string =>
  ins === 0xb2 ? `${p1}/${p2 >> 3}` : ins.toString(16).toUpperCase();

/** The same link, with something wrong in an answer of the card. */
function disturb(link: CardLink, { spoil, empty, refuse, swap }: Case): CardLink {
  return {
    ...link,
    transmit: function* (command) {
      const answer = yield* link.transmit(command);
      if (!answer.ok) return answer;
      const { data, statusWord } = answer.value;
      if (name(command) === refuse) return ok({ data: fromHex(""), statusWord: 0x6985 });
      if (name(command) === empty) return ok({ data: fromHex("7000"), statusWord });
      if (swap !== undefined && command.ins === 0xb2) {
        return ok({ data: fromHex(toHex(data).replace(...swap)), statusWord });
      }
      if (name(command) !== spoil || data.length === 0) return answer;
      return ok({
        data: data.map((byte, at) => (at === data.length - 1 ? byte ^ 1 : byte)),
        statusWord,
      });
    },
  };
}

function play(method: Method, situation: Case) {
  const { link, said, steps } = linkTo(
    unionPayCard({ offlineAuthentication: method, ...situation.card }),
  );
  const disturbed = disturb(link, situation);
  const config = { ...ABLE, ...situation.config };
  const session = openSession(config, { ...CIRCUMSTANCES, date: situation.date ?? "20250618" });
  const application = finish(readCard(disturbed, config, session));
  if (!application.ok) throw new Error(application.error);
  const request = finish(requestOnline(disturbed, application.value, session, pinEntered));
  return { link: disturbed, session, said, steps, request, application: application.value };
}

/** Byte 1 of the verification results and of the status after each of the two steps, and the outcome. */
function notes(method: Method, situation: Case = {}): string {
  const { steps, request, said } = play(method, situation);
  const after = (step: string): string => {
    const [, tvr = "", tsi = ""] = steps.find((line) => line.startsWith(step))?.split(" ") ?? [];
    return tvr === "" ? "-" : `${tvr.slice(0, 2)}/${tsi.slice(0, 2)}`;
  };
  const outcome = request.ok ? request.value.kind : request.error;
  return `${after("authenticate")} ${after("generate-ac-1")} ${outcome} ${said.filter((each) => /^(88|AE)/.test(each)).join(" ")}`;
}

const [KEY] = CONFIG.caKeys;

describe("static data authentication", () => {
  test.each<[string, Case, string]>([
    ["good", {}, "02/80 02/E8 online AE 80"],
    ["the terminal cannot", { config: { capabilities: "206048" } }, "- 80/68 online AE 80"],
    ["a signature that is spoilt", { spoil: "3/3" }, "42/80 42/E8 online AE 80"],
    ["a certificate that is spoilt", { spoil: "2/3" }, "42/80 42/E8 online AE 80"],
    ["data that are spoilt", { spoil: "2/2" }, "42/80 42/E8 online AE 80"],
    ["a list that names what it must not", { spoil: "1/3" }, "42/80 42/E8 online AE 80"],
    ["no signature", { empty: "3/3" }, "62/80 62/E8 online AE 80"],
    ["no certificate", { empty: "2/3" }, "62/80 62/E8 online AE 80"],
    ["no index", { empty: "1/3" }, "62/80 62/E8 online AE 80"],
    ["no key of the authority", { config: { caKeys: [] } }, "42/80 42/E8 online AE 80"],
    [
      "the authority's key on its last day",
      { config: { caKeys: KEY ? [{ ...KEY, expiry: "20250618" }] : [] } },
      "02/80 02/E8 online AE 80",
    ],
    [
      "the authority's key past its day",
      { config: { caKeys: KEY ? [{ ...KEY, expiry: "20250617" }] : [] } },
      "42/80 42/E8 online AE 80",
    ],
    ["on a certificate's last day", { date: "20491231" }, "02/80 02/E8 online AE 80"],
    [
      "past a certificate's last day",
      { date: "20500101", config: { caKeys: KEY ? [{ ...KEY, expiry: "20991231" }] : [] } },
      "42/80 42/E8 online AE 80",
    ],
  ])("%s", (_name, situation, expected) => {
    expect(notes("sda", situation)).toBe(expected);
  });

  test("by a hash that is not known is not good", () => {
    const code = (hash: number): string => {
      const session = openSession(ABLE, CIRCUMSTANCES);
      const issuer = issuerCertificate("6212345678901265");
      const body = Uint8Array.of(SIGNED.staticData, hash, 0xda, 0xc1);
      const values = {
        "5A": fromHex("6212345678901265"),
        "82": fromHex("5800"),
        "8F": fromHex("E1"),
        "90": issuer.certificate,
        "92": issuer.remainder,
        "93": sign(testKey("issuer"), body, fromHex("")),
        "9F06": fromHex("A000000333010101"),
        "9F32": issuer.exponent,
      };
      for (const [tag, value] of Object.entries(values)) session.data.set(tag, value);
      finish(authenticateCard(linkTo(unionPayCard()).link, session));
      return toHex(session.tvr).slice(0, 2);
    };
    expect([code(1), code(2)]).toEqual(["02", "42"]);
  });

  test("learns the code that the signature carries", () => {
    expect(toHex(play("sda", {}).session.data.get("9F45") ?? fromHex(""))).toBe("DAC1");
  });
});

describe("dynamic data authentication", () => {
  test.each<[string, Case, string]>([
    ["good", {}, "00/80 00/E8 online 88 AE 80"],
    ["the terminal cannot", { config: { capabilities: "206088" } }, "- 80/68 online AE 80"],
    ["a signature that is spoilt", { spoil: "88" }, "08/80 08/E8 online 88 AE 80"],
    ["a certificate that is spoilt", { spoil: "3/3" }, "08/80 08/E8 online AE 80"],
    ["an issuer's certificate that is spoilt", { spoil: "2/3" }, "08/80 08/E8 online AE 80"],
    ["data that are spoilt", { spoil: "1/2" }, "08/80 08/E8 online AE 80"],
    ["a list without chance", { spoil: "4/3" }, "08/80 08/E8 online 88 AE 80"],
    ["the terminal's own list", { swap: ["9F49", "9F7F"] }, "00/80 00/E8 online 88 AE 80"],
    ["no remainder", { swap: ["9F48", "9F7F"] }, "08/80 08/E8 online AE 80"],
    ["no certificate", { empty: "3/3" }, "28/80 28/E8 online AE 80"],
    ["no exponent", { empty: "4/3" }, "28/80 28/E8 online AE 80"],
    ["an answer without a signature", { empty: "88" }, "28/80 28/E8 online 88 AE 80"],
    ["a card that refuses", { refuse: "88" }, "08/80 08/E8 online 88 AE 80"],
    ["no key of the authority", { config: { caKeys: [] } }, "08/80 08/E8 online AE 80"],
  ])("%s", (_name, situation, expected) => {
    expect(notes("dda", situation)).toBe(expected);
  });

  test("a list of more than a command carries is not answered", () => {
    const { link, said } = linkTo(unionPayCard({ offlineAuthentication: "dda" }));
    const session = openSession(ABLE, CIRCUMSTANCES);
    expect(finish(readCard(link, ABLE, session))).toMatchObject({ ok: true });
    session.data.set("9F49", fromHex("9F37FF9F0201"));
    expect(finish(authenticateCard(link, session))).toEqual(ok(undefined));
    expect(toHex(session.tvr).slice(0, 2)).toBe("08");
    expect(said).not.toContain("88");
  });

  test("learns the card's number, another one each time", () => {
    const { session, link } = play("dda", {});
    const next = openSession(ABLE, CIRCUMSTANCES);
    const application = finish(readCard(link, ABLE, next));
    if (application.ok) finish(requestOnline(link, application.value, next, pinEntered));
    expect(session.data.get("9F4C")).toHaveLength(8);
    expect(next.data.get("9F4C")).not.toEqual(session.data.get("9F4C"));
  });
});

describe("a signature over the cryptogram", () => {
  test.each<[string, Case, string]>([
    ["good", {}, "00/00 00/E8 online AE 90"],
    [
      "the terminal cannot, so the next best",
      { config: { capabilities: "2060C0" } },
      "00/80 00/E8 online 88 AE 80",
    ],
    ["a signature that is spoilt", { spoil: "AE" }, "00/00 04/E8 declined AE 90 AE 00"],
    ["a certificate that is spoilt", { spoil: "3/3" }, "04/80 04/E8 online AE 80"],
    ["no certificate", { empty: "3/3" }, "24/80 24/E8 online AE 80"],
    ["no key of the authority", { config: { caKeys: [] } }, "04/80 04/E8 online AE 80"],
    [
      "a refusal, which needs none",
      { card: { usageControl: "DD00" } },
      "00/00 00/68 declined AE 00",
    ],
  ])("%s", (_name, situation, expected) => {
    expect(notes("cda", situation)).toBe(expected);
  });

  const NOTHING = { denial: "0000000000", online: "0000000000", default: "0000000000" };
  const applications = CONFIG.applications.map((each) => ({
    ...each,
    actionCodes: NOTHING,
    floorLimitMinor: 10_000,
  }));
  const alone = {
    card: { actionCodes: NOTHING, offlineLimits: { lower: 1, upper: 2 } },
    config: { applications },
  };

  test("is wanted for an approval without the issuer too, and a bad one undoes it", () => {
    expect(notes("cda", alone)).toBe("00/00 00/E8 approved AE 50");
    expect(notes("cda", { ...alone, spoil: "AE" })).toBe("00/00 04/E8 declined AE 50");
  });

  test("is wanted for the last word too, and a bad one undoes it", () => {
    const good = play("cda", {});
    const say = word(good.session, "00", true);
    expect(finish(finishOnCard(good.link, good.session, say))).toEqual(ok("tc"));
    expect(good.said.at(-1)).toBe("AE 50");
    const bad = play("cda", {});
    const spoilt = disturb(bad.link, { spoil: "AE" });
    const last = finish(finishOnCard(spoilt, bad.session, word(bad.session, "00", true)));
    expect(last).toEqual(ok("aac"));
    expect(toHex(bad.session.tvr).slice(0, 2)).toBe("04");
  });

  test("covers all that was said: one told something else is not over this transaction", () => {
    const { link, session, application } = play("cda", {});
    session.told = session.told.map((told, at) => (at === 0 ? told.map((byte) => byte ^ 1) : told));
    expect(finish(finishOnCard(link, session, word(session, "00", true)))).toEqual(ok("aac"));
    expect(application.aid).toBe("A000000333010101");
  });

  test("a line that is down asks for it as well", () => {
    const limits = { ...alone.card, offlineLimits: { lower: 0, upper: 2 } };
    const { link, session, said, application } = play("cda", { ...alone, card: limits });
    expect(finish(finishAlone(link, application, session))).toEqual(ok("tc"));
    expect(said.at(-1)).toBe("AE 50");
  });
});
