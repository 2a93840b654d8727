import { expect, test } from "vitest";
import { watchModality } from "../../../trainer-ui/keys/modality.ts";

const pointer = (pointerType: string): Event =>
  Object.assign(new Event("pointerdown"), { pointerType });

test("the last thing touched says with what somebody acts", () => {
  const target = new EventTarget();
  const watch = watchModality(target);
  const seen = [watch.now()];
  for (const event of [
    new Event("keydown"),
    pointer("touch"),
    pointer("mouse"),
    pointer("pen"),
    new Event("keydown"),
  ]) {
    target.dispatchEvent(event);
    seen.push(watch.now());
  }
  expect(seen).toEqual(["mouse", "keys", "touch", "mouse", "touch", "keys"]);
  watch.stop();
  target.dispatchEvent(pointer("touch"));
  expect(watch.now()).toBe("keys");
});
