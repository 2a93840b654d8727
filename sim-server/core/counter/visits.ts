import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { Bank } from "../bank/bank.ts";
import { createCustomer } from "../customer/customer.ts";
import type { CodeBook } from "../customer/phone-codes.ts";
import type { Emit } from "../trace-events.ts";
import type { World } from "../world/world.ts";
import { amountShown } from "./amount-shown.ts";
import { layOut } from "./desk.ts";
import { moveCard, putPhoneAway } from "./happenings.ts";
import { ownPhone } from "./own-phone.ts";
import type { Rig } from "./rig.ts";
import type { Scene } from "./scene.ts";
import { showPhone, tapCard } from "./tapping.ts";

/** Speaks on the trace in the name of a node. */
export type EmitAs = (node: string) => Emit;

/** What customers come to. */
export type Visits = {
  readonly world: World;
  readonly scenario: Scenario;
  readonly rig: Rig;
  readonly emitAs: EmitAs;
  readonly bank: Bank;
  readonly codes: CodeBook;
  /** How many come with the lesson's basket and wallet, one after another. */
  readonly customers: number;
};

/** Chosen: time between one customer's leaving and the next one's coming. */
const NEXT_CUSTOMER_MS = 1_000;

/** The next customer comes to the counter. */
export function bringCustomer(visits: Visits): void {
  const { world, scenario, rig, emitAs } = visits;
  const { scene, till, devices } = rig;
  const emit = emitAs("counter");
  const ways = new Map(scenario.cards.map(({ id, way }) => [id, way]));
  scene.visit += 1;
  const { visit } = scene;
  scene.customer = createCustomer({
    node: world.node("customer"),
    emit: emitAs("customer"),
    settings: scenario.customer,
    cards: scenario.cards,
    codes: scenario.codes,
    timed: scenario.coaching.patience,
    chance: (name) => world.chance(visit === 1 ? name : `${name}.${visit}`),
    eyes: {
      dueMinor: () => till.view().totalMinor,
      shownMinor: () => amountShown(devices.terminal.screen()),
    },
    phone: ownPhone(scenario, scene, (caller, step) =>
      visits.bank.talkToHolder(caller, step, world.scheduler.nowMs()),
    ),
    hands: {
      offerCard: (id) => {
        putPhoneAway(scene);
        emit("card.offered", { card: id, tail: scene.tails.get(id) ?? "" });
        moveCard(scene, emit, id, "held", ways.get(id));
      },
      showPhone: (id) => showPhone(scene, emit, visits.codes, id),
      tapCard: (card) => tapCard(rig, emit, { card, by: "customer" }),
      offerCash: (amountMinor) => {
        putPhoneAway(scene);
        till.send({ type: "cash", amountMinor });
      },
      pressPinKey: (key) => {
        stareAt(scene, rig.emit);
        devices.pad.press(key);
      },
      leave: () => endVisit(visits),
    },
  });
  emit("customer.came", { name: scene.customer.name, face: scenario.customer.face });
}

/** The next customer finds the belt laid out anew; after the last one the lesson is over. */
function endVisit(visits: Visits): void {
  const { world, scenario, rig, emitAs, customers } = visits;
  const { scene, till } = rig;
  if (scene.visit >= customers) {
    scene.phase = "ended";
    emitAs("counter")("lesson.ended", { reason: "customer-left" });
    return;
  }
  world.scheduler.after(NEXT_CUSTOMER_MS, () => {
    scene.desk = layOut(scenario.basket);
    till.send({ type: "next-sale" });
    bringCustomer(visits);
  });
}

/** A PIN keyed under the cashier's eyes has been seen, once an entry. */
function stareAt(scene: Scene, emit: Emit): void {
  if (scene.desk.facing === "away" || scene.stared) return;
  scene.stared = true;
  emit("cashier.saw-pin", {});
  scene.customer?.see({ type: "stared-at" });
}
