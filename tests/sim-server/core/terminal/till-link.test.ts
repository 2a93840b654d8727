import { describe, expect, test } from "vitest";
import {
  ACK,
  BETWEEN_FRAMES,
  type FrameReader,
  NAK,
  readFrames,
} from "../../../../device-emulators/kit/frame.ts";
import type { Outcome } from "../../../../sim-server/core/terminal/outcome.ts";
import { createTillLink } from "../../../../sim-server/core/terminal/till-link.ts";
import { parseCardResult } from "../../../../sim-server/core/till/card-result.ts";
import { runFlow } from "../../../kit/node-flow.ts";

const APPROVED: Outcome = {
  kind: "approved",
  amountMinor: 8640,
  responseCode: "00",
  stan: "000002",
  rrn: "061809410002",
  approvalCode: "084554",
  maskedPan: "621234******1265",
};
const BARE = { responseCode: "", stan: "", rrn: "", approvalCode: "", maskedPan: "" };

/** Tells a till that answers so to each frame in turn; what it read, and how long that took. */
function tell(outcome: Outcome, answers: readonly (number | undefined)[]) {
  const read: unknown[] = [];
  const ended = runFlow((world) => {
    const line = world.line({ name: "till", delayMs: 1 });
    let reader: FrameReader = BETWEEN_FRAMES;
    line.b.onReceive = (bytes) => {
      const result = readFrames(reader, bytes);
      reader = result.reader;
      for (const arrival of result.arrivals) {
        if (arrival.kind !== "frame") continue;
        const answer = answers[read.length];
        const parsed = parseCardResult(arrival.payload);
        read.push(parsed.ok ? parsed.value : parsed.error);
        if (answer !== undefined) line.b.send(Uint8Array.of(answer));
      }
    };
    return createTillLink(line.a).tell(outcome);
  });
  return { read, tookMs: ended === "still waiting" ? ended : ended.tookMs };
}

describe("telling the till", () => {
  test.each<[string, Outcome]>([
    ["an approval", APPROVED],
    ["a refusal", { ...APPROVED, kind: "declined", responseCode: "51", rrn: "", approvalCode: "" }],
    ["a sale that was called off before a card", { ...BARE, kind: "cancelled", amountMinor: 1 }],
    ["the largest amount", { ...APPROVED, amountMinor: 999_999_999 }],
    ["a reversal", { ...BARE, kind: "reversed", amountMinor: 8640, stan: "000002" }],
    ["that nobody knows", { ...BARE, kind: "unknown", amountMinor: 8640, stan: "000002" }],
  ])("%s: the till reads what the terminal knows", (_name, outcome) => {
    const { kind, maskedPan, ...same } = outcome;
    expect(tell(outcome, [ACK]).read).toEqual([
      { outcome: kind, cardTail: maskedPan.slice(-4), ...same },
    ]);
  });

  test.each<[string, readonly (number | undefined)[], number, number]>([
    ["heard at once", [ACK], 1, 2],
    ["heard the second time", [NAK, ACK], 2, 4],
    ["its ACK lost", [undefined, ACK], 2, 502],
    ["never heard", [], 3, 1_500],
    ["always spoilt", [NAK, NAK, NAK], 3, 6],
  ])("%s", (_name, answers, sendings, tookMs) => {
    const told = tell(APPROVED, answers);
    expect([told.read.length, told.tookMs]).toEqual([sendings, tookMs]);
  });
});
