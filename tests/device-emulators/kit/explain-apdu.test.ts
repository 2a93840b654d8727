import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { explainApdus, isCommand } from "../../../device-emulators/kit/explain-apdu.ts";
import { drawExplained } from "../../kit/draw-explained.ts";

const talk = (...units: string[]): string[] => drawExplained(explainApdus(units.map(fromHex)));

describe("explainApdus", () => {
  test("explains a selection and its answer", () => {
    expect(
      talk(
        "00A404000E 315041592E5359532E4444463031 00",
        "6F108407A0000003330101A5055003435550 9000",
      ),
    ).toEqual([
      "@0+20 command SELECT",
      "  @0+1 CLA: interindustry [00]",
      "  @1+1 INS: SELECT [A4]",
      "  @2+2 P1 P2: by name, first or only [0400]",
      "  @4+1 Lc: 14 [0E]",
      "  @5+14 data: 1PAY.SYS.DDF01 [315041592E5359532E4444463031]",
      "  @19+1 Le: 256 [00]",
      "@20+20 response",
      "  @20+18 data",
      "    @20+18 6F File Control Information Template",
      "      @22+9 84 Dedicated File Name [A0000003330101]",
      "      @31+7 A5 FCI Proprietary Template",
      "        @33+5 50 Application Label: CUP [435550]",
      "  @38+2 status SW1 SW2: success [9000]",
    ]);
  });

  test("masks the card number in a record", () => {
    expect(talk("00B2010C00", "700A5A086212345678901265 9000").join("\n")).toContain(
      "5A Application PAN: 621234******1265 [621234******1265]",
    );
  });

  test("reads an answer of format 1 by what was asked", () => {
    expect(talk("80A80000028300", "80067C0008010100 9000").slice(7)).toEqual([
      "@7+10 response",
      "  @7+8 data",
      "    @9+2 82 Application Interchange Profile [7C00]",
      "      @9+1 byte 1 bit 7: SDA supported 支持静态数据认证",
      "      @9+1 byte 1 bit 6: DDA supported 支持动态数据认证",
      "      @9+1 byte 1 bit 5: cardholder verification is supported 支持持卡人验证",
      "      @9+1 byte 1 bit 4: terminal risk management is to be performed 执行终端风险管理",
      "      @9+1 byte 1 bit 3: issuer authentication is supported 支持发卡行认证",
      "    @11+4 94 Application File Locator [08010100]",
      "      @11+4 file 1: record 1, none signed",
      "  @15+2 status SW1 SW2: success [9000]",
    ]);
    const ac = talk("80AE800001 00", "800B 80 0001 1122334455667788 9000").join("\n");
    expect(ac).toContain("P1 P2: ARQC");
    expect(ac).toContain("9F27 Cryptogram Information Data: ARQC, ask online [80]");
    expect(ac).toContain("9F36 Application Transaction Counter [0001]");
    expect(ac).toContain("9F26 Application Cryptogram [1122334455667788]");
  });

  test.each([
    ["0020008008241234FFFFFFFFFF", "P1 P2: plaintext PIN"],
    ["8424000008 1122334455667788", "PIN CHANGE/UNBLOCK"],
  ])("never shows what %s carries", (hex, expected) => {
    const drawn = talk(hex).join("\n");
    expect(drawn).toContain(expected);
    expect(drawn).toContain("data: (not shown)");
    expect(drawn).not.toMatch(/1234FF|33445566/);
  });

  test.each([
    ["6A82", "file or application not found"],
    ["63C2", "verification failed, 2 tries left"],
    ["6C1F", "wrong Le, ask again for 31 bytes"],
    ["6110", "success, 16 bytes to be fetched by GET RESPONSE"],
    ["6985", "conditions of use not satisfied"],
  ])("says what the status %s means", (hex, expected) => {
    expect(talk(hex)).toContain(`  @0+2 status SW1 SW2: ${expected} [${hex}]`);
  });

  test.each([
    [
      "a command cut short",
      ["00A404000EA0"],
      "truncated @6 in data: Lc wants 14 bytes of data, 1 remain",
    ],
    [
      "a response of one byte",
      ["90"],
      "truncated @1 in status: a response wants a status word of 2 bytes, 1 remain",
    ],
    [
      "data that does not divide",
      ["00B2010C00", "70049000"],
      "truncated @7 in 70: 70 wants 4 bytes, 0 remain",
    ],
  ])("says where %s breaks", (_name, units, expected) => {
    expect(talk(...units).at(-1)).toBe(expected);
  });

  test("an answer that is no data object is shown where none was asked for", () => {
    expect(talk("0084000008", "1122334455667788 9000").join("\n")).toContain(
      "data [1122334455667788]",
    );
  });

  test("any bytes are explained or a fault inside them, and commands are told from responses", () => {
    expect([isCommand(fromHex("00A4040000")), isCommand(fromHex("6F009000"))]).toEqual([
      true,
      false,
    ]);
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 4 }), (units) => {
        const { fault } = explainApdus(units);
        const length = units.reduce((sum, unit) => sum + unit.length, 0);
        if (fault !== undefined) expect(fault.offset).toBeLessThanOrEqual(length);
      }),
    );
  });
});
