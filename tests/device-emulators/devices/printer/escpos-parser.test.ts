import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EscposParser } from "../../../../device-emulators/devices/printer/commands.ts";
import type { Job } from "../../../../device-emulators/devices/printer/composer.ts";
import {
  ESCPOS_START,
  parseEscpos,
} from "../../../../device-emulators/devices/printer/escpos-parser.ts";
import { gathered } from "../../../../device-emulators/devices/printer/gathering.ts";
import { CLONE_58, TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import type { Urgent } from "../../../../device-emulators/devices/printer/real-time.ts";
import { concat, fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { encodeGb18030 } from "../../../../device-emulators/kit/gb18030.ts";
import { drawEscpos, escpos } from "../../../kit/escpos.ts";

const dots = (count: number): string => "A5".repeat(count);
const line32 = "0123456789ABCDEF0123456789ABCDEF";

describe("the ESC/POS interpreter", () => {
  test.each([
    ["a line", "'ABC' 0A", "ABC /30"],
    ["an empty line", "0A", " /30"],
    ["a line that is not over", "'ABC'", ""],
    ["CR before and behind LF", "'A' 0D 0A 'B' 0A 0D", "A /30 B /30"],
    ["a full line, no more", `'${line32}' 0A`, `${line32} /30`],
    ["a full line and one more", `'${line32}X' 0A`, `${line32} /30 X /30`],
    [
      "wide glyphs wrap at half",
      `1D 21 10 '${"W".repeat(17)}' 0A`,
      `2x1(${"W".repeat(16)}) /30 2x1(W) /30`,
    ],
    ["tab to the next eighth column", "'abc' 09 'd' 09 'e' 0A", "abc     d       e /30"],
    ["NUL is nothing", "00 00 'A' 00 0A", "A /30"],
    ["DEL and BEL are passed over", "7F 07 'A' 0A", "A /30 !2"],
  ])("%s", (_name, input, expected) => {
    expect(drawEscpos(input)).toBe(expected);
  });

  test.each([
    ["Chinese", "zh'金额' ': 1' 0A", "金额: 1 /30"],
    [
      "sixteen Chinese characters fill a line",
      `zh'${"收".repeat(17)}' 0A`,
      `${"收".repeat(16)} /30 收 /30`,
    ],
    [
      "a Chinese character that has half its room",
      `'${line32.slice(1)}' zh'元' 0A`,
      `${line32.slice(1)} /30 元 /30`,
    ],
    ["a character in four bytes", "81 30 84 36 0A", "¥ /30"],
    ["a lead byte and LF", "B5 0A", "? /30"],
    ["a lead byte and a command", "B5 1B 45 01 'B' 0A", "?*B* /30"],
    ["four bytes that stand for nothing", "84 31 A5 30 'xy' 0A", "?1?0xy /30"],
    ["80 and FF", "80 FF 0A", "?? /30"],
    ["Chinese off", "1C 2E B5 A5 0A 1C 26 B5 A5 0A", "╡Ñ /30 单 /30"],
  ])("%s", (_name, input, expected) => {
    expect(drawEscpos(input)).toBe(expected);
  });

  test.each([
    ["bold on and off", "1B 45 01 'B' 1B 45 00 'p' 0A", "*B*p /30"],
    ["bold by a digit", "1B 45 31 'B' 1B 45 30 'p' 0A", "*B*p /30"],
    ["double strike is bold", "1B 47 01 'B' 0A", "*B* /30"],
    ["inverse", "1D 42 01 'I' 1D 42 00 'p' 0A", "[I]p /30"],
    ["size 2 by 2", "1D 21 11 'S' 0A", "2x2(S) /48"],
    ["size 8 by 8", "1D 21 77 'S' 0A", "8x8(S) /192"],
    [
      "the tallest glyph makes the line",
      "1D 21 01 'S' 1D 21 00 's' 0A 's' 0A",
      "1x2(S)s /48 s /30",
    ],
    ["print mode", "1B 21 38 'M' 1B 21 00 'm' 0A", "2x2(*M*)m /48"],
    ["print mode tall only", "1B 21 10 'M' 0A", "1x2(M) /48"],
    ["centre and right", "1B 61 01 'c' 0A 1B 61 32 'r' 0A 1B 61 00 'l' 0A", "|c /30 >r /30 l /30"],
    ["alignment inside a line waits for nothing", "'a' 1B 61 01 'b' 0A 'c' 0A", "ab /30 c /30 !1"],
    ["pitch", "1B 33 28 'a' 0A 1B 33 00 'b' 0A 0A 1B 32 'c' 0A", "a /40 b /24 c /30"],
    ["initialise", "1D 21 11 1B 45 01 1B 61 01 'gone' 1B 40 'p' 0A", "asb00 p /30"],
  ])("style: %s", (_name, input, expected) => {
    expect(drawEscpos(input)).toBe(expected);
  });

  test.each([
    ["feed lines on an empty line", "1B 64 03", "^90"],
    ["feed one line under text", "'a' 1B 64 01", "a /30"],
    ["feed three lines from text", "'a' 1B 64 03", "a /30 ^60"],
    ["feed no line under text", "'a' 1B 64 00", "a /24"],
    ["feed no line", "1B 64 00", ""],
    ["feed dots", "1B 4A 05 'a' 1B 4A 32", "^5 a /30 ^20"],
    ["cuts", "1D 56 00 1D 56 31 1D 56 41 08 1D 56 42 00 1B 69 1B 6D", "✂ ✂- ✂+8 ✂-+0 ✂ ✂-"],
    ["a cut inside a line", "'a' 1D 56 00 0A", "a /30 !1"],
    ["a cut of no kind", "1D 56 07", "!1"],
    ["kicks", "1B 70 00 19 FA 1B 70 31 32 FF", "kick2:50/500 kick5:100/510"],
    ["a kick without its times takes what follows", "1B 70 00 1B 70 01", "kick2:54/224 !1"],
    ["a kick at no pin", "1B 70 07 19 FA", "!1"],
    [
      "reports",
      "1D 72 01 1D 72 31 1D 72 02 1D 72 09",
      "report:paper report:paper report:drawer !1",
    ],
    ["automatic status", "1D 61 FF 1D 61 00", "asbFF asb00"],
    ["real-time requests in a line", "'a' 10 04 01 'b' 0A 10 04 34", "ab /30 ?1,52"],
  ])("%s", (_name, input, expected) => {
    expect(drawEscpos(input)).toBe(expected);
  });

  test.each([
    ["a picture of one band", `1D 76 30 00 0200 0300 ${dots(6)} 'x' 0A`, "#16x3*1x1/3 x /30"],
    [
      "bands of 24 rows",
      `1D 76 30 00 0100 3100 ${dots(49)}`,
      "#8x24*1x1/24 #8x24*1x1/24 #8x1*1x1/1",
    ],
    ["doubled", `1D 76 30 03 0100 0200 ${dots(2)}`, "#8x2*2x2/4"],
    ["doubled by a digit", `1D 76 30 31 0100 0200 ${dots(2)}`, "#8x2*2x1/2"],
    ["wider than the paper", `1D 76 30 00 3200 0200 ${dots(100)} 'x' 0A`, "#384x2*1x1/2 x /30"],
    ["without dots", "1D 76 30 00 0000 0200 'x' 0A", "x /30"],
    ["with a status request in its dots", "1D 76 30 00 0100 0300 100401", "#8x3*1x1/3"],
    ["inside a line", `'a' 1D 76 30 00 0100 0200 ${dots(2)} 0A`, "a /30 !1"],
  ])("picture: %s", (_name, input, expected) => {
    expect(drawEscpos(input)).toBe(expected);
  });

  test.each([
    ["smoothing", "1D 62 01 'a' 0A", "a /30 !1"],
    ["characters of one's own", "1B 26 03 21 22 01 AAAAAA 00 'a' 0A", "a /30 !1"],
    ["characters too high, whose dots are text", "1B 26 04 21 21 'a' 0A", "a /30 !1"],
    ["a character too wide, whose dots are text", "1B 26 03 21 21 0D 'a' 0A", "a /30 !1"],
    [
      "pictures to be kept",
      `1C 71 02 0100 0100 ${dots(8)} 0200 0100 ${dots(16)} 'a' 1C 70 01 00 0A`,
      "a /30 !2",
    ],
    ["a font of Chinese", "1C 28 41 02 00 30 00 'a' 0A", "a /30 !1"],
    ["Star's question", "1B 06 01 'a' 0A", "a /30 !1"],
    ["an unknown command is one byte", "1B 00 1D 02 'a' 0A", "a /30 !3"],
    ["Star's commands leave what can be printed", "1B 1D 74 20 1B 1E 61 01 18 0A", "t a /30 !6"],
  ])("without effect: %s", (_name, input, expected) => {
    expect(drawEscpos(input)).toBe(expected);
  });

  test.each([
    ["an Epson prints what it does not know", "1D 5A 02 1B 34 'a' 0A", TM_T88V, "Z4a /30 !3"],
    ["a clone knows more", "1D 5A 02 1B 34 'a' 0A", CLONE_58, "a /30 !2"],
    ["an Epson has no buzzer", "1B 42 03 02 'a' 0A", TM_T88V, "Ba /30 !3"],
    ["a clone has one", "1B 42 03 02 'a' 0A", CLONE_58, "buzz3:100 a /30"],
  ])("makes differ: %s", (_name, input, model, expected) => {
    expect(drawEscpos(input, model)).toBe(expected);
  });

  test("is deaf while another device is chosen, but for what acts in real time", () => {
    const script = "'a' 1B 3D 02 'b' 0A 1B 40 10 04 01 1D 6B 49 03 '{BX' 1B 3D 01 'c' 0A";
    expect(drawEscpos(script)).toBe("ac /30 ?1 !2");
  });

  test("a NUL that never comes is not waited for beyond 255 bytes", () => {
    expect(drawEscpos(`1D 6B 04 '${"1".repeat(255)}' 'a' 0A`)).toBe("a /30 !1");
  });

  test("cuts a picture's dots off at the paper's edge, row by row", () => {
    const rows = `${"11".repeat(48)}FFFF${"22".repeat(48)}FFFF`;
    const [job] = parseEscpos(ESCPOS_START, escpos(`1D 76 30 00 3200 0200 ${rows}`)).jobs;
    const line = job?.work.kind === "print" ? job.work.line : undefined;
    expect(line?.kind === "raster" ? line.bits : undefined).toEqual(
      fromHex("11".repeat(48) + "22".repeat(48)),
    );
  });

  test("cuts a picture's dots off wherever its rows are cut", () => {
    const bytes = escpos(`1D 76 30 00 3200 1900 ${dots(50 * 25)}`);
    const whole = parseEscpos(ESCPOS_START, bytes).jobs.map((job) => job.work);
    expect(inPieces(bytes, [])).toMatchObject({ jobs: whole.map((work) => ({ work })) });
  });

  test("leaves the state it was given, and the bytes, alone", () => {
    const bytes = escpos("1D 76 30 00 0100 0300 11");
    const begun = parseEscpos(ESCPOS_START, bytes).parser;
    const cut = parseEscpos(ESCPOS_START, bytes.subarray(0, 7)).parser;
    bytes.fill(0);
    for (const rest of ["22 33", "44 55"]) {
      const [job] = parseEscpos(begun, fromHex(rest)).jobs;
      expect(job?.work).toMatchObject({ line: { bits: fromHex(`11 ${rest}`) } });
    }
    expect(parseEscpos(cut, fromHex("00 11 22 33")).jobs).toHaveLength(1);
    parseEscpos(begun, fromHex("66"));
    expect(begun.picture?.band[1]).toBe(0);
  });

  test("reads the same wherever the bytes are cut", () => {
    fc.assert(
      fc.property(scripts, fc.array(fc.nat({ max: 40 })), (bytes, cuts) => {
        const whole = parseEscpos(ESCPOS_START, bytes);
        const pieces = inPieces(bytes, cuts);
        expect(pieces.jobs.map((job) => job.work)).toEqual(whole.jobs.map((job) => job.work));
        expect(pieces.urgent).toEqual(whole.urgent);
        expect(settled(pieces.parser)).toEqual(settled(whole.parser));
      }),
    );
  });

  test("reads any bytes without a throw, and keeps few of them unread", () => {
    fc.assert(
      fc.property(scripts, (bytes) => {
        expect(parseEscpos(ESCPOS_START, bytes).parser.pending.length).toBeLessThan(4096);
      }),
    );
  });
});

/** Commands, texts and noise mixed, so that fuzz gets far into the interpreter. */
const scripts = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc
        .tuple(fc.constantFrom(0x1b, 0x1d, 0x1c, 0x10), fc.nat({ max: 255 }), fc.nat({ max: 255 }))
        .map((command) => Uint8Array.from(command)),
      fc.constantFrom("合计", "total 12.30 total 12.30 total 12.30", "\n", "¥").map(encodeGb18030),
      fc
        .constantFrom(
          "1D763000010003",
          "1D7630003200010041",
          "1D6B04",
          "1B4021",
          "1D2111",
          "1D286B0A003150",
          "1B2A210400",
          "1D384C0F00000030",
          "1B4C",
          "0C",
        )
        .map(fromHex),
    ),
  )
  .map(concat);

/** What has been gathered, whatever pieces it came in. */
function settled({ gathering, ...rest }: EscposParser) {
  return { ...rest, gathering: gathering && { ...gathering, last: gathered(gathering) } };
}

function inPieces(bytes: Uint8Array, cuts: readonly number[]) {
  const jobs: Job[] = [];
  const urgent: Urgent[] = [];
  let parser = ESCPOS_START;
  let at = 0;
  for (let piece = 0; at < bytes.length; piece += 1) {
    const end = at + 1 + (cuts[piece] ?? 0);
    const step = parseEscpos(parser, bytes.subarray(at, end));
    parser = step.parser;
    const before = jobs.length;
    urgent.push(...step.urgent.map((each) => ({ ...each, jobsBefore: before + each.jobsBefore })));
    jobs.push(...step.jobs);
    at = end;
  }
  return { parser, jobs, urgent };
}
