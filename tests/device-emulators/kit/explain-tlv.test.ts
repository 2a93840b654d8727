import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { explainTlv } from "../../../device-emulators/kit/explain-tlv.ts";
import { NODES_MAX } from "../../../device-emulators/kit/explanation.ts";
import { drawExplained } from "../../kit/draw-explained.ts";

describe("explainTlv", () => {
  test.each<[string, string, string[]]>([
    ["a number", "9F02 06 000000001234", ["@0+9 9F02 Amount, Authorised: 1234 [000000001234]"]],
    ["text", "50 03 435550", ["@0+5 50 Application Label: CUP [435550]"]],
    [
      "a card number",
      "5A 08 6212345678901265",
      ["@0+10 5A Application PAN: 621234******1265 [621234******1265]"],
    ],
    ["a card number that is none", "5A 01 AB", ["@0+3 5A Application PAN: (not shown)"]],
    [
      "a track, in part",
      "57 11 6212345678901265D301222000000000 0F",
      [
        "@0+19 57 Track 2 Equivalent Data: 621234******1265, expires 12/30, service code 220, the rest not shown",
      ],
    ],
    ["a track that is none", "57 02 ABCD", ["@0+4 57 Track 2 Equivalent Data: (not shown)"]],
    ["track 1, not", "56 02 4142", ["@0+4 56 Track 1 Data: (not shown)"]],
    ["a PIN, not", "99 02 1234", ["@0+4 99 Transaction PIN Data: (not shown)"]],
    [
      "an unknown tag, its card number masked",
      "C9 08 6212345678901265",
      ["@0+10 C9 unknown tag [621234******1265]"],
    ],
    ["a tag of three bytes", "DF8118 01 60", ["@0+5 DF8118 CVM Capability - CVM Required [60]"]],
    ["a date", "9A 03 250618", ["@0+5 9A Transaction Date: 2025-06-18 [250618]"]],
    ["a currency", "5F2A 02 0156", ["@0+5 5F2A Transaction Currency Code: CNY [0156]"]],
    ["a kind of transaction", "9C 01 00", ["@0+3 9C Transaction Type: goods and services [00]"]],
    [
      "a cryptogram's kind",
      "9F27 01 80",
      ["@0+4 9F27 Cryptogram Information Data: ARQC, ask online [80]"],
    ],
    [
      "a refusal's reason",
      "9F27 01 0A",
      [
        "@0+4 9F27 Cryptogram Information Data: AAC, declined, advice required, PIN try limit exceeded [0A]",
      ],
    ],
    [
      "a type of terminal",
      "9F35 01 22",
      ["@0+4 9F35 Terminal Type: merchant, attended, offline with online [22]"],
    ],
    [
      "how the cardholder was verified",
      "9F34 03 410302",
      [
        "@0+6 9F34 CVM Results: plaintext PIN verified by the card, if the terminal supports it: successful [410302]",
      ],
    ],
    [
      "a list of methods",
      "8E 0C 00000064 00000000 4203 1F06",
      [
        "@0+14 8E CVM List: X 100, Y 0 [000000640000000042031F06]",
        "  @10+2 rule 1: enciphered PIN verified online, if the terminal supports it, else the next rule",
        "  @12+2 rule 2: no CVM required, if in the application's currency and under X, else fail",
      ],
    ],
    [
      "a list of files",
      "94 08 08010100 10010301",
      [
        "@0+10 94 Application File Locator [0801010010010301]",
        "  @2+4 file 1: record 1, none signed",
        "  @6+4 file 2: records 1 to 3, the first 1 signed",
      ],
    ],
    [
      "what a card wants to be told",
      "9F38 05 9F6604 C901",
      [
        "@0+8 9F38 PDOL [9F6604C901]",
        "  @3+3 9F66 Terminal Transaction Qualifiers: 4 bytes",
        "  @6+2 C9 unknown tag: 1 byte",
      ],
    ],
    [
      "bits",
      "9B 02 6800",
      [
        "@0+4 9B Transaction Status Information [6800]",
        "  @2+1 byte 1 bit 7: cardholder verification was performed 持卡人验证已进行",
        "  @2+1 byte 1 bit 6: card risk management was performed 卡片风险管理已进行",
        "  @2+1 byte 1 bit 4: terminal risk management was performed 终端风险管理已进行",
      ],
    ],
    ["no bit", "9B 02 0000", ["@0+4 9B Transaction Status Information: no bit is set [0000]"]],
    [
      "issuer's data of another layout",
      "9F10 07 0110A000032400",
      ["@0+10 9F10 Issuer Application Data: of another layout [0110A000032400]"],
    ],
    [
      "what comes before a fault, and the fault",
      "8A 02 3030 70 04 5A 08 62",
      [
        "@0+4 8A Authorisation Response Code: 00 [3030]",
        "truncated @6 in 70: 70 wants 4 bytes, 3 remain",
      ],
    ],
    [
      "a fault inside a template, at its place",
      "70 03 5A 08 62",
      ["@0+5 70 Record Template", "truncated @4 in 70 5A: 5A wants 8 bytes, 1 remain"],
    ],
    [
      "a length of 2^63",
      "9F26 88 8000000000000000",
      ["too-long @2 in 9F26: 9F26 wants a length of at most 2 bytes, found 8"],
    ],
  ])("explains %s", (_name, hex, expected) => {
    expect(drawExplained(explainTlv(fromHex(hex)))).toEqual(expected);
  });

  test("issuer application data is read bit by bit", () => {
    const drawn = drawExplained(explainTlv(fromHex("9F10 08 07010103A42012 01 9F360100")));
    expect(drawn.slice(0, 8)).toEqual([
      "@0+11 9F10 Issuer Application Data [07010103A4201201]",
      "  @4+1 derivation key index: 1",
      "  @5+1 cryptogram version: 01",
      "  @7+1 second GENERATE AC: not requested",
      "  @7+1 first GENERATE AC: ARQC",
      "  @7+1 CVR byte 2 bit 3: offline PIN verification performed",
      "  @8+1 CVR byte 3 bit 6: exceeded velocity checking counters",
      "  @9+1 CVR byte 4 bit 2: DDA performed",
    ]);
    expect(drawn[8]).toBe("  @9+1 issuer script commands received: 1");
  });

  test("looks into no more objects than its limit, nor deeper", () => {
    const many = explainTlv(
      new Uint8Array(2 * (NODES_MAX + 10)).map((_, at) => (at % 2 ? 0 : 0xc1)),
    );
    expect(many.nodes).toHaveLength(NODES_MAX + 1);
    expect(many.nodes.at(-1)?.meaning).toBe("20 bytes more, not looked into");
    const deep = fromHex(
      Array.from(
        { length: 40 },
        (_, at) => `E1${(78 - at * 2).toString(16).padStart(2, "0")}`,
      ).join(""),
    );
    expect(JSON.stringify(explainTlv(deep)).split('"name"')).toHaveLength(10);
  });

  test("any bytes give a tree inside the input, and no card number", () => {
    const pan = fromHex("6212345678901265");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(40), (noise, place) => {
        const bytes = new Uint8Array([
          ...noise.slice(0, place),
          0x5a,
          8,
          ...pan,
          ...noise.slice(place),
        ]);
        const explained = explainTlv(bytes);
        expect(JSON.stringify(explained)).not.toContain("6212345678901265");
        for (const { offset, length } of explained.nodes) {
          expect(offset + length).toBeLessThanOrEqual(bytes.length);
        }
      }),
    );
  });
});
