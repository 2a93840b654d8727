import { type CardFault, cardFaultOf } from "../../../device-emulators/devices/card/card-faults.ts";
import { instructionOf } from "../../../device-emulators/kit/apdu-words.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { CARD_FAULTS, type CardFaultId } from "../../../device-emulators/kit/faults/card-faults.ts";
import type { FaultOrder } from "../../../device-emulators/kit/faults/fault-kind.ts";
import { maskPan } from "../../../device-emulators/kit/pan.ts";
import { VPCD_PORT } from "../../../device-emulators/transports/vpcd.ts";
import { faultText } from "../../core/faults/fault-text.ts";
import { loadCard } from "../../io/devices/card-file.ts";
import type { CardView } from "../../io/devices/control/views.ts";
import { type CardNews, plugCardIntoVpcd } from "../../io/devices/vpcd-card.ts";
import { readFaults } from "../fault-flags.ts";
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
  flags: [
    { name: "card", value: "FILE", means: "card: number, expiry, persona (YAML)" },
    { name: "vpcd", value: "HOST:PORT", means: `card: the reader (127.0.0.1:${VPCD_PORT})` },
    { name: "fault", value: "FAULT", means: "card: card.pulled,apdu=3 and more", many: true },
  ],
  faults: CARD_FAULTS,
  hands: [{ word: "insert" }, { word: "remove" }, ...FAULT_HANDS, { word: "mend" }],
  start: (call, outside) => {
    const file = call.text("card");
    if (file === undefined) {
      throw new TillyardError("config-invalid", "device card wants a card", {
        hint: "give --card FILE; scenarios/cards/chip.yaml is one to copy",
      });
    }
    const card = loadCard(file);
    const address = readAddress(call.text("vpcd") ?? `127.0.0.1:${VPCD_PORT}`);
    const faults = readFaults(call, CARD_FAULTS).map(({ order: read }) => read);
    return hold({ ...address, card }, faults, outside);
  },
};

type Held = Omit<Parameters<typeof plugCardIntoVpcd>[0], "clock" | "tell" | "faults">;

function hold(
  held: Held,
  given: readonly FaultOrder[],
  { clock, tell, attended }: DeviceOutside,
): RunningDevice {
  const at = `${held.host}:${held.port}`;
  let arrived: ((news: CardNews) => void) | undefined;
  let place: CardView["place"] = "out";
  let faults = given;
  const card = plugCardIntoVpcd({
    ...held,
    faults: cardFaultsOf(given),
    clock,
    tell: (news) => {
      place = PLACES[news.event] ?? place;
      arrived?.(news);
      tell(toldOf(news));
    },
  });
  const suffer = (orders: readonly FaultOrder[]): void => {
    faults = orders;
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
      if (made !== undefined) suffer([made, ...faults]);
    },
    view: () => ({
      kind: "card",
      place,
      number: maskPan(held.card.profile.pan),
      faults: faults.map(faultText),
    }),
    strike: (struck) => suffer([struck, ...faults]),
    setFaults: (texts) =>
      suffer(readFaults({ texts: () => texts }, CARD_FAULTS).map(({ order: read }) => read)),
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

function readAddress(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits ?? 0);
  const host = bracketed ?? plain;
  if (host !== undefined && port > 0 && port <= 65_535) return { host, port };
  throw new TillyardError("config-invalid", `--vpcd ${text} is not a host and a port`, {
    hint: `give HOST:PORT, such as 127.0.0.1:${VPCD_PORT}`,
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
