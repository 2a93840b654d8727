import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitStage, SCENE_HEIGHT, STAGES } from "../../../trainer-ui/counter/stage.ts";

describe("a window gets the stage that suits its shape", () => {
  test.each([
    [1366, 768, "1366"],
    [1366, 650, "650"],
    [1024, 768, "1024"],
    [1920, 1080, "1366"],
    [1152, 768, "1366"],
    [1151, 768, "1024"],
    [1280, 720, "1366"],
    [1280, 719, "650"],
    [1024, 700, "1024"],
  ])("%i by %i: stage %s", (width, height, name) => {
    expect(fitStage(width, height).stage.name).toBe(name);
  });
});

describe("a stage in its window", () => {
  test.each([
    [1366, 768, "1.000 at 0"],
    [1920, 1080, "1.406 at 0"],
    [2560, 1080, "1.406 at 320"],
    [1024, 600, "0.750 at 0"],
    [1366, 900, "1.000 at 0"],
  ])("%i by %i is scaled %s", (width, height, expected) => {
    const { scale, left } = fitStage(width, height);
    expect(`${scale.toFixed(3)} at ${Math.round(left)}`).toBe(expected);
  });

  test("never reaches beyond it", () => {
    const size = fc.integer({ min: 320, max: 4000 });
    fc.assert(
      fc.property(size, size, (width, height) => {
        const { stage, scale, left } = fitStage(width, height);
        expect(left).toBeGreaterThanOrEqual(-1e-6);
        expect(left + stage.width * scale).toBeLessThanOrEqual(width + 1e-6);
        expect(stage.height * scale).toBeLessThanOrEqual(height + 1e-6);
      }),
    );
  });

  test("loses at its top exactly what it is lower than the scene", () => {
    for (const stage of Object.values(STAGES)) {
      expect(stage.height + stage.crop).toBe(SCENE_HEIGHT);
    }
  });
});
