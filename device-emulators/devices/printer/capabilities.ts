import { err, ok, type Result } from "../../kit/result.ts";
import { type PrinterFeature, type PrinterModel, TM_T88V } from "./models.ts";

/** Why a profile could not be taken: where in the file, and what stands there. */
export type CapabilityFault = { readonly path: readonly string[]; readonly detail: string };

type Read<T> = Result<T, CapabilityFault>;
type Path = readonly string[];
type Fields = Readonly<Record<string, unknown>>;

const FEATURES: Readonly<Record<string, PrinterFeature>> = {
  barcodeA: "barcode-a",
  barcodeB: "barcode-b",
  bitImageColumn: "column-image",
  bitImageRaster: "raster",
  graphics: "graphics",
  paperFullCut: "full-cut",
  paperPartCut: "partial-cut",
  pdf417Code: "pdf417",
  pulseBel: "kick-by-bell",
  pulseStandard: "kick",
  qrCode: "qr",
};

/** What the file does not tell: printers of its maker have it all, others none of it. Chosen. */
const EPSON_ALSO: readonly PrinterFeature[] = ["page-mode", "automatic-status"];

/**
 * The profile `id` of a capability file as a model of ours; what the file leaves open is chosen.
 *
 * @param file parsed JSON
 * @source github.com/receipt-print-hq/escpos-printer-db, dist/capabilities.json
 */
export function importCapabilities(file: unknown, id: string): Read<PrinterModel> {
  const profiles = objectAt(file, ["profiles"]);
  if (!profiles.ok) return profiles;
  const path = ["profiles", id];
  if (!Object.hasOwn(profiles.value, id)) return fault(path, "there is no such profile");
  const profile = fields(profiles.value[id], path);
  if (!profile.ok) return profile;
  const name = nonEmpty(profile.value["name"], [...path, "name"]);
  if (!name.ok) return name;
  const features = readFeatures(profile.value["features"], [...path, "features"]);
  if (!features.ok) return features;
  const pages = readPages(profile.value["codePages"], [...path, "codePages"]);
  if (!pages.ok) return pages;
  const tables = readTables(file, Object.values(pages.value));
  if (!tables.ok) return tables;
  const size = readSize(profile.value, path);
  if (!size.ok) return size;
  const epson = profile.value["vendor"] === "Epson";
  return ok({
    ...(epson ? TM_T88V : OTHER_MAKE),
    ...size.value,
    name: name.value,
    features: new Set([...features.value, ...(epson ? EPSON_ALSO : [])]),
    codePages: pages.value,
    codePageTables: tables.value,
    identity: epson ? { ...TM_T88V.identity, 67: `_${name.value}\0` } : {},
  });
}

const OTHER_MAKE: PrinterModel = {
  ...TM_T88V,
  unitDots: { across: 1, down: 1 },
  nearEndMm: undefined,
  unpluggedDrawerHigh: false,
};

function readFeatures(value: unknown, path: Path): Read<PrinterFeature[]> {
  const given = fields(value, path);
  if (!given.ok) return given;
  const found: PrinterFeature[] = [];
  for (const [name, has] of Object.entries(given.value)) {
    if (typeof has !== "boolean") return fault([...path, name], "is neither true nor false");
    if (name === "starCommands" && has) {
      return fault([...path, name], "this printer speaks Star's commands, not ESC/POS");
    }
    const feature = FEATURES[name];
    if (has && feature !== undefined) found.push(feature);
  }
  return ok(found);
}

function readPages(value: unknown, path: Path): Read<Record<number, string>> {
  const given = fields(value, path);
  if (!given.ok) return given;
  const pages: Record<number, string> = {};
  for (const [number, name] of Object.entries(given.value)) {
    const here = [...path, number];
    if (!/^\d{1,3}$/.test(number) || Number(number) > 255) {
      return fault(here, "is no number from 0 to 255");
    }
    const read = nonEmpty(name, here);
    if (!read.ok) return read;
    pages[Number(number)] = read.value;
  }
  return ok(pages);
}

