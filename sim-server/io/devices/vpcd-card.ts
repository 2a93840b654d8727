import type { CardFault } from "../../../device-emulators/devices/card/card-faults.ts";
import type { Chip } from "../../../device-emulators/devices/card/chip.ts";
import {
  cardInHand,
  type PluggedInput,
  plugIn,
} from "../../../device-emulators/devices/card/plugged-card.ts";
import { parseResponse } from "../../../device-emulators/kit/apdu.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import { openVpcdSlot } from "../../../device-emulators/transports/vpcd.ts";
import type { VpcdOrder } from "../../../device-emulators/transports/vpcd-frames.ts";

/** What can be told about a card in a virtual reader; never what it said. */
export type CardNews =
  /** pcscd has asked for it: it is a card in a reader now. */
  | { readonly event: "inserted" }
  /** pcscd has seen that it is out, within a second of its removal. */
  | { readonly event: "removed" }
  /** pcscd is not there, or has gone; the card is offered until it is back. */
  | { readonly event: "no-reader"; readonly cause: string | undefined }
  | {
      readonly event: "command";
      /** Its number since insertion. */
      readonly number: number;
      readonly instruction: number;
      /** What came back; without one, nothing did. */
      readonly statusWord: number | undefined;
    };

/** A card that is inserted and pulled out by whoever holds this. */
export type VpcdCard = {
  readonly insert: () => void;
  readonly remove: () => void;
  readonly setFaults: (faults: readonly CardFault[]) => void;
  readonly close: () => void;
};

export type VpcdCardOptions<S> = {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly chip: Chip<S>;
  readonly faults?: readonly CardFault[];
  readonly tell: (news: CardNews) => void;
};

const SHORT_BYTES_MAX = 255;
/** What a dead chip says to reset: a byte that opens no answer to reset. @source ISO/IEC 7816-3, 8.2.1 */
const NO_ANSWER_TO_RESET = Uint8Array.of(0);
/** vpcd knows no time-out. An answer without a status word comes to the same at the terminal. */
const NO_ANSWER = Uint8Array.of(0);

/** What an order that nobody answers does at the contacts. */
const POWER: Readonly<
  Record<Exclude<VpcdOrder["kind"], "command" | "ask-atr">, readonly PluggedInput[]>
> = {
  "power-off": [{ type: "power-off" }],
  "power-on": [{ type: "power-on" }],
  reset: [{ type: "power-off" }, { type: "power-on" }],
  unknown: [],
};

/** Puts a card into the slot at that address as soon as `insert` is called, and answers for it. */
export function plugCardIntoVpcd<S>(options: VpcdCardOptions<S>): VpcdCard {
  const { chip, clock, tell } = options;
  const machine = plugIn(chip);
  let state = cardInHand(chip, options.faults);
  let place: "out" | "offered" | "seen" | "lost" = "out";
  let callOff = (): void => undefined;
  const atr = chip.answerToReset ?? NO_ANSWER_TO_RESET;

  const slot = openVpcdSlot({
    ...options,
    shortAnswers: chip.answerBytesMax <= SHORT_BYTES_MAX,
    hear: (order) => obey(order),
    line: (line, cause) => {
      if (line === "up") return;
      callOff();
      step({ type: "power-off" });
      if (place !== "lost") tell({ event: "no-reader", cause });
      place = "lost";
    },
    out: () => tell({ event: "removed" }),
  });

  const say = (bytes: Uint8Array, afterMs: number): void => {
    if (afterMs === 0) slot.answer(bytes);
    else callOff = clock.after(afterMs, () => slot.answer(bytes));
  };

  const step = (input: PluggedInput) => {
    const next = machine(state, input, clock.nowMs());
    state = next.state;
    for (const effect of next.effects) {
      if (effect.type !== "presence") continue;
      callOff();
      if (effect.present) {
        place = "offered";
        slot.insert();
      } else {
        place = "out";
        slot.remove();
      }
    }
    return next.effects;
  };

  const hearCommand = (bytes: Uint8Array): void => {
    const effect = step({ type: "command", bytes }).find(({ type }) => type !== "presence");
    if (effect === undefined || effect.type === "presence") return;
    const said = effect.type === "answer" ? effect.bytes : undefined;
    tell({
      event: "command",
      number: state.commands,
      instruction: bytes[1] ?? 0,
      statusWord: said && statusWordOf(said),
    });
    say(said ?? NO_ANSWER, effect.afterMs);
  };

  const obey = (order: VpcdOrder): void => {
    if (order.kind === "command") {
      hearCommand(order.bytes);
    } else if (order.kind === "ask-atr") {
      slot.answer(atr);
      if (place !== "seen") tell({ event: "inserted" });
      place = "seen";
    } else {
      for (const input of POWER[order.kind]) step(input);
    }
  };

  return {
    insert: () => void step({ type: "insert" }),
    remove: () => void step({ type: "remove" }),
    setFaults: (faults) => void step({ type: "faults", faults }),
    close: () => {
      callOff();
      slot.close();
    },
  };
}

function statusWordOf(answer: Uint8Array): number | undefined {
  const read = parseResponse(answer);
  return read.ok ? read.value.statusWord : undefined;
}
