import { UNKNOWN_PAGE, upperOf } from "./characters.ts";
import { ASCII, type Composition } from "./composer.ts";
import { PLAIN_LOOK, plainLayout } from "./layout.ts";
import type { PrinterModel } from "./models.ts";

/** What ESC @ goes back to on `model`: its plain style, and an empty line. */
export function plainComposition(model: PrinterModel): Composition {
  return {
    bold: false,
    inverse: false,
    wide: 1,
    tall: 1,
    look: PLAIN_LOOK,
    layout: plainLayout(model),
    align: "left",
    pitchDots: model.lineDots,
    chinese: model.features.has("chinese"),
    lower: ASCII,
    upper: upperOf(model, 0) ?? UNKNOWN_PAGE,
    runs: [],
    text: "",
    atDots: undefined,
    pictures: undefined,
    usedDots: 0,
    heightDots: 0,
    page: undefined,
  };
}
