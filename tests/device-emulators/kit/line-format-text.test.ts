import { expect, test } from "vitest";
import { lineFormatText, readLineFormat } from "../../../device-emulators/kit/line-format-text.ts";

test.each([
  ["9600", "9600 8 none 1"],
  ["9600,8N1", "9600 8 none 1"],
  ["12000000,5o1.5", "12000000 5 odd 1.5"],
  ["1,6M2", "1 6 mark 2"],
  ["115200,7S2", "115200 7 space 2"],
  ["300,7E1", "300 7 even 1"],
])("%s is read as %s, and written so that it reads the same", (text, drawn) => {
  const format = readLineFormat(text);
  expect(format && `${format.baud} ${format.dataBits} ${format.parity} ${format.stopBits}`).toBe(
    drawn,
  );
  expect(format && readLineFormat(lineFormatText(format))).toEqual(format);
});

test.each([
  "",
  "0",
  "12000001",
  "9600,",
  "9600,4N1",
  "9600,9N1",
  "9600,8X1",
  "9600,8N3",
  "9600 8N1",
  "-1",
  "9600,8N1,",
])("%j is no line format", (text) => {
  expect(readLineFormat(text)).toBeUndefined();
});
