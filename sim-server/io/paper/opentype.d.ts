/** The part of opentype.js that is used here; the types published for it want a browser's. */
declare module "opentype.js" {
  type Command =
    | { readonly type: "M" | "L" | "Q" | "C"; readonly x: number; readonly y: number }
    | { readonly type: "Z" };
  type Glyph = {
    readonly index: number;
    readonly advanceWidth: number;
    getPath(x: number, y: number, fontSize: number): { readonly commands: readonly Command[] };
  };
  type Font = {
    readonly unitsPerEm: number;
    readonly ascender: number;
    charToGlyph(character: string): Glyph;
  };
  const opentype: { parse(content: ArrayBuffer): Font };
  export = opentype;
}
