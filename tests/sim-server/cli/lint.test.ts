import { expect, test } from "vitest";
import { complain } from "../../../scenarios/format/complaint.ts";
import { describeAsJson, describeAsText } from "../../../sim-server/cli/lint.ts";

const COMPLAINTS = [
  complain("a.yaml", { line: 3, column: 5 }, "unknown key `costumer`; did you mean `customer`?"),
  complain("b.yaml", undefined, "is not UTF-8 text"),
];

test.each([
  ["no complaint", 0, "0 of 2 lessons fine, 0 complaints\n"],
  [
    "one complaint",
    1,
    "a.yaml:3:5: unknown key `costumer`; did you mean `customer`?\n0 of 2 lessons fine, 1 complaint\n",
  ],
  [
    "two complaints",
    2,
    "a.yaml:3:5: unknown key `costumer`; did you mean `customer`?\nb.yaml: is not UTF-8 text\n0 of 2 lessons fine, 2 complaints\n",
  ],
])("%s as text", (_name, count, text) => {
  const complaints = COMPLAINTS.slice(0, count);
  expect(describeAsText({ lessons: [], complaints, files: 2 })).toBe(text);
});

test("as JSON, one object a line, null where there is nothing to say", () => {
  expect(describeAsJson({ lessons: [], complaints: COMPLAINTS, files: 2 })).toBe(
    [
      '{"file":"a.yaml","line":3,"column":5,"problem":"unknown key `costumer`","remedy":"did you mean `customer`?"}',
      '{"file":"b.yaml","line":null,"column":null,"problem":"is not UTF-8 text","remedy":null}',
      "",
    ].join("\n"),
  );
});
