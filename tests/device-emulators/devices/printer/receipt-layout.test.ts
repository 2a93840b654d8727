import { describe, expect, test } from "vitest";
import type { PaperLine } from "../../../../device-emulators/devices/printer/paper.ts";
import { layOutLine } from "../../../../device-emulators/devices/printer/receipt-layout.ts";
import { eanLine, pictureLine, runOf, textLine } from "../../../kit/paper-pieces.ts";

/** Every box of a line: `a@0,0+12x24` for a character, `*@0,0+8x2` for a picture. */
function boxes(line: PaperLine): string {
  const { characters, pictures } = layOutLine(line, 384);
  return [
    ...pictures.map((box) => ({ ...box, text: "*" })),
    ...characters.filter(({ text }) => text !== " "),
  ]
    .map(({ text, left, top, wide, tall }) => `${text}@${left},${top}+${wide}x${tall}`)
    .join(" ");
}

describe("layOutLine", () => {
  test.each([
    ["characters side by side", textLine("ab"), "a@0,0+12x24 b@12,0+12x24"],
    ["a Chinese character of two columns", textLine("中b"), "中@0,0+24x24 b@24,0+12x24"],
    ["font B", textLine([runOf("a", { font: "b" })]), "a@0,0+9x17"],
    [
      "one base line for all sizes",
      textLine([runOf("a"), runOf("B", { wide: 2, tall: 3 })]),
      "a@0,48+12x24 B@12,0+24x72",
    ],
    ["a turned character", textLine([runOf("a", { turned: true })]), "a@0,0+12x24"],
    ["air between", textLine([runOf("中b", { spacingDots: 5 })]), "中@0,0+24x24 b@34,0+12x24"],
    [
      "a run at its place",
      textLine([runOf("a"), runOf("b", { atDots: 100 })]),
      "a@0,0+12x24 b@100,0+12x24",
    ],
    ["centre", textLine("ab", { align: "centre" }), "a@180,0+12x24 b@192,0+12x24"],
    ["right", textLine("a", { align: "right" }), "a@372,0+12x24"],
    [
      "right in an area",
      textLine("a", { align: "right", area: { leftDots: 50, widthDots: 100 } }),
      "a@138,0+12x24",
    ],
    [
      "a picture of its own scale",
      pictureLine(["########"], { scale: { wide: 2, tall: 3 } }),
      "*@0,0+16x3",
    ],
    ["a centred picture", pictureLine(["########"], { align: "centre" }), "*@188,0+8x1"],
    [
      "a picture on a line of text",
      textLine([], { pictures: [{ ...pictureLine(["########"]), atDots: 7 }] }),
      "*@7,0+8x1",
    ],
    ["a bar code in the middle", eanLine("952012345678", { readable: "none" }), "*@97,0+190x10"],
    ["a feed", { kind: "feed", dots: 30 } as const, ""],
  ])("sets %s", (_name, line, expected) => {
    expect(boxes(line)).toBe(expected);
  });

  test.each([
    ["above", "*@97,24+190x10", [0]],
    ["below", "*@97,0+190x10", [10]],
    ["both", "*@97,24+190x10", [0, 34]],
  ] as const)("sets the readable digits %s the bars", (readable, bars, tops) => {
    const line = eanLine("952012345678", { readable });
    expect(boxes(line)).toContain(bars);
    const { characters } = layOutLine(line, 384);
    expect([...new Set(characters.map(({ top }) => top))]).toEqual(tops);
    expect(
      characters
        .map(({ text }) => text)
        .join("")
        .slice(0, 13),
    ).toBe("9520123456788");
  });

  test("gives a symbol the room it needs, whatever its printer reckoned", () => {
    expect(layOutLine({ ...eanLine("952012345678"), dots: 5 }, 384).tall).toBe(34);
    expect(layOutLine({ ...eanLine("952012345678"), dots: 50 }, 384).tall).toBe(50);
  });

  test("says why a symbol is not drawn", () => {
    expect(layOutLine(eanLine("12"), 384).refused).toBe("EAN-13 must be 12 or 13 digits");
  });

  test("makes what stands on a page as large as its ink", () => {
    const item = { xDots: 5, yDots: 6, turn: 90, line: textLine("ab") } as const;
    const [placed] = layOutLine(
      { kind: "page", widthDots: 384, dots: 99, items: [item] },
      384,
    ).items;
    expect([placed?.xDots, placed?.turn, placed?.layout.wide, placed?.layout.tall]).toEqual([
      5, 90, 24, 24,
    ]);
  });
});
