import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import { createDeframer, type Deframer } from "../iso8583/deframer.ts";
import { describeFault, describeMessage } from "../iso8583/describe.ts";
import type { UnionPayFields, UnionPayMessage } from "../iso8583/dialects/unionpay.ts";
import { type Frame, unpackFrame } from "../iso8583/envelope.ts";
import type { Emit } from "../trace-events.ts";
import { createChannel } from "../world/channel.ts";
import { type Flow, receive, receiveWithin } from "../world/flow.ts";
import { authentic, mismatch } from "./answer.ts";
import { type HostSpeech, instructionOf, writeRequest } from "./host-speech.ts";
import type { HostPort } from "./ports.ts";

/** What came of a request that was sent. */
export type HostAnswer =
  | {
      readonly kind: "answered";
      readonly message: UnionPayMessage;
      /** What the bank wants besides (sixth digit of the header). */
      readonly instruction: string;
    }
  | { readonly kind: "silent" }
  /** It answers the request, but its MAC is wrong or missing: its content must not be believed. */
  | { readonly kind: "unauthentic" };

/** How the terminal talks to the bank: one request at a time, one connection each. */
export type HostLink = {
  readonly connect: () => Flow<boolean>;
  /** Sends over the open connection and waits; the connection is closed after it. */
  readonly ask: (request: UnionPayMessage, mac?: BlockCipher) => Flow<HostAnswer>;
  /** Reads all that comes for ever; must be started once. */
  readonly listen: () => Flow<never>;
};

type Open = { readonly request: UnionPayMessage; readonly mac: BlockCipher | undefined };

/**
 * The exchange of messages: what answers an open request goes to it, all else is only reported.
 *
 * @param instructed told what an authentic answer wants besides
 */
export function createHostLink(
  port: HostPort,
  emit: Emit,
  waitMs: () => number,
  instructed: (instruction: string) => void,
): HostLink {
  const answers = createChannel<HostAnswer>("host answers");
  const { speech } = port;
  const { dialect } = speech;
  let open: Open | undefined;
  let deframer: Deframer = createDeframer(dialect.spec.wire);

  const take = (bytes: Uint8Array): void => {
    const read = unpackFrame(dialect, bytes);
    if (!read.ok) {
      emit("iso.received", describeFault(read.error, bytes.length));
      return;
    }
    const { message } = read.value;
    const why = mismatch(open?.request, message);
    if (why !== undefined) {
      emit("iso.ignored", { mti: message.mti, why });
      return;
    }
    emit("iso.received", describeMessage(message));
    answers.put(judge(speech, { bytes, frame: read.value, mac: open?.mac }));
    open = undefined;
  };

  /** Nobody answers on a line that is gone: there is nothing to be waited for. */
  const lose = (): void => {
    open = undefined;
    answers.put({ kind: "silent" });
  };

  function* listen(): Flow<never> {
    for (;;) {
      const came = yield* receive(port.inbox);
      if (came === "lost") {
        lose();
        continue;
      }
      const { frames, fault } = deframer.push(came);
      for (const frame of frames) take(frame);
      if (fault !== undefined) deframer = createDeframer(dialect.spec.wire);
    }
  }

  function* connect(): Flow<boolean> {
    deframer = createDeframer(dialect.spec.wire);
    return yield* port.connect();
  }

  function* ask(request: UnionPayMessage, mac?: BlockCipher): Flow<HostAnswer> {
    const frame = writeRequest(speech, request, mac);
    answers.clear();
    open = { request, mac };
    emit("iso.sent", describeMessage(request));
    port.send(frame);
    const answer = yield* receiveWithin(answers, waitMs());
    open = undefined;
    port.hangUp();
    if (answer?.kind === "answered") instructed(answer.instruction);
    return answer ?? { kind: "silent" };
  }

  return { connect, ask, listen };
}

function judge(
  speech: HostSpeech,
  answer: {
    readonly bytes: Uint8Array;
    readonly frame: Frame<UnionPayFields>;
    readonly mac: BlockCipher | undefined;
  },
): HostAnswer {
  const { bytes, mac } = answer;
  const { envelope, message } = answer.frame;
  if (mac !== undefined && !authentic(mac, bytes, message, speech.dialect)) {
    return { kind: "unauthentic" };
  }
  return { kind: "answered", message, instruction: instructionOf(speech, envelope) };
}
