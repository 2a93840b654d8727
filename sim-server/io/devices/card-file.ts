import { z } from "zod";
import type { CardProfile } from "../../../device-emulators/devices/card/card-profile.ts";
import { type Card, issueCard } from "../../../device-emulators/devices/card/chip-card.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { parsePan, satisfiesLuhn } from "../../../device-emulators/kit/pan.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Complaint } from "../../../scenarios/format/complaint.ts";
import { cardNumber, expiry, map, oneOf, pin } from "../../../scenarios/format/values.ts";
import { schemeOf } from "../../core/counter/card-stock.ts";
import { KEYS, profileOf } from "../../core/counter/house.ts";
import { KNOWN_IDS } from "../../core/counter/known-ids.ts";
import { complainOf, orThrow, parseYaml, readTextFile } from "../yaml-file.ts";

/** Larger than any card: a few lines. Chosen. */
const FILE_BYTES_MAX = 65_536;
const HINT = `a card file says: format: 1, number, expiry, persona, holder, chip, stripe, track3, pin, key; ${KNOWN_IDS.personas.length} personas are known`;

const quoted = (pattern: RegExp, what: string) =>
  z
    .string({ error: () => `must stand in quotes: ${what}` })
    .regex(pattern, { error: `must be ${what}` });

const cardFileSchema = map({
  format: z.literal(1, { error: "must be 1" }),
  number: cardNumber,
  expiry: expiry.prefault("12/30"),
  persona: oneOf("persona", KNOWN_IDS.personas).optional(),
  holder: quoted(/^[A-Z][A-Z /.-]{1,25}$/, "2 to 26 capital letters and spaces").optional(),
  chip: oneOf("chip state", ["good", "broken"]).default("good"),
  stripe: oneOf("stripe state", ["works", "worn", "none"]).default("works"),
  track3: quoted(/^[\d:<=>]{1,104}$/, "1 to 104 digits and = : < >")
    .refine(namesTestCardsOnly, { error: "must hold no number of a real card" })
    .optional(),
  pin: pin.optional(),
  key: quoted(/^[\dA-Fa-f]{32}$/, "32 hexadecimal digits").default(KEYS.issuerMaster),
});

/** Whether every card number on a third track, with or without its two digits of format, is a test card's. */
function namesTestCardsOnly(track3: string): boolean {
  const runs = track3.match(/\d{13,}/g) ?? [];
  const numbers = runs.flatMap((run) => [run, run.slice(2)]).filter(satisfiesLuhn);
  return numbers.every((digits) => parsePan(digits) !== undefined);
}

type CardFile = z.infer<typeof cardFileSchema>;

/**
 * The card that a file describes, new from its issuer.
 *
 * @throws TillyardError `config-invalid` with every complaint, by line and column
 */
export function loadCard(file: string): Card {
  return orThrow(parseCardFile(readTextFile(file, FILE_BYTES_MAX), file), HINT);
}

/** Reads a card from YAML or JSON, or tells everything that is wrong with it. */
export function parseCardFile(text: string, file: string): Result<Card, readonly Complaint[]> {
  const parsed = parseYaml(text, file, { noun: "card", schema: cardFileSchema });
  if (!parsed.ok) return parsed;
  const { value, source } = parsed.value;
  const profile = profileIn(value);
  if (value.pin !== undefined && profile.offlinePin === undefined) {
    const message = "this persona's chip checks no PIN; leave it out, or take `offline-pin`";
    return err(complainOf(file, [{ place: source.placeOf(["pin"]), message }]));
  }
  return ok(issue(profile, value.key));
}

function profileIn(file: CardFile): CardProfile {
  const { persona, holder, track3, pin } = file;
  const card = { ...file, persona, kind: "card" } as const;
  const profile = profileOf({ ...card, contactless: false });
  return {
    ...profile,
    ...(holder !== undefined && { cardholderName: holder }),
    ...(track3 !== undefined && { track3 }),
    ...(pin !== undefined &&
      profile.offlinePin !== undefined && { offlinePin: { ...profile.offlinePin, digits: pin } }),
  };
}

function issue(profile: CardProfile, key: string): Card {
  const scheme = schemeOf(profile);
  return issueCard(profile, scheme.openMaster(fromHex(key)), scheme);
}
