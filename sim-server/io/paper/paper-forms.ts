import type { Paper } from "../../../device-emulators/devices/printer/paper.ts";
import { receiptBits } from "../../../device-emulators/devices/printer/receipt-bits.ts";
import { receiptJson } from "../../../device-emulators/devices/printer/receipt-json.ts";
import { encodePng } from "../../../device-emulators/devices/printer/receipt-png.ts";
import { receiptSvg } from "../../../device-emulators/devices/printer/receipt-svg.ts";
import { receiptText } from "../../../device-emulators/devices/printer/receipt-text.ts";

/** A form in which paper can be looked at. */
export type PaperForm = {
  /** As a file's name ends, without the point. */
  readonly ending: string;
  readonly contentType: string;
  /** @param widthDots the width of the print head */
  readonly render: (paper: Paper, widthDots: number) => Promise<string | Uint8Array>;
};

/** Every form there is. */
export const PAPER_FORMS: readonly PaperForm[] = [
  {
    ending: "txt",
    contentType: "text/plain",
    render: async (paper, widthDots) => {
      const lines = receiptText(paper, widthDots);
      return lines.map(({ text }) => `${text}\n`).join("");
    },
  },
  {
    ending: "json",
    contentType: "application/json",
    render: async (paper) => `${JSON.stringify(receiptJson(paper), null, 2)}\n`,
  },
  {
    ending: "svg",
    contentType: "image/svg+xml",
    render: async (paper, widthDots) => receiptSvg(paper, widthDots),
  },
  {
    ending: "png",
    contentType: "image/png",
    render: async (paper, widthDots) => {
      const { loadPixelFace } = await import("./pixel-face.ts");
      return encodePng(receiptBits(paper, { face: loadPixelFace(), widthDots }));
    },
  },
];
