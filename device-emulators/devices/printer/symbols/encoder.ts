import bwip from "bwip-js/generic";
import { err, ok, type Result } from "../../../kit/result.ts";

/** Widths in modules, bar and space in turn, a bar first; a width of 0 is left out. */
export type Bars = readonly number[];

/** Squares, row by row from the top left; true is black. */
export type Modules = {
  readonly columns: number;
  readonly rows: number;
  readonly black: (column: number, row: number) => boolean;
};

type Options = Readonly<Record<string, string | number | boolean>>;

/** @returns the bars, or in one sentence why this text cannot be encoded */
export function encodeBars(
  symbology: string,
  text: string,
  options: Options = {},
): Result<Bars, string> {
  const drawn = encode(symbology, text, options);
  if (!drawn.ok) return drawn;
  return "sbs" in drawn.value ? ok(drawn.value.sbs) : err(`${symbology} has no bars`);
}

/** @returns the squares, or in one sentence why this text cannot be encoded */
export function encodeModules(
  symbology: string,
  text: string,
  options: Options = {},
): Result<Modules, string> {
  const drawn = encode(symbology, text, options);
  if (!drawn.ok) return drawn;
  if (!("pixs" in drawn.value)) return err(`${symbology} has no squares`);
  const { pixs, pixx: columns } = drawn.value;
  const black = (column: number, row: number): boolean => pixs[row * columns + column] === 1;
  return ok({ columns, rows: pixs.length / columns, black });
}

type Drawn =
  | { readonly sbs: readonly number[] }
  | { readonly pixs: readonly number[]; readonly pixx: number };

function encode(symbology: string, text: string, options: Options): Result<Drawn, string> {
  try {
    const settings = Object.entries(options).map(([name, value]) => `${name}=${value}`);
    const [drawn]: readonly Drawn[] = bwip.raw(symbology, text, settings.join(" "));
    return drawn === undefined ? err("nothing to encode") : ok(drawn);
  } catch (error) {
    return err(reasonOf(error));
  }
}

/** The library says `bwipp.ean13badLength#6889: EAN-13 must be 12 or 13 digits`. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return said.replace(/^bwipp\.\S+: /, "");
}