/** Rows of an encoding that the file spells out, one string of 16 characters each. */
const TABLE_CHARACTERS = 128;

function readTables(file: unknown, names: readonly string[]): Read<Record<string, string>> {
  const encodings = objectAt(file, ["encodings"]);
  if (!encodings.ok) return encodings;
  const tables: Record<string, string> = {};
  for (const name of names) {
    const path = ["encodings", name];
    if (!Object.hasOwn(encodings.value, name)) return fault(path, "there is no such encoding");
    const encoding = fields(encodings.value[name], path);
    if (!encoding.ok) return encoding;
    const { data } = encoding.value as { readonly data?: unknown };
    if (data === undefined) continue;
    const table = Array.isArray(data) ? data.join("") : "";
    if (table.length !== TABLE_CHARACTERS) {
      return fault([...path, "data"], `is not ${TABLE_CHARACTERS} characters in rows`);
    }
    tables[name] = table;
  }
  return ok(tables);
}

type Size = Pick<PrinterModel, "widthDots" | "fonts" | "dotsPerMm">;

const MM_PER_INCH = 25.4;
/** Of the head of nearly all printers; chosen where the file is silent. */
const DOTS_PER_INCH = 203;
/** Chosen: far wider than any receipt. */
const WIDTH_DOTS_MAX = 2_048;

function readSize(profile: Fields, path: Path): Read<Size> {
  const media = fields(profile["media"], [...path, "media"]);
  if (!media.ok) return media;
  const width = fields(media.value["width"], [...path, "media", "width"]);
  if (!width.ok) return width;
  const dpi = known(media.value["dpi"], [...path, "media", "dpi"], 1_200);
  if (!dpi.ok) return dpi;
  const pixels = known(
    width.value["pixels"],
    [...path, "media", "width", "pixels"],
    WIDTH_DOTS_MAX,
  );
  if (!pixels.ok) return pixels;
  const fonts = fields(profile["fonts"], [...path, "fonts"]);
  if (!fonts.ok) return fonts;
  const columns: (number | undefined)[] = [];
  for (const font of ["0", "1"]) {
    const read = readColumns(fonts.value[font], [...path, "fonts", font]);
    if (!read.ok) return read;
    columns.push(read.value);
  }
  const [inA, inB] = columns;
  if (inA === undefined) return fault([...path, "fonts", "0"], "is missing");
  const { a, b } = TM_T88V.fonts;
  const widthDots = pixels.value ?? inA * a.widthDots;
  const glyph = (count: number) => ({
    widthDots: Math.max(1, Math.floor(widthDots / count)),
    columns: count,
  });
  return ok({
    widthDots,
    fonts: {
      a: { ...a, ...glyph(inA) },
      b: inB === undefined ? b : { ...b, ...glyph(inB) },
    },
    dotsPerMm: (dpi.value ?? DOTS_PER_INCH) / MM_PER_INCH,
  });
}

function readColumns(value: unknown, path: Path): Read<number | undefined> {
  if (value === undefined) return ok(undefined);
  const font = fields(value, path);
  if (!font.ok) return font;
  return known(font.value["columns"], [...path, "columns"], WIDTH_DOTS_MAX);
}

/** A whole number from 1 on; undefined where the file says that nobody knows, or nothing. */
function known(value: unknown, path: Path, most: number): Read<number | undefined> {
  if (value === undefined || value === "Unknown") return ok(undefined);
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most
    ? ok(value)
    : fault(path, `is no whole number from 1 to ${most}`);
}

function nonEmpty(value: unknown, path: Path): Read<string> {
  return typeof value === "string" && value !== "" ? ok(value) : fault(path, "is no text");
}

function objectAt(file: unknown, path: readonly [string]): Read<Fields> {
  const whole = fields(file, []);
  return whole.ok ? fields(whole.value[path[0]], path) : whole;
}

function fields(value: unknown, path: Path): Read<Fields> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? ok(value as Fields)
    : fault(path, "is no object");
}

function fault(path: Path, detail: string): Result<never, CapabilityFault> {
  return err({ path, detail });
}
