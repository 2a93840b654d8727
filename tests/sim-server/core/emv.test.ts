import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { type Card, issueCard } from "../../../device-emulators/devices/card/chip-card.ts";
import { type Persona, withPersona } from "../../../device-emulators/devices/card/personas.ts";
import { buildCommand } from "../../../device-emulators/kit/apdu.ts";
import { encodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { concat, fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { ok, type Result } from "../../../device-emulators/kit/result.ts";
import { CRYPTOGRAM } from "../../../sim-server/conformance/vectors/unionpay.ts";
import { requestIccData } from "../../../sim-server/core/emv/icc-data.ts";
import { issuerScripts } from "../../../sim-server/core/emv/issuer-scripts.ts";
import {
  finishAlone,
  finishOnCard,
  readCard,
  requestOnline,
} from "../../../sim-server/core/emv/kernel.ts";
import { type CardLink, openSession } from "../../../sim-server/core/emv/session.ts";
import { atOnce, CIRCUMSTANCES, CONFIG, finish, linkTo } from "../../kit/card-link.ts";
import { PROFILE } from "../../kit/cards.ts";

const ABLE = {
  ...CONFIG,
  capabilities: "E0F8C8",
  applications: CONFIG.applications.map((each) => ({ ...each, floorLimitMinor: 10_000 })),
};

/** What is wrong with the answer to the command of this number. */
type Wrong = {
  readonly at: number;
  readonly change:
    | { readonly kind: "flip"; readonly place: number; readonly mask: number }
    | { readonly kind: "cut"; readonly length: number }
    | { readonly kind: "instead"; readonly bytes: Uint8Array; readonly statusWord: number };
};

/** Data objects with the tags that matter, and any values. */
const objects = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        ..."57 5A 5F24 5F25 5F28 5F34 80 82 84 87 88 8C 8D 8E 8F 90 92 93 94 97 9F07 9F08".split(
          " ",
        ),
        ..."9F0D 9F0E 9F0F 9F10 9F11 9F12 9F14 9F17 9F23 9F26 9F27 9F32 9F36 9F38 9F42".split(" "),
        ..."9F46 9F47 9F48 9F49 9F4A 9F4B 9F2D 9F2E 9F2F 4F 50 61".split(" "),
      ),
      fc.uint8Array({ maxLength: 40 }),
    ),
    { maxLength: 6 },
  )
  .map((each) => concat(each.map(([tag, value]) => encodeTlv(tag, value))).subarray(0, 250));

const answer = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  objects,
  fc
    .tuple(fc.constantFrom("6F", "70", "77", "80", "A5"), objects)
    .map(([tag, content]) => encodeTlv(tag, content)),
);

const wrong: fc.Arbitrary<Wrong> = fc.record({
  at: fc.nat(25),
  change: fc.oneof(
    fc.record({
      kind: fc.constant("flip" as const),
      place: fc.nat(200),
      mask: fc.integer({ min: 1, max: 255 }),
    }),
    fc.record({ kind: fc.constant("cut" as const), length: fc.nat(60) }),
    fc.record({
      kind: fc.constant("instead" as const),
      bytes: answer,
      statusWord: fc.constantFrom(0x9000, 0x6283, 0x6300, 0x63c2, 0x6983, 0x6985, 0x6a81, 0x6a83),
    }),
  ),
});

/** A new card of each persona; issuing one with certificates takes its time. */
const cards = new Map<Persona, Card>();
function issue(persona: Persona): Card {
  const made =
    cards.get(persona) ??
    issueCard(withPersona(PROFILE, persona), desCipher(fromHex(CRYPTOGRAM.masterKey)));
  cards.set(persona, made);
  return made;
}

/** A link to the persona's card on which these things go wrong. */
function disturbed(persona: Persona, wrongs: readonly Wrong[]): CardLink {
  const { link } = linkTo(issue(persona));
  let count = 0;
  return {
    ...link,
    transmit: function* (command) {
      buildCommand(command);
      const given = yield* link.transmit(command);
      const change = wrongs.find(({ at }) => at === count)?.change;
      count += 1;
      if (!given.ok || change === undefined) return given;
      const { data, statusWord } = given.value;
      switch (change.kind) {
        case "flip":
          return ok({
            data: data.map((byte, at) =>
              at === change.place % data.length ? byte ^ change.mask : byte,
            ),
            statusWord,
          });
        case "cut":
          return ok({ data: data.subarray(0, change.length), statusWord });
        case "instead":
          return ok({ data: change.bytes, statusWord: change.statusWord });
      }
    },
  };
}

/** Static, dynamic or combined authentication has failed. */
const FAILED = 0x4c;

const script = issuerScripts(fromHex("7106860484160000 720A9F180401020304860084"));

/** A whole sale, drawn on one line. */
function sell(persona: Persona, wrongs: readonly Wrong[], alone: boolean): string {
  const link = disturbed(persona, wrongs);
  const session = openSession(ABLE, { ...CIRCUMSTANCES, percentDrawn: 50 });
  const draw = (result: Result<unknown, string>): string =>
    `${result.ok ? JSON.stringify(result.value) : result.error} ${toHex(session.tvr)} ${toHex(session.tsi)}`;
  const application = finish(readCard(link, ABLE, session, () => atOnce(0)));
  if (!application.ok) return draw(application);
  const entered = () =>
    atOnce(ok({ kind: "entered", verifyData: fromHex("26135790FFFFFFFF") } as const));
  const request = finish(requestOnline(link, application.value, session, entered));
  if (!request.ok || request.value.kind !== "online") return draw(request);
  const word = { responseCode: "00", issuerData: fromHex("00112233445566773030"), approved: true };
  const last = finish(
    alone
      ? finishAlone(link, application.value, session)
      : finishOnCard(link, session, { ...word, scripts: script }),
  );
  return `${toHex(requestIccData(session))} ${draw(last)}`;
}

describe("whatever a card answers", () => {
  const personas: readonly Persona[] = [
    "debit-and-credit",
    "sda",
    "offline-pin",
    "offline",
    "external-authenticate",
  ];

  test("the kernel comes to an end, and twice to the same", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...personas),
        fc.array(wrong, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (persona, wrongs, alone) => {
          expect(sell(persona, wrongs, alone)).toBe(sell(persona, wrongs, alone));
        },
      ),
      { numRuns: 150 },
    );
  });

  /** Commands 7, 9 and 10 read signed data, the issuer's certificate, and signature or certificate. */
  test.each(["sda", "offline"] as const)(
    "no bit that is flipped in what %s proves leaves the card proven",
    (persona) => {
      const change = fc.record({
        kind: fc.constant("flip" as const),
        place: fc.integer({ min: 8, max: 72 }),
        mask: fc.integer({ min: 1, max: 255 }),
      });
      const flip = fc.record({ at: fc.constantFrom(7, 9, 10), change });
      fc.assert(
        fc.property(flip, (flipped) => {
          const spoilt = sell(persona, [flipped], false);
          if (spoilt.startsWith("bad-data")) return;
          const [tvr = "00"] = spoilt.match(/[\dA-F]{10}(?= [\dA-F]{4}$)/) ?? [];
          expect(fromHex(tvr)[0] ?? 0, spoilt).toSatisfy((byte: number) => (byte & FAILED) !== 0);
        }),
        { numRuns: 100 },
      );
    },
  );
});
