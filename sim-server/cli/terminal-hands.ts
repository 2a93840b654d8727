import { DEVICE_KEYS, type DeviceKey } from "../core/counter/act.ts";
import type { HandEvent } from "../core/counter/pos-event.ts";

/** One thing that hands can do, as it is written on standard input. */
type Hand = {
  readonly word: string;
  /** How help names what follows; absent where nothing does. */
  readonly value?: string;
  /** What it comes to; undefined where the value means nothing. */
  readonly does: (value: string) => readonly HandEvent[] | undefined;
};

const card =
  (kind: "insert" | "swipe" | "tap" | "use") =>
  (value: string): readonly HandEvent[] | undefined =>
    value === "" ? undefined : [{ kind, card: value }];

const alone =
  (...events: readonly HandEvent[]) =>
  (value: string): readonly HandEvent[] | undefined =>
    value === "" ? events : undefined;

/** Everything that hands can do at a terminal that a POS drives. */
export const TERMINAL_HANDS: readonly Hand[] = [
  { word: "use", value: "CARD", does: card("use") },
  { word: "nobody", does: alone({ kind: "stay-away" }) },
  { word: "insert", value: "CARD", does: card("insert") },
  { word: "swipe", value: "CARD", does: card("swipe") },
  { word: "tap", value: "CARD", does: card("tap") },
  { word: "remove", does: alone({ kind: "remove" }) },
  { word: "pin", value: "DIGITS", does: keyPin },
  { word: "pin-cancel", does: alone({ kind: "pin-key", key: "cancel" }) },
  { word: "key", value: "KEY", does: pressKey },
  { word: "tear", does: alone({ kind: "tear" }) },
  {
    word: "paper",
    does: alone({ kind: "open-printer" }, { kind: "load-paper" }, { kind: "close-printer" }),
  },
  { word: "open", does: alone({ kind: "open-printer" }) },
  { word: "close", does: alone({ kind: "close-printer" }) },
  { word: "power-cut", does: alone({ kind: "power-cut" }) },
];

/** @source ISO 9564-1: 4 to 12 digits; none is enter alone */
function keyPin(value: string): readonly HandEvent[] | undefined {
  if (!/^(\d{4,12})?$/.test(value)) return undefined;
  return [...value, "enter"].map((key) => ({ kind: "pin-key", key: key as DeviceKey }));
}

function pressKey(value: string): readonly HandEvent[] | undefined {
  const key = DEVICE_KEYS.find((one) => one === value);
  return key && [{ kind: "key", key }];
}

/** What a line of standard input has hands do; undefined where it means nothing. */
export function readHands(line: string): readonly HandEvent[] | undefined {
  const [, word = "", value = ""] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
  return TERMINAL_HANDS.find((hand) => hand.word === word)?.does(value);
}
