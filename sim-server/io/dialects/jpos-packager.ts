import { SaxesParser, type SaxesTagPlain } from "saxes";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import {
  type Complaint,
  complain,
  type Place,
  quote,
} from "../../../scenarios/format/complaint.ts";
import { suggest } from "../../../scenarios/format/values.ts";
import { DE_MAX, type DialectSpec } from "../../core/iso8583/dialect.ts";
import {
  type Encoding,
  FIELD_UNITS_MAX,
  type FieldSpec,
  findRowFault,
} from "../../core/iso8583/field.ts";
import { PLAIN_WIRE } from "../../core/iso8583/wire.ts";
import { BITMAP_CLASSES, type JposClass, jposClass, jposClassNames } from "./jpos-classes.ts";

/** Every row says itself how it is written, so this is never read but for a length without a code. */
const ENCODING: Encoding = { digits: "ascii", text: "ascii", bytes: "binary", prefix: "ascii" };
const TRACKS = new Set([35, 36]);

/** Elements that stand inside one another, at most. Chosen: packagers nest three deep. */
const DEPTH_MAX = 16;
const COMPLAINTS_MAX = 20; // chosen: more are not read

type Packager = {
  mti?: DialectSpec["mti"];
  bitmap?: DialectSpec["bitmap"];
  tertiary?: "in-place";
  readonly fields: Record<number, FieldSpec>;
};

/**
 * Reads the XML of a jPOS GenericPackager as a dialect. Fields inside a field stay undivided. The
 * packager says nothing of what stands around a message: that is two bytes of length.
 *
 * @param dialectName what the dialect is to be called
 * @source jPOS, generic-packager-1.0.dtd
 */
export function parseJposPackager(
  text: string,
  file: string,
  dialectName: string,
): Result<DialectSpec, readonly Complaint[]> {
  const complaints: Complaint[] = [];
  const packager: Packager = { fields: {} };
  const parser = new SaxesParser<{ position: true; xmlns: false }>({
    position: true,
    xmlns: false,
  });
  const here = (): Place => ({ line: parser.line, column: parser.column + 1 });
  const refuse = (place: Place | undefined, message: string): void => {
    if (complaints.length < COMPLAINTS_MAX) complaints.push(complain(file, place, message));
  };
  let depth = 0;
  let fieldDepth = 0;
  parser.on("error", (error) => {
    refuse(here(), `not XML: ${error.message.replace(/^\d+:\d+: /, "")}; correct this line`);
  });
  parser.on("opentag", (tag) => {
    depth += 1;
    if (depth === DEPTH_MAX + 1) refuse(here(), `nested more than ${DEPTH_MAX} deep`);
    if (fieldDepth === 0) readElement(tag, packager, (message) => refuse(here(), message));
    if (fieldDepth === 0 && tag.name.startsWith("isofield")) fieldDepth = depth;
  });
  parser.on("closetag", () => {
    if (depth === fieldDepth) fieldDepth = 0;
    depth -= 1;
  });
  parser.write(text).close();
  if (complaints.length > 0) return err(complaints);
  const { mti, bitmap, fields, tertiary } = packager;
  if (mti === undefined || bitmap === undefined) {
    const missing = mti === undefined ? "field 0, the MTI" : "field 1, the bitmap";
    return err([complain(file, undefined, `has no ${missing}; write it as jPOS does`)]);
  }
  const third = Object.keys(fields).some((de) => Number(de) > 128);
  return ok({
    name: dialectName,
    mti,
    bitmap,
    encoding: ENCODING,
    wire: PLAIN_WIRE,
    fields,
    ...(third ? { tertiary: tertiary ?? ("behind-secondary" as const) } : {}),
  });
}

type Refuse = (message: string) => void;

function readElement(tag: SaxesTagPlain, packager: Packager, refuse: Refuse): void {
  const { name, attributes } = tag;
  if (name === "isopackager") {
    if (attributes["thirdBitmapField"] === "65") packager.tertiary = "in-place";
    return;
  }
  if (name !== "isofield" && name !== "isofieldpackager") {
    refuse(`unknown element ${quote(name)}; a packager has \`isofield\` and \`isofieldpackager\``);
    return;
  }
  const de = wholeIn(attributes["id"], 0, DE_MAX);
  if (de === undefined) {
    refuse(`\`id\` must be a data element, 0 to ${DE_MAX}`);
    return;
  }
  const { class: qualified = "" } = attributes;
  const className = qualified.replace(/^.*\./, "");
  if (de === 0) readMti(className, packager, refuse);
  else if (de === 1) readBitmap(className, packager, refuse);
  else readField(de, className, attributes, { packager, refuse });
}

function readMti(className: string, packager: Packager, refuse: Refuse): void {
  const known = jposClass(className);
  if (typeof known !== "object" || known.content !== "n" || known.as === "binary") {
    refuse(`field 0: ${quote(className)} is no class of an MTI; it is IFA_, IFB_ or IFE_NUMERIC`);
    return;
  }
  packager.mti = known.as;
}

function readBitmap(className: string, packager: Packager, refuse: Refuse): void {
  const code = Object.hasOwn(BITMAP_CLASSES, className) ? BITMAP_CLASSES[className] : undefined;
  if (code === undefined) {
    refuse(`field 1: ${quote(className)} is no class of a bitmap; it is IFA_, IFB_ or IFE_BITMAP`);
    return;
  }
  packager.bitmap = code;
}

function readField(
  de: number,
  className: string,
  attributes: Readonly<Record<string, string>>,
  { packager, refuse }: { readonly packager: Packager; readonly refuse: Refuse },
): void {
  const known = jposClass(className);
  if (known === undefined) {
    refuse(
      `field ${de}: unknown class ${quote(className)}; ${suggest(className, jposClassNames())}`,
    );
    return;
  }
  if (known === "unused" || (de === 65 && packager.tertiary !== undefined)) return;
  const length = wholeIn(attributes["length"], 1, FIELD_UNITS_MAX);
  if (length === undefined) {
    refuse(`field ${de}: \`length\` must be a whole number from 1 to ${FIELD_UNITS_MAX}`);
    return;
  }
  const row = makeRow(de, known, { ...attributes, length });
  const fault =
    row === undefined ? "an amount has a sign and a digit" : findRowFault(row, ENCODING);
  if (row === undefined || fault !== undefined) refuse(`field ${de}: ${fault}`);
  else packager.fields[de] = row;
}

function makeRow(
  de: number,
  { content, as, prefix, prefixAs, fill, padding }: JposClass,
  said: { readonly length: number; readonly name?: string; readonly pad?: string },
): FieldSpec | undefined {
  const row = {
    name: said.name === undefined || said.name === "" ? `field ${de}` : said.name.slice(0, 80),
    // A packager calls a track numeric and lets its separator pass.
    content: TRACKS.has(de) && content === "n" ? ("z" as const) : content,
    as,
    ...(as === "bcd" ? { padding: said.pad === "true" ? ("0-left" as const) : padding } : {}),
  };
  const { padding: pads, ...bare } = row;
  const whole = pads === undefined ? bare : { ...bare, padding: pads };
  if (prefix !== undefined && prefixAs !== undefined) {
    return { ...whole, max: said.length, prefix, prefixAs };
  }
  // There the length of a signed amount counts its sign.
  const length = content === "x+n" ? said.length - 1 : said.length;
  if (length < 1) return undefined;
  return fill === undefined ? { ...whole, length } : { ...whole, length, fill };
}

function wholeIn(text: string | undefined, least: number, most: number): number | undefined {
  const value = text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
