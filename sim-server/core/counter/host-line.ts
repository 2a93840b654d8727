import type { Chance } from "../../../device-emulators/kit/chance.ts";
import type { Bank } from "../bank/bank.ts";
import { createDeframer } from "../iso8583/deframer.ts";
import { UNIONPAY_SPEECH } from "../terminal/host-speech.ts";
import type { HostPort } from "../terminal/ports.ts";
import { createChannel } from "../world/channel.ts";
import { sleep } from "../world/flow.ts";
import type { Line } from "../world/line.ts";
import type { Node } from "../world/node.ts";
import type { Calls } from "./faulty-cable.ts";

/** Chosen: a shop's line to its bank. */
export const HOST_LINE = { name: "host-line", delayMs: 40, bandwidth: 12_000 } as const;

/** Chosen: how long dialling takes, and how long a bank thinks. */
const CONNECT_MS = 180;
const BANK_MS = { least: 250, spread: 400 };

/** Chosen: a frame is over, or broken for good, when nothing more of it has come for so long. */
const FRAME_MS_MAX = 5_000;

/** The terminal's end: a connection for each exchange; while the line is down none comes about. */
export function hostPort(line: Line, calls: Calls): HostPort {
  const inbox = createChannel<Uint8Array | "lost">("host");
  line.a.onReceive = inbox.put;
  calls.lose = () => inbox.put("lost");
  return {
    speech: UNIONPAY_SPEECH,
    inbox,
    send: line.a.send,
    hangUp: inbox.clear,
    connect: function* () {
      inbox.clear();
      yield* sleep(CONNECT_MS);
      return line.up && calls.dial();
    },
  };
}

/**
 * The bank's end: cuts frames from the stream, and answers each after a while. What is no frame, or
 * only half of one, costs its own exchange and no other.
 */
export function serveBank(node: Node, line: Line, bank: Bank, chance: Chance): void {
  let deframer = createDeframer();
  let heardAtMs = 0;
  line.b.onReceive = (bytes) => {
    if (node.nowMs() - heardAtMs > FRAME_MS_MAX) deframer = createDeframer();
    heardAtMs = node.nowMs();
    const { frames, fault } = deframer.push(bytes);
    if (fault !== undefined) deframer = createDeframer();
    for (const frame of frames) {
      const replies = bank.receive(frame, node.nowMs());
      if (replies.length === 0) continue;
      const thoughtMs = BANK_MS.least + chance.below(BANK_MS.spread);
      for (const reply of replies) {
        node.after(thoughtMs + reply.afterMs, () => line.b.send(reply.frame));
      }
    }
  };
}
