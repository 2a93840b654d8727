import type { PosRecord } from "../../core/counter/pos-desk.ts";
import type { PosRequest } from "../../core/terminal/pos-port.ts";
import type { BodyOf } from "./messages.ts";
import { refuse } from "./refusals.ts";
import { refusalIn } from "./transaction-response.ts";
import { failure, type ResponsePart, SUCCESS } from "./words.ts";

/** What a DisplayRequest wants on the terminal's screen; undefined where some of it is no text. */
export function displayRequest({
  DisplayOutput: outputs,
}: BodyOf<"Display">): PosRequest | undefined {
  if (!outputs.every(({ OutputContent }) => isText(OutputContent))) return undefined;
  const longest = Math.max(...outputs.map(({ MinimumDisplayTime: seconds = 0 }) => seconds));
  return {
    kind: "display",
    lines: outputs.flatMap(({ OutputContent }) => linesOf(OutputContent)),
    forMs: longest * 1_000,
  };
}

/** The body of a DisplayResponse: one result for each output. */
export function displayResponse(
  { DisplayOutput: outputs }: BodyOf<"Display">,
  record: PosRecord | undefined,
): object {
  const OutputResult = outputs.map(({ Device, InfoQualify, OutputContent }) => ({
    Device,
    InfoQualify,
    Response: outcomeOf(OutputContent, record),
  }));
  return { OutputResult };
}

/** What a PrintRequest wants on the terminal's paper; undefined where it is no text. */
export function printRequest({ PrintOutput }: BodyOf<"Print">): PosRequest | undefined {
  if (!isText(PrintOutput.OutputContent)) return undefined;
  return { kind: "print", lines: linesOf(PrintOutput.OutputContent) };
}

/** The body of a PrintResponse. */
export function printResponse(
  { PrintOutput }: BodyOf<"Print">,
  record: PosRecord | undefined,
): object {
  const { DocumentQualifier, OutputContent } = PrintOutput;
  return { DocumentQualifier, Response: outcomeOf(OutputContent, record) };
}

type Content = BodyOf<"Print">["PrintOutput"]["OutputContent"];

function linesOf({ OutputText = [] }: Content): readonly string[] {
  return OutputText.flatMap(({ Text = "" }) => Text.split("\n"));
}

function outcomeOf(content: Content, record: PosRecord | undefined): ResponsePart {
  if (!isText(content)) {
    const why = `OutputFormat ${content.OutputFormat} is not done here`;
    return failure(refuse("UnavailableService", "NOT_DONE", why));
  }
  return record?.answer?.kind === "done" ? SUCCESS : failure(refusalIn(record?.answer));
}

/** Text alone can be shown and printed as it is meant. */
function isText({ OutputFormat }: Content): boolean {
  return OutputFormat === "Text";
}
