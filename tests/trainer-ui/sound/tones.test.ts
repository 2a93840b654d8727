import { expect, test } from "vitest";
import { TONES } from "../../../trainer-ui/sound/tones.ts";

test("approval rises, a refusal is one low note, and nothing is long or loud", () => {
  const [first, second] = TONES.approved;
  expect(second?.hertz).toBeGreaterThan(first?.hertz ?? 0);
  expect(TONES.declined).toHaveLength(1);
  expect(TONES.declined[0]?.hertz).toBeLessThan(200);
  for (const tone of Object.values(TONES).flat()) {
    expect(tone.atS + tone.lastsS).toBeLessThan(0.5);
    expect(tone.level).toBeLessThanOrEqual(0.6);
  }
});
