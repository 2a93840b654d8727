import type { Chance } from "../../../device-emulators/kit/chance.ts";
import { lately } from "../../../device-emulators/kit/lately.ts";
import type {
  CardSettings,
  CodeSettings,
  CustomerSettings,
  Text,
} from "../../../scenarios/format/scenario.ts";
import { PEOPLE, type Person } from "../../../scenarios/people/people.ts";
import type { CustomerView } from "../counter/view.ts";
import type { Emit } from "../trace-events.ts";
import type { Node } from "../world/node.ts";
import type { Timer } from "../world/scheduler.ts";
import { saidOften } from "../world/trace.ts";
import { type Composure, createComposure } from "./composure.ts";
import type { Credit, Trouble } from "./conversation.ts";
import { drawName } from "./name.ts";
import type { Progress } from "./parting.ts";
import { createPinEntry, type PinEntry } from "./pin-entry.ts";
import type { Eyes, Hands, OwnPhone } from "./senses.ts";
import { type LineId, SPEECH, type Spoken } from "./speech.ts";
import { countTry, fillWallet, type Wallet } from "./wallet.ts";

export type CustomerOptions = {
  readonly node: Node;
  readonly emit: Emit;
  readonly settings: CustomerSettings;
  readonly cards: readonly CardSettings[];
  readonly codes: readonly CodeSettings[];
  /** Whether waiting wears on her; in first lessons it does not, and no patience is shown. */
  readonly timed: boolean;
  /** The streams of the run, by name: she draws from `customer.name` and `customer.pace`. */
  readonly chance: (name: string) => Chance;
  readonly hands: Hands;
  readonly eyes: Eyes;
  readonly phone: OwnPhone;
};

/** Her whole state: what she has, what she knows, and what she is about to do. */
export type Presence = {
  readonly options: CustomerOptions;
  readonly person: Person;
  readonly name: string;
  readonly composure: Composure;
  readonly fingers: PinEntry;
  /** The cashier looks away from the pad. */
  unwatched: boolean;
  /** She holds the pad and waits for the cashier to look away. */
  hesitation: Timer | undefined;
  /** How long she takes, this time, for something that takes an ordinary adult about so long. */
  readonly pauseMs: (pause: Pause) => number;
  /** What pleased her already on this occasion. */
  readonly credited: Set<Credit>;
  readonly askedFor: Set<LineId>;
  here: boolean;
  wallet: Wallet;
  trouble: Trouble | undefined;
  hadTrouble: boolean;
  paidBy: Progress["paidBy"];
  hasSlip: boolean;
  parted: boolean;
  gaveUp: boolean;
  /** She will offer another card as soon as she has this one back. */
  owesCard: boolean;
  /** While she talks to her bank: what she does next. */
  call: Timer | undefined;
  /** The cards that she has called her bank about. */
  readonly calledAbout: Set<string>;
  padMine: boolean;
  pinAsked: boolean;
  bankWait: boolean;
  spoken: Spoken | undefined;
  /** She will feel ignored; she will ask how long; she will go, or ask for what is missing. */
  question: Timer | undefined;
  silence: Timer | undefined;
  move: Timer | undefined;
  view: CustomerView | undefined;
};

type Pause = keyof typeof PAUSES;

/** How long things take an ordinary adult, in ms: at least, and at most so much more. Chosen. */
const PAUSES = {
  wallet: [600, 800],
  firstKey: [900, 700],
  nextKey: [180, 260],
} as const;

/** The state of someone who comes to the counter now. */
export function openPresence(options: CustomerOptions): Presence {
  const { settings, node, emit, timed, hands } = options;
  const person = PEOPLE[settings.face];
  const pace = options.chance("customer.pace");
  const pauseMs = (pause: Pause): number => {
    const [leastMs, moreMs] = PAUSES[pause];
    return Math.round(((leastMs + pace.below(moreMs + 1)) * person.pacePercent) / 100);
  };
  const her: Presence = {
    options,
    person,
    name: settings.name ?? drawName(person, options.chance("customer.name")),
    composure: createComposure({ node, emit, timed, changed: () => redraw(her) }),
    fingers: createPinEntry({
      node,
      pauseMs: (at) => pauseMs(at === 0 ? "firstKey" : "nextKey"),
      press: (key) => {
        if (key === "enter") her.wallet = countTry(her.wallet);
        hands.pressPinKey(key);
      },
      done: () => her.composure.setBusy(false),
    }),
    pauseMs,
    credited: new Set(),
    askedFor: new Set(),
    here: true,
    wallet: fillWallet(settings.wallet, options, settings.cashMinor),
    trouble: undefined,
    hadTrouble: false,
    paidBy: undefined,
    hasSlip: false,
    parted: false,
    gaveUp: false,
    owesCard: false,
    call: undefined,
    calledAbout: new Set(),
    padMine: false,
    pinAsked: false,
    unwatched: false,
    hesitation: undefined,
    bankWait: false,
    spoken: undefined,
    question: undefined,
    silence: undefined,
    move: undefined,
    view: undefined,
  };
  return her;
}

const saidOf = lately((line: LineId) => saidOften({ line }));

/** She says a line: it is on the trace, and over her head until the next. */
export function say(her: Presence, line: LineId): void {
  her.options.emit("customer.said", saidOf(line));
  her.spoken = wordsOf(her.person, line);
  redraw(her);
}

/** She repeats aloud what her bank has told her. */
export function sayAfter(her: Presence, { zh, en }: Text): void {
  say(her, "bank-says");
  const { id, ...begins } = SPEECH["bank-says"];
  her.spoken = { id, zh: begins.zh + zh, en: `${begins.en} ${en}` };
}

/** What the cashier sees of her: the same object until something in it changes. */
export function viewOf(her: Presence): CustomerView {
  if (her.view !== undefined) return her.view;
  const { settings, timed } = her.options;
  const carries = carriedBy(her);
  her.view = {
    here: her.here,
    name: her.name,
    face: settings.face,
    mood: her.composure.mood(),
    ...(timed && { patience: her.composure.squares() }),
    ...(her.here && her.spoken && { speech: her.spoken }),
    queue: settings.queue,
    ...(carries.length > 0 && { carries }),
  };
  return her.view;
}

/** What she can be asked for by its name. */
export function carriedBy({ options }: Presence): NonNullable<CustomerView["carries"]> {
  const { settings, cards, codes } = options;
  const named = new Map([...cards, ...codes].map(({ id, name }) => [id, name]));
  return settings.wallet.flatMap((id) => {
    const name = named.get(id);
    return name === undefined ? [] : [{ id, ...name }];
  });
}

/** The view no longer holds: whoever looks next gets another. */
export function redraw(her: Presence): void {
  her.view = undefined;
}

function wordsOf(person: Person, line: LineId): Spoken {
  if (line === "arrives") return { id: line, ...person.arrival };
  if (line === "greets") return { id: line, ...person.greeting };
  return SPEECH[line];
}
