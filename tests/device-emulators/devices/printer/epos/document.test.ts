import fc from "fast-check";
import { expect, test } from "vitest";
import {
  readEposDocument,
  type XmlElement,
} from "../../../../../device-emulators/devices/printer/epos/document.ts";
import { readEpos } from "../../../../kit/epos.ts";

test("attributes come with their values, and text as it stands", () => {
  const read = readEpos(
    '<text width="2" em="1" ul="false" align="center" lang="zh-hans"> a&amp;b&#10;</text><cut/>',
  );
  expect(read.ok && read.value.commands).toMatchObject([
    {
      name: "text",
      attributes: { width: 2, em: true, ul: false, align: "center", lang: "zh-hans" },
      text: " a&b\n",
    },
    { name: "cut", attributes: {}, text: "" },
  ]);
});

test.each([
  ["", false],
  [' force="false"', false],
  [' force="true"', true],
  [' force="1"', true],
])("a document with%j is forced: %s", (attributes, force) => {
  const read = readEpos("<feed/>", attributes);
  expect(read.ok && read.value.force).toBe(force);
});

test.each([
  ["<bold/>", "bold is nothing that may stand in epos-print"],
  ["<constructor/>", "constructor is nothing that may stand in epos-print"],
  ["<area/>", "area is nothing that may stand in epos-print"],
  ["<page><cut/></page>", "cut is nothing that may stand in page"],
  ["<page><page/></page>", "page is nothing that may stand in page"],
  ["stray", "epos-print has text that stands in no element"],
  ["<page>stray</page>", "page has text that stands in no element"],
  ["<text><feed/></text>", "text takes no elements"],
  ["<feed>x</feed>", "feed takes no text"],
  ['<text bold="true"/>', "text has no attribute bold"],
  ['<text toString="1"/>', "text has no attribute toString"],
  ['<text width="0"/>', "text has a width that it does not take"],
  ['<text width="9"/>', "text has a width that it does not take"],
  ['<text em="yes"/>', "text has a em that it does not take"],
  ['<feed unit="256"/>', "feed has a unit that it does not take"],
  ['<feed unit="-1"/>', "feed has a unit that it does not take"],
  ['<barcode width="1" type="itf"/>', "barcode has a width that it does not take"],
  ["<barcode>1</barcode>", "barcode lacks the attribute type"],
  ['<barcode type="code11">1</barcode>', "barcode has a type that it does not take"],
  ['<image width="8">AA==</image>', "image lacks the attribute height"],
  ['<pulse time="pulse_600"/>', "pulse has a time that it does not take"],
])("%s is refused: %s", (inside, detail) => {
  expect(readEpos(inside)).toMatchObject({ ok: false, error: { detail } });
});

test("the place of what is wrong is told", () => {
  const read = readEpos("<feed/>\n  <text\n em='maybe'>x</text>");
  expect(read).toMatchObject({ ok: false, error: { place: { line: 4 } } });
});

test("elements of any name and attributes are read without failing", () => {
  const parentOf = (child: fc.Arbitrary<XmlElement>): fc.Arbitrary<XmlElement> =>
    fc.record({
      name: fc.constantFrom("text", "page", "image", "symbol", "__proto__", "x"),
      attributes: fc.dictionary(fc.constantFrom("width", "type", "em", "__proto__"), fc.string()),
      children: fc.array(child, { maxLength: 2 }),
      text: fc.string(),
      place: fc.constant({ line: 1, column: 1 }),
    });
  const leaf = fc.constant({
    name: "feed",
    attributes: {},
    children: [],
    text: "",
    place: { line: 1, column: 1 },
  });
  fc.assert(fc.property(parentOf(parentOf(leaf)), (root) => void readEposDocument(root)));
});
