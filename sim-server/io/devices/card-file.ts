import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import type { CardProfile } from "../../../device-emulators/devices/card/card-profile.ts";
import { type Card, issueCard } from "../../../device-emulators/devices/card/chip-card.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import {
  type Complaint,
  complain,
  formatComplaint,
  sortComplaints,
} from "../../../scenarios/format/complaint.ts";
import { explainIssues } from "../../../scenarios/format/issue.ts";
import { readSource } from "../../../scenarios/format/source.ts";
import { cardNumber, expiry, map, oneOf, pin } from "../../../scenarios/format/values.ts";
import { schemeOf } from "../../core/counter/card-stock.ts";
import { KEYS, profileOf } from "../../core/counter/house.ts";
import { KNOWN_IDS } from "../../core/counter/known-ids.ts";

/** Larger than any card: a few lines. Chosen. */
const FILE_BYTES_MAX = 65_536;

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
  pin: pin.optional(),
  key: quoted(/^[\dA-Fa-f]{32}$/, "32 hexadecimal digits").default(KEYS.issuerMaster),
});

type CardFile = z.infer<typeof cardFileSchema>;

/**
 * The card that a file describes, new from its issuer.
 *
 * @throws TillyardError `config-invalid` with every complaint, by line and column
 */
export function loadCard(file: string): Card {
  const parsed = parseCardFile(readText(file), file);
  if (parsed.ok) return parsed.value;
  throw new TillyardError("config-invalid", parsed.error.map(formatComplaint).join("\n  "), {
    hint: `a card file says: format: 1, number, expiry, persona, holder, chip, pin, key; ${KNOWN_IDS.personas.length} personas are known`,
  });
}

/** Reads a card from YAML or JSON, or tells everything that is wrong with it. */
export function parseCardFile(text: string, file: string): Result<Card, readonly Complaint[]> {
  const source = readSource(text, "card");
  if (!source.ok) {
    return err(
      sortComplaints(source.error.map(({ place, message }) => complain(file, place, message))),
    );
  }
  const parsed = cardFileSchema.safeParse(source.value.value);
  const found = [
    ...source.value.duplicates,
    ...explainIssues(parsed.error?.issues ?? [], source.value),
  ];
  if (!parsed.success || found.length > 0) {
    return err(sortComplaints(found.map(({ place, message }) => complain(file, place, message))));
  }
  const profile = profileIn(parsed.data);
  if (parsed.data.pin !== undefined && profile.offlinePin === undefined) {
    const message = "this persona's chip checks no PIN; leave it out, or take `offline-pin`";
    return err([complain(file, source.value.placeOf(["pin"]), message)]);
  }
  return ok(issue(profile, parsed.data.key));
}

function profileIn({ number, expiry, persona, holder, chip, pin }: CardFile): CardProfile {
  const card = { number, expiry, chip, persona, kind: "card", stripe: "works" } as const;
  const profile = profileOf({ ...card, contactless: false });
  return {
    ...profile,
    ...(holder !== undefined && { cardholderName: holder }),
    ...(pin !== undefined &&
      profile.offlinePin !== undefined && { offlinePin: { ...profile.offlinePin, digits: pin } }),
  };
}

function issue(profile: CardProfile, key: string): Card {
  const scheme = schemeOf(profile);
  return issueCard(profile, scheme.openMaster(fromHex(key)), scheme);
}

function readText(file: string): string {
  try {
    if (statSync(file).size > FILE_BYTES_MAX) {
      throw unreadable(file, `is larger than ${FILE_BYTES_MAX} bytes`, "give a card file");
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TillyardError) throw error;
    if (error instanceof TypeError) throw unreadable(file, "is not UTF-8 text", "save it as UTF-8");
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw unreadable(file, `cannot be read (${code})`, "check the path and your right to read it");
  }
}

function unreadable(file: string, what: string, hint: string): TillyardError {
  return new TillyardError("config-invalid", `${file} ${what}`, { hint });
}
