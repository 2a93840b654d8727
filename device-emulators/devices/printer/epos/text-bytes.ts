import { concat, fromLatin1 } from "../../../kit/bytes.ts";
import { COMMAND, FS } from "../../../kit/escpos-codes.ts";
import { encodeGb18030 } from "../../../kit/gb18030.ts";
import { ok } from "../../../kit/result.ts";
import { upperOf } from "../characters.ts";
import type { PrinterModel } from "../models.ts";
import { bytesOf, type Style, type Written, wordOf } from "./command-bytes.ts";
import type { EposCommand } from "./document.ts";
import type { AttributesOf } from "./forms.ts";

type Text = Extract<EposCommand, { readonly name: "text" }>;
type Feed = Extract<EposCommand, { readonly name: "feed" }>;

const ALIGNMENTS = ["left", "center", "right"] as const;
const FONTS: Readonly<Record<NonNullable<AttributesOf<"text">["font"]>, number>> = {
  ...{ font_a: 0, font_b: 1, font_c: 2, font_d: 3, font_e: 4 },
  ...{ special_a: 97, special_b: 98 },
};

/** Attributes that one command each stands for, in the order in which they are sent. */
const PLAIN: { readonly [A in keyof AttributesOf<"text">]: (value: never) => Uint8Array } = {
  align: writeAlign,
  rotate: (on: boolean) => bytesOf(COMMAND.upsideDown, Number(on)),
  font: (font: keyof typeof FONTS) => bytesOf(COMMAND.font, FONTS[font]),
  smooth: (on: boolean) => bytesOf(SMOOTH, Number(on)),
  ul: (on: boolean) => bytesOf(COMMAND.underline, Number(on)),
  em: (on: boolean) => bytesOf(COMMAND.bold, Number(on)),
  reverse: (on: boolean) => bytesOf(COMMAND.inverse, Number(on)),
  color: (color: string) => bytesOf(COMMAND.colour, Number(color === "color_2")),
  linespc: (dots: number) => bytesOf(COMMAND.pitch, dots),
  x: (dots: number) => bytesOf(COMMAND.place, ...wordOf(dots)),
  y: (dots: number) => bytesOf(COMMAND.placeDown, ...wordOf(dots)),
};

const SMOOTH = 0x1d62;

/** Where a line stands between the paper's edges. */
export function writeAlign(align: (typeof ALIGNMENTS)[number]): Uint8Array {
  return bytesOf(COMMAND.align, ALIGNMENTS.indexOf(align));
}

/** The attributes in `names` that are there, each as its command. */
export function writeAttributes(
  attributes: Readonly<Record<string, unknown>>,
  names: readonly string[] = Object.keys(PLAIN),
): Uint8Array {
  const commands: Readonly<Record<string, ((value: never) => Uint8Array) | undefined>> = PLAIN;
  return concat(
    names.flatMap((name) => {
      const value = attributes[name];
      return value === undefined ? [] : [commands[name]?.(value as never) ?? new Uint8Array(0)];
    }),
  );
}

/** What an attribute sets stays set for the elements that follow. */
export function writeText({ attributes, text }: Text, model: PrinterModel, style: Style): Written {
  const { width, height, dw, dh } = attributes;
  style.wide = width ?? (dw === undefined ? style.wide : 1 + Number(dw));
  style.tall = height ?? (dh === undefined ? style.tall : 1 + Number(dh));
  const sized = [width, height, dw, dh].some((value) => value !== undefined);
  return ok(
    concat([
      writeAttributes(attributes),
      ...(sized ? [bytesOf(COMMAND.size, (style.wide - 1) * 16 + style.tall - 1)] : []),
      encode(text, model),
    ]),
  );
}

/** Lines and dots of feed; without either the line that was begun is ended. */
export function writeFeed({ attributes: { unit, line, linespc, pos } }: Feed): Written {
  // On paper without marks every position is where the paper stands.
  if (pos !== undefined) return ok(new Uint8Array(0));
  return ok(
    concat([
      ...(linespc === undefined ? [] : [bytesOf(COMMAND.pitch, linespc)]),
      ...(unit === undefined ? [] : [bytesOf(COMMAND.feedDots, unit)]),
      ...(line === undefined ? [] : [bytesOf(COMMAND.feedLines, line)]),
      ...(unit === undefined && line === undefined ? [Uint8Array.of(0x0a)] : []),
    ]),
  );
}

/**
 * Text as characters of the printer, "?" for those it does not have. Only line feed and tab of the
 * control characters remain, so that no text is ever read as a command.
 */
function encode(text: string, model: PrinterModel): Uint8Array {
  const safe = text.replace(/[^\t\n\P{Cc}]|\p{Cs}/gu, "");
  if (model.features.has("chinese")) {
    return concat([Uint8Array.of(FS, 0x26), encodeGb18030(safe)]);
  }
  return encodeInPages(safe, model);
}

/** Characters beyond ASCII are looked for on the code page that stands, then on all others. */
function encodeInPages(text: string, model: PrinterModel): Uint8Array {
  const pages = Object.keys(model.codePages).map(Number);
  const parts: Uint8Array[] = [];
  let page = pages.includes(0) ? 0 : -1;
  for (const character of text) {
    if (character < "\x7f") {
      parts.push(fromLatin1(character));
      continue;
    }
    const holds = (n: number): boolean => upperOf(model, n)?.includes(character) ?? false;
    const found = character === "?" ? undefined : [page, ...pages].find(holds);
    if (found === undefined) {
      parts.push(fromLatin1("?"));
      continue;
    }
    if (found !== page) parts.push(bytesOf(COMMAND.codePage, found));
    page = found;
    parts.push(Uint8Array.of(0x80 + (upperOf(model, found) ?? "").indexOf(character)));
  }
  return concat(parts);
}
