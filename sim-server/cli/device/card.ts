import { blankToken } from "../../../device-emulators/devices/card/blank-token.ts";
import { chipOf } from "../../../device-emulators/devices/card/card-chip.ts";
import {
  CARD_FAULT_FORMS,
  type CardFault,
  formatCardFault,
  parseCardFault,
} from "../../../device-emulators/devices/card/card-faults.ts";
import type { Card } from "../../../device-emulators/devices/card/card-state.ts";
import type { Chip } from "../../../device-emulators/devices/card/chip.ts";
import { throughGetResponse } from "../../../device-emulators/devices/card/get-response.ts";
import { instructionOf } from "../../../device-emulators/kit/apdu-words.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { maskPan } from "../../../device-emulators/kit/pan.ts";
import { VPCD_PORT } from "../../../device-emulators/transports/vpcd.ts";
import { loadCard } from "../../io/devices/card-file.ts";
<<<<<<< HEAD
import {
  type CardNews,
  plugCardIntoVpcd,
  type VpcdCard,
  type VpcdCardOptions,
} from "../../io/devices/vpcd-card.ts";
import type { Options } from "../verb.ts";
=======
import type { CardView } from "../../io/devices/control/views.ts";
import { type CardNews, plugCardIntoVpcd } from "../../io/devices/vpcd-card.ts";
>>>>>>> main
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
    {
      name: "t0",
      value: "MANNER",
      means:
        "card: speak T=0; data come `direct`, or are asked for by number, `get-response` (61xx, 6Cxx)",
    },
    { name: "blank", means: "card: a blank token instead, which answers 6A82 to everything" },
    {
      name: "uid",
      value: "HEX",
      means: "card: the number that the blank token shows over the air",
    },
    { name: "vpcd", value: "HOST:PORT", means: `card: the reader (127.0.0.1:${VPCD_PORT})` },
    { name: "fault", value: "FAULT", means: `card: ${CARD_FAULT_FORMS}`, many: true },
  ],
  hands: [{ word: "insert" }, { word: "remove" }, ...FAULT_HANDS, { word: "mend" }],
  start: (call, outside) => {
<<<<<<< HEAD
    const address = readAddress(call.text("vpcd") ?? `127.0.0.1:${VPCD_PORT}`);
    const held = { ...address, faults: readFaults(call) };
    const uid = call.text("uid");
    if (call.on("blank") || uid !== undefined) {
      return hold({ ...held, chip: blankToken(readUid(call, uid)) }, outside);
    }
    const { chip, manner } = readChip(call);
    return manner === "get-response"
      ? hold({ ...held, chip: throughGetResponse(chip) }, outside)
      : hold({ ...held, chip }, outside);
=======
    const file = call.text("card");
    if (file === undefined) {
      throw new TillyardError("config-invalid", "device card wants a card", {
        hint: "give --card FILE; scenarios/cards/chip.yaml is one to copy",
      });
    }
    const card = loadCard(file);
    const address = readAddress(call.text("vpcd") ?? `127.0.0.1:${VPCD_PORT}`);
    const faults = readFaults(call.texts("fault"));
    return hold({ ...address, card, faults }, outside);
>>>>>>> main
  },
};

function readChip(call: Options): { readonly chip: Chip<Card>; readonly manner: string } {
  const [file, manner = "t1"] = [call.text("card"), call.text("t0")];
  if (file === undefined) {
    throw new TillyardError("config-invalid", "device card wants a card", {
      hint: "give --card FILE; scenarios/cards/chip.yaml is one to copy",
    });
  }
  if (manner === "t1") return { chip: chipOf(loadCard(file)), manner };
  if (manner === "direct" || manner === "get-response") {
    return { chip: chipOf(loadCard(file), "t0"), manner };
  }
  throw new TillyardError("config-invalid", `--t0 ${manner} is no manner of T=0`, {
    hint: "give --t0 direct or --t0 get-response",
  });
}

<<<<<<< HEAD
function readUid(call: Options, text: string | undefined): Uint8Array | undefined {
  if (!call.on("blank")) {
    throw new TillyardError("config-invalid", "--uid is the number of a blank token", {
      hint: "give --blank too",
    });
  }
  if (text === undefined) return undefined;
  if (/^([\dA-Fa-f]{8}|[\dA-Fa-f]{14}|[\dA-Fa-f]{20})$/.test(text)) {
    return fromHex(text.toUpperCase());
  }
  throw new TillyardError("config-invalid", `--uid ${text} is not a number that tokens have`, {
    hint: "give 4, 7 or 10 bytes in hexadecimal: --uid 04A1B2C3D4E5F6",
  });
}

type Held<S> = Omit<VpcdCardOptions<S>, "clock" | "tell">;

function hold<S>(held: Held<S>, { clock, tell }: DeviceOutside): RunningDevice {
=======
function hold(held: Held, { clock, tell, attended }: DeviceOutside): RunningDevice {
>>>>>>> main
  const at = `${held.host}:${held.port}`;
  let arrived: ((news: CardNews) => void) | undefined;
  let place: CardView["place"] = "out";
  let faults = held.faults ?? [];
  const card = plugCardIntoVpcd({
    ...held,
    clock,
    tell: (news) => {
      place = PLACES[news.event] ?? place;
      arrived?.(news);
      tell(toldOf(news));
    },
  });
  const suffer = (given: readonly CardFault[]): void => {
    faults = given;
    card.setFaults(faults);
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
      faults: faults.map(formatCardFault),
    }),
    setFaults: (texts) => suffer(readFaults(texts)),
  };
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

function readFaults(texts: readonly string[]): readonly CardFault[] {
  return texts.map((text) => {
    const fault = parseCardFault(text);
    if (fault.ok) return fault.value;
    throw new TillyardError("config-invalid", `--fault ${text} ${fault.error}`, {
      hint: `give one of ${CARD_FAULT_FORMS}`,
    });
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
