import type { CardSettings, Scenario } from "../../../scenarios/format/scenario.ts";
import { GOODS } from "../../../scenarios/goods/goods.ts";
import { numberOn } from "../drivers/stripe-reading.ts";
import type { Emit, Refusal } from "../trace-events.ts";
import { moveCard } from "./happenings.ts";
import type { HardwarePorts } from "./hardware.ts";
import type { Rig } from "./rig.ts";
import { tapCard } from "./tapping.ts";

type Hands = Pick<HardwarePorts, "scanned" | "swiped" | "token" | "tokenGone">;
type Used = {
  readonly card: CardSettings;
  /** Whether it leaves the customer's hand. */
  readonly lies: boolean;
};

/** What is done at the counter with things in the hand: goods, training cards, cards with a stripe. */
export function hardwareHands(scenario: Scenario, emit: Emit, rig: () => Rig): Hands {
  let inSlot = false;
  let inField = false;

  /** Whoever uses it now, the card was the customer's: she knows where it is. */
  const use = ({ card: { id }, lies }: Used): void =>
    rig().scene.customer?.see({ type: "card-used", card: id, lies });

  const insert = (card: CardSettings): Refusal | undefined => {
    const { scene, devices, faults } = rig();
    if (devices.slot.occupied() || anotherInPlay(rig(), card.id)) return "not-now";
    inSlot = true;
    emit("hardware.token", { card: card.id });
    use({ card, lies: true });
    moveCard(scene, emit, card.id, "slot");
    devices.slot.insert(card.id, "chip-first");
    faults.inserted();
    return undefined;
  };

  const tap = (card: CardSettings): Refusal | undefined => {
    if (anotherInPlay(rig(), card.id)) return "not-now";
    const held = rig().scene.desk.card?.place === "held";
    if (rig().devices.slot.occupied() || rig().devices.slot.held().length > 0) return "not-now";
    inField = true;
    emit("hardware.token", { card: card.id });
    if (!held) use({ card, lies: false });
    tapCard(rig(), emit, { card: card.id, by: held ? "cashier" : "customer" });
    return undefined;
  };

  return {
    scanned: (code) => takeFromBelt(rig(), code),
    token: (event) => {
      if (rig().scene.phase !== "open") return "not-now";
      const card = carriedCard(scenario, event.card);
      if (card === undefined) return "unknown";
      // A tag that nothing feels lies there like a card in the slot: so it is of use in every lesson.
      const felt = event.by === "field" && card.contactless && rig().devices.slot.fieldOn();
      return felt ? tap(card) : insert(card);
    },
    tokenGone: () => {
      const { slot } = rig().devices;
      if (!(inSlot || inField)) return "not-there";
      if (inSlot && slot.occupied()) slot.remove();
      if (inField) slot.drawBack();
      inSlot = false;
      inField = false;
      return undefined;
    },
    swiped: ({ tracks }) => {
      const { scene, devices } = rig();
      if (scene.phase !== "open") return "not-now";
      const number = numberOn(tracks);
      const card = scenario.cards.find((each) => each.number === number);
      if (card !== undefined && !anotherInPlay(rig(), card.id)) {
        use({ card, lies: true });
        if (scene.desk.card?.place !== "held") moveCard(scene, emit, card.id, "held");
      }
      devices.slot.swipeTracks(tracks);
      return undefined;
    },
  };
}

/** Another card lies on the counter or in the slot, and there is one card in play at a time. */
function anotherInPlay({ scene }: Rig, id: string): boolean {
  const { card } = scene.desk;
  return card !== undefined && card.id !== id && (card.place === "held" || card.place === "slot");
}

/** The card of that name, where the customer carries it. */
function carriedCard({ customer, cards }: Scenario, id: string): CardSettings | undefined {
  const card = cards.find((each) => each.id === id && each.kind === "card");
  return card !== undefined && customer.wallet.includes(id) ? card : undefined;
}

/** What a real scanner read is put into the bag, if there is such a thing on the belt. */
function takeFromBelt({ scene, till }: Rig, code: string): void {
  const { kind } = till.state().sale;
  const item = kind === "paid" || kind === "approved" ? undefined : ITEM_OF.get(code);
  const good = scene.desk.goods.find((one) => one.item === item && one.place === "belt");
  if (good === undefined) return;
  const goods = scene.desk.goods.map((one) =>
    one === good ? { ...one, place: "bag" as const } : one,
  );
  scene.desk = { ...scene.desk, goods };
  scene.customer?.see({ type: "work" });
}

const ITEM_OF: ReadonlyMap<string, string> = new Map(GOODS.map(({ id, code }) => [code, id]));
