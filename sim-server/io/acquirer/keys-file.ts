import { z } from "zod";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Complaint } from "../../../scenarios/format/complaint.ts";
import type { Path } from "../../../scenarios/format/source.ts";
import { map, words } from "../../../scenarios/format/values.ts";
import type { Merchant } from "../../core/counter/acquirer.ts";
import { HOUSE_MERCHANT } from "../../core/counter/acquirer.ts";
import type { Envelope } from "../../core/iso8583/envelope.ts";
import type { Wire } from "../../core/iso8583/wire.ts";
import { UNIONPAY_SPEECH } from "../../core/terminal/host-speech.ts";
import { complainOf, parseYaml } from "../yaml-file.ts";

/** What an acquirer has given out to a shop. */
export type AcquirerKeys = {
  /** One for each terminal; at least one. */
  readonly merchants: readonly Merchant[];
  readonly envelope: Envelope;
  readonly acquirerId: string | undefined;
};

/** What somebody has who was given nothing: the shop as the house bank knows it. */
export function houseKeys(wire: Wire): Result<AcquirerKeys, string> {
  const envelope = addressFor({}, wire);
  return "message" in envelope
    ? err(envelope.message)
    : ok({ merchants: [HOUSE_MERCHANT], envelope, acquirerId: undefined });
}

const quoted = (pattern: RegExp, what: string) =>
  z
    .string({ error: () => `must stand in quotes: ${what}` })
    .regex(pattern, { error: `must be ${what}` });

/** Chosen: what fits on one line of a slip. */
const NAME_CHARS_MAX = 20;

const terminal = quoted(/^[\x21-\x7e]{8}$/, "8 letters, digits or signs");
const key = quoted(/^(?:[\dA-Fa-f]{32}|[\dA-Fa-f]{48})$/, "32 or 48 hexadecimal digits");
/** Chosen: a large classroom. */
const TERMINALS_MAX = 200;

const keysSchema = map({
  format: z.literal(1, { error: "must be 1, the only version there is" }),
  terminal,
  merchant: quoted(/^[\x21-\x7e]{15}$/, "15 letters, digits or signs"),
  "merchant-name": words
    .max(NAME_CHARS_MAX, { error: `must be at most ${NAME_CHARS_MAX} characters` })
    .optional(),
  key,
  "more-terminals": z
    .array(map({ terminal, key }), { error: () => "must be a list" })
    .max(TERMINALS_MAX, { error: `must have at most ${TERMINALS_MAX} entries` })
    .default([]),
  tpdu: quoted(/^60\d{8}$/, "60 and eight digits").optional(),
  header: quoted(/^[\x20-\x7e]{1,64}$/, "1 to 64 printable characters").optional(),
  acquirer: quoted(/^\d{8,11}$/, "8 to 11 digits").optional(),
});

/**
 * Reads a file of what an acquirer has given out, YAML or JSON, for the wire that it goes onto.
 *
 * @returns the keys, or all that is wrong, each with its line and column; no key is ever repeated
 */
export function parseKeysFile(
  text: string,
  file: string,
  wire: Wire,
): Result<AcquirerKeys, readonly Complaint[]> {
  const parsed = parseYaml(text, file, { noun: "keys file", schema: keysSchema });
  if (!parsed.ok) return parsed;
  const { value, source } = parsed.value;
  const refuse = (path: Path, message: string): Result<never, readonly Complaint[]> =>
    err(complainOf(file, [{ place: source.placeOf(path), message }]));
  const { merchant: merchantId, acquirer } = value;
  const twice = findTwice(value);
  if (twice !== undefined) {
    const path = ["more-terminals", twice, "terminal"];
    return refuse(path, "this terminal stands twice; give each its own");
  }
  const envelope = addressFor(value, wire);
  if ("message" in envelope) return refuse([envelope.key], envelope.message);
  return ok({
    merchants: [value, ...value["more-terminals"]].map((given) => ({
      terminalId: given.terminal,
      merchantId,
      merchantName: value["merchant-name"] ?? HOUSE_MERCHANT.merchantName,
      masterKey: given.key.toUpperCase(),
    })),
    envelope,
    acquirerId: acquirer,
  });
}

/** The place in the list of the first terminal that stood before. */
function findTwice(said: z.infer<typeof keysSchema>): number | undefined {
  const seen = new Set([said.terminal]);
  const at = said["more-terminals"].findIndex(({ terminal: id }) => {
    const twice = seen.has(id);
    seen.add(id);
    return twice;
  });
  return at < 0 ? undefined : at;
}

type Said = { readonly tpdu?: string | undefined; readonly header?: string | undefined };
type Misaddressed = { readonly key: "tpdu" | "header"; readonly message: string };

/** How frames are addressed on that wire: as the file says, or as UnionPay's usually are. */
function addressFor({ tpdu, header }: Said, wire: Wire): Envelope | Misaddressed {
  const { kind } = wire.header;
  const usual = UNIONPAY_SPEECH.envelope;
  if (tpdu !== undefined && kind !== "tpdu" && kind !== "tpdu-digits") {
    return { key: "tpdu", message: "the dialect's wire has no TPDU; leave `tpdu` out" };
  }
  const addresses =
    tpdu === undefined ? usual : { destination: tpdu.slice(2, 6), source: tpdu.slice(6) };
  const { destination, source } = addresses;
  if (kind === "none" || kind === "tpdu") {
    if (header !== undefined) {
      return { key: "header", message: "the dialect's wire has no header; leave `header` out" };
    }
    return kind === "tpdu"
      ? { destination, source, header: "" }
      : { destination: "", source: "", header: "" };
  }
  const wanted = wantedHeader(wire);
  const written = header ?? usual.header;
  if (!wanted.pattern.test(written) || (header === undefined && kind === "text")) {
    return { key: "header", message: `the dialect's wire wants \`header\` of ${wanted.what}` };
  }
  return kind === "text"
    ? { destination: "", source: "", header: written }
    : { destination, source, header: written };
}

function wantedHeader({ header }: Wire): { readonly pattern: RegExp; readonly what: string } {
  if (header.kind !== "text") {
    const digits = header.kind === "tpdu-digits" ? header.digits : 0;
    return { pattern: new RegExp(`^\\d{${digits}}$`), what: `${digits} digits` };
  }
  const begins = header.begins.replace(/[^A-Za-z0-9]/g, "\\$&");
  return {
    pattern: new RegExp(`^(?=${begins})[\\x20-\\x7e]{${header.chars}}$`),
    what: `${header.chars} characters${header.begins === "" ? "" : ` that begin ${header.begins}`}`,
  };
}
