import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import type { Paper } from "../../../../device-emulators/devices/printer/paper.ts";
import { receiptSvg } from "../../../../device-emulators/devices/printer/receipt-svg.ts";
import { eanLine, pictureLine, runOf, textLine } from "../../../kit/paper-pieces.ts";

/** What a reader of XML finds: the elements by name, and all text. Throws where it is no XML. */
function read(svg: string) {
  const parser = new SaxesParser();
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  let text = "";
  parser.on("opentag", ({ name, attributes }) => elements.push({ name, attributes }));
  parser.on("text", (part) => {
    text += part;
  });
  parser.write(svg).close();
  return { elements, text: text.replaceAll("\n", "") };
}

describe("receiptSvg", () => {
  test("keeps text as text, whatever it holds", () => {
    const { text } = read(
      receiptSvg([textLine('a<b>&"中\u0001'), textLine([runOf("X", { turned: true })])]),
    );
    expect(text).toBe('a<b>&"中\uFFFDX');
  });

  test("is as wide as the head and as long as the paper, with margins", () => {
    const [svg] = read(receiptSvg([textLine("a"), { kind: "feed", dots: 10 }], 576)).elements;
    expect(svg?.attributes["viewBox"]).toBe("0 0 640 104");
  });

  test("tells of each line the bytes it came from", () => {
    const paper: Paper = [
      textLine("a", { source: { at: 2, end: 5 } }),
      { kind: "feed", dots: 10 },
      { kind: "cut", full: true, dots: 0, source: { at: 5, end: 9 } },
    ];
    const told = read(receiptSvg(paper)).elements.flatMap(({ attributes: a }) =>
      a["data-offset"] === undefined ? [] : [`${a["data-offset"]}+${a["data-length"]}`],
    );
    expect(told).toEqual(["2+3", "5+4"]);
  });

  test("draws dots as stretches of a row", () => {
    const { elements } = read(receiptSvg([pictureLine(["##..#...", "........"], { dots: 2 })]));
    expect(elements.find(({ name }) => name === "path")?.attributes["d"]).toBe(
      "M0 0h2v1h-2zM4 0h1v1h-1z",
    );
  });

  test("stands an upside-down line and an item of a page on their places", () => {
    const item = { xDots: 5, yDots: 6, turn: 270, line: textLine("a") } as const;
    const { elements } = read(
      receiptSvg([
        textLine("a", { upsideDown: true }),
        { kind: "page", widthDots: 384, dots: 9, items: [item] },
      ]),
    );
    const places = elements.map(({ attributes }) => attributes["transform"]);
    expect(places).toContain("translate(32 32) rotate(180 192 15)");
    expect(places).toContain("translate(5 6) rotate(270)");
  });

  test("sets a style by ink, ground, line and weight", () => {
    const style = { bold: true, inverse: true, underline: 2 } as const;
    const svg = receiptSvg([textLine([runOf("a", style)]), eanLine("952012345678")]);
    expect(svg).toContain('<rect width="12" height="24"/>');
    expect(svg).toContain('fill="#fff" font-weight="bold">a</text>');
    expect(svg).toContain('<rect y="22" width="12" height="2" fill="#fff"/>');
    expect(receiptSvg([textLine([runOf("a", { red: true })])])).toContain('fill="#c00">a<');
  });
});
