import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import {
  BETWEEN_FRAMES,
  buildFrame,
  type FrameReader,
  readFrames,
} from "../../../device-emulators/kit/frame.ts";
import {
  CARD_RESULT,
  CARD_RESULT_FIELDS,
  FS,
  OUTCOME_LETTERS,
} from "../../../device-emulators/kit/till-codes.ts";
import { createChannel } from "../world/channel.ts";
import { type Flow, receiveWithin } from "../world/flow.ts";
import type { LineEnd } from "../world/line.ts";
import type { Outcome } from "./outcome.ts";

/** The cable to the till. */
export type TillLink = {
  /** Tells the till what became of a card. A till that does not acknowledge is told three times. */
  readonly tell: (outcome: Outcome) => Flow<void>;
};

/** How long the till may take to acknowledge. Chosen. */
const HEARD_MS_MAX = 500;
const SENDINGS_MAX = 3;

/** The cable's driver; the line's end from now on belongs to it. */
export function createTillLink(line: LineEnd): TillLink {
  const heard = createChannel<boolean>("till hears");
  let reader: FrameReader = BETWEEN_FRAMES;
  line.onReceive = (bytes) => {
    const read = readFrames(reader, bytes);
    reader = read.reader;
    for (const { kind } of read.arrivals) {
      if (kind === "ack" || kind === "nak") heard.put(kind === "ack");
    }
  };
  return {
    tell: function* (outcome) {
      const frame = buildFrame(fromLatin1(resultText(outcome)));
      for (let sending = 1; sending <= SENDINGS_MAX; sending += 1) {
        heard.clear();
        line.send(frame);
        if ((yield* receiveWithin(heard, HEARD_MS_MAX)) === true) return;
      }
    },
  };
}

function resultText(outcome: Outcome): string {
  const fields: Readonly<Record<(typeof CARD_RESULT_FIELDS)[number], string>> = {
    kind: CARD_RESULT,
    outcome: OUTCOME_LETTERS[outcome.kind],
    responseCode: outcome.responseCode,
    amount: String(outcome.amountMinor).padStart(12, "0"),
    stan: outcome.stan,
    rrn: outcome.rrn,
    approvalCode: outcome.approvalCode,
    card: outcome.maskedPan,
  };
  return CARD_RESULT_FIELDS.map((name) => fields[name]).join(FS);
}
