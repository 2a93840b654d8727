import { expect, test } from "vitest";
import { writeAnswer } from "../../../../sim-server/io/epos/answer.ts";

const RESPONSE =
  '<soapenv:Body><response success="true" code="" status="251658262" battery="0" ' +
  'xmlns="http://www.epson-pos.com/schemas/2011/03/epos-print"/></soapenv:Body></soapenv:Envelope>';
const OPENING =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">';
const ANSWER = { success: true, code: "", status: 251_658_262 } as const;

test("an answer is one element in an envelope", () => {
  const about = { deviceId: "local_printer", jobId: undefined };
  expect(writeAnswer(ANSWER, about)).toBe(OPENING + RESPONSE);
});

test("a job is named in the header", () => {
  expect(writeAnswer(ANSWER, { deviceId: "local_printer", jobId: "ABC123" })).toBe(
    `${OPENING}<soapenv:Header><parameter xmlns="http://www.epson-pos.com/schemas/2011/03/epos-print">` +
      `<devid>local_printer</devid><printjobid>ABC123</printjobid></parameter></soapenv:Header>${RESPONSE}`,
  );
});
