import type { Refusal } from "../trace-events.ts";
import type { Act } from "./act.ts";
import { moveSlip, slipOnCounter } from "./desk.ts";
import { wrongWith } from "./judgement.ts";
import type { Rig } from "./rig.ts";

type Acts = {
  readonly [T in Act["type"]]: (act: Extract<Act, { type: T }>, rig: Rig) => Refusal | undefined;
};

/** Does what a cashier does, or says why it had no effect. */
export function perform(act: Act, rig: Rig): Refusal | undefined {
  const how = ACTS[act.type] as (act: Act, rig: Rig) => Refusal | undefined;
  return how(act, rig);
}

const ACTS: Acts = {
  scan: ({ item }, rig) => {
    const good = rig.desk.goods.find(({ id }) => id === item);
    if (good === undefined) return "unknown";
    if (good.place !== "belt") return "not-there";
    const goods = rig.desk.goods.map((one) =>
      one === good ? { ...one, place: "bag" as const } : one,
    );
    rig.desk = { ...rig.desk, goods };
    rig.scan(good.item);
    return undefined;
  },
  key: ({ device, key }, rig) =>
    device === "terminal" ? rig.pressTerminal(key) : rig.pressTill(key),
  say: ({ phrase }, rig) => {
    rig.emit("cashier.said", { phrase });
    rig.customer.hears(phrase);
    return undefined;
  },
  tender: ({ means }, rig) => rig.tender(means),
  "turn-card": (_act, rig) => {
    const { card } = rig.desk;
    if (card?.place !== "held") return "not-there";
    const way = card.way === "chip-first" ? "wrong-way" : "chip-first";
    rig.desk = { ...rig.desk, card: { ...card, way } };
    rig.emit("card.turned", { card: card.id, way });
    return undefined;
  },
  insert: (_act, rig) => {
    const { card } = rig.desk;
    if (card?.place !== "held") return "not-there";
    rig.moveCard("slot");
    rig.faults.inserted();
    rig.slot.insert(card.id, card.way);
    return undefined;
  },
  remove: (_act, rig) => {
    if (!rig.slot.occupied()) return "not-there";
    rig.slot.remove();
    return undefined;
  },
  hand: ({ thing, to }, rig) => {
    if (thing === "pin-pad") return rig.handPad(to);
    if (to !== "customer") return "not-now";
    if (thing === "card") return handCard(rig);
    return thing === "merchant-copy" || thing === "cardholder-copy"
      ? handSlip(thing, rig)
      : "unknown";
  },
  "look-away": (_act, rig) => {
    if (rig.desk.facing === "away") return "not-now";
    rig.desk = { ...rig.desk, facing: "away", looksAt: undefined };
    rig.emit("cashier.looked-away", {});
    return undefined;
  },
  inspect: ({ thing }, rig) => {
    if (!rig.inReach(thing)) return "not-there";
    rig.desk = { ...rig.desk, looksAt: thing };
    rig.emit("cashier.inspected", { thing });
    return undefined;
  },
  judge: ({ thing, verdict }, rig) => {
    if (!rig.inReach(thing)) return "not-there";
    rig.desk = { ...rig.desk, looksAt: undefined };
    rig.emit("cashier.judged", { thing, verdict, wrong: wrongWith(thing, rig) });
    return undefined;
  },
  tear: (_act, rig) => rig.tear(),
  "load-paper": (_act, rig) => rig.loadPaper(),
  open: (_act, rig) => rig.openPrinter(),
  close: ({ thing }, rig) => (thing === "drawer" ? rig.closeDrawer() : rig.closePrinter()),
  clean: (_act, rig) => {
    if (rig.slot.occupied()) return "not-now";
    rig.slot.clean();
    return undefined;
  },
  dial: ({ number }, rig) => rig.phone.dial(number),
  answer: ({ choice }, rig) => rig.phone.answer(choice),
  "hang-up": (_act, rig) => rig.phone.hangUp(),
  file: ({ thing }, rig) => {
    if (thing !== "merchant-copy" && thing !== "cardholder-copy") return "unknown";
    const copy = thing === "merchant-copy" ? "merchant" : "cardholder";
    const slip = slipOnCounter(rig.desk, copy);
    if (slip === undefined) return "not-there";
    rig.desk = moveSlip(rig.desk, slip.id, "filed");
    rig.emit("slip.filed", { slip: slip.id, copy });
    return undefined;
  },
  fault: ({ fault, params }, rig) => {
    rig.faults.arm({ fault, params, nth: 1, times: 1 });
    return undefined;
  },
  // Time itself stands still: that is the session's to do, and nothing happens in the world.
  pause: () => undefined,
};

function handCard(rig: Rig): Refusal | undefined {
  if (rig.desk.card?.place !== "held") return "not-there";
  rig.moveCard("customer");
  rig.customer.takesCard();
  return undefined;
}

function handSlip(thing: "merchant-copy" | "cardholder-copy", rig: Rig): Refusal | undefined {
  const copy = thing === "merchant-copy" ? "merchant" : "cardholder";
  const slip = slipOnCounter(rig.desk, copy);
  if (slip === undefined) return "not-there";
  rig.desk = moveSlip(rig.desk, slip.id, "customer");
  rig.emit("slip.handed", { slip: slip.id, copy });
  rig.customer.takesSlip(copy);
  return undefined;
}
