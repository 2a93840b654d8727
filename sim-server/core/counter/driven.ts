import { paperText } from "../../../device-emulators/devices/printer/paper.ts";
import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { Emit, Refusal } from "../trace-events.ts";
import type { World } from "../world/world.ts";
import { copyOf } from "./desk.ts";
import type { Devices } from "./devices.ts";
import { decideHand } from "./hand-events.ts";
import type { Happenings } from "./happenings.ts";
import { createPosDesk, type PosDesk } from "./pos-desk.ts";
import type { HandEvent } from "./pos-event.ts";
import { createShopper } from "./shopper.ts";

/** How a terminal is set up that somebody's POS drives. */
export type PosSetup = {
  /** The card of the shopper who comes when one is asked for; nobody comes without. */
  readonly card: string | undefined;
};

/** A terminal without a cashier: the POS at its cable, a shopper before it, and who looks after it. */
export type Driven = {
  readonly desk: PosDesk;
  /** What devices do, also for the eyes of who is there now. */
  readonly watch: (happenings: Happenings) => Happenings;
  /** @returns why it had no effect, if so */
  readonly lendHand: (event: HandEvent) => Refusal | undefined;
};

export type DrivenPorts = {
  readonly world: World;
  readonly scenario: Scenario;
  readonly pos: PosSetup;
  readonly emitAs: (node: string) => Emit;
  readonly devices: () => Devices;
};

/** Chosen: how soon after a screen somebody presses cancel on it, and tears off what was printed. */
const CANCEL_MS = 50;
const TEAR_MS = 400;

/** Puts a POS, a shopper and an attendant around a terminal. */
export function driveByPos({ world, scenario, pos, emitAs, devices }: DrivenPorts): Driven {
  const hands = world.node("hands");
  const emit = emitAs("hands");
  const shopper = createShopper(
    { node: hands, settings: scenario.customer, cards: scenario.cards, devices },
    pos.card,
  );
  const desk = createPosDesk({
    emit: emitAs("pos"),
    pressCancel: () => void hands.after(CANCEL_MS, () => devices().terminal.press("cancel")),
  });
  const cards = new Set(scenario.cards.map(({ id }) => id));
  const tear = (): void => {
    const torn = devices().printer.tear();
    if (typeof torn === "function") torn();
  };
  let papers = 0;
  return {
    desk,
    watch: (happenings) => ({
      ...happenings,
      screenShown: (screen) => {
        desk.screenShown();
        shopper.screenShown(screen.screen);
        if (screen.screen === "idle") hands.after(TEAR_MS, tear);
      },
      padAsks: shopper.padAsks,
      // Nobody keeps the papers: what they say is told, and they are gone.
      slipTorn: (paper) => {
        const lines = paperText(paper);
        papers += 1;
        emit("slip.torn", { slip: `slip-${papers}`, copy: copyOf(lines), lines });
      },
      cardReleased: () => undefined,
      outcomeShown: () => undefined,
    }),
    lendHand: (event) => {
      const outcome = decideHand(event, { devices: devices(), shopper, cards });
      const refused = typeof outcome === "string" ? { refused: outcome } : {};
      const card = "card" in event ? { card: event.card } : {};
      emit("hand.did", { did: event.kind, ...card, ...refused });
      if (typeof outcome === "string") return outcome;
      outcome();
      return undefined;
    },
  };
}
