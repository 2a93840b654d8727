import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandOf, type KeyPress, type Listening } from "../../../trainer-ui/keys/key-map.ts";

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  alt: false,
  ctrl: false,
  meta: false,
  composing: false,
  keyCode: 0,
  repeat: false,
  ...more,
});

/** A command on one line: `terminal-key 5`, `deed insert`, or `-`. */
function drawn(keyPress: KeyPress, listening: Listening): string {
  const command = commandOf(keyPress, listening);
  return command === undefined ? "-" : Object.values(command).join(" ");
}

describe("what a key asks for", () => {
  test.each<[string, Listening, string]>([
    ["Digit5", "counter", "terminal-key 5"],
    ["Numpad5", "counter", "terminal-key 5"],
    ["Digit0", "counter", "terminal-key 0"],
    ["Enter", "counter", "terminal-key enter"],
    ["NumpadEnter", "counter", "terminal-key enter"],
    ["Backspace", "counter", "terminal-key clear"],
    ["Delete", "counter", "terminal-key cancel"],
    ["Space", "counter", "look"],
    ["KeyQ", "counter", "tender card"],
    ["KeyR", "counter", "tender cash"],
    ["KeyI", "counter", "deed insert"],
    ["KeyS", "counter", "talk"],
    ["KeyP", "counter", "phone"],
    ["KeyH", "counter", "help"],
    ["Escape", "counter", "escape"],
    ["KeyZ", "counter", "-"],
    ["Tab", "counter", "-"],
    // A button in focus keeps Enter and Space; everything else goes on.
    ["Enter", "on-control", "-"],
    ["Space", "on-control", "-"],
    ["Digit5", "on-control", "terminal-key 5"],
    ["NumpadEnter", "on-control", "terminal-key enter"],
    // Numbered choices.
    ["Digit1", "choices", "choose 1"],
    ["Numpad9", "choices", "choose 9"],
    ["Digit0", "choices", "-"],
    ["KeyQ", "choices", "group 0"],
    ["KeyR", "choices", "group 3"],
    ["KeyI", "choices", "-"],
    ["Enter", "choices", "-"],
    ["Digit2", "menu", "choose 2"],
    ["KeyI", "menu", "deed insert"],
    // The phone's number.
    ["Digit0", "dialling", "choose 0"],
    ["Backspace", "dialling", "erase"],
    ["Enter", "dialling", "confirm"],
    ["KeyS", "dialling", "-"],
    // A menu, and a field to type in.
    ["Digit1", "panel", "-"],
    ["Escape", "panel", "escape"],
    ["Digit1", "typing", "-"],
    ["KeyS", "typing", "-"],
    ["Escape", "typing", "escape"],
  ])("%s for %s is %s", (code, listening, wanted) => {
    expect(drawn(press(code), listening)).toBe(wanted);
  });

  test.each<[string, Partial<KeyPress>, string]>([
    ["F1", {}, "read-out"],
    ["F3", {}, "till-key delete-line"],
    ["F4", {}, "till-key cancel-sale"],
    ["F2", {}, "-"],
    ["F5", {}, "-"],
    ["F12", {}, "-"],
    ["Digit3", { alt: true }, "till-key delete-line"],
    ["Numpad4", { alt: true }, "till-key cancel-sale"],
    ["Digit9", { alt: true }, "-"],
    ["KeyQ", { alt: true }, "-"],
    ["KeyV", { alt: true }, "plain"],
    ["KeyV", { alt: true, repeat: true }, "-"],
    ["F3", { repeat: true }, "-"],
  ])("%s with %j is %s", (code, more, wanted) => {
    expect(drawn(press(code, more), "counter")).toBe(wanted);
  });

  test.each<[string, Partial<KeyPress>]>([
    ["Digit1", { composing: true }],
    ["KeyS", { keyCode: 229 }],
    ["KeyR", { ctrl: true }],
    ["KeyQ", { meta: true }],
    ["Digit1", { repeat: true }],
    ["Enter", { repeat: true }],
    ["Backspace", { repeat: true }],
    ["KeyI", { repeat: true }],
  ])("%s with %j is not ours", (code, more) => {
    expect(drawn(press(code, more), "counter")).toBe("-");
  });

  test("no key at all is ours while an input method composes", () => {
    const codes = fc.constantFrom("Escape", "F3", "Digit1", "KeyS", "Enter", "Space");
    const listening = fc.constantFrom<Listening>("counter", "choices", "dialling", "panel");
    fc.assert(
      fc.property(codes, listening, (code, who) => {
        expect(drawn(press(code, { composing: true }), who)).toBe("-");
      }),
    );
  });
});
