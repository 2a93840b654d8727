import type { View } from "../../sim-server/core/counter/view.ts";

/** A counter at which nothing has happened yet. */
export const VIEW: View = {
  clock: { date: "2025/06/18", time: "09:41" },
  goods: { items: [] },
  till: { lines: [], totalMinor: 0, status: "ready", changeMinor: 0 },
  terminal: {
    screen: "idle",
    title: "",
    lines: [],
    leds: ["off", "off", "off", "off"],
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
  customer: { here: true, name: "", face: "zhou", mood: "calm", queue: 0 },
  phone: { state: "on-hook", number: "", transcript: [], choices: [] },
  drawer: { open: false },
  display: { lines: ["", ""] },
  phase: "open",
};
