import { batch, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { WireAct } from "../../sim-server/contract/index.ts";
import type { TerminalKey } from "../keys/command.ts";
import type { Modality } from "../keys/modality.ts";
import { DEEDS, type DeedId, type Seen, type Spot } from "../panels/deeds.ts";
import { playSound } from "../sound/play.ts";
import type { CounterClient } from "./client.ts";
import type { CounterStore } from "./store.ts";

/** What lies over the counter, one at a time. */
export type Panel =
  | { readonly kind: "none" | "talk" | "phone" | "terminal" | "display" | "pause" | "help" }
  | { readonly kind: "look"; readonly thing: LookedAt }
  | { readonly kind: "choose"; readonly spot: Spot };

export type LookedAt = "card" | "cardholder-copy" | "merchant-copy" | "other-copy";

/** A cashier's place at the counter: what can be seen and done from there. */
export type Place = {
  /** Names the session; what is shuffled is shuffled by it. */
  readonly session: string;
  readonly store: CounterStore;
  readonly seen: Seen;
  readonly panel: Signal<Panel>;
  /** The group of phrases that was open last. */
  readonly talkGroup: Signal<number>;
  /** The number keyed into the phone. */
  readonly dialled: Signal<string>;
  /** The key of the terminal that is down just now: the echo of a press, before any answer. */
  readonly pressed: Signal<TerminalKey | undefined>;
  /** Asks the page to read out what is going on; grows by one each time. */
  readonly readOut: Signal<number>;
  readonly act: (act: WireAct) => void;
  readonly deed: (id: DeedId) => void;
  readonly terminalKey: (key: TerminalKey) => void;
  /** Shows a key of the terminal down, before it is known whether it was meant; undefined takes it back. */
  readonly echo: (key: TerminalKey | undefined) => void;
  /** Does what was meant at `atMs` of the browser's monotonic clock, and is known only now. */
  readonly lately: (atMs: number, task: () => void) => void;
  readonly open: (panel: Panel) => void;
  readonly shut: () => void;
  readonly takeBack: () => void;
};

const NOTHING: Panel = { kind: "none" };

/** Chosen: long enough to be seen, shorter than the next press of a quick hand. */
const ECHO_MS = 90;

const LOOKS: Partial<Record<DeedId, Panel>> = {
  "look-card": { kind: "look", thing: "card" },
  "look-slip": { kind: "look", thing: "cardholder-copy" },
  "look-merchant": { kind: "look", thing: "merchant-copy" },
  "look-terminal": { kind: "terminal" },
};

/** Takes one's place at the counter that `client` has joined. */
export function takePlace(session: string, client: CounterClient, modality: () => Modality): Place {
  const { store } = client;
  const panel = signal<Panel>(NOTHING);
  const pressed = signal<TerminalKey | undefined>(undefined);
  let agoMs = 0;
  const act = (wire: WireAct): void => client.act(wire, modality(), agoMs);
  const seen = store.seen();
  let echoed = false;

  return {
    session,
    store,
    seen,
    panel,
    talkGroup: signal(0),
    dialled: signal(""),
    pressed,
    readOut: signal(0),
    act,
    deed: (id) => {
      const wire = DEEDS[id].act(seen);
      batch(() => {
        panel.value = LOOKS[id] ?? NOTHING;
        if (wire === undefined) store.noEffect.value = { why: "not-there" };
      });
      if (wire !== undefined) act(wire);
    },
    terminalKey: (key) => {
      pressed.value = key;
      echoed = false;
      playSound("key");
      act({ type: "key", device: "terminal", key });
      setTimeout(() => {
        if (pressed.value === key) pressed.value = undefined;
      }, ECHO_MS);
    },
    echo: (key) => {
      if (key !== undefined || echoed) pressed.value = key;
      echoed = key !== undefined;
    },
    lately: (atMs, task) => {
      agoMs = Math.max(0, performance.now() - atMs);
      task();
      agoMs = 0;
    },
    open: (next) => {
      if (next.kind === "pause") act({ type: "pause", on: true });
      panel.value = next;
    },
    shut: () => {
      if (panel.value.kind === "pause" || store.paused.value) act({ type: "pause", on: false });
      panel.value = NOTHING;
    },
    takeBack: client.takeBack,
  };
}

/** The place of the counter a panel belongs to. */
export const PlaceContext = createContext<Place | undefined>(undefined);

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (place === undefined) throw new Error("a panel stands outside of a counter");
  return place;
}
