import { extname } from "node:path";
import type { Paper } from "../../device-emulators/devices/printer/paper.ts";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { PAPER_FORMS } from "../io/paper/paper-forms.ts";
import { writeOut } from "./reports/report.ts";

/**
 * Writes paper to a file, in the form that its name ends with: .txt, .json, .svg or .png.
 *
 * @param widthDots the width of the print head
 * @throws TillyardError `config-invalid` for another ending, `data-unwritable` where it cannot be written
 */
export async function writePaper(file: string, paper: Paper, widthDots: number): Promise<void> {
  const ending = extname(file).toLowerCase();
  const form = PAPER_FORMS.find((each) => `.${each.ending}` === ending);
  if (form === undefined) {
    throw new TillyardError("config-invalid", `paper cannot be written as ${file}`, {
      hint: `let its name end with ${PAPER_FORMS.map((each) => `.${each.ending}`).join(", ")}`,
    });
  }
  writeOut(file, await form.render(paper, widthDots));
}
