import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import { unionPayMac } from "../../../device-emulators/crypto/mac.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import { createDeframer, type Deframer } from "../iso8583/deframer.ts";
import { describeFault, describeMessage } from "../iso8583/describe.ts";
import {
  type UnionPayFields,
  type UnionPayMessage,
  unionPay,
} from "../iso8583/dialects/unionpay.ts";
import {
  type Envelope,
  type Frame,
  INSTRUCTION,
  macInput,
  packFrame,
  sealFrame,
  unpackFrame,
} from "../iso8583/envelope.ts";
import type { Emit } from "../trace-events.ts";
import { createChannel } from "../world/channel.ts";
import { type Flow, receive, receiveWithin } from "../world/flow.ts";
import { authentic, mismatch } from "./answer.ts";
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

/** @source UnionPay POS terminal specification, TPDU and header; version digits as in field captures */
const TO_BANK: Envelope = { destination: "0003", source: "0000", header: "603100311001" };

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
  let open: Open | undefined;
  let deframer: Deframer = createDeframer();

  const take = (bytes: Uint8Array): void => {
    const read = unpackFrame(unionPay, bytes);
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
    answers.put(judge(bytes, read.value, open?.mac));
    open = undefined;
  };

  function* listen(): Flow<never> {
    for (;;) {
      const { frames, fault } = deframer.push(yield* receive(port.inbox));
      for (const frame of frames) take(frame);
      if (fault !== undefined) deframer = createDeframer();
    }
  }

  function* connect(): Flow<boolean> {
    deframer = createDeframer();
    return yield* port.connect();
  }

  function* ask(request: UnionPayMessage, mac?: BlockCipher): Flow<HostAnswer> {
    const frame = build(request, mac);
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
  bytes: Uint8Array,
  { envelope, message }: Frame<UnionPayFields>,
  mac: BlockCipher | undefined,
): HostAnswer {
  if (mac !== undefined && !authentic(mac, bytes, message)) return { kind: "unauthentic" };
  return { kind: "answered", message, instruction: envelope.header[5] ?? INSTRUCTION.none };
}

function build(message: UnionPayMessage, mac: BlockCipher | undefined): Uint8Array {
  const packed = packFrame(unionPay, { envelope: TO_BANK, message });
  invariant(packed.ok, "the terminal's own messages can be written");
  if (mac !== undefined) sealFrame(packed.value, unionPayMac(mac, macInput(packed.value)));
  return packed.value;
}
