import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHex, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { formatComplaint } from "../../../../scenarios/format/complaint.ts";
import { defineDialect } from "../../../../sim-server/core/iso8583/dialect.ts";
import { pack } from "../../../../sim-server/core/iso8583/pack.ts";
import { unpack } from "../../../../sim-server/core/iso8583/unpack.ts";
import { parseJposPackager } from "../../../../sim-server/io/dialects/jpos-packager.ts";
import { anyMessage } from "../../../kit/any-message.ts";

/** A field of a packager. */
function field(id: number, length: number, kind: string, more = ""): string {
  return `  <isofield id="${id}" length="${length}" name="field ${id}" class="org.jpos.iso.${kind}"${more}/>\n`;
}

function packager(...fields: readonly string[]): string {
  return `<?xml version="1.0"?>\n<!DOCTYPE isopackager SYSTEM "genericpackager.dtd">\n<isopackager>\n${fields.join("")}</isopackager>\n`;
}

const BCD = [field(0, 4, "IFB_NUMERIC"), field(1, 16, "IFB_BITMAP")];
const ASCII = [field(0, 4, "IFA_NUMERIC"), field(1, 16, "IFA_BITMAP")];

function load(text: string) {
  const parsed = parseJposPackager(text, "p.xml", "p");
  if (!parsed.ok) throw new Error(parsed.error.map(formatComplaint).join("\n"));
  return defineDialect(parsed.value);
}

describe("a class of jPOS becomes a row", () => {
  test.each<[string, string, string | Uint8Array, string]>([
    ["IFA_NUMERIC", field(4, 12, "IFA_NUMERIC"), "1234", "303030303030303031323334"],
    ["IFB_NUMERIC", field(4, 3, "IFB_NUMERIC"), "21", "0210"],
    ["IFB_NUMERIC, pad", field(4, 3, "IFB_NUMERIC", ' pad="true"'), "21", "0021"],
    ["IFB_FNUMERIC", field(4, 3, "IFB_FNUMERIC"), "021", "021F"],
    ["IFE_NUMERIC", field(4, 4, "IFE_NUMERIC"), "12", "F0F0F1F2"],
    ["IFA_AMOUNT", field(4, 9, "IFA_AMOUNT"), "D150", "443030303030313530"],
    ["IFB_AMOUNT", field(4, 9, "IFB_AMOUNT"), "C00000150", "4300000150"],
    ["IF_CHAR", field(4, 4, "IF_CHAR"), "AB", "41422020"],
    ["IFE_CHAR", field(4, 3, "IFE_CHAR"), "AB", "C1C240"],
    ["IFA_LLNUM", field(4, 19, "IFA_LLNUM"), "123", "3033313233"],
    ["IFA_LLLCHAR", field(4, 99, "IFA_LLLCHAR"), "AB", "3030324142"],
    ["IFA_LLBINARY", field(4, 99, "IFA_LLBINARY"), Uint8Array.of(0xab), "3031AB"],
    ["IFA_BINARY", field(4, 2, "IFA_BINARY"), Uint8Array.of(0xab, 1), "41423031"],
    ["IFB_LLNUM", field(4, 19, "IFB_LLNUM"), "123", "031230"],
    ["IFB_LLHNUM", field(4, 19, "IFB_LLHNUM"), "123", "031230"],
    ["IFB_LLLHBINARY", field(4, 300, "IFB_LLLHBINARY"), Uint8Array.of(0xab), "0001AB"],
    ["IFB_LLHECHAR", field(4, 99, "IFB_LLHECHAR"), "AB", "02C1C2"],
    ["IFE_LLCHAR", field(4, 99, "IFE_LLCHAR"), "AB", "F0F2C1C2"],
    ["IFEA_LLCHAR", field(4, 99, "IFEA_LLCHAR"), "AB", "F0F24142"],
    ["IFA_LLNUM of a track", field(35, 37, "IFA_LLNUM"), "62=30", "303536323D3330"],
    [
      "a field of fields, whole",
      `<isofieldpackager id="48" length="99" name="" class="org.jpos.iso.IFA_LLCHAR" packager="x">${field(1, 3, "NO_SUCH")}</isofieldpackager>`,
      "A",
      "303141",
    ],
  ])("%s", (_name, row, value, expected) => {
    const dialect = load(packager(...BCD, row));
    const de = dialect.table.findIndex((each) => each !== undefined);
    const packed = pack(dialect, { mti: "0200", fields: { [de]: value } });
    expect(packed.ok ? toHex(packed.value).slice(20) : packed.error.detail).toBe(expected);
  });

  test("field 0 and 1 say how MTI and bitmap are written", () => {
    const dialect = load(packager(...ASCII, field(11, 6, "IFA_NUMERIC"), field(5, 1, "IF_NOP")));
    const packed = pack(dialect, { mti: "0800", fields: { 11: "1" } });
    expect(packed.ok && toLatin1(packed.value)).toBe("08000020000000000000000001");
    expect(dialect.table[5]).toBeUndefined();
  });

  test("the third bitmap stands where the packager says", () => {
    const third = field(130, 2, "IFA_NUMERIC");
    expect(load(packager(...ASCII, third)).spec.tertiary).toBe("behind-secondary");
    const text = packager(...ASCII, field(65, 8, "IFB_BINARY"), third);
    const inPlace = text.replace("<isopackager>", '<isopackager thirdBitmapField="65">');
    expect(load(inPlace).spec.tertiary).toBe("in-place");
  });

  test("any message of an imported dialect survives", () => {
    const rows = [
      field(2, 19, "IFA_LLNUM"),
      field(28, 9, "IFB_AMOUNT"),
      field(52, 8, "IFE_BINARY"),
    ];
    const dialect = load(packager(...ASCII, ...rows, field(70, 3, "IFB_NUMERIC")));
    fc.assert(
      fc.property(anyMessage(dialect), (message) => {
        const packed = pack(dialect, message);
        const read = packed.ok ? unpack(dialect, packed.value) : packed;
        expect(read).toEqual({ ok: true, value: message });
      }),
    );
  });
});

