import { describe, expect, test } from "vitest";
import { lesson } from "../kit/lessons.ts";
import { type Aftermath, sellThrough } from "../kit/plug.ts";
import { dropLine } from "../kit/storm.ts";
import { meddleWith, tapLine } from "../kit/wiretap.ts";
import type { Yard } from "../kit/yard.ts";

const SALE = lesson("first-sale");

/** Chosen: longer than the terminal waits, and its reversal takes. */
const TOO_LATE_MS = 70_000;

type Row = readonly [
  what: string,
  meddle: (yard: Yard) => void,
  sent: string,
  ignored: string,
  decided: string,
  outcomes: string,
  booked: string,
];

const ROWS: readonly Row[] = [
  ["nothing", () => undefined, "0200", "", "00", "approved 00", "sale"],
  [
    "the request lost",
    (yard) => meddleWith(yard, "0200", () => []),
    "0200 0400",
    "",
    "00",
    "unknown reversed",
    "",
  ],
  [
    "the reply lost",
    (yard) => meddleWith(yard, "0210", () => []),
    "0200 0400",
    "",
    "00 00",
    "unknown reversed",
    "sale reversal",
  ],
  [
    "the line dead from before the request",
    (yard) => whenShown(yard, "pin", () => dropLine(yard, 90_000)),
    "",
    "",
    "",
    "declined Z3",
    "",
  ],
  [
    "the line dead while the request is on it",
    (yard) => meddleWith(yard, "0200", () => drop(yard)),
    "0200 0400",
    "",
    "00",
    "unknown reversed",
    "",
  ],
  [
    "the line dead while the reply is on it",
    (yard) => meddleWith(yard, "0210", () => drop(yard)),
    "0200 0400",
    "",
    "00 00",
    "unknown reversed",
    "sale reversal",
  ],
  [
    "the reply at the last moment",
    (yard) => answerAfter(yard, SALE.terminal.hostWaitMs - 100),
    "0200",
    "",
    "00",
    "approved 00",
    "sale",
  ],
  [
    "the reply late, before its reversal is sent",
    (yard) => answerAfter(yard, SALE.terminal.hostWaitMs + 100),
    "0200 0400",
    "0210 nothing asked",
    "00 00",
    "unknown reversed",
    "sale reversal",
  ],
  [
    "the reply late, after its reversal",
    (yard) => meddleWith(yard, "0210", (bytes) => [{ bytes, laterMs: TOO_LATE_MS }]),
    "0200 0400",
    "0210 nothing asked",
    "00 00",
    "unknown reversed",
    "sale reversal",
  ],
  [
    "the request late, after its reversal",
    (yard) => meddleWith(yard, "0200", (bytes) => [{ bytes, laterMs: TOO_LATE_MS }]),
    "0200 0400",
    "0210 nothing asked",
    "00 22",
    "unknown reversed",
    "",
  ],
  [
    "the reply twice",
    (yard) => meddleWith(yard, "0210", twice),
    "0200",
    "0210 nothing asked",
    "00",
    "approved 00",
    "sale",
  ],
  [
    "the request twice",
    (yard) => meddleWith(yard, "0200", twice),
    "0200",
    "0210 nothing asked",
    "00",
    "approved 00",
    "sale",
  ],
  [
    "the reply's MAC wrong",
    (yard) => meddleWith(yard, "0210", (bytes) => flipped(bytes, -1)),
    "0200 0400 0800",
    "",
    "00 00 00",
    "unknown reversed",
    "sale reversal",
  ],
  [
    "the request's MAC wrong",
    (yard) => meddleWith(yard, "0200", (bytes) => flipped(bytes, -1)),
    "0200 0800",
    "",
    "A0 00",
    "declined A0",
    "",
  ],
  [
    "the reply to the reversal lost",
    (yard) => {
      meddleWith(yard, "0210", () => []);
      meddleWith(yard, "0410", () => []);
    },
    "0200 0400 0400",
    "",
    "00 00",
    "unknown reversed",
    "sale reversal",
  ],
  [
    "three reversals lost, the fourth before the next sale",
    (yard) => {
      meddleWith(yard, "0210", () => []);
      meddleWith(yard, "0400", () => [], 3);
    },
    "0200 0400 0400 0400 0400",
    "",
    "00 00",
    "unknown reversed",
    "sale reversal",
  ],
];

