import {
  type EposDocument,
  type EposFault,
  readEposDocument,
} from "../../device-emulators/devices/printer/epos/document.ts";
import type { Result } from "../../device-emulators/kit/result.ts";
import { EPOS_PRINT, readEnvelope, SOAP } from "../../sim-server/io/epos/envelope.ts";

/** A whole request with `inside` as its print document, whose attributes are `attributes`. */
export function eposRequest(inside: string, attributes = "", header = ""): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?>\n<s:Envelope xmlns:s="${SOAP}">${header}<s:Body>` +
    `<epos-print xmlns="${EPOS_PRINT}"${attributes}>${inside}</epos-print></s:Body></s:Envelope>`
  );
}

/** A header that names device, timeout and job. */
export function eposHeader(parameters: Readonly<Record<string, string>>): string {
  const inside = Object.entries(parameters).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<s:Header><parameter xmlns="${EPOS_PRINT}">${inside.join("")}</parameter></s:Header>`;
}

/** A print document as a request brings it. */
export function readEpos(inside: string, attributes = ""): Result<EposDocument, EposFault> {
  const request = readEnvelope(eposRequest(inside, attributes));
  return request.ok ? readEposDocument(request.value.print) : request;
}

/** Text as XML has it, without what XML cannot have. */
export function xmlText(text: string): string {
  const legal = [...text].filter((char) =>
    /[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(char),
  );
  return legal
    .map((char) => (/[<>&"]|[^\t\n\u0020-\u007e]/.test(char) ? `&#${char.codePointAt(0)};` : char))
    .join("");
}

/** What the service said, as `true 251658258` or `false SchemaError 0`, with `job ID` behind it. */
export function drawAnswer(xml: string): string {
  const read = (attribute: string): string =>
    new RegExp(`${attribute}="([^"]*)"`).exec(xml)?.[1] ?? "-";
  const job = /<printjobid>([^<]*)/.exec(xml)?.[1];
  const parts = [
    read("success"),
    read("code"),
    read("status"),
    ...(job === undefined ? [] : [`job ${job}`]),
  ];
  return parts.filter((part) => part !== "").join(" ");
}
