import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importCapabilities } from "../../../../device-emulators/devices/printer/capabilities.ts";
import { invariant } from "../../../../device-emulators/kit/errors.ts";
import { drawEscpos } from "../../../kit/escpos.ts";

/** The shape of the printer database's file, as far as it is read. */
const profile = {
  name: "TM-T20II",
  vendor: "Epson",
  notes: "as in the file",
  codePages: { 0: "CP437", 6: "Unknown", 200: "OWN" },
  colors: { 0: "black" },
  features: { barcodeA: true, barcodeB: false, bitImageRaster: true, qrCode: true, pulseBel: true },
  fonts: { 0: { columns: 48, name: "Font A" }, 1: { columns: 64, name: "Font B" } },
  media: { dpi: 203, width: { mm: 80, pixels: 576 } },
};
const file = (changes: object = {}, encodings: object = {}) => ({
  encodings: {
    CP437: { name: "CP437" },
    Unknown: { name: "Unknown" },
    OWN: { data: Array.from({ length: 8 }, (_, row) => `${row}`.repeat(16)) },
    ...encodings,
  },
  profiles: { T20: { ...profile, ...changes } },
});

function imported(changes: object = {}) {
  const result = importCapabilities(file(changes), "T20");
  invariant(result.ok, "the profile can be read");
  return result.value;
}

describe("importing a capability profile", () => {
  test("gives a model with its paper, its fonts and what it says of itself", () => {
    expect(imported()).toMatchObject({
      name: "TM-T20II",
      widthDots: 576,
      fonts: { a: { widthDots: 12 }, b: { widthDots: 9 } },
      codePages: { 0: "CP437", 6: "Unknown", 200: "OWN" },
      identity: { 67: "_TM-T20II\0" },
    });
  });

  test.each([
    ["a page with a table of ours", "1B 74 00 80 0A", "Ç /30"],
    ["a page that nobody has identified", "1B 74 06 80 0A", "? /30"],
    ["a page of the file's own", "1B 74 C8 80 FF 0A", "07 /30"],
    ["a page it does not have", "1B 74 09 'a' 0A", "a /30 !1"],
    ["a bar code it knows", "1D 6B 03 '1234567' 00", "<ean-8 1234567>/162"],
    ["a bar code it does not know", "1D 6B 44 07 '1234567'", "!1"],
    ["a bell that kicks", "07", "kick2:100"],
    ["a drawer that nobody kicks otherwise", "1B 70 00 19 FA", "!1"],
    ["48 columns", `'${"x".repeat(49)}' 0A`, `${"x".repeat(48)} /30 x /30`],
  ])("which prints %s", (_name, script, expected) => {
    expect(drawEscpos(script, imported())).toBe(expected);
  });

  test("has as many columns as it says, though dots are left over", () => {
    const model = imported({ fonts: { 0: { columns: 42 } } });
    expect(drawEscpos(`'${"x".repeat(43)}' 0A`, model)).toBe(`${"x".repeat(42)} /30 x /30`);
  });

  test("of another make answers nothing about itself", () => {
    const model = imported({ vendor: "Zjiang" });
    expect(model.identity).toEqual({});
    expect(model.nearEndMm).toBeUndefined();
  });

  test("of unknown width is as wide as its columns", () => {
    const media = { width: { mm: "Unknown", pixels: "Unknown" } };
    expect(imported({ media, fonts: { 0: { columns: 42 } } }).widthDots).toBe(504);
  });

  test.each([
    ["no file at all", null, "", "is no object"],
    ["no profiles", { encodings: {} }, "profiles", "is no object"],
    ["another profile", { profiles: {} }, "profiles.T20", "there is no such profile"],
    [
      "a profile's prototype",
      { profiles: Object.create({ T20: profile }) },
      "profiles.T20",
      "no such",
    ],
    ["no name", file({ name: "" }), "profiles.T20.name", "is no text"],
    [
      "a feature that is no yes or no",
      file({ features: { qrCode: "yes" } }),
      "profiles.T20.features.qrCode",
      "is neither true nor false",
    ],
    [
      "Star's commands",
      file({ features: { starCommands: true } }),
      "profiles.T20.features.starCommands",
      "Star's commands, not ESC/POS",
    ],
    ["page 256", file({ codePages: { 256: "CP437" } }), "profiles.T20.codePages.256", "0 to 255"],
    [
      "a page without name",
      file({ codePages: { 1: 7 } }),
      "profiles.T20.codePages.1",
      "is no text",
    ],
    ["no such encoding", file({ codePages: { 1: "CP1" } }), "encodings.CP1", "no such encoding"],
    [
      "a table too short",
      file({}, { OWN: { data: ["abc"] } }),
      "encodings.OWN.data",
      "is not 128 characters",
    ],
    ["no fonts", file({ fonts: {} }), "profiles.T20.fonts.0", "is missing"],
    [
      "no columns",
      file({ fonts: { 0: { columns: 0 } } }),
      "profiles.T20.fonts.0.columns",
      "from 1 to 2048",
    ],
    [
      "paper of two metres",
      file({ media: { width: { pixels: 2049 } } }),
      "profiles.T20.media.width.pixels",
      "from 1 to 2048",
    ],
  ])("says where it found %s", (_name, given, path, detail) => {
    const result = importCapabilities(given, "T20");
    expect(result.ok ? undefined : result.error.path.join(".")).toBe(path);
    expect(result.ok ? "" : result.error.detail).toContain(detail);
  });

  test("never throws", () => {
    const value = fc.jsonValue();
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(profile)), value, value, (key, one, other) => {
        importCapabilities(file({ [key]: one }, { OWN: other }), "T20");
        importCapabilities(one, "T20");
      }),
    );
  });
});
