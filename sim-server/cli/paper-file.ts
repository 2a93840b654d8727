import { extname } from "node:path";
import type { Paper } from "../../device-emulators/devices/printer/paper.ts";
import { receiptBits } from "../../device-emulators/devices/printer/receipt-bits.ts";
import { receiptJson } from "../../device-emulators/devices/printer/receipt-json.ts";
import { encodePng } from "../../device-emulators/devices/printer/receipt-png.ts";
import { receiptSvg } from "../../device-emulators/devices/printer/receipt-svg.ts";
import { receiptText } from "../../device-emulators/devices/printer/receipt-text.ts";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { writeOut } from "./reports/report.ts";

type Render = (paper: Paper, widthDots: number) => Promise<string | Uint8Array>;

/** By the end of the file's name. */
const FORMS: Readonly<Record<string, Render>> = {
  ".txt": async (paper, widthDots) => {
    const lines = receiptText(paper, widthDots);
    return lines.map(({ text }) => `${text}\n`).join("");
  },
  ".json": async (paper) => `${JSON.stringify(receiptJson(paper), null, 2)}\n`,
  ".svg": async (paper, widthDots) => receiptSvg(paper, widthDots),
  ".png": async (paper, widthDots) => {
    const { loadPixelFace } = await import("../io/paper/pixel-face.ts");
    return encodePng(receiptBits(paper, { face: loadPixelFace(), widthDots }));
  },
};

/**
 * Writes paper to a file, in the form that its name ends with: .txt, .json, .svg or .png.
 *
 * @param widthDots the width of the print head
 * @throws TillyardError `config-invalid` for another ending, `data-unwritable` where it cannot be written
 */
export async function writePaper(file: string, paper: Paper, widthDots: number): Promise<void> {
  const render = FORMS[extname(file).toLowerCase()];
  if (render === undefined) {
    throw new TillyardError("config-invalid", `paper cannot be written as ${file}`, {
      hint: `let its name end with ${Object.keys(FORMS).join(", ")}`,
    });
  }
  writeOut(file, await render(paper, widthDots));
}
