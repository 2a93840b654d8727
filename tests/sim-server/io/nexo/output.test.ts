import { describe, expect, test } from "vitest";
import type { PosRecord } from "../../../../sim-server/core/counter/pos-desk.ts";
import type { PosAnswer } from "../../../../sim-server/core/terminal/pos-port.ts";
import type { BodyOf } from "../../../../sim-server/io/nexo/messages.ts";
import {
  displayRequest,
  displayResponse,
  printRequest,
  printResponse,
} from "../../../../sim-server/io/nexo/output.ts";

type Format = BodyOf<"Print">["PrintOutput"]["OutputContent"]["OutputFormat"];

function content(texts: readonly string[], OutputFormat: Format = "Text") {
  return { OutputFormat, OutputText: texts.map((Text) => ({ Text })) };
}

function display(...outputs: readonly (readonly [string, number | undefined])[]) {
  return {
    DisplayOutput: outputs.map(([text, MinimumDisplayTime]) => ({
      Device: "CustomerDisplay",
      InfoQualify: "Display",
      OutputContent: content([text]),
      ...(MinimumDisplayTime !== undefined && { MinimumDisplayTime }),
    })),
  };
}

function print(texts: readonly string[], format?: Format): BodyOf<"Print"> {
  const OutputContent = content(texts, format);
  return {
    PrintOutput: { DocumentQualifier: "Document", ResponseMode: "PrintEnd", OutputContent },
  };
}

function recordOf(answer: PosAnswer): PosRecord {
  const request = { kind: "print", lines: [] } as const;
  return { reference: "", memo: "", request, aborted: false, answer };
}

test("texts are shown one under another, as long as the longest is wanted", () => {
  expect(displayRequest(display(["Hello", 2], ["there\nagain", 5]))).toEqual({
    kind: "display",
    lines: ["Hello", "there", "again"],
    forMs: 5_000,
  });
  expect(displayRequest(display(["Hello", undefined]))).toMatchObject({ forMs: 0 });
});

test("texts are printed a line each", () => {
  expect(printRequest(print(["Hello", "there\nagain", ""]))).toEqual({
    kind: "print",
    lines: ["Hello", "there", "again", ""],
  });
});

describe("what is no text is not begun", () => {
  test.each<Format>(["XHTML", "MessageRef", "BarCode"])("%s", (format) => {
    expect(printRequest(print(["?"], format))).toBeUndefined();
    expect(printResponse(print(["?"], format), undefined)).toMatchObject({
      Response: { Result: "Failure", ErrorCondition: "UnavailableService" },
    });
  });
});

test("each output has its result", () => {
  const done = displayResponse(display(["a", 1], ["b", 1]), recordOf({ kind: "done" }));
  const result = { Device: "CustomerDisplay", InfoQualify: "Display" };
  const Response = { Result: "Success" };
  expect(done).toEqual({
    OutputResult: [
      { ...result, Response },
      { ...result, Response },
    ],
  });
  expect(printResponse(print(["?"]), recordOf({ kind: "no-printer" }))).toMatchObject({
    DocumentQualifier: "Document",
    Response: { Result: "Failure", ErrorCondition: "DeviceOut" },
  });
});
