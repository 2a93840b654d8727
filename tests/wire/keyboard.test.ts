import { describe, expect, test } from "vitest";
import { startDevice, type TestDevice } from "../kit/device.ts";
import { openScreen, openTill, type Screen, whyNoX11 } from "../kit/x11-screen.ts";

const unable = whyNoX11();
const why = unable === undefined ? "" : ` (${unable})`;

/** A device that types on that screen. */
const typing = ({ display }: Screen, words: readonly string[]): Promise<TestDevice> =>
  startDevice([...words, "--keyboard"], { DISPLAY: display, WAYLAND_DISPLAY: "" });

describe.skipIf(unable !== undefined)(`typed at a page in a browser${why}:`, () => {
  test("every character of a US keyboard, scanned", async () => {
    const screen = await openScreen();
    const till = await openTill(screen.display);
    const { hand, cables } = await typing(screen, ["scanner"]);
    expect(cables).toEqual([`keyboard:x11:${screen.display}`]);
    hand("scan ean-13 2000000000015");
    expect(await till.line()).toBe("2000000000015");
    const all = String.fromCharCode(...Array.from({ length: 94 }, (_, at) => 0x21 + at));
    hand(`scan qr ${all.replaceAll("\\", "\\\\")}`);
    expect(await till.line()).toBe(all);
  });

  test("a card's tracks", async () => {
    const screen = await openScreen();
    const till = await openTill(screen.display);
    const { hand, events } = await typing(screen, ["stripe"]);
    hand("swipe scenarios/cards/chip.yaml");
    expect(await till.line()).toBe(
      "%B6212345678901265^LIANXI YONGKA^30126200000000?;6212345678901265=30126200000000?",
    );
    expect(await events("swiped")).toHaveLength(1);
  });

  test("a screen that ends takes the cable away, and not the device", async () => {
    const screen = await openScreen();
    const device = await typing(screen, ["scanner", "--tcp", "0"]);
    await screen.end();
    device.hand("scan ean-13 2000000000015");
    expect(await device.events("closed")).toMatchObject([
      { link: `x11:${screen.display}`, how: "reset" },
    ]);
    device.hand("scan ean-13 2000000000022");
    await device.events("lamp", 5);
    expect(await device.end("SIGTERM")).toBe(0);
  });
});
