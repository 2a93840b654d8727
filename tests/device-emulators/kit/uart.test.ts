import { describe, expect, test } from "vitest";
import { fromLatin1, toHex, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { chance } from "../../../device-emulators/kit/chance.ts";
import {
  type LineFormat,
  readCharacters,
  resample,
  USUAL_FORMAT,
} from "../../../device-emulators/kit/uart.ts";

/** `9600 8N1`, `110 5E1.5`. */
function format(text: string): LineFormat {
  const [, baud, dataBits, letter = "", stopBits] =
    /^(\d+) ([5-8])([NOEMS])([\d.]+)$/.exec(text) ?? [];
  const parity = { N: "none", O: "odd", E: "even", M: "mark", S: "space" }[letter];
  return {
    baud: Number(baud),
    dataBits: Number(dataBits),
    parity,
    stopBits: Number(stopBits),
  } as LineFormat;
}

const FORMATS = [5, 6, 7, 8].flatMap((bits) =>
  ["N", "O", "E", "M", "S"].flatMap((parity) =>
    [1, 1.5, 2].map((stop) => `9600 ${bits}${parity}${stop}`),
  ),
);

const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** Bytes as hex, `!` behind a broken frame, `?` behind a wrong parity. */
function draw(hex: string, sentAs: string, readAs: string): string {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return readCharacters(bytes, format(sentAs), format(readAs))
    .map(({ byte, error }) => {
      const mark = { framing: "!", parity: "?", none: "" }[error ?? "none"];
      return toHex(Uint8Array.of(byte)) + mark;
    })
    .join(" ");
}

describe("a receiver set as its sender", () => {
  test.each(FORMATS)("reads every character of %s", (text) => {
    const { dataBits } = format(text);
    const read = readCharacters(ALL_BYTES, format(text), format(text));
    expect(read).toEqual(
      Array.from(ALL_BYTES, (byte) => ({ byte: byte % 2 ** dataBits, error: undefined })),
    );
  });

  test.each([9_600 * 0.96, 9_600 * 1.04])("bears a clock of %i for one of 9600", (baud) => {
    expect(resample(ALL_BYTES, USUAL_FORMAT, { ...USUAL_FORMAT, baud })).toEqual(ALL_BYTES);
  });

  test("reads nothing where nothing is sent", () => {
    expect(readCharacters(new Uint8Array(0), USUAL_FORMAT, USUAL_FORMAT)).toEqual([]);
  });
});

describe("a receiver set otherwise", () => {
  // Drawn by hand from the levels: low start bit, data from the lowest bit, high stop bit.
  test.each([
    [
      "twice as slow: the nine low bits of 00 are a start and three",
      "00",
      "9600 8N1",
      "4800 8N1",
      "F8",
    ],
    ["twice as fast: each bit of 55 counts twice", "55", "9600 8N1", "19200 8N1", "66! E6"],
    ["twice as fast: 00 is one long low", "00", "9600 8N1", "19200 8N1", "00!"],
    ["ten times as fast: FF is one low bit", "FF", "9600 8N1", "96000 8N1", "00!"],
    ["too slow to see a start bit: FF is a spike", "FF", "9600 8N1", "2400 8N1", ""],
    ["even parity for none, bit 8 is the parity", "41 43 C3", "9600 8N1", "9600 7E1", "41 43? 43"],
    ["none for even parity, which becomes bit 8", "41 43", "9600 7E1", "9600 8N1", "41 C3"],
    ["odd for even parity", "41 43", "9600 8E1", "9600 8O1", "41? 43?"],
    ["space for mark parity", "41", "9600 8M1", "9600 8S1", "41?"],
    ["7N1 for 8N1: bit 8 is no stop bit", "41 C1", "9600 8N1", "9600 7N1", "41! 41"],
    ["one stop bit for two", "41 42", "9600 8N2", "9600 8N1", "41 42"],
    [
      "two stop bits for one: only the first is looked at",
      "41 42",
      "9600 8N1",
      "9600 8N2",
      "41 42",
    ],
    ["five bits of eight: what is over begins anew", "1F", "9600 8N1", "9600 5N1", "1F!"],
  ])("%s", (_what, hex, sentAs, readAs, drawn) => {
    expect(draw(hex.replaceAll(" ", ""), sentAs, readAs)).toBe(drawn);
  });

  test("makes of a text what nobody can read", () => {
    const read = resample(fromLatin1("TOTAL 12.00\n"), USUAL_FORMAT, {
      ...USUAL_FORMAT,
      baud: 19_200,
    });
    expect(toLatin1(read)).not.toContain("TOTAL");
    expect(read.length).toBeGreaterThan(0);
  });

  test("reads some bytes or none, each of its own size, whatever is sent and however", () => {
    const { below, pick } = chance(7, "uart");
    for (let run = 0; run < 500; run += 1) {
      const any = (): LineFormat => ({
        ...format(pick(FORMATS as [string, ...string[]])),
        baud: pick([110, 300, 1_200, 9_600, 19_200, 38_400, 115_200, 12_345, 12_000_000]),
      });
      const [sentAs, readAs] = [any(), any()];
      const bytes = Uint8Array.from({ length: below(20) }, () => below(256));
      const read = resample(bytes, sentAs, readAs);
      expect(resample(bytes, sentAs, readAs)).toEqual(read);
      // A character needs a fall of the line, and a frame has at most six.
      expect(read.length).toBeLessThanOrEqual(6 * bytes.length);
      expect(read.every((byte) => byte < 2 ** readAs.dataBits)).toBe(true);
    }
  });
});
