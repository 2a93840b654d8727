import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DRAWER_SHUT,
  type DrawerInput,
  PULSE_MIN_MS,
  stepDrawer,
} from "../../../../device-emulators/devices/drawer/drawer.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { play } from "../../../kit/play.ts";

const pulse: DrawerInput = { type: "pulse", onMs: PULSE_MIN_MS };
const pushed: DrawerInput = { type: "pushed" };
const jam: DrawerInput = { type: "jam" };
const mend: DrawerInput = { type: "mend" };

describe("a drawer", () => {
  test.each<[string, DrawerInput[], string]>([
    ["opens on a pulse", [pulse], "high → open"],
    ["stays shut on one too short", [{ type: "pulse", onMs: PULSE_MIN_MS - 1 }], "→ shut"],
    ["opens once", [pulse, pulse], "high → open"],
    ["tells how long it was open", [pulse, pushed], "high low open:1000 → shut"],
    ["that is shut is not pushed shut", [pushed], "→ shut"],
    ["opens again", [pulse, pushed, pulse], "high low open:1000 high → open"],
    ["that is jammed stays shut", [jam, pulse, pushed], "→ jammed"],
    ["that is mended is shut, and opens", [jam, mend, pulse], "high → open"],
    ["that is open has nothing to mend", [pulse, mend], "high → open"],
    ["that is open does not jam", [pulse, jam, pushed], "high low open:2000 → shut"],
  ])("%s", (_name, inputs, expected) => {
    expect(draw(inputs)).toBe(expected);
  });

  test.each([
    ["a kick", "1B70 00 19 FA", "high → open"],
    ["a kick for the other pin, which goes to the same latch", "1B70 01 19 FA", "high → open"],
    ["a kick too short", "1B70 00 18 FA", "→ shut"],
    ["a kick among other bytes", "1B40 41 1B70 00 19 FA 0A", "high → open"],
    ["a kick behind a lost byte", "1B 1B70 00 19 FA", "high → open"],
    ["a kick that is not over", "1B70 00 19", "→ shut"],
    ["the longer of two", "1B70 00 01 FA 1B70 00 19 FA", "high → open"],
    ["another command", "1B64 00 19 FA", "→ shut"],
  ])("hears %s", (_name, hex, expected) => {
    expect(draw([{ type: "bytes", bytes: fromHex(hex) }])).toBe(expected);
  });

  test("hears a kick in pieces", () => {
    const pieces = ["1B", "70 00", "19", "FA"].map(fromHex);
    expect(draw(pieces.map((bytes) => ({ type: "bytes", bytes })))).toBe("high → open");
  });

  test("keeps at most a kick, whatever it hears", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0x1b, 0x70, 0x19)), (bytes) => {
        const input: DrawerInput = { type: "bytes", bytes: Uint8Array.from(bytes) };
        expect(stepDrawer(DRAWER_SHUT, input, 0).state.pending.length).toBeLessThan(5);
      }),
    );
  });
});

/** Effects, then where it ended, the inputs a second apart. */
function draw(inputs: readonly DrawerInput[]): string {
  const script = inputs.map((input, index) => [index * 1000, input] as const);
  const { effects, state } = play(stepDrawer, DRAWER_SHUT, script);
  const drawn = effects.map((effect) =>
    effect.type === "sensor" ? effect.level : `open:${effect.forMs}`,
  );
  return [...drawn, "→", state.tray.kind].join(" ");
}
