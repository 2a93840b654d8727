import { describe, expect, test } from "vitest";
import { RESPONSE_CODES } from "../../../../sim-server/core/bank/response-codes.ts";
import { meaningOf, wantsSignOn } from "../../../../sim-server/core/terminal/response-codes.ts";

describe("a response code", () => {
  test.each([
    ["00", "A", "交易成功"],
    ["10", "A", "交易成功,但为部分承兑"],
    ["38", "D", "密码错误次数超限,请与发卡方联系"],
    ["41", "D", "挂失卡"],
    ["51", "C", "可用余额不足"],
    ["55", "C", "密码错"],
    ["57", "C", "不允许此卡交易"],
    ["62", "C", "受限制的卡"],
    ["75", "C", "密码错误次数超限"],
    ["98", "E", "发卡方超时"],
    ["A0", "B", "MAC校验错,请重新签到"],
    ["A6", "A", "交易成功,请向发卡行确认"],
    ["ZZ", "C", "交易失败"],
    ["", "C", "交易失败"],
    ["toString", "C", "交易失败"],
  ])("%s is of class %s: %s", (code, action, zh) => {
    expect(meaningOf(code)).toMatchObject({ action, zh });
  });

  test("every one that our bank gives has a text of its own", () => {
    for (const code of Object.values(RESPONSE_CODES)) {
      expect(meaningOf(code).en, code).not.toBe("unknown response");
    }
  });

  test.each([
    ["77", true],
    ["99", true],
    ["A0", true],
    ["00", false],
    ["96", false],
  ])("%s wants a new sign-on: %s", (code, wanted) => {
    expect(wantsSignOn(code)).toBe(wanted);
  });
});
