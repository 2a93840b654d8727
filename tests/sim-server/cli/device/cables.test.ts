import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { IN_WORDS, tillyard } from "../../../kit/command.ts";

describe("--keyboard where nothing can be typed ends with status 2, a sentence and a remedy:", () => {
  test("a display that does not answer", async () => {
    const environment = { DISPLAY: ":7999", WAYLAND_DISPLAY: "" };
    const { status, err } = await tillyard(["device", "scanner", "--keyboard"], environment);
    expect(err).toMatch(IN_WORDS);
    expect([status, err.includes("no X11 display answers at :7999")]).toEqual([2, true]);
  });

  test.skipIf(existsSync("/dev/uinput"))("no display, and no /dev/uinput", async () => {
    const environment = { DISPLAY: "", WAYLAND_DISPLAY: "" };
    const { status, err } = await tillyard(["device", "stripe", "--keyboard"], environment);
    expect(err).toMatch(IN_WORDS);
    expect([status, err.includes("needs /dev/uinput, which cannot be opened (ENOENT)")]).toEqual([
      2,
      true,
    ]);
    expect(err.split("\n")[1]).toContain("modprobe uinput");
  });
});
