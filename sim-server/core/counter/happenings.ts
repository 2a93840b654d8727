import { type Paper, paperText } from "../../../device-emulators/devices/printer/paper.ts";
import { GOODS } from "../../../scenarios/goods/goods.ts";
import type { TerminalScreen } from "../terminal/ports.ts";
import type { CardPlace, Emit, TraceEvents } from "../trace-events.ts";
import { type CardOnDesk, copyOf, type Good } from "./desk.ts";
import type { Scene } from "./scene.ts";

/** What devices do that people see. */
export type Happenings = {
  readonly cardReleased: (card: string) => void;
  readonly slipTorn: (paper: Paper) => void;
  readonly padAsks: (on: boolean) => void;
  readonly screenShown: (screen: TerminalScreen) => void;
  readonly outcomeShown: (outcome: TraceEvents["terminal.outcome"]) => void;
  readonly saleSettled: () => void;
  /** Goods taken off the till go back on the belt: those of one code, or all. */
  readonly goodsReturned: (code: string | undefined) => void;
};

const CODE_OF: ReadonlyMap<string, string> = new Map(GOODS.map(({ id, code }) => [id, code]));

/** Screens on which the customer sees that the bank is being asked. */
const BANK_SCREENS: ReadonlySet<string> = new Set([
  "connecting",
  "sending",
  "receiving",
  "reversing",
]);

/** @param emit in the counter's name */
export function happeningsOf(scene: Scene, emit: Emit): Happenings {
  return {
    cardReleased: (card) => moveCard(scene, emit, card, "held"),
    slipTorn: (paper) => {
      const text = paperText(paper);
      scene.slips += 1;
      const id = `slip-${scene.slips}`;
      const copy = copyOf(text);
      const slip = { id, copy, place: "counter", paper, text } as const;
      scene.desk = { ...scene.desk, slips: [...scene.desk.slips, slip] };
      emit("slip.torn", { slip: id, copy, lines: text });
    },
    padAsks: (on) => {
      scene.stared = false;
      scene.customer?.see({ type: "pin-asked", on });
      if (!on) takePadBack(scene, emit);
    },
    screenShown: ({ screen }) => {
      if (screen === "card-unread") scene.customer?.see({ type: "card-unread" });
      const on = BANK_SCREENS.has(screen);
      if (on === scene.bankWait) return;
      scene.bankWait = on;
      scene.customer?.see({ type: "bank-wait", on });
    },
    outcomeShown: ({ outcome, responseCode }) => {
      // Paid or refused, she puts her phone away.
      const payingIsOver = outcome === "approved" || outcome === "declined";
      if (payingIsOver && scene.desk.mobile?.shows !== "call") putPhoneAway(scene);
      scene.customer?.see({ type: "outcome", outcome, responseCode });
    },
    goodsReturned: (code) => {
      const goods = scene.desk.goods.map((good): Good => {
        const concerned = code === undefined || CODE_OF.get(good.item) === code;
        return concerned ? { ...good, place: "belt" } : good;
      });
      scene.desk = { ...scene.desk, goods };
    },
    saleSettled: () => scene.customer?.see({ type: "cash-taken" }),
  };
}

/** The customer's phone is out of sight again. */
export function putPhoneAway(scene: Scene): void {
  scene.desk = { ...scene.desk, mobile: undefined };
}

/** Moves the card in play, and says so. */
export function moveCard(
  scene: Scene,
  emit: Emit,
  id: string,
  to: Exclude<CardPlace, "wallet">,
  offeredWay: CardOnDesk["way"] = "chip-first",
): void {
  const { card } = scene.desk;
  const from: CardPlace = card?.id === id ? card.place : "wallet";
  const way = card?.id === id ? card.way : offeredWay;
  scene.lastCard = id;
  scene.desk = { ...scene.desk, card: { id, place: to, way } };
  emit("card.moved", { card: id, tail: scene.tails.get(id) ?? "", from, to });
}

/** Once the PIN is keyed, or no longer asked, the customer lays the pad down and the cashier turns back. */
function takePadBack(scene: Scene, emit: Emit): void {
  const wasAway = scene.desk.pad === "customer";
  scene.customer?.see({ type: "unwatched", on: false });
  scene.desk = { ...scene.desk, pad: "cashier", facing: "towards" };
  if (!wasAway) return;
  emit("pin-pad.moved", { to: "cashier" });
  scene.customer?.see({ type: "pad", mine: false });
}
