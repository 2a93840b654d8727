import type { WireView } from "../../sim-server/contract/index.ts";

/** A counter before anybody has come, as the browser sees it. */
export const QUIET_COUNTER: WireView = {
  clock: { date: "2025/06/18", time: "09:41" },
  goods: { items: [] },
  till: { lines: [], totalMinor: 0, status: "ready", changeMinor: 0 },
  terminal: {
    screen: "idle",
    title: "01号机      训练",
    lines: [
      { text: "欢迎使用", size: 2, align: "center" },
      { text: "请收银员操作", size: 1, align: "center" },
    ],
    leds: ["on", "off", "off", "off"],
    slot: "empty",
    field: "off",
  },
  card: {
    place: "none",
    id: "",
    art: "",
    way: "chip-first",
    tail: "",
    stripe: false,
    contactless: false,
  },
  mobile: { shows: "nothing" },
  pinPad: { place: "cashier", lines: ["", ""], facing: "towards" },
  printer: {
    paper: "ok",
    cover: "closed",
    lamps: { paper: "off", error: "off" },
    printing: false,
    rising: [],
  },
  slips: [],
  customer: { here: true, name: "李大爷", face: "lao", mood: "calm", queue: 0 },
  phone: { state: "on-hook", number: "", transcript: [], choices: [] },
  drawer: { open: false },
  display: { lines: ["", ""] },
  phase: "open",
};

/** The card of the lessons, where it lies. */
export function cardAt(place: WireView["card"]["place"]): WireView["card"] {
  return {
    place,
    id: "debit",
    art: "qing",
    way: "chip-first",
    tail: "1265",
    stripe: false,
    contactless: false,
  };
}

/** Pieces on the belt, or in the bag where the name ends in `*`. */
export function goodsOf(...names: readonly string[]): WireView["goods"] {
  return {
    items: names.map((name) => {
      const id = name.replace("*", "");
      return { id, art: id, name: id, place: name.endsWith("*") ? "bag" : "belt" };
    }),
  };
}

/** A torn slip with these lines. */
export function slipOf(
  copy: "merchant" | "cardholder" | "other",
  place: "counter" | "customer" | "filed",
  ...lines: readonly string[]
): WireView["slips"][number] {
  return { id: `${copy}-${place}`, copy, place, lines: lines.map(paperLine) };
}

/** A printed line of plain text. */
export function paperLine(text: string): WireView["printer"]["rising"][number] {
  return {
    kind: "text",
    runs: [{ text, bold: false, size: 1, inverse: false }],
    align: "left",
  };
}
