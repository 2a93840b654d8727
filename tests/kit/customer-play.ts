import type {
  CardSettings,
  CodeSettings,
  CustomerSettings,
} from "../../scenarios/format/scenario.ts";
import type { HolderStep, HolderTurn } from "../../sim-server/core/bank/holder-line.ts";
import type { Phrase } from "../../sim-server/core/counter/act.ts";
import { type Customer, createCustomer } from "../../sim-server/core/customer/customer.ts";
import type { CustomerOptions } from "../../sim-server/core/customer/presence.ts";
import type { Sight } from "../../sim-server/core/customer/senses.ts";
import { createWorld } from "../../sim-server/core/world/world.ts";

/** A good debit card as a lesson describes it, with `change` made to it. */
export function card(change: Partial<CardSettings> = {}): CardSettings {
  return {
    id: "qing",
    number: "6212345678901265",
    expiry: "2908",
    account: "savings",
    art: "qing",
    pin: "123456",
    keyed: ["123456"],
    state: "normal",
    signature: false,
    pinTriesLeft: 3,
    persona: undefined,
    chip: "good",
    stripe: "works",
    contactless: true,
    kind: "card",
    way: "chip-first",
    face: { bankMark: true, sample: false, damaged: false },
    ...change,
  };
}

/** What differs from a calm customer with one good card and no cash, who owes 86.40. */
export type CustomerSetting = {
  readonly settings?: Partial<CustomerSettings>;
  readonly cards?: readonly CardSettings[];
  readonly codes?: readonly CodeSettings[];
  readonly timed?: boolean;
  readonly seed?: number;
  readonly dueMinor?: number;
  readonly shownMinor?: number;
  /** Who answers when she calls her bank. */
  readonly agent?: (step: HolderStep) => HolderTurn;
};

/** What happens to her: a phrase said, something she sees, or seconds that pass. */
export type Happening = Phrase | Sight | number;

/** A customer in a world of her own. Everything she says and does is drawn, in order. */
export type CustomerPlay = {
  readonly customer: Customer;
  readonly play: (happenings: readonly Happening[]) => string;
  /** What was drawn by the last `play`, each with the millisecond it happened at. */
  readonly timed: () => readonly string[];
  /** The trace's hash, and its lines. */
  readonly trace: () => string;
  readonly lines: () => readonly string[];
};

/** Brings a customer to a counter at second 0; her arrival is not drawn. */
export function bringCustomer(setting: CustomerSetting = {}): CustomerPlay {
  let drawn: string[] = [];
  let timed: string[] = [];
  const lines: string[] = [];
  const world = createWorld({
    seed: setting.seed ?? 1,
    sink: ({ kind, data, line }) => {
      lines.push(line);
      draw(kind, data as Readonly<Record<string, unknown>>);
    },
  });
  const put = (word: string): void => {
    drawn.push(word);
    timed.push(`${world.scheduler.nowMs()} ${word}`);
  };
  const draw = (kind: string, data: Readonly<Record<string, unknown>>): void => {
    if (kind === "customer.said") put(String(data["line"]));
    if (kind === "customer.mood") put(`${data["mood"]}:${data["satisfaction"]}`);
    if (kind === "customer.left") {
      put(
        `left:${data["satisfaction"]}${(data["without"] as string[]).map((it) => `-${it}`).join("")}`,
      );
    }
  };
  const customer = createCustomer(optionsOf(setting, world, put));
  const play = (happenings: readonly Happening[]): string => {
    drawn = [];
    timed = [];
    for (const happening of happenings) {
      world.scheduler.cause = 0;
      if (typeof happening === "string") customer.hear(happening);
      else if (typeof happening === "object") customer.see(happening);
      else world.scheduler.advance(world.scheduler.nowMs() + Math.round(happening * 1000));
    }
    return drawn.join(" ");
  };
  return { customer, play, timed: () => timed, trace: world.trace.hash, lines: () => lines };
}

function optionsOf(
  setting: CustomerSetting,
  world: ReturnType<typeof createWorld>,
  put: (word: string) => void,
): CustomerOptions {
  const cards = setting.cards ?? [card()];
  const { dueMinor = 8640 } = setting;
  return {
    node: world.node("customer"),
    emit: (kind, data) => world.trace.emit("customer", kind, data),
    settings: {
      face: "zhou",
      name: undefined,
      knowsPin: true,
      queue: 0,
      cashMinor: 0,
      wallet: cards.map(({ id }) => id),
      callsBank: undefined,
      ...setting.settings,
    },
    cards,
    codes: setting.codes ?? [],
    timed: setting.timed ?? true,
    chance: world.chance,
    hands: {
      offerCard: (id) => put(`+card ${id}`),
      showPhone: (id) => put(`+phone ${id}`),
      tapCard: (id) => put(`tap ${id}`),
      offerCash: (amountMinor) => put(`+cash ${amountMinor}`),
      pressPinKey: (key) => put(`key ${key}`),
      leave: () => put("gone"),
    },
    phone: {
      dial: (id) => put(`+call ${id}`),
      speak: (_id, step) => setting.agent?.(step) ?? { says: { zh: "", en: "" }, choices: [] },
      hangUp: () => put("-call"),
    },
    eyes: { dueMinor: () => dueMinor, shownMinor: () => setting.shownMinor },
  };
}