describe("complaints", () => {
  test.each<[string, string, string]>([
    [
      "an unknown class, with line and field",
      packager(...BCD, field(2, 19, "IFB_LLNUMM")),
      "p.xml:6:",
    ],
    [
      "an unknown class, and what was meant",
      packager(...BCD, field(2, 19, "IFB_LLNUMM")),
      "field 2: unknown class `IFB_LLNUMM`; did you mean `IFB_LLNUM`?",
    ],
    [
      "a length that is none",
      packager(...BCD, field(2, 0, "IFB_LLNUM")),
      "field 2: `length` must be a whole number from 1 to 9999",
    ],
    [
      "a length above the prefix",
      packager(...BCD, field(2, 100, "IFB_LLNUM")),
      "field 2: a prefix of 2 says at most 99",
    ],
    [
      "a field that is none",
      packager(...BCD, field(193, 1, "IF_CHAR")),
      "`id` must be a data element, 0 to 192",
    ],
    [
      "an amount of a sign alone",
      packager(...BCD, field(28, 1, "IFA_AMOUNT")),
      "field 28: an amount has a sign and a digit",
    ],
    ["no MTI", packager(field(1, 16, "IFB_BITMAP")), "has no field 0, the MTI"],
    ["no bitmap", packager(field(0, 4, "IFB_NUMERIC")), "has no field 1, the bitmap"],
    [
      "another class of bitmap",
      packager(field(0, 4, "IFB_NUMERIC"), field(1, 8, "IFB_BINARY")),
      "field 1: `IFB_BINARY` is no class of a bitmap",
    ],
    [
      "another class of MTI",
      packager(field(0, 4, "IF_CHAR")),
      "field 0: `IF_CHAR` is no class of an MTI",
    ],
    ["an element of another kind", packager("<field/>"), "unknown element `field`"],
    ["no XML", "<isopackager", "p.xml:1:13: not XML: "],
    ["an entity", packager("&secret;"), "not XML: "],
  ])("tell of %s", (_name, text, expected) => {
    const parsed = parseJposPackager(text, "p.xml", "p");
    expect(parsed.ok ? "read" : parsed.error.map(formatComplaint).join("\n")).toContain(expected);
  });

  test("any text is a dialect or complaints, never a throw", () => {
    const text = packager(...BCD, field(2, 19, "IFB_LLNUM"), field(28, 9, "IFA_AMOUNT"));
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(9), fc.string({ maxLength: 6 }), (at, cut, put) => {
        const changed = text.slice(0, at) + put + text.slice(at + cut);
        const parsed = parseJposPackager(changed, "p.xml", "p");
        if (parsed.ok) expect(defineDialect(parsed.value).name).toBe("p");
        else expect(parsed.error.length).toBeGreaterThan(0);
      }),
    );
  });
});
