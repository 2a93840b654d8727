import { describe, expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { type DialectSpec, defineDialect } from "../../../../sim-server/core/iso8583/dialect.ts";
import {
  type UnionPayFields,
  type UnionPayMessage,
  unionPay,
} from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { unpackFrame } from "../../../../sim-server/core/iso8583/envelope.ts";
import { createHostLink, type HostAnswer } from "../../../../sim-server/core/terminal/host-link.ts";
import {
  type HostSpeech,
  UNIONPAY_SPEECH,
  writeRequest,
} from "../../../../sim-server/core/terminal/host-speech.ts";
import { createChannel } from "../../../../sim-server/core/world/channel.ts";
import { sleep } from "../../../../sim-server/core/world/flow.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";

const WAIT_MS = 30_000;
const MAC = desCipher(fromHex("0123456789ABCDEFFEDCBA9876543210"));
const REQUEST: UnionPayMessage = {
  mti: "0200",
  fields: { 3: "000000", 4: "000000004440", 11: "000417", 41: "10023017", 64: new Uint8Array(8) },
};
const ANSWER: UnionPayMessage = {
  ...REQUEST,
  mti: "0210",
  fields: { ...REQUEST.fields, 39: "00" },
};

const speaking = (changes: Partial<DialectSpec>): HostSpeech => ({
  dialect: defineDialect<UnionPayFields>({ ...unionPay.spec, ...changes }),
  envelope: UNIONPAY_SPEECH.envelope,
});

/** The same messages, written and wrapped in other ways. */
const SPEECHES: readonly (readonly [string, HostSpeech])[] = [
  ["UnionPay's", UNIONPAY_SPEECH],
  [
    "another wire",
    speaking({
      wire: {
        length: { as: "ascii", bytes: 4, counts: "all" },
        header: { kind: "tpdu" },
        frameBytesMax: 2_048,
      },
    }),
  ],
  [
    "no envelope",
    speaking({
      wire: {
        length: { as: "bcd", bytes: 2, counts: "rest" },
        header: { kind: "none" },
        frameBytesMax: 2_048,
      },
    }),
  ],
  [
    "characters",
    speaking({
      mti: "ascii",
      bitmap: "ascii",
      encoding: { ...unionPay.spec.encoding, digits: "ascii", bytes: "ascii", prefix: "ascii" },
    }),
  ],
];

describe.each(SPEECHES)("in %s", (_what, speech) => {
  test("an answer is believed by its MAC, and no other is", () => {
    const good = writeRequest(speech, ANSWER, MAC);
    const forged = writeRequest(speech, ANSWER, desCipher(fromHex("0123456789ABCDEF".repeat(2))));
    expect(ask(speech, (link) => link.come(good))).toMatchObject({ kind: "answered" });
    expect(ask(speech, (link) => link.come(forged))).toEqual({ kind: "unauthentic" });
  });

  test("a request can be read, and has its acquirer in DE 32 where that is wanted", () => {
    const read = (frame: Uint8Array) => unpackFrame(speech.dialect, frame);
    const plain = read(writeRequest(speech, REQUEST, MAC));
    const named = read(writeRequest({ ...speech, acquirerId: "00010000" }, REQUEST, MAC));
    if (!plain.ok || !named.ok) throw new Error("it cannot be read");
    expect(plain.value.message.fields[32]).toBeUndefined();
    expect(named.value.message.fields[32]).toBe("00010000");
    expect(toHex(plain.value.message.fields[64] ?? new Uint8Array())).not.toBe("0".repeat(16));
  });
});

describe("a line that is lost", () => {
  test("ends the wait at once", () => {
    let atMs = 0;
    const answer = ask(UNIONPAY_SPEECH, (link) => {
      link.lose();
      atMs = link.nowMs();
    });
    expect(answer).toEqual({ kind: "silent" });
    expect(atMs).toBeLessThan(WAIT_MS);
  });

  test("before anything is asked concerns nobody", () => {
    const answer = ask(
      UNIONPAY_SPEECH,
      (link) => link.come(writeRequest(UNIONPAY_SPEECH, ANSWER, MAC)),
      (link) => link.lose(),
    );
    expect(answer).toMatchObject({ kind: "answered" });
  });
});

test("half an answer is no answer, and silence ends the wait in the end", () => {
  const half = writeRequest(UNIONPAY_SPEECH, ANSWER, MAC).subarray(0, 20);
  expect(ask(UNIONPAY_SPEECH, (link) => link.come(half))).toBeUndefined();
  expect(ask(UNIONPAY_SPEECH, (link) => link.pass(WAIT_MS))).toEqual({ kind: "silent" });
});

type Link = {
  readonly come: (bytes: Uint8Array) => void;
  readonly lose: () => void;
  readonly pass: (ms: number) => void;
  readonly nowMs: () => number;
};

/** Asks over a line of that speech, and lets something happen before and after. */
function ask(
  speech: HostSpeech,
  after: (link: Link) => void,
  before: (link: Link) => void = () => undefined,
): HostAnswer | undefined {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const inbox = createChannel<Uint8Array | "lost">("host");
  const port = {
    speech,
    inbox,
    send: () => undefined,
    hangUp: () => undefined,
    connect: function* () {
      yield* sleep(0);
      return true;
    },
  };
  const link = createHostLink(
    port,
    () => undefined,
    () => WAIT_MS,
    () => undefined,
  );
  const outside: Link = {
    come: (bytes) => inbox.put(bytes),
    lose: () => inbox.put("lost"),
    pass: (ms) => world.scheduler.advance(world.scheduler.nowMs() + ms),
    nowMs: world.scheduler.nowMs,
  };
  const node = world.node("terminal");
  node.start(link.listen());
  before(outside);
  let answer: HostAnswer | undefined;
  node.start(
    (function* () {
      answer = yield* link.ask(REQUEST, MAC);
    })(),
  );
  after(outside);
  return answer;
}
