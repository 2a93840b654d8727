import {
  type FieldCard,
  holdToField,
  stepFieldCard,
} from "../../../device-emulators/devices/card/field-card.ts";
import {
  type FieldEffect,
  type FieldInput,
  type FieldState,
  fieldOf,
  quietField,
} from "../../../device-emulators/devices/card-reader/field.ts";
import type { ReaderEvent, ReaderPort } from "../drivers/reader-driver.ts";
import type { Emit } from "../trace-events.ts";
import { runMachine } from "../world/machine.ts";
import type { Node } from "../world/node.ts";
import type { Timer } from "../world/scheduler.ts";
import { nameCommand, statusOf } from "./apdu-names.ts";
import type { CardStock } from "./card-stock.ts";

/** What hands and faults do at the field. */
export type FieldHands = {
  /** Holds cards to the reader, until it lets go of the field or patience ends. */
  readonly tap: (cards: readonly string[]) => void;
  readonly leaveAt: (command: number) => void;
  /** Takes away what is held to the reader. */
  readonly drawBack: () => void;
  /** What is held to the reader now. */
  readonly held: () => readonly string[];
  readonly fieldOn: () => boolean;
};

/** Chosen: nobody holds a card longer to a reader that does nothing. */
export const HOLD_MS_MAX = 3_000;
/** Chosen: how long a hand takes to draw back. */
export const DRAW_BACK_MS = 300;

const stepField = fieldOf(stepFieldCard);

/** The field of the reader: the terminal's end, and what is held to it. */
export function mountField(
  { node, emit }: { readonly node: Node; readonly emit: Emit },
  cards: CardStock,
  tell: (event: ReaderEvent) => void,
): {
  readonly cable: Pick<ReaderPort, "inField" | "powerField" | "transmitField">;
  readonly hands: FieldHands;
} {
  const held: string[] = [];
  let patience: Timer | undefined;
  let command = "";

  const withdrawIn = (ms: number): void => {
    if (patience !== undefined) patience.cancelled = true;
    patience = node.after(ms, () => field.send({ type: "withdraw" }));
  };
  const perform = (effect: FieldEffect<FieldCard>): void => {
    switch (effect.type) {
      case "tapped":
      case "collision":
      case "left":
        emit("reader.field", { felt: effect.type });
        if (effect.type === "collision") withdrawIn(DRAW_BACK_MS);
        tell(effect);
        break;
      case "answer":
        emit("card.apdu", { command, sw: statusOf(effect.bytes) });
        tell({ type: "field-answer", bytes: effect.bytes });
        break;
      case "mute":
        emit("card.mute", { command, why: "silent chip" });
        tell({ type: "field-mute" });
        break;
      case "released": {
        const id = held.shift();
        if (id !== undefined) cards.keep(id, effect.card.card);
      }
    }
  };
  const field = runMachine<FieldState<FieldCard>, FieldInput<FieldCard>, FieldEffect<FieldCard>>(
    node,
    stepField,
    quietField<FieldCard>(),
    perform,
  );

  return {
    cable: {
      inField: () => field.state().link.kind === "open",
      powerField: (on) => {
        field.send({ type: "power", on });
        if (!on && held.length > 0) withdrawIn(DRAW_BACK_MS);
      },
      transmitField: (bytes) => {
        command = nameCommand(bytes);
        field.send({ type: "transmit", bytes });
      },
    },
    hands: {
      tap: (ids) => {
        held.push(...ids);
        withdrawIn(HOLD_MS_MAX);
        field.send({ type: "tap", cards: ids.map((id) => holdToField(cards.take(id))) });
      },
      held: () => held,
      fieldOn: () => field.state().powered,
      drawBack: () => field.send({ type: "withdraw" }),
      leaveAt: (at) => field.send({ type: "leave-at", command: at }),
    },
  };
}
