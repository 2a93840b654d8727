import { parseEscpos, startParser } from "../../device-emulators/devices/printer/escpos-parser.ts";
import { TM_T88V } from "../../device-emulators/devices/printer/models.ts";
import { concat, fromLatin1 } from "../../device-emulators/kit/bytes.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { rates } from "./rate.ts";

/** What a socket brings at once. */
const SEGMENT_BYTES = 1_460;
const LINES = 2_000;
const ROWS = 4_000;
const BYTES_PER_MB = 1_000_000;

/** A long journal: names, columns and amounts, no two lines alike, a style now and then. */
function journal(): Uint8Array {
  const lines = Array.from({ length: LINES }, (_, at) => {
    const style = at % 8 === 0 ? "\x1bE\x01" : at % 8 === 1 ? "\x1bE\x00" : "";
    const amount = ((at * 7919) % 100_000) / 100;
    return `${style}Item ${String(at).padStart(5)} ${amount.toFixed(2).padStart(28)}\n`;
  });
  return fromLatin1(lines.join(""));
}

/** A picture as wide as the paper. */
function picture(): Uint8Array {
  const rowBytes = TM_T88V.widthDots / 8;
  const head = [0x1d, 0x76, 0x30, 0, rowBytes, 0, ROWS & 0xff, ROWS >> 8];
  return concat([Uint8Array.from(head), new Uint8Array(rowBytes * ROWS).map((_, at) => at * 7)]);
}

/** Text and pictures as a printer reads them, segment by segment. */
export const ESCPOS: Benchmark = {
  name: "escpos",
  measures: "ESC/POS interpreted to lines of paper, in segments as a socket brings them",
  run: async () => [measure("text", journal(), 20), measure("raster", picture(), 50)],
};

function measure(name: string, bytes: Uint8Array, atLeast: number): Figure {
  const megabytes = bytes.length / BYTES_PER_MB;
  const [ours = 0, loop = 0] = rates([() => interpret(bytes), () => touchEach(bytes)]);
  return {
    name: `escpos-${name}`,
    value: ours * megabytes,
    unit: "MB/s",
    baseline: "a loop over the same bytes",
    baselineValue: loop * megabytes,
    target: { of: "value", atLeast },
  };
}

function interpret(bytes: Uint8Array): number {
  let parser = startParser(TM_T88V);
  let jobs = 0;
  for (let at = 0; at < bytes.length; at += SEGMENT_BYTES) {
    const step = parseEscpos(parser, bytes.subarray(at, at + SEGMENT_BYTES));
    parser = step.parser;
    jobs += step.jobs.length;
  }
  return jobs;
}

function touchEach(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 1) sum = (sum + (bytes[at] ?? 0)) | 0;
  return sum;
}
