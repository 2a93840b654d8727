import { describe, expect, test } from "vitest";
import { startDevice } from "../kit/device.ts";
import { openScreen, openTill, whyNoX11 } from "../kit/x11-screen.ts";

const unable = whyNoX11();

describe.skipIf(unable !== undefined)(
  `typed at a page in a browser${unable ? ` (${unable})` : ""}:`,
  () => {
    test("every character of a US keyboard, scanned", async () => {
      const display = await openScreen();
      const till = await openTill(display);
      const environment = { DISPLAY: display, WAYLAND_DISPLAY: "" };
      const { hand, cables } = await startDevice(["scanner", "--keyboard"], environment);
      expect(cables).toEqual([`keyboard:x11:${display}`]);
      hand("scan ean-13 2000000000015");
      expect(await till.line()).toBe("2000000000015");
      const all = String.fromCharCode(...Array.from({ length: 95 }, (_, at) => 0x20 + at)).slice(1);
      hand(`scan qr ${all.replaceAll("\\", "\\\\")}`);
      expect(await till.line()).toBe(all);
    });

    test("a card's tracks", async () => {
      const display = await openScreen();
      const till = await openTill(display);
      const environment = { DISPLAY: display, WAYLAND_DISPLAY: "" };
      const { hand, events } = await startDevice(["stripe", "--keyboard"], environment);
      hand("swipe scenarios/cards/chip.yaml");
      expect(await till.line()).toBe(
        "%B6212345678901265^LIANXI YONGKA^30126200000000?;6212345678901265=30126200000000?",
      );
      expect(await events("swiped")).toHaveLength(1);
    });
  },
);
