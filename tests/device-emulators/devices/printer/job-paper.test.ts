import { expect, test } from "vitest";
import { jobPaper } from "../../../../device-emulators/devices/printer/job-paper.ts";
import { COUNTER_PRINTER, TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import { layOutLine } from "../../../../device-emulators/devices/printer/receipt-layout.ts";
import { receiptText } from "../../../../device-emulators/devices/printer/receipt-text.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { drawPaper } from "../../../kit/paper.ts";

test("a job's paper: lines, feeds and cuts in order", () => {
  const job = fromHex("1b40 41 0a 1b4a28 1d5600 42 0a 1d564210 1b700019fa");
  expect(drawPaper(jobPaper(job, COUNTER_PRINTER))).toBe("A /30 ^40 ✂ B /30 ^16 ✂-");
});

test("each piece keeps the bytes it came from", () => {
  const lines = receiptText(jobPaper(fromHex("1b40 41 0a 1b6101 42 0a"), COUNTER_PRINTER));
  expect(lines.map(({ text, source }) => [text.trim(), source])).toEqual([
    ["A", { at: 2, end: 4 }],
    ["B", { at: 4, end: 9 }],
  ]);
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
