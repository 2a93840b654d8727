import { typedOn } from "../../trainer-ui/keys/us-layout.ts";
import {
  GAP_MS_MAX,
  NOBODY_TYPES,
  stepWedge,
  type TypedKey,
  type Wedge,
} from "../../trainer-ui/keys/wedge.ts";

/** A browser that knows nothing of its devices yet. */
export const USUAL = { prefix: "", gapMs: GAP_MS_MAX };

/** Keys that are no character, by a sign that stands for them. */
const NAMED: Readonly<Record<string, Partial<TypedKey>>> = {
  "⏎": { code: "Enter" },
  "⇥": { code: "Tab" },
  "⌫": { code: "Backspace" },
  "⇧": { code: "ShiftLeft" },
  "␍": { code: "KeyM", ctrl: true },
  "␝": { code: "BracketRight", ctrl: true },
};

/** The key that types a character on a US keyboard, or one of the named ones. */
export function keyOf(sign: string, atMs: number): TypedKey {
  const named = NAMED[sign] ?? placeOf(sign);
  return {
    code: "",
    alt: false,
    ctrl: false,
    meta: false,
    composing: false,
    keyCode: 0,
    repeat: false,
    shift: false,
    atMs,
    ...named,
  };
}

const CODES = [
  ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").map((letter) => `Key${letter}`),
  ..."0123456789".split("").map((digit) => `Digit${digit}`),
  ..."Minus Equal BracketLeft BracketRight Backslash Semicolon Quote Backquote".split(" "),
  ..."Comma Period Slash Space".split(" "),
];

function placeOf(sign: string): Pick<TypedKey, "code" | "shift"> {
  for (const shift of [false, true]) {
    const code = CODES.find((each) => typedOn(each, shift) === sign);
    if (code !== undefined) return { code, shift };
  }
  throw new Error(`no key of a US keyboard types ${sign}`);
}

/** What came of typing: `read …`, `key …` for what the page got, in order; `-` where nothing. */
export function typing(script: readonly (readonly [text: string, everyMs: number])[], prefix = "") {
  const settings = { ...USUAL, prefix };
  const told: string[] = [];
  let wedge: Wedge = NOBODY_TYPES;
  let nowMs = 0;
  const perform = (step: ReturnType<typeof stepWedge>, sign: string): void => {
    wedge = step.wedge;
    told.push(...step.released.map(({ code }) => `key ${code}`));
    if (step.read !== undefined) told.push(`read ${step.read}`);
    if (!step.taken && sign !== "") told.push(`key ${keyOf(sign, 0).code}`);
  };
  for (const [text, everyMs] of script) {
    for (const sign of text) {
      nowMs += everyMs;
      perform(stepWedge(wedge, { type: "key", key: keyOf(sign, nowMs) }, settings), sign);
    }
  }
  perform(stepWedge(wedge, { type: "tick", nowMs: nowMs + 1_000 }, settings), "");
  return told.join(", ");
}
