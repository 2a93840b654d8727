import { type Signal, signal } from "@preact/signals";
import type {
  Coach,
  Opened,
  RefusalMessage,
  State,
  ViewPart,
  WireView,
} from "../../sim-server/contract/index.ts";

/** What the page knows of the counter: the last parts it was sent, each a signal of its own. */
export type CounterStore = {
  readonly view: { readonly [K in ViewPart]: Signal<WireView[K] | undefined> };
  readonly coach: Signal<Coach | undefined>;
  readonly opened: Signal<Opened | undefined>;
  readonly paused: Signal<boolean>;
  readonly link: Signal<Link>;
  /** Acts that were made and are not answered yet. */
  readonly waiting: Signal<number>;
  /** The last thing the server would not do, until it is dismissed. */
  readonly refusal: Signal<RefusalMessage | undefined>;
  /** Why the last act had no effect at the counter, until it is dismissed. */
  readonly noEffect: Signal<{ readonly why: string } | undefined>;
  /** World time as the page can tell it now, or could a moment ago: the last it was told, run on. */
  readonly worldNowMs: (agoMs?: number) => number;
  readonly absorb: (state: State) => void;
  /** All parts as they are now; whoever renders from it follows every part it reads. */
  readonly seen: () => { readonly [K in ViewPart]: WireView[K] | undefined };
};

export type Link = "connecting" | "open" | "lost" | "elsewhere";

/** Every part there is: one that is forgotten here does not compile. */
const PARTS = Object.keys({
  clock: true,
  goods: true,
  till: true,
  terminal: true,
  card: true,
  mobile: true,
  pinPad: true,
  printer: true,
  slips: true,
  customer: true,
  phone: true,
  drawer: true,
  display: true,
  phase: true,
} satisfies Record<ViewPart, true>) as readonly ViewPart[];

/** @param realNowMs the browser's monotonic clock */
export function createCounterStore(realNowMs: () => number): CounterStore {
  const view = Object.fromEntries(
    PARTS.map((part) => [part, signal(undefined)]),
  ) as unknown as CounterStore["view"];
  const seen = Object.defineProperties(
    {},
    Object.fromEntries(PARTS.map((part) => [part, { get: () => view[part].value }])),
  ) as ReturnType<CounterStore["seen"]>;
  const coach = signal<Coach | undefined>(undefined);
  const opened = signal<Opened | undefined>(undefined);
  const paused = signal(false);
  let heard = { worldMs: 0, realMs: realNowMs(), runs: false };

  return {
    view,
    coach,
    opened,
    paused,
    link: signal<Link>("connecting"),
    waiting: signal(0),
    refusal: signal<RefusalMessage | undefined>(undefined),
    noEffect: signal<{ readonly why: string } | undefined>(undefined),
    seen: () => seen,
    worldNowMs: (agoMs = 0) => {
      if (!heard.runs) return heard.worldMs;
      const speed = opened.value?.speed ?? 1;
      const sinceMs = Math.max(0, realNowMs() - agoMs - heard.realMs);
      return Math.floor(heard.worldMs + sinceMs * speed);
    },
    absorb: (state) => {
      heard = { worldMs: state.nowMs, realMs: realNowMs(), runs: !state.paused };
      paused.value = state.paused;
      for (const part of PARTS) {
        const value = state.view[part];
        if (value !== undefined) (view[part] as Signal<unknown>).value = value;
      }
      if (state.coach !== undefined) coach.value = state.coach;
    },
  };
}
