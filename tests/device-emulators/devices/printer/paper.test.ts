import { describe, expect, test } from "vitest";
import {
  type Align,
  blank,
  divide,
  type PaperLine,
  paperText,
  printedBeyond,
} from "../../../../device-emulators/devices/printer/paper.ts";
import { drawPaper } from "../../../kit/paper.ts";

const cut: PaperLine = { kind: "cut", full: true, dots: 0 };
const picture: PaperLine = {
  kind: "raster",
  bits: new Uint8Array(4),
  rowBytes: 2,
  align: "left",
  scale: { wide: 1, tall: 1 },
  dots: 2,
};

describe("paperText", () => {
  test.each<[string, PaperLine[], string[]]>([
    ["no paper", [], []],
    ["blank paper", [feed(300), line(""), feed(30)], []],
    ["blank top and tail go", [feed(90), line("a"), line(""), line("b"), feed(90)], ["a", "", "b"]],
    ["a feed of two lines", [line("a"), feed(60), line("b")], ["a", "", "", "b"]],
    ["centre", [line("金额", "centre")], [`${" ".repeat(14)}金额`]],
    ["right", [line("金额", "right")], [`${" ".repeat(28)}金额`]],
    ["double width counts twice", [line("ab", "right", 2)], [`${" ".repeat(28)}ab`]],
    ["a full line has no blanks", [line("x".repeat(32), "right")], ["x".repeat(32)]],
    [
      "a cut and a picture",
      [line("a"), cut, picture],
      ["a", "- - - - - - - cut - - - - - - -", "[picture 16x2]"],
    ],
  ])("%s", (_name, paper, expected) => {
    expect(paperText(paper)).toEqual(expected);
  });
});

describe("divide", () => {
  const paper = [line("a"), line("b"), feed(60)];
  test.each<[string, PaperLine[], number, string]>([
    ["at the newest end", paper, 0, "a /30 b /30 ^60 |"],
    ["inside blank paper", paper, 20, "a /30 b /30 ^40 | ^20"],
    ["at the edge of blank paper", paper, 60, "a /30 b /30 | ^60"],
    ["inside a line, which stays", paper, 61, "a /30 | b /30 ^60"],
    ["at the edge of a line", paper, 90, "a /30 | b /30 ^60"],
    ["just beyond it", paper, 91, "| a /30 b /30 ^60"],
    ["beyond all", paper, 500, "| a /30 b /30 ^60"],
    ["a cut at the place goes away", [line("a"), cut, feed(30)], 30, "a /30 ✂ | ^30"],
  ])("%s", (_name, whole, aboveDots, expected) => {
    const { away, inside } = divide(whole, aboveDots);
    expect(`${drawPaper(away)} | ${drawPaper(inside)}`.trim()).toBe(expected);
    expect(printedBeyond(whole, aboveDots)).toBe(!blank(away));
  });
});

test.each<[string, PaperLine[], boolean]>([
  ["feeds and empty lines", [feed(90), line("")], true],
  ["a word", [feed(90), line("a")], false],
  ["a picture", [picture], false],
  ["a cut", [cut], false],
])("%s: blank is %s", (_name, paper, expected) => {
  expect(blank(paper)).toBe(expected);
});

function line(text: string, align: Align = "left", wide = 1): PaperLine {
  const run = { text, bold: false, inverse: false, wide, tall: 1 };
  return { kind: "text", runs: text === "" ? [] : [run], align, dots: 30 };
}

function feed(dots: number): PaperLine {
  return { kind: "feed", dots };
}
