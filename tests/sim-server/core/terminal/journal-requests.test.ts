import { describe, expect, test } from "vitest";
import type { JournalRecord } from "../../../../sim-server/core/terminal/journal-record.ts";
import { followRequest } from "../../../../sim-server/core/terminal/journal-requests.ts";
import { intentOf } from "../../../kit/intent.ts";

const REQUESTED: JournalRecord = { kind: "requested", number: "3", what: "sale" };
const INTENT: JournalRecord = intentOf({ stan: "000005" });
const DECLINED: JournalRecord = { kind: "declined", stan: "000005", responseCode: "51" };

/** What is known of the request after these records, on one line. */
function draw(...records: readonly JournalRecord[]): string {
  const found = records.reduce(followRequest, undefined as ReturnType<typeof followRequest>);
  if (found === undefined) return "nothing";
  const { number, stan, responseCode, closed } = found;
  return [number, stan || "-", responseCode || "-", closed ? "closed" : "open"].join(" ");
}

describe("a journal knows of the POS's request", () => {
  test.each<readonly [string, readonly JournalRecord[], string]>([
    ["nothing without one", [INTENT, DECLINED], "nothing"],
    ["its number", [REQUESTED], "3 - - open"],
    ["its message to the bank", [REQUESTED, INTENT], "3 000005 - open"],
    ["the refusal of that", [REQUESTED, INTENT, DECLINED], "3 000005 51 open"],
    [
      "no refusal of another",
      [REQUESTED, INTENT, { ...DECLINED, stan: "000004" }],
      "3 000005 - open",
    ],
    [
      "the last of several messages",
      [REQUESTED, INTENT, DECLINED, intentOf({ stan: "000006" })],
      "3 000006 - open",
    ],
    [
      "that it has closed the batch",
      [REQUESTED, { kind: "batch-closed", batch: "000002" }],
      "3 - - closed",
    ],
    [
      "nothing once it is answered",
      [REQUESTED, INTENT, { kind: "answered", number: "3" }],
      "nothing",
    ],
  ])("%s", (_what, records, wanted) => {
    expect(draw(...records)).toBe(wanted);
  });
});
