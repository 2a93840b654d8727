import fc from "fast-check";
import { expect, test } from "vitest";
import { jobPaper } from "../../../../device-emulators/devices/printer/job-paper.ts";
import { COUNTER_PRINTER, TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import { receiptBits } from "../../../../device-emulators/devices/printer/receipt-bits.ts";
import { receiptJson } from "../../../../device-emulators/devices/printer/receipt-json.ts";
import { layOutLine } from "../../../../device-emulators/devices/printer/receipt-layout.ts";
import { receiptSvg } from "../../../../device-emulators/devices/printer/receipt-svg.ts";
import { receiptText } from "../../../../device-emulators/devices/printer/receipt-text.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { drawPaper } from "../../../kit/paper.ts";

test("a job's paper: lines, feeds and cuts in order", () => {
  const job = fromHex("1b40 41 0a 1b4a28 1d5600 42 0a 1d564210 1b700019fa");
  expect(drawPaper(jobPaper(job, COUNTER_PRINTER))).toBe("A /30 ^40 ✂ B /30 ^16 ✂-");
});

test("each piece keeps the bytes it came from", () => {
  const lines = receiptText(jobPaper(fromHex("1b40 41 0a 1b6101 42 0a 1d564200"), COUNTER_PRINTER));
  expect(lines.map(({ text, source }) => [text.trim(), source])).toEqual([
    ["A", { at: 2, end: 4 }],
    ["B", { at: 4, end: 9 }],
    ["- - - partial cut - - -", { at: 9, end: 13 }],
  ]);
});

test("whatever a job holds, its paper is drawn in every form", () => {
  const command = fc.constantFrom(
    ...["1b40", "1b61", "1d21", "1b21", "1b2d", "1b56", "1b7b", "1b4c", "1b57", "1b54", "0c", "0a"],
    ...[
      "1b24",
      "1d4c",
      "1d57",
      "1d6b49057b424142",
      "1d6b02",
      "1d286b0300315130",
      "1d286b0400315030",
    ],
    ...["1d763000010002", "1b2a210200", "1b3300", "1b4a", "1d5642", "1b7b01", "1c2e", "c9cc"],
  );
  const piece = fc.oneof(
    command.map((hex) => [...fromHex(hex)]),
    fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 6 }),
  );
  const face = () => undefined;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const paper = jobPaper(Uint8Array.from(pieces.flat()), TM_T88V);
      expect(receiptText(paper, 512).every(({ text }) => !text.includes("\u001b"))).toBe(true);
      expect(receiptSvg(paper, 512).endsWith("</svg>\n")).toBe(true);
      expect(receiptBits(paper, { face, widthDots: 512 }).widthDots).toBe(576);
      JSON.stringify(receiptJson(paper));
    }),
    { numRuns: 60 },
  );
});

test("characters of a code page take one column, those of GB18030 two", () => {
  const widths = (job: string, model = TM_T88V): number[] => {
    const [line] = jobPaper(fromHex(job), model);
    return line === undefined ? [] : layOutLine(line, 512).characters.map(({ wide }) => wide);
  };
  expect(widths("82 41 0a")).toEqual([12, 12]);
  expect(widths("D6D0 41 0a", COUNTER_PRINTER)).toEqual([24, 12]);
  expect(widths("D6D0 1c2e 82 0a", COUNTER_PRINTER)).toEqual([24, 12]);
});
