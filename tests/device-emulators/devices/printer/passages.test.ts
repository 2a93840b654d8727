import { describe, expect, test } from "vitest";
import { passageAt } from "../../../../device-emulators/devices/printer/passages.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { encodeGb18030 } from "../../../../device-emulators/kit/gb18030.ts";

describe("a passage of a paper", () => {
  test("reaches to the next control, and says how wide it is", () => {
    const bytes = encodeGb18030("\n金额 RMB\n1.00\n");
    expect(passageAt(bytes, 1)).toMatchObject({ text: "金额 RMB", columns: 8 });
  });

  test("is the same one when its bytes come again, elsewhere", () => {
    const first = passageAt(encodeGb18030("商户编号\n"), 0);
    expect(passageAt(encodeGb18030("\n\n商户编号"), 2)).toBe(first);
    expect(passageAt(encodeGb18030("商户编码"), 0)).not.toBe(first);
  });

  test.each([
    ["half a character", "C9CC BB"],
    ["a byte that opens none", "41 80"],
    ["more than stands on a line", "41".repeat(65)],
  ])("is none where there is %s", (_, hex) => {
    expect(passageAt(fromHex(hex), 0)).toBeUndefined();
  });
});
