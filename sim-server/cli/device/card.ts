import { type CardFault, cardFaultOf } from "../../../device-emulators/devices/card/card-faults.ts";
import { instructionOf } from "../../../device-emulators/kit/apdu-words.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { CARD_FAULTS, type CardFaultId } from "../../../device-emulators/kit/faults/card-faults.ts";
import type { FaultOrder } from "../../../device-emulators/kit/faults/fault-kind.ts";
import { faultText } from "../../core/faults/fault-text.ts";
import type { CardView } from "../../io/devices/control/views.ts";
import {
  type CardNews,
  plugCardIntoVpcd,
  type VpcdCardOptions,
} from "../../io/devices/vpcd-card.ts";
import { CARD_OPTIONS, readCardFaults, readVpcd, withChip } from "./card-options.ts";
import type { DeviceKind, DeviceOutside, Hand, RunningDevice, Told } from "./kind.ts";

/** Chosen: pcscd asks for a card several times a second. */
const TAKEN_MS_MAX = 3_000;

const order = (fault: CardFaultId, params: FaultOrder["params"]): FaultOrder => ({
  ...{ fault, params },
  ...{ nth: 1, times: 1 },
});

/** What hands do to a card: `insert`, `remove`, or another fault beside those that it has. */
const FAULT_HANDS: readonly (Hand & { readonly fault: (value: number) => FaultOrder })[] = [
  { word: "pull-at", value: "N", fault: (apdu) => order("card.pulled", { apdu }) },
  { word: "mute-at", value: "N", fault: (apdu) => order("card.mute", { apdu }) },
  { word: "slow", value: "MS", fault: (ms) => order("card.slow", { ms, apdu: 0 }) },
  { word: "spoil", fault: () => order("card.cryptogram-wrong", { apdu: 0 }) },
];

/** A chip card in pcscd's virtual reader. */
export const CARD: DeviceKind = {
  name: "card",
  summary: "a chip card in pcscd's virtual reader",
  usualPort: undefined,
  flags: CARD_OPTIONS,
  faults: CARD_FAULTS,
  hands: [{ word: "insert" }, { word: "remove" }, ...FAULT_HANDS, { word: "mend" }],
  start: (options, outside) =>
    withChip(options, (chip, number) => {
      const place = readVpcd(options.text("vpcd"));
      return hold({ ...place, chip, number, orders: readCardFaults(options) }, outside);
    }),
};

/** A chip in a reader's slot, and what its card's number is shown as. */
type Held<S> = Omit<VpcdCardOptions<S>, "clock" | "tell" | "faults"> & {
  readonly number: string;
  readonly orders: readonly FaultOrder[];
};

function hold<S>(held: Held<S>, { clock, tell, attended }: DeviceOutside): RunningDevice {
  const at = `${held.host}:${held.port}`;
  let arrived: ((news: CardNews) => void) | undefined;
  let place: CardView["place"] = "out";
  let { orders } = held;
  const card = plugCardIntoVpcd({
    ...held,
    faults: cardFaultsOf(orders),
    clock,
    tell: (news) => {
      place = PLACES[news.event] ?? place;
      arrived?.(news);
      tell(toldOf(news));
    },
  });
  const suffer = (given: readonly FaultOrder[]): void => {
    orders = given;
    card.setFaults(cardFaultsOf(orders));
  };
  const insert = (): void => {
    if (place === "out") place = "offered";
    card.insert();
  };
  return {
    plug: () => Promise.reject(noCable()),
    arrive: () =>
      attended
        ? Promise.resolve(`vpcd:${at}`)
        : new Promise((resolve, reject) => {
            const callOff = clock.after(TAKEN_MS_MAX, () => reject(slotTaken(at)));
            arrived = (news) => {
              callOff();
              arrived = undefined;
              if (news.event === "no-reader") reject(noReader(at, news.cause));
              else resolve(`vpcd:${at}`);
            };
            insert();
          }),
    close: () => Promise.resolve(card.close()),
    hand: (word, value) => {
      const made = FAULT_HANDS.find((hand) => hand.word === word)?.fault(value);
      if (word === "insert") insert();
      if (word === "remove") card.remove();
      if (word === "mend") suffer([]);
      if (made !== undefined) suffer([made, ...orders]);
    },
    view: () => ({
      kind: "card",
      place,
      number: held.number,
      faults: orders.map(faultText),
    }),
    strike: (struck) => suffer([struck, ...orders]),
  };
}

function cardFaultsOf(orders: readonly FaultOrder[]): readonly CardFault[] {
  return orders.map(cardFaultOf).filter((fault) => fault !== undefined);
}

/** Where the card is once this has been told. */
const PLACES: Readonly<Partial<Record<CardNews["event"], CardView["place"]>>> = {
  inserted: "in",
  removed: "out",
  "no-reader": "no-reader",
};

function noCable(): TillyardError {
  return new TillyardError("config-invalid", "a card has no cable", {
    hint: "leave out --tcp, --pty and --serial; --vpcd HOST:PORT names its reader",
  });
}

function noReader(at: string, cause: string | undefined): TillyardError {
  const why = cause === undefined ? "" : ` (${cause})`;
  return new TillyardError("device-unavailable", `no virtual reader answers at ${at}${why}`, {
    hint: "install it and start pcscd (Debian: apt-get install pcscd vsmartcard-vpcd; pcscd)",
  });
}

function slotTaken(at: string): TillyardError {
  return new TillyardError("device-unavailable", `the reader at ${at} asks for no card`, {
    hint: "another card is in its slot: take it out",
  });
}

function toldOf(news: CardNews): Told {
  switch (news.event) {
    case "inserted":
      return { event: news, note: "the card is in the reader" };
    case "removed":
      return { event: news, note: "the card is out" };
    case "no-reader":
      return { event: news, note: "the reader has gone; the card goes back in when it is back" };
    case "command": {
      const { number, instruction, statusWord } = news;
      const name = instructionOf(instruction)?.name ?? `INS ${hex(instruction, 2)}`;
      const status = statusWord === undefined ? undefined : hex(statusWord, 4);
      const shown = [`${number} ${name}: ${status ?? "no answer"}`];
      return { event: { event: "command", number, command: name, status: status ?? null }, shown };
    }
  }
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}