describe("what becomes of a sale with", () => {
  test.each(ROWS)("%s", (_what, meddle, sent, ignored, decided, outcomes, booked) => {
    const aftermath = sellThrough(SALE, { meddle: duringLesson(meddle) });
    expect(aftermath.complaints).toEqual([]);
    expect(draw(aftermath)).toEqual({ sent, ignored, decided, outcomes, booked });
  });

  test("frames that are none: the bank says nothing, and hears the next connection", () => {
    const noise = Uint8Array.of(0xff, 0xff, 0x60, 0x00);
    const aftermath = sellThrough(SALE, {
      meddle: duringLesson((yard) =>
        meddleWith(yard, "0200", () => [{ bytes: noise, laterMs: 0 }]),
      ),
    });
    expect(aftermath.complaints).toEqual([]);
    expect(draw(aftermath)).toMatchObject({ sent: "0200 0400", outcomes: "unknown reversed" });
  });

  test("half a frame: the bank hears the next connection from its beginning", () => {
    const aftermath = sellThrough(SALE, {
      meddle: duringLesson((yard) =>
        meddleWith(yard, "0200", (bytes) => [{ bytes: bytes.subarray(0, 40), laterMs: 0 }]),
      ),
    });
    expect(aftermath.complaints).toEqual([]);
    expect(draw(aftermath)).toMatchObject({ sent: "0200 0400", outcomes: "unknown reversed" });
  });

  test("a reversal is the same each time, to the byte", () => {
    let tapped: ReturnType<typeof tapLine> = [];
    sellThrough(SALE, {
      meddle: duringLesson((yard) => {
        meddleWith(yard, "0210", () => []);
        meddleWith(yard, "0410", () => [], 2);
        tapped = tapLine(yard);
      }),
    });
    const reversals = tapped.filter(({ mti }) => mti === "0400").map(({ bytes }) => [...bytes]);
    expect(reversals).toHaveLength(3);
    expect(new Set(reversals.map(String)).size).toBe(1);
  });
});

/** Meddles only once the shop is open, so that signing on goes undisturbed. */
function duringLesson(meddle: (yard: Yard) => void): (yard: Yard) => void {
  return (yard) =>
    yard.listeners.push(({ kind }) => {
      if (kind === "lesson.began") meddle(yard);
    });
}

function whenShown(yard: Yard, screen: string, happens: () => void): void {
  yard.listeners.push(({ kind, data }) => {
    if (kind === "terminal.screen" && data.screen === screen) happens();
  });
}

/** The reply arrives so long after its request was sent, give or take its time on the line. */
function answerAfter(yard: Yard, ms: number): void {
  const onTheWayMs = 60;
  let sentAtMs = 0;
  meddleWith(yard, "0200", () => {
    sentAtMs = yard.nowMs();
    return undefined;
  });
  meddleWith(yard, "0210", (bytes) => [
    { bytes, laterMs: sentAtMs + ms - onTheWayMs - yard.nowMs() },
  ]);
}

function drop(yard: Yard): undefined {
  dropLine(yard, 30_000);
}

function twice(bytes: Uint8Array) {
  return [
    { bytes, laterMs: 0 },
    { bytes, laterMs: 200 },
  ];
}

function flipped(bytes: Uint8Array, at: number) {
  const spoilt = bytes.slice();
  const place = at < 0 ? spoilt.length + at : at;
  spoilt[place] = (spoilt[place] ?? 0) ^ 1;
  return [{ bytes: spoilt, laterMs: 0 }];
}

/** From the lesson's beginning on; the bank's decisions by their codes. */
function draw({ yard }: Aftermath) {
  const began = yard.events.findIndex(({ kind }) => kind === "lesson.began");
  const events = yard.events.slice(began);
  const words = (pick: (event: (typeof events)[number]) => string | undefined): string =>
    events.flatMap((event) => pick(event) ?? []).join(" ");
  return {
    sent: words(({ kind, data }) => (kind === "iso.sent" ? data.mti : undefined)),
    ignored: words(({ kind, data }) =>
      kind === "iso.ignored" ? `${data.mti} ${data.why}` : undefined,
    ),
    decided: words(({ kind, data }) => (kind === "bank.decided" ? data.responseCode : undefined)),
    outcomes: words(({ kind, data }) =>
      kind === "terminal.outcome" ? `${data.outcome} ${data.responseCode}`.trim() : undefined,
    ),
    booked: words(({ kind }) =>
      kind === "bank.posted" ? "sale" : kind === "bank.reversed" ? "reversal" : undefined,
    ),
  };
}
