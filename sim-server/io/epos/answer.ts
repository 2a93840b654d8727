import type { EposAnswer } from "../../../device-emulators/devices/printer/epos/status.ts";
import { EPOS_PRINT, SOAP } from "./envelope.ts";

/** What belongs to an answer besides: the job that it is about. */
export type EposAbout = { readonly deviceId: string; readonly jobId: string | undefined };

/**
 * An answer in its envelope. The header is there where the request named a job, or got a name for it.
 *
 * @source Epson, ePOS-Print XML User's Manual, response message
 */
export function writeAnswer({ success, code, status }: EposAnswer, about: EposAbout): string {
  const { deviceId, jobId } = about;
  const parameter = `<parameter xmlns="${EPOS_PRINT}"><devid>${deviceId}</devid><printjobid>${jobId}</printjobid></parameter>`;
  const header = jobId === undefined ? "" : `<soapenv:Header>${parameter}</soapenv:Header>`;
  const response = `<response success="${success}" code="${code}" status="${status}" battery="0" xmlns="${EPOS_PRINT}"/>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>` +
    `<soapenv:Envelope xmlns:soapenv="${SOAP}">${header}<soapenv:Body>${response}</soapenv:Body></soapenv:Envelope>`
  );
}
