import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CHAIN_START,
  readJournal,
  sealRecord,
} from "../../../../sim-server/core/terminal/journal-chain.ts";
import {
  decodeRecord,
  encodeRecord,
  type JournalRecord,
} from "../../../../sim-server/core/terminal/journal-record.ts";

const RECORDS: readonly JournalRecord[] = [
  { kind: "numbered", what: "0800", stan: "000001" },
  { kind: "keys", stan: "000001", batch: "000001", download: "00FF" },
  { kind: "numbered", what: "0800", stan: "000002" },
  { kind: "numbered", what: "0800", stan: "000003" },
];

function seal(records: readonly JournalRecord[], from = CHAIN_START): Uint8Array[] {
  let chain = from;
  return records.map((record) => {
    const sealed = sealRecord(record, chain);
    chain = sealed.chain;
    return sealed.bytes;
  });
}

/** Records read and records torn at the end, or which record is bad: `4`, `3+1`, `bad @1`. */
function draw(stored: readonly Uint8Array[]): string {
  const read = readJournal(stored);
  if (!read.ok) return `bad @${read.error.at}`;
  const { records, torn } = read.value;
  return torn === 0 ? String(records.length) : `${records.length}+${torn}`;
}

const cut = (count: number): JournalRecord => ({ kind: "cut", count: String(count) });
const [first, second, third, fourth] = seal(RECORDS) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

/** The journal goes on from its second record with these. */
function thenChained(...records: readonly JournalRecord[]): Uint8Array[] {
  const chain = readJournal([first, second]);
  return seal(records, chain.ok ? chain.value.chain : 0);
}

const half = (record: Uint8Array): Uint8Array => record.subarray(0, record.length >> 1);
const flip = (record: Uint8Array): Uint8Array =>
  record.map((byte, at) => (at === 8 ? byte ^ 1 : byte));

describe("the journal's chain", () => {
  test.each([
    ["as written", [first, second, third, fourth], "4"],
    ["nothing yet", [], "0"],
    ["last record torn", [first, second, third, half(fourth)], "3+1"],
    ["last record empty", [first, second, third, new Uint8Array(0)], "3+1"],
    ["last record changed", [first, second, third, flip(fourth)], "3+1"],
    ["record changed further in", [first, flip(second), third, fourth], "bad @1"],
    ["record lost", [first, third, fourth], "bad @1"],
    ["two records changed places", [first, third, second, fourth], "bad @1"],
    ["record twice", [first, second, second, third], "bad @2"],
    [
      "torn, and owned up to",
      [first, second, half(third), ...thenChained(cut(1), fourthOf())],
      "4",
    ],
    [
      "torn, and not owned up to",
      [first, second, half(third), ...thenChained(fourthOf())],
      "bad @2",
    ],
    [
      "torn twice, and owned up to",
      [first, second, half(third), half(third), ...thenChained(cut(2))],
      "3",
    ],
    [
      "torn twice, one owned up to",
      [first, second, half(third), half(third), ...thenChained(cut(1))],
      "bad @2",
    ],
    ["nothing torn, one owned up to", [first, second, ...thenChained(cut(1))], "bad @2"],
  ])("%s", (_name, stored, expected) => {
    expect(draw(stored)).toBe(expected);
  });

  test("any change of any byte further in is seen, whatever stands behind it", () => {
    const whole = [first, second, third, fourth];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (place, offset, change) => {
          const changed = whole.map((record, at) =>
            at === place
              ? record.map((byte, index) =>
                  index === offset % record.length ? byte ^ change : byte,
                )
              : record,
          );
          expect(draw(changed)).toBe(`bad @${place}`);
        },
      ),
    );
  });
});

describe("a record", () => {
  test("is the same again", () => {
    for (const record of RECORDS) expect(decodeRecord(encodeRecord(record))).toEqual(record);
  });

  test("any bytes are a record or none, never a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const record = decodeRecord(bytes);
        if (record !== undefined) expect(encodeRecord(record)).toEqual(bytes);
      }),
    );
  });
});

function fourthOf(): JournalRecord {
  return { kind: "numbered", what: "0800", stan: "000003" };
}
