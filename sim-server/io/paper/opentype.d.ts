/** The part of opentype.js that is used here; its published types want a browser's. */
declare module "opentype.js" {
  export type Command =
    | { readonly type: "M" | "L"; readonly x: number; readonly y: number }
    | { readonly type: "Q" | "C"; readonly x: number; readonly y: number }
    | { readonly type: "Z" };
  export type Glyph = {
    readonly index: number;
    readonly advanceWidth: number;
    getPath(x: number, y: number, fontSize: number): { readonly commands: readonly Command[] };
  };
  export type Font = {
    readonly unitsPerEm: number;
    readonly ascender: number;
    charToGlyph(character: string): Glyph;
  };
  export function parse(content: ArrayBuffer): Font;
}
