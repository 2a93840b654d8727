import { type CardFault, cardFaultOf } from "../../../device-emulators/devices/card/card-faults.ts";
import { instructionOf } from "../../../device-emulators/kit/apdu-words.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { CARD_FAULTS } from "../../../device-emulators/kit/faults/card-faults.ts";
import { VPCD_PORT } from "../../../device-emulators/transports/vpcd.ts";
import { loadCard } from "../../io/devices/card-file.ts";
import { type CardNews, plugCardIntoVpcd, type VpcdCard } from "../../io/devices/vpcd-card.ts";
import type { DeviceKind, DeviceOutside, Hand, RunningDevice, Told } from "./kind.ts";

/** Chosen: pcscd asks for a card several times a second. */
const TAKEN_MS_MAX = 3_000;

/** What hands do to a card: `insert`, `remove`, or another fault beside those that it has. */
const FAULT_HANDS: readonly (Hand & { readonly fault: (value: number) => CardFault })[] = [
  { word: "pull-at", value: "N", fault: (at) => ({ kind: "pull", at }) },
  { word: "mute-at", value: "N", fault: (at) => ({ kind: "mute", at }) },
  { word: "slow", value: "MS", fault: (byMs) => ({ kind: "slow", byMs }) },
  { word: "spoil", fault: () => ({ kind: "cryptogram" }) },
];

/** A chip card in pcscd's virtual reader. */
export const CARD: DeviceKind = {
  name: "card",
  summary: "a chip card in pcscd's virtual reader",
  usualPort: undefined,
  flags: [
    { name: "card", value: "FILE", means: "card: number, expiry, persona (YAML)" },
    { name: "vpcd", value: "HOST:PORT", means: `card: the reader (127.0.0.1:${VPCD_PORT})` },
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
    const address = readAddress(call.text("vpcd") ?? `127.0.0.1:${VPCD_PORT}`);
    return hold({ ...address, card: loadCard(file) }, outside);
  },
};

type Held = Omit<Parameters<typeof plugCardIntoVpcd>[0], "clock" | "tell">;

function hold(held: Held, { clock, tell }: DeviceOutside): RunningDevice {
  const at = `${held.host}:${held.port}`;
  let arrived: ((news: CardNews) => void) | undefined;
  const card = plugCardIntoVpcd({
    ...held,
    clock,
    tell: (news) => {
      arrived?.(news);
      tell(toldOf(news));
    },
  });
  return {
    plug: () => Promise.reject(noCable()),
    arrive: () =>
      new Promise((resolve, reject) => {
        const callOff = clock.after(TAKEN_MS_MAX, () => reject(slotTaken(at)));
        arrived = (news) => {
          callOff();
          arrived = undefined;
          if (news.event === "no-reader") reject(noReader(at, news.cause));
          else resolve(`vpcd:${at}`);
        };
        card.insert();
      }),
    close: () => Promise.resolve(card.close()),
    ...actsOn(card),
  };
}

function actsOn(card: VpcdCard): Required<Pick<RunningDevice, "hand" | "strike">> {
  let faults: readonly CardFault[] = [];
  const add = (fault: CardFault | undefined): void => {
    if (fault !== undefined) faults = [fault, ...faults];
    card.setFaults(faults);
  };
  return {
    strike: (order) => add(cardFaultOf(order)),
    hand: (word, value) => {
      if (word === "insert") card.insert();
      if (word === "remove") card.remove();
      if (word === "mend") faults = [];
      add(FAULT_HANDS.find((hand) => hand.word === word)?.fault(value));
    },
  };
}

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
