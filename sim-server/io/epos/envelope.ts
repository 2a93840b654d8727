import { SaxesParser } from "saxes";
import type {
  EposFault,
  XmlElement,
  XmlPlace,
} from "../../../device-emulators/devices/printer/epos/document.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";

export const SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
export const EPOS_PRINT = "http://www.epson-pos.com/schemas/2011/03/epos-print";

/** A request as it came, its print document not read yet. */
export type EposRequest = {
  readonly print: XmlElement;
  readonly deviceId: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly jobId: string | undefined;
};

/** Chosen: envelope, body, document, page, and what stands on it. */
const DEPTH_MAX = 8;
/** Chosen: far more than a receipt has. */
const ELEMENTS_MAX = 20_000;
/** Chosen. */
const ID_CHARS_MAX = 64;

type Node = {
  name: string;
  uri: string;
  attributes: Record<string, string>;
  children: Node[];
  text: string;
  place: XmlPlace;
};

/**
 * Reads a SOAP envelope with a print document in it. Entities of its own are not followed.
 *
 * @returns the request, or the first thing that is wrong with it
 * @source SOAP 1.1, section 4; Epson, ePOS-Print XML User's Manual, request message
 */
export function readEnvelope(text: string): Result<EposRequest, EposFault> {
  const tree = readTree(text);
  if (!tree.ok) return tree;
  const envelope = tree.value;
  if (!named(envelope, SOAP, "Envelope")) return fault(envelope, "stands where Envelope is wanted");
  const body = envelope.children.find((child) => named(child, SOAP, "Body"));
  if (body === undefined) return fault(envelope, "has no Body");
  const [print, more] = body.children;
  if (print === undefined || more !== undefined || !named(print, EPOS_PRINT, "epos-print")) {
    return fault(more ?? print ?? body, "stands where one epos-print is wanted");
  }
  const header = envelope.children.find((child) => named(child, SOAP, "Header"));
  const parameter = header?.children.find((child) => named(child, EPOS_PRINT, "parameter"));
  const said = (name: string): string | undefined =>
    parameter?.children.find((child) => named(child, EPOS_PRINT, name))?.text.trim();
  const timeout = said("timeout");
  const jobId = said("printjobid");
  if (timeout !== undefined && !/^\d{1,9}$/.test(timeout)) {
    return fault(parameter ?? envelope, "has a timeout that is no number");
  }
  if (jobId !== undefined && !isJobId(jobId)) {
    return fault(
      parameter ?? envelope,
      `has a printjobid that is not 1 to ${ID_CHARS_MAX} letters, digits, . _ -`,
    );
  }
  const timeoutMs = timeout === undefined ? undefined : Number(timeout);
  return ok({ print, deviceId: said("devid"), timeoutMs, jobId });
}

function isJobId(text: string): boolean {
  return /^[\w.-]+$/.test(text) && text.length <= ID_CHARS_MAX;
}

function named({ name, uri }: Node, wantedUri: string, wanted: string): boolean {
  return name === wanted && uri === wantedUri;
}

function fault({ name, place }: Node, detail: string): Result<never, EposFault> {
  return err({ place, detail: `${name} ${detail}` });
}

function readTree(text: string): Result<Node, EposFault> {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Node[] = [];
  let root: Node | undefined;
  let wrong: EposFault | undefined;
  let elements = 0;
  const refuse = (detail: string): void => {
    wrong ??= { place: { line: parser.line, column: parser.column + 1 }, detail };
  };
  parser.on("error", ({ message }) => refuse(`no XML: ${message.replace(/^\d+:\d+: /, "")}`));
  parser.on("opentag", ({ local, uri, attributes }) => {
    elements += 1;
    if (open.length >= DEPTH_MAX) refuse("elements stand too deep in one another");
    if (elements > ELEMENTS_MAX) refuse("too many elements");
    if (wrong !== undefined) return;
    const own = Object.values(attributes).filter(({ prefix }) => prefix === "");
    const node: Node = {
      ...{ name: local, uri, children: [], text: "" },
      attributes: Object.fromEntries(
        own.flatMap(({ name, value }) => (name === "xmlns" ? [] : [[name, value]])),
      ),
      place: { line: parser.line, column: parser.column + 1 },
    };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  parser.on("closetag", () => void open.pop());
  const add = (piece: string): void => {
    const inside = open.at(-1);
    if (inside !== undefined) inside.text += piece;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.write(text).close();
  if (wrong !== undefined) return err(wrong);
  if (root === undefined) return err({ place: { line: 1, column: 1 }, detail: "no element" });
  return ok(root);
}
