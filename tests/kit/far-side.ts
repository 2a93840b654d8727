import { ACK, BETWEEN_FRAMES, readFrames } from "../../device-emulators/kit/frame.ts";
import type { Bank } from "../../sim-server/core/bank/bank.ts";
import type { Cables } from "../../sim-server/core/counter/cables.ts";
import { createDeframer } from "../../sim-server/core/iso8583/deframer.ts";
import { type UnionPayMessage, unionPay } from "../../sim-server/core/iso8583/dialects/unionpay.ts";
import { unpackFrame } from "../../sim-server/core/iso8583/envelope.ts";
import { UNIONPAY_SPEECH } from "../../sim-server/core/terminal/host-speech.ts";
import { type CardResult, parseCardResult } from "../../sim-server/core/till/card-result.ts";
import { createChannel } from "../../sim-server/core/world/channel.ts";
import { sleep } from "../../sim-server/core/world/flow.ts";
import type { World } from "../../sim-server/core/world/world.ts";

/** What the line makes of the bank's answer: pieces, each so much later. */
export type Line = (
  request: UnionPayMessage,
  answer: Uint8Array | undefined,
) => readonly { readonly bytes: Uint8Array; readonly afterMs: number }[];

/** How the line to the bank behaves. */
export type LineOptions = {
  readonly line?: Line;
  /** How much later than at once a request reaches the bank; undefined where it never does. */
  readonly road?: (request: UnionPayMessage) => number | undefined;
  /** Whether dialling succeeds; asked each time. */
  readonly dials?: () => boolean;
};

/** What reached the bank, and what it answered. */
export type Heard = { readonly request: UnionPayMessage; readonly answer?: UnionPayMessage };

/** A bank at the end of a line that a test may disturb, and all that was asked of it. */
export function connectHost(world: World, bank: Bank, options: LineOptions) {
  const { scheduler } = world;
  const requests: UnionPayMessage[] = [];
  let inbox = createChannel<Uint8Array | "lost">("host");
  const line: Line =
    options.line ??
    ((_, answer) => (answer === undefined ? [] : [{ bytes: answer, afterMs: 100 }]));
  const heard: Heard[] = [];
  const frames: Uint8Array[] = [];
  const deframer = createDeframer();

  const reach = (frame: Uint8Array, request: UnionPayMessage): void => {
    const [reply] = bank.receive(frame, scheduler.nowMs());
    if (reply !== undefined) frames.push(reply.frame);
    heard.push({ request, ...(reply && { answer: readMessage(reply.frame) }) });
    for (const piece of line(request, reply?.frame)) {
      scheduler.after(piece.afterMs, () => inbox.put(piece.bytes));
    }
  };

  const receive = (bytes: Uint8Array): void => {
    for (const frame of deframer.push(bytes).frames) {
      const request = readMessage(frame);
      frames.push(frame);
      requests.push(request);
      const laterMs = options.road === undefined ? 0 : options.road(request);
      if (laterMs === 0) reach(frame, request);
      else if (laterMs !== undefined) scheduler.after(laterMs, () => reach(frame, request));
    }
  };

  const port = () => {
    inbox = createChannel<Uint8Array | "lost">("host");
    return {
      speech: UNIONPAY_SPEECH,
      inbox,
      send: receive,
      hangUp: () => undefined,
      connect: function* () {
        yield* sleep(50);
        return options.dials?.() ?? true;
      },
    };
  };
  return { port, requests, heard, /** As they passed, both ways. */ frames };
}

function readMessage(frame: Uint8Array): UnionPayMessage {
  const read = unpackFrame(unionPay, frame);
  if (!read.ok) throw new Error(read.error.detail);
  return read.value.message;
}

/** A till that acknowledges, and all that it was told. */
export function attachTill(end: Cables["till"]["b"]): CardResult[] {
  const results: CardResult[] = [];
  let reader = BETWEEN_FRAMES as Parameters<typeof readFrames>[0];
  end.onReceive = (bytes) => {
    const read = readFrames(reader, bytes);
    reader = read.reader;
    for (const arrival of read.arrivals) {
      if (arrival.kind !== "frame") continue;
      const result = parseCardResult(arrival.payload);
      if (!result.ok) throw new Error(result.error.detail);
      results.push(result.value);
      end.send(Uint8Array.of(ACK));
    }
  };
  return results;
}
