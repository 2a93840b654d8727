import { satisfiesEan13 } from "../../kit/ean-13.ts";

/** What the trigger is pulled over: what it says, and how it is printed. */
export type ScannedCode = {
  /** As it is encoded, FNC1 between two values as the character GS; the opening FNC1 is not part of it. */
  readonly text: string;
  readonly symbology: Symbology;
  /** The two or five digits beside a code of EAN or UPC. */
  readonly addOn?: string;
};

type Rule = {
  /** Letter and modifier behind the `]`. */
  readonly aim: string;
  readonly readable: (text: string) => boolean;
};

const says = (text: string): boolean => text !== "";
const ascii = (text: string, least = 0x00, most = 0x7f): boolean =>
  says(text) && allWithin(text, least, most);
/** What GS1 element strings are made of, and the FNC1 between them. @source GS1 General Specifications, 7.11 */
const elements = (text: string): boolean => ascii(text.replaceAll("\x1d", ""), 0x21, 0x7a);
const matches =
  (form: RegExp) =>
  (text: string): boolean =>
    form.test(text);

/** Shorter codes have the same check digit with zeros before them. @source GS1 General Specifications, 7.9 */
const checked =
  (digits: number) =>
  (text: string): boolean =>
    text.length === digits && satisfiesEan13(text.padStart(13, "0"));

/** Printed codes: what tells them apart on the cable, and what can be read. @source ISO/IEC 15424:2008 */
const SYMBOLOGIES = {
  "ean-13": { aim: "E0", readable: satisfiesEan13 },
  "ean-8": { aim: "E4", readable: checked(8) },
  "upc-a": { aim: "E0", readable: checked(12) },
  "code-39": { aim: "A0", readable: matches(/^[0-9A-Z .$/+%-]+$/) },
  "code-93": { aim: "G0", readable: ascii },
  codabar: { aim: "F0", readable: matches(/^[0-9$:/.+-]+$/) },
  itf: { aim: "I0", readable: matches(/^(\d\d)+$/) },
  "code-128": { aim: "C0", readable: ascii },
  "gs1-128": { aim: "C1", readable: elements },
  databar: { aim: "e0", readable: elements },
  "data-matrix": { aim: "d1", readable: says },
  "gs1-data-matrix": { aim: "d2", readable: elements },
  qr: { aim: "Q1", readable: says },
  "gs1-qr": { aim: "Q3", readable: elements },
  "pdf-417": { aim: "L0", readable: says },
  aztec: { aim: "z0", readable: says },
} as const satisfies Readonly<Record<string, Rule>>;

/** How a code is printed. */
export type Symbology = keyof typeof SYMBOLOGIES;

/** Every way in which a code may be printed here. */
export const SYMBOLOGY_NAMES = Object.keys(SYMBOLOGIES) as readonly Symbology[];

const ADD_ON = /^(\d{2}|\d{5})$/;
const BY_FNC1: ReadonlySet<Symbology> = new Set([
  "gs1-128",
  "databar",
  "gs1-data-matrix",
  "gs1-qr",
]);
/** Codes of EAN and UPC, beside which more digits may stand. */
export const WITH_ADD_ON: ReadonlySet<Symbology> = new Set(["ean-13", "ean-8", "upc-a"]);

/** Whether a scanner makes sense of it. A QR code mends itself or is not read at all; empty ones are none. */
export function readable({ text, symbology }: ScannedCode): boolean {
  return SYMBOLOGIES[symbology].readable(text);
}

/** Whether FNC1 stands between its values, so that GS in its text is none of its own characters. */
export function separatesByFnc1({ symbology }: ScannedCode): boolean {
  return BY_FNC1.has(symbology);
}

/** The digits beside the code, where it can have such and they are some. */
export function addOnOf({ symbology, addOn }: ScannedCode): string | undefined {
  const has = WITH_ADD_ON.has(symbology) && addOn !== undefined && ADD_ON.test(addOn);
  return has ? addOn : undefined;
}

/**
 * The code as the AIM identifier announces it. UPC-A is EAN-13 with a zero before it; digits beside an
 * EAN-13 are part of it (`]E3`), beside an EAN-8 they are a code of their own (`]E1`, `]E2`).
 *
 * @source ISO/IEC 15424:2008, table of EAN/UPC modifiers
 */
export function identified(code: ScannedCode, addOn: string | undefined): string {
  const { text, symbology } = code;
  const whole = symbology === "upc-a" ? `0${text}` : text;
  const { aim } = SYMBOLOGIES[symbology];
  if (addOn === undefined) return `]${aim}${whole}`;
  if (symbology !== "ean-8") return `]E3${whole}${addOn}`;
  return `]${aim}${whole}]E${addOn.length === 2 ? 1 : 2}${addOn}`;
}

function allWithin(text: string, least: number, most: number): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < least || code > most) return false;
  }
  return true;
}
