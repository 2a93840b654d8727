import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import {
  decodeScriptResults,
  encodeScriptResult,
  type ScriptResult,
} from "../../../device-emulators/kit/script-results.ts";

describe("the results of scripts", () => {
  test.each<[string, ScriptResult[]]>([
    ["2001020304", [{ outcome: "successful", command: 0, identifier: "01020304" }]],
    ["1F01020304", [{ outcome: "failed", command: 15, identifier: "01020304" }]],
    [
      "0000000001 1200000002",
      [
        { outcome: "not-performed", command: 0, identifier: "00000001" },
        { outcome: "failed", command: 2, identifier: "00000002" },
      ],
    ],
  ])("%s", (hex, results) => {
    expect(decodeScriptResults(fromHex(hex))).toEqual(results);
    expect(results.map((result) => toHex(encodeScriptResult(result))).join(" ")).toBe(hex);
  });

  test.each(["", "20", "200102030405", "3001020304"])("%s is no list of them", (hex) => {
    expect(decodeScriptResults(fromHex(hex))).toBeUndefined();
  });

  test("a command behind the fifteenth is told as the fifteenth", () => {
    const result = { outcome: "failed", command: 16, identifier: "00000001" } as const;
    expect(toHex(encodeScriptResult(result))).toBe("1F00000001");
  });

  test("any bytes are read without harm, and what is read is written again", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const read = decodeScriptResults(bytes);
        if (read === undefined) return;
        expect(read.map((each) => toHex(encodeScriptResult(each))).join("")).toBe(toHex(bytes));
      }),
    );
  });
});
