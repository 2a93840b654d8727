import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lintEscpos } from "../../../../device-emulators/devices/printer/escpos-lint.ts";
import { PRINTER_MODELS } from "../../../../device-emulators/devices/printer/models.ts";
import { concat, fromHex, fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";

const ALL = [...PRINTER_MODELS.keys()].join(" ");

/** `2+3 ESC a problem (models)`, a line a finding; `*` for every model. */
const lint = (...parts: (string | Uint8Array)[]): string[] => {
  const bytes = concat(parts.map((part) => (typeof part === "string" ? fromHex(part) : part)));
  return lintEscpos(bytes).map(({ offset, length, command, problem, breaksOn }) => {
    const models = breaksOn.join(" ");
    return `${offset}+${length} ${command} ${problem} (${models === ALL ? "*" : models})`;
  });
};

const text = fromLatin1("Total 9.90");

describe("lintEscpos", () => {
  test("finds nothing in a plain receipt", () => {
    expect(lint("1b40 1b6101", text, "0a 1b6100", text, "0d0a 1b6405 1d564100")).toEqual([
      expect.stringContaining("GS V needs full-cut (clone-58)"),
    ]);
    expect(lint("1b40 1d2111", text, "0a 1b4502 1b4a20 1b700019fa 1d7231")).toEqual([]);
  });

  test.each([
    [
      "a number that is none",
      "1b6107",
      "0+3 ESC a does not take 7: it takes 0, 1, 2, 48, 49, 50 (*)",
    ],
    ["a height of nothing", "1d6800", "0+3 GS h does not take 0: it takes 1 to 255 (*)"],
    [
      "a module too wide",
      "1d7701",
      "0+3 GS w does not take 1: it takes 2, 3, 4, 5, 6, 68, 69, 70 (*)",
    ],
    [
      "a pulse too short for a latch",
      "1b700018fa",
      "0+5 ESC p has a pulse of 48 ms: drawers want 50 ms or more (*)",
    ],
    ["a picture without rows", "1d763000 0100 0000", "0+8 GS v has a picture without dots (*)"],
    [
      "an unknown command",
      "1b5f0a",
      "0+1 ESC _ is unknown: its bytes are printed or passed over (*)",
    ],
    ["a stray argument", "01", "0+1 01 means nothing: it may be an argument too many (*)"],
    [
      "a command of Star's",
      "1b1d7401",
      "0+4 ESC GS is Star's own: ESC/POS printers do not know it (*)",
    ],
    ["a clone's buzzer", "1b420202", "0+4 ESC B needs buzzer (TM-T88V)"],
    ["a clone's italics", "1b34", "0+2 ESC 4 needs italic (counter TM-T88V)"],
    ["a clone's QR", "1b5a 000302 0100 41", "0+8 ESC Z needs clone-qr (counter TM-T88V)"],
    ["Chinese", "1c26", "0+2 FS & needs chinese (TM-T88V)"],
    ["PDF417", "1d286b0300304102", "0+8 GS ( needs pdf417 (clone-58)"],
    [
      "a QR module too large",
      "1d286b0300314311",
      "0+8 GS ( does not take 17 for function 67: it takes 1 to 16 (*)",
    ],
    [
      "the old kind of QR code",
      "1d286b040031413100",
      "0+9 GS ( chooses QR model 1, which hardly any scanner reads: 50 chooses model 2 (*)",
    ],
    [
      "a QR level that is none",
      "1d286b0300314504",
      "0+8 GS ( does not take 4 for function 69: it takes 48 to 51 (*)",
    ],
    ["page mode", "1b4c", "0+2 ESC L needs page-mode (clone-58)"],
    ["graphics", "1d284c02003032", "0+7 GS ( needs graphics (clone-58)"],
    ["automatic status", "1d61ff", "0+3 GS a needs automatic-status (clone-58)"],
    ["a bell", "07", "0+1 BEL needs kick-by-bell (*)"],
    ["a code page", "1b7402", "0+3 ESC t chooses code page 2, which is not there (counter)"],
    [
      "a wrong check digit",
      "1d6b430d 39353230313233343536373839",
      "0+17 GS k prints no bar code: Incorrect EAN-13 check digit provided (*)",
    ],
    ["a bar code that there is not", "1d6b60", "0+3 GS k knows no bar code of type 96 (*)"],
    [
      "CODE128 without a code set",
      "1d6b49 02 4142",
      "0+6 GS k prints no bar code: Code 128 begins with {A, {B or {C (*)",
    ],
  ])("names %s, its place and where it breaks", (_name, hex, expected) => {
    expect(lint(hex)).toEqual([expected]);
  });

  test("a drawer command without times eats what follows, as node-thermal-printer sends it", () => {
    expect(lint("1b70001b7001")).toEqual([
      "0+5 ESC p takes the bytes of what follows for its times: t1 and t2 are missing (*)",
      "5+1 01 means nothing: it may be an argument too many (*)",
    ]);
  });

  test("a command that ends too early takes the next job's bytes", () => {
    expect(lint("1b7000")).toEqual([
      "0+3 ESC p ends too early: it takes the next job's first 2 bytes (*)",
    ]);
    expect(lint("1b61")).toEqual([
      "0+2 ESC a ends too early: it takes the next job's first byte (*)",
    ]);
  });

  test("a picture is cut off where the head is narrower, doubled or not", () => {
    const picture = (mode: string, rowBytes: string) =>
      lint(`1d7630${mode} ${rowBytes}00 0100`, new Uint8Array(Number.parseInt(rowBytes, 16)));
    expect(picture("00", "30")).toEqual([]);
    expect(picture("00", "31")).toEqual([
      "0+57 GS v has a picture 392 dots wide, which is cut off (counter clone-58)",
    ]);
    expect(picture("01", "21")).toEqual([
      "0+41 GS v has a picture 528 dots wide, which is cut off (*)",
    ]);
  });

  test("commands of a line's beginning are passed over within it, but not on a page", () => {
    const late = "ESC a is passed over: characters stand on the line before it (*)";
    expect(lint(text, "1b6101 0a")).toEqual([`10+3 ${late}`]);
    expect(lint(text, "1b4a10 1b6101")).toEqual([]);
    expect(lint("1b4c", text, "1b6101 0c").join("\n")).not.toContain(late);
    expect(lint("1b4c 1b53", text, "1b6101 0a").join("\n")).toContain(late);
  });

  test("a line that nothing prints stays in the printer", () => {
    expect(lint(text)).toEqual([
      "0+10 text leaves a line unprinted at the job's end: LF is missing (*)",
    ]);
    expect(lint(text, "1b6402")).toEqual([]);
  });

  test("judges by the models that are asked about", () => {
    const models = [...PRINTER_MODELS.values()].filter(({ name }) => name === "TM-T88V");
    expect(lintEscpos(fromHex("1b4c0c"), models)).toEqual([]);
    expect(lintEscpos(fromHex("1b34"), models).map(({ breaksOn }) => breaksOn)).toEqual([
      ["TM-T88V"],
    ]);
  });

  test("reads any bytes", () => {
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0x10, 0x1b, 0x1d, 0x6b),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 60 }), (bytes) => {
        for (const { offset, length } of lintEscpos(Uint8Array.from(bytes))) {
          expect(offset + length).toBeLessThanOrEqual(bytes.length);
        }
      }),
    );
  });
});
