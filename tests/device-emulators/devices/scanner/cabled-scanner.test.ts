import { describe, expect, test } from "vitest";
import {
  CABLED_IDLE,
  type CabledEffect,
  type CabledInput,
  type CableOptions,
  cabledScannerOf,
  HONEYWELL_TRIGGER,
} from "../../../../device-emulators/devices/scanner/cabled-scanner.ts";
import { FACTORY_FRAMING } from "../../../../device-emulators/devices/scanner/framing.ts";
import { READ_LAMP_MS, READ_MS } from "../../../../device-emulators/devices/scanner/scanner.ts";
import { fromLatin1, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { play } from "../../../kit/play.ts";

const CODE = { text: "2000000000015", symbology: "ean-13" } as const;
const milk: CabledInput = { type: "trigger", code: CODE };
const smeared: CabledInput = { type: "trigger", code: { ...CODE, text: "2000000000016" } };
const tick: CabledInput = { type: "tick" };
const hear = (text: string): CabledInput => ({ type: "received", bytes: fromLatin1(text) });
const place: CabledInput = { type: "place", code: CODE };
const ACK = "\x06";
const NAK = "\x15";
const ASKS = { acknowledge: { withinMs: 500, repeatsMax: 2 } };
const SPLIT = { split: { atByte: 5, gapMs: 40 } };
const SYN_T = { hostTrigger: HONEYWELL_TRIGGER };
const SENT = READ_MS;

type Script = (readonly [number, CabledInput])[];

describe("a scanner on its cable", () => {
  test.each<[string, Partial<CableOptions>, Script, string]>([
    [
      "sends",
      {},
      [
        [0, milk],
        [SENT, tick],
      ],
      "2000000000015↵",
    ],
    [
      "says that it read nothing",
      { noRead: "NR" },
      [
        [0, smeared],
        [SENT, tick],
      ],
      "NR↵ no-read",
    ],
    [
      "reads twice",
      { reads: 2 },
      [
        [0, milk],
        [SENT, tick],
      ],
      "2000000000015↵ 2000000000015↵",
    ],
    [
      "wants what stands beside",
      { addOns: "require" },
      [
        [0, milk],
        [SENT, tick],
      ],
      "no-read",
    ],
    [
      "begins a split read",
      SPLIT,
      [
        [0, milk],
        [SENT, tick],
        [SENT + 39, tick],
      ],
      "20000",
    ],
    [
      "ends a split read",
      SPLIT,
      [
        [0, milk],
        [SENT, tick],
        [SENT + 40, tick],
      ],
      "20000 00000015↵",
    ],
    [
      "splits nothing that is too short",
      { split: { atByte: 14, gapMs: 40 } },
      [
        [0, milk],
        [SENT, tick],
      ],
      "2000000000015↵",
    ],
    [
      "splits each of two reads",
      { ...SPLIT, reads: 2 },
      [
        [0, milk],
        [SENT, tick],
        [SENT + 40, tick],
        [SENT + 80, tick],
      ],
      "20000 00000015↵ 20000 00000015↵",
    ],
    [
      "is content with ACK",
      ASKS,
      [
        [0, milk],
        [SENT, tick],
        [SENT + 1, hear(ACK)],
        [SENT + 5000, tick],
      ],
      "2000000000015↵",
    ],
    [
      "repeats at NAK",
      ASKS,
      [
        [0, milk],
        [SENT, tick],
        [SENT + 1, hear(NAK)],
        [SENT + 2, hear(ACK)],
        [SENT + 999, tick],
      ],
      "2000000000015↵ 2000000000015↵",
    ],
    [
      "repeats in silence, not before its time",
      ASKS,
      [
        [0, milk],
        [SENT, tick],
        [SENT + 499, tick],
        [SENT + 500, tick],
        [SENT + 501, hear(ACK)],
      ],
      "2000000000015↵ 2000000000015↵",
    ],
    [
      "gives up",
      ASKS,
      [
        [0, milk],
        [SENT, tick],
        [SENT, hear(NAK + NAK + NAK + NAK)],
        [SENT + 999, tick],
      ],
      "2000000000015↵ 2000000000015↵ 2000000000015↵ given-up",
    ],
    [
      "has a dead trigger while it waits",
      ASKS,
      [
        [0, milk],
        [SENT, tick],
        [SENT + 1, milk],
        [SENT + 2, hear(ACK)],
        [SENT + 100, tick],
      ],
      "2000000000015↵",
    ],
    [
      "sends the second read after the first is taken",
      { ...ASKS, reads: 2 },
      [
        [0, milk],
        [SENT, tick],
        [SENT + 1, hear(ACK)],
        [SENT + 2, hear(ACK)],
      ],
      "2000000000015↵ 2000000000015↵",
    ],
    [
      "takes no ACK for a command",
      SYN_T,
      [
        [0, place],
        [0, hear(ACK)],
        [SENT, tick],
      ],
      "",
    ],
    [
      "obeys the host, in pieces",
      SYN_T,
      [
        [0, place],
        [0, hear("x\x16")],
        [1, hear("T\r")],
        [SENT + 1, tick],
      ],
      "2000000000015↵",
    ],
    [
      "obeys no half command",
      SYN_T,
      [
        [0, place],
        [0, hear("\x16T")],
        [SENT, tick],
      ],
      "",
    ],
    [
      "finds nothing for the host",
      { ...SYN_T, noRead: "NR" },
      [
        [0, hear(HONEYWELL_TRIGGER)],
        [SENT, tick],
      ],
      "NR↵ no-read",
    ],
    [
      "knows no command of its own",
      {},
      [
        [0, place],
        [0, hear(HONEYWELL_TRIGGER)],
        [SENT, tick],
      ],
      "",
    ],
  ])("%s", (_name, options, script, expected) => {
    const machine = cabledScannerOf({ ...FACTORY_FRAMING, ...options });
    const { effects } = play(machine, CABLED_IDLE, script);
    expect(effects.flatMap(draw).join(" ")).toBe(expected);
  });

  test("is woken for what comes first: its lamp, or the host's silence", () => {
    const machine = cabledScannerOf({
      ...FACTORY_FRAMING,
      acknowledge: { withinMs: 2 * READ_LAMP_MS, repeatsMax: 0 },
    });
    const reading = machine(CABLED_IDLE, milk, 0);
    expect(reading.wakeAtMs).toBe(READ_MS);
    const sent = machine(reading.state, tick, READ_MS);
    expect(sent.wakeAtMs).toBe(READ_MS + READ_LAMP_MS);
    const dark = machine(sent.state, tick, READ_MS + READ_LAMP_MS);
    expect(dark.wakeAtMs).toBe(READ_MS + 2 * READ_LAMP_MS);
    const over = machine(dark.state, tick, READ_MS + 2 * READ_LAMP_MS);
    expect(over.effects).toEqual([{ type: "given-up" }]);
    expect(over.wakeAtMs).toBeUndefined();
  });
});

function draw(effect: CabledEffect): string[] {
  if (effect.type === "send") return [toLatin1(effect.bytes).replaceAll("\r", "↵")];
  return effect.type === "lamp" ? [] : [effect.type];
}
