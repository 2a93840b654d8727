import { type BlockCipher, desCipher } from "../../device-emulators/crypto/blocks.ts";
import { fromHex } from "../../device-emulators/kit/bytes.ts";
import { KEYS } from "../../sim-server/core/counter/house.ts";
import type { UnionPayFields } from "../../sim-server/core/iso8583/dialects/unionpay.ts";
import { openWorkingKeys } from "../../sim-server/core/terminal/working-keys.ts";
import type { Line, LineOptions } from "./far-side.ts";
import { readFrame, writeFrame } from "./forged-line.ts";

type Pieces = ReturnType<Line>;

/** What the line does to one exchange. */
export type Trouble = {
  readonly name: string;
  /** How much later the request reaches the bank, or that it never does. */
  readonly request?: "lost" | number;
  /** What comes instead of the bank's answer. @param mac the key of the answer's MAC */
  readonly answer?: (bytes: Uint8Array, mac: BlockCipher | undefined) => Pieces;
};

/** Longer than the terminal waits, and so long that two sendings more have passed. */
const LATE_MS = 15_000;
const VERY_LATE_MS = 45_000;
const USUAL_MS = 100;

/** An element that an answer must echo, changed under a right MAC. */
function wrongEcho(de: 3 | 4 | 11 | 41 | 42, value: string): Trouble {
  return {
    name: `wrong echo of DE ${de}`,
    answer: (bytes, mac) => {
      const frame = readFrame(bytes);
      const { fields } = frame.message;
      const changed = fields[de] === undefined ? fields : { ...fields, [de]: value };
      const message = { ...frame.message, fields: changed as UnionPayFields };
      return [{ bytes: writeFrame({ ...frame, message }, mac), afterMs: USUAL_MS }];
    },
  };
}

/** Everything that may happen to a request and its answer. */
export const TROUBLES: readonly Trouble[] = [
  { name: "request lost", request: "lost" },
  { name: "request slower than the limit", request: LATE_MS },
  { name: "request overtaken by its reversal", request: 10_200 },
  { name: "reply lost", answer: () => [] },
  { name: "reply late", answer: (bytes) => [{ bytes, afterMs: LATE_MS }] },
  { name: "reply very late", answer: (bytes) => [{ bytes, afterMs: VERY_LATE_MS }] },
  {
    name: "reply twice",
    answer: (bytes) => [
      { bytes, afterMs: USUAL_MS },
      // So soon that it meets the next message of a job that goes on at once.
      { bytes, afterMs: 2 * USUAL_MS },
    ],
  },
  {
    name: "reply twice, the second late",
    answer: (bytes) => [
      { bytes, afterMs: USUAL_MS },
      { bytes, afterMs: LATE_MS },
    ],
  },
  {
    name: "reply with a wrong MAC",
    answer: (bytes) => {
      const changed = bytes.slice();
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 0x2a;
      return [{ bytes: changed, afterMs: USUAL_MS }];
    },
  },
  wrongEcho(3, "990000"),
  // More than was asked: less might be an approval in part, under a MAC that is right.
  wrongEcho(4, "000009999999"),
  wrongEcho(11, "990000"),
  wrongEcho(41, "99999999"),
  wrongEcho(42, "999999999999999"),
];

/** The bank's totals are not those of the terminal, as far as anybody can see. */
export const SAYS_UNBALANCED: Trouble = {
  name: "says that it does not balance",
  answer: (bytes, mac) => {
    const frame = readFrame(bytes);
    const { 48: totals = "" } = frame.message.fields;
    const fields = { ...frame.message.fields, 48: `${totals.slice(0, 30)}2${totals.slice(31)}` };
    const message = { ...frame.message, fields };
    return [{ bytes: writeFrame({ ...frame, message }, mac), afterMs: USUAL_MS }];
  },
};

/** An order to a line: what happens to the next so many exchanges of a message type. */
export type Order = { readonly mti: string; readonly trouble: Trouble; times: number };

/** A line to the bank that does to each exchange what it is told, and nothing else. */
export type TroubledLine = {
  readonly ends: LineOptions;
  readonly order: (...orders: readonly Order[]) => void;
  /** From now on all is well. @returns how often trouble has struck */
  readonly heal: () => number;
};

export function troubledLine(): TroubledLine {
  let orders: readonly Order[] = [];
  let struck = 0;
  let mac: BlockCipher | undefined;
  const byRequest = new WeakMap<object, Trouble | undefined>();

  return {
    order: (...given) => {
      orders = given.map((order) => ({ ...order }));
    },
    heal: () => {
      orders = [];
      return struck;
    },
    ends: {
      road: (request) => {
        const order = orders.find(({ mti, times }) => mti === request.mti && times > 0);
        byRequest.set(request, order?.trouble);
        if (order === undefined) return 0;
        order.times -= 1;
        struck += 1;
        const { request: fate = 0 } = order.trouble;
        return fate === "lost" ? undefined : fate;
      },
      line: (request, answer) => {
        if (answer === undefined) return [];
        const { 62: download, 11: stan } = readFrame(answer).message.fields;
        // Only a sign-on has both, and brings the keys of what follows.
        if (request.mti === "0800" && download !== undefined && stan !== undefined) {
          mac = macKey(download) ?? mac;
        }
        const { answer: change } = byRequest.get(request) ?? {};
        return (
          change?.(answer, request.fields[64] && mac) ?? [{ bytes: answer, afterMs: USUAL_MS }]
        );
      },
    },
  };
}

function macKey(download: Uint8Array): BlockCipher | undefined {
  const opened = openWorkingKeys(desCipher(fromHex(KEYS.terminalMaster)), download, "003");
  return opened.ok ? opened.value.mac : undefined;
}
