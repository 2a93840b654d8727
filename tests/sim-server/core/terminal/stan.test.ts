import { describe, expect, test } from "vitest";
import { nextStan, parseStan } from "../../../../sim-server/core/terminal/stan.ts";
import { stan } from "../../../kit/stan.ts";

describe("a trace number", () => {
  test.each(["000000", "1", "0000001", "00000A", ""])("is not %j", (digits) => {
    expect(parseStan(digits)).toBeUndefined();
  });

  test.each([
    [undefined, "000001"],
    ["000001", "000002"],
    ["000099", "000100"],
    ["999998", "999999"],
    ["999999", "000001"],
  ])("after %s comes %s", (previous, next) => {
    expect(nextStan(previous === undefined ? undefined : stan(previous))).toBe(next);
  });
});
