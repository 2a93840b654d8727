import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  FACTORY_FRAMING,
  type Framing,
  frameCode,
  frameText,
} from "../../../../device-emulators/devices/scanner/framing.ts";
import type { ScannedCode } from "../../../../device-emulators/devices/scanner/symbologies.ts";
import { toHex, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";

const MILK: ScannedCode = { text: "2000000000015", symbology: "ean-13" };
const BOOK: ScannedCode = { text: "9780000000002", symbology: "ean-13", addOn: "51999" };
const CRATE: ScannedCode = { text: "10ABC\x1d21123", symbology: "gs1-128" };

function frame(code: ScannedCode, framing: Partial<Framing>): string {
  return toLatin1(frameCode(code, { ...FACTORY_FRAMING, ...framing }))
    .replaceAll("\x02", "⟨")
    .replaceAll("\x03", "⟩")
    .replaceAll("\x1d", "|")
    .replaceAll("\r", "↵")
    .replaceAll("\n", "↓")
    .replaceAll("\t", "→");
}

describe("a code on the cable", () => {
  test.each<[string, ScannedCode, Partial<Framing>, string]>([
    ["as from the factory", MILK, {}, "2000000000015↵"],
    ["with CR LF", MILK, { suffix: "\r\n" }, "2000000000015↵↓"],
    ["with TAB", MILK, { suffix: "\t" }, "2000000000015→"],
    ["bare", MILK, { suffix: "" }, "2000000000015"],
    ["between prefix and suffix", MILK, { prefix: "A:", suffix: ";" }, "A:2000000000015;"],
    ["with its identifier", MILK, { aim: true }, "]E02000000000015↵"],
    ["prefix before identifier", MILK, { aim: true, prefix: "A:" }, "A:]E02000000000015↵"],
    ["in STX and ETX", MILK, { envelope: "stx-etx", suffix: "" }, "⟨2000000000015⟩"],
    ["suffix inside ETX", MILK, { envelope: "stx-etx" }, "⟨2000000000015↵⟩"],
    ["digits beside it ignored", BOOK, { aim: true }, "]E09780000000002↵"],
    ["digits beside it sent", BOOK, { addOns: "send" }, "978000000000251999↵"],
    ["digits beside it announced", BOOK, { addOns: "send", aim: true }, "]E3978000000000251999↵"],
    ["no digits beside it to send", MILK, { addOns: "send", aim: true }, "]E02000000000015↵"],
    ["FNC1 as GS", CRATE, { aim: true }, "]C110ABC|21123↵"],
    ["without identifier no opening FNC1", CRATE, {}, "10ABC|21123↵"],
    ["FNC1 as another text", CRATE, { groupSeparator: "{GS}" }, "10ABC{GS}21123↵"],
    ["FNC1 left out", CRATE, { groupSeparator: "" }, "10ABC21123↵"],
    [
      "a GS of the code's own stays",
      { text: "A\x1dB", symbology: "code-128" },
      { groupSeparator: "" },
      "A|B↵",
    ],
  ])("%s", (_name, code, framing, expected) => {
    expect(frame(code, framing)).toBe(expected);
  });

  test("LRC is the exclusive or from behind STX up to and with ETX", () => {
    const framing = { ...FACTORY_FRAMING, envelope: "stx-etx-lrc", suffix: "" } as const;
    expect(toHex(frameText("12", framing))).toBe("0231320300");
    expect(toHex(frameText("1", framing))).toBe("02310332");
  });

  test("any Latin-1 code is sent whole, between what was asked for", () => {
    const text = fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(text, text, text, (code, prefix, suffix) => {
        const framing = { ...FACTORY_FRAMING, prefix, suffix };
        const sent = toLatin1(frameCode({ text: code, symbology: "qr" }, framing));
        expect(sent).toBe(prefix + code + suffix);
      }),
    );
  });
});
