import fc from "fast-check";
import { expect, test } from "vitest";
import { readEnvelope } from "../../../../sim-server/io/epos/envelope.ts";
import { eposHeader, eposRequest } from "../../../kit/epos.ts";

test("header and print document are found", () => {
  const header = eposHeader({ devid: "local_printer", timeout: "5000", printjobid: "ABC-1.2_3" });
  expect(readEnvelope(eposRequest("<feed/>", "", header))).toMatchObject({
    ok: true,
    value: {
      deviceId: "local_printer",
      timeoutMs: 5000,
      jobId: "ABC-1.2_3",
      print: { name: "epos-print", attributes: {}, children: [{ name: "feed" }] },
    },
  });
});

test("neither header nor any prefix is needed", () => {
  const text =
    '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>' +
    '<p:epos-print xmlns:p="http://www.epson-pos.com/schemas/2011/03/epos-print"/></Body></Envelope>';
  expect(readEnvelope(text)).toMatchObject({
    ok: true,
    value: { deviceId: undefined, timeoutMs: undefined, jobId: undefined },
  });
});

const DEEP = `${"<page>".repeat(8)}${"</page>".repeat(8)}`;

test.each([
  ["nothing", "", "no XML: document must contain a root element."],
  ["no XML", "hello", "no XML: text data outside of root node."],
  ["an element that is not closed", eposRequest("<text>"), "no XML: unexpected close tag."],
  ["an escape character", eposRequest("<text>&#27;</text>"), "no XML: malformed character entity."],
  ["an entity of its own", eposRequest("<text>&x;</text>"), "no XML: undefined entity."],
  [
    "a document without an envelope",
    '<epos-print xmlns="http://www.epson-pos.com/schemas/2011/03/epos-print"/>',
    "epos-print stands where Envelope is wanted",
  ],
  [
    "another namespace",
    eposRequest("").replace("2011/03", "2012/09"),
    "epos-print stands where one epos-print is wanted",
  ],
  [
    "an empty body",
    eposRequest("").replace(/<epos-print.*epos-print>/, ""),
    "Body stands where one epos-print is wanted",
  ],
  [
    "two documents",
    eposRequest("").replace(/(<epos-print.*epos-print>)/, "$1$1"),
    "epos-print stands where one epos-print is wanted",
  ],
  [
    "a timeout in words",
    eposRequest("", "", eposHeader({ timeout: "soon" })),
    "parameter has a timeout that is no number",
  ],
  [
    "a job with a space",
    eposRequest("", "", eposHeader({ printjobid: "a b" })),
    "parameter has a printjobid that is not 1 to 64 letters, digits, . _ -",
  ],
  [
    "a job of 65 letters",
    eposRequest("", "", eposHeader({ printjobid: "x".repeat(65) })),
    "parameter has a printjobid that is not 1 to 64 letters, digits, . _ -",
  ],
  ["eight elements in one another", eposRequest(DEEP), "elements stand too deep in one another"],
  ["too many elements", eposRequest("<feed/>".repeat(20_000)), "too many elements"],
])("%s is refused", (_name, text, detail) => {
  expect(readEnvelope(text)).toMatchObject({ ok: false, error: { detail } });
});

test("the place is told by line and column", () => {
  expect(readEnvelope("<a>\n  <b></a>")).toMatchObject({
    error: { place: { line: 2, column: 10 } },
  });
});

test("any text is read without failing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void readEnvelope(text)));
  const piece = fc.constantFrom(
    "<",
    ">",
    "/",
    "a",
    " xmlns='x'",
    "&#",
    ";",
    "]]>",
    "<![CDATA[",
    "<!DOCTYPE a [",
    "'",
  );
  fc.assert(fc.property(fc.array(piece), (pieces) => void readEnvelope(pieces.join(""))));
});
