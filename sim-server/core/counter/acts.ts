import { lately } from "../../../device-emulators/kit/lately.ts";
import { armable } from "../faults/catalogue.ts";
import type { SlipCopy } from "../trace-events.ts";
import { saidOften } from "../world/trace.ts";
import type { Act, Phrase, Thing } from "./act.ts";
import { moveSlip, slipOnCounter } from "./desk.ts";
import { wrongWith } from "./judgement.ts";
import type { Outcome, Rig } from "./rig.ts";
import { tapCard } from "./tapping.ts";

type Acts = {
  readonly [T in Act["type"]]: (act: Extract<Act, { type: T }>, rig: Rig) => Outcome;
};

/** What comes of an act: it is decided before anything is done, so that the trace can say so first. */
export function decide(act: Act, rig: Rig): Outcome {
  const how = ACTS[act.type] as (act: Act, rig: Rig) => Outcome;
  return how(act, rig);
}

const saidOf = lately((phrase: Phrase) => saidOften({ phrase }));

const ACTS: Acts = {
  scan: ({ item }, rig) => {
    const good = rig.scene.desk.goods.find(({ id }) => id === item);
    if (good === undefined) return "unknown";
    if (good.place !== "belt") return "not-there";
    const scanned = rig.scan(good.item);
    if (typeof scanned === "string") return scanned;
    return () => {
      const goods = rig.scene.desk.goods.map((one) =>
        one === good ? { ...one, place: "bag" as const } : one,
      );
      rig.scene.desk = { ...rig.scene.desk, goods };
      scanned();
    };
  },
  wedge:
    ({ text }, rig) =>
    () =>
      rig.hearWedge(text),
  key: ({ device, key }, rig) =>
    device === "terminal" ? rig.pressTerminal(key) : rig.pressTill(key),
  say:
    ({ phrase }, rig) =>
    () => {
      rig.emit("cashier.said", saidOf(phrase));
      rig.customer().hear(phrase);
    },
  "ask-for": ({ means }, rig) => {
    const asked = rig.customer().askFor(means);
    if (asked === undefined) return "not-there";
    return () => {
      rig.emit("cashier.said", { phrase: "ask-card" });
      asked();
    };
  },
  tender: ({ means }, rig) => rig.tender(means),
  "turn-card": (_act, rig) => {
    const { card } = rig.scene.desk;
    if (card?.place !== "held") return "not-there";
    const way = card.way === "chip-first" ? "wrong-way" : "chip-first";
    return () => {
      rig.scene.desk = { ...rig.scene.desk, card: { ...card, way } };
      rig.emit("card.turned", { card: card.id, way });
    };
  },
  insert: (_act, rig) => {
    const { card } = rig.scene.desk;
    if (card?.place !== "held") return "not-there";
    return () => {
      rig.moveCard("slot");
      rig.devices.slot.insert(card.id, card.way);
      rig.faults.inserted();
    };
  },
  swipe: (_act, rig) => {
    const { card } = rig.scene.desk;
    if (card?.place !== "held") return "not-there";
    return () => rig.devices.slot.swipe(card.id, card.way, rig.faults.swipe());
  },
  tap: (_act, rig) => {
    const { card } = rig.scene.desk;
    if (card?.place === "slot") return "not-there";
    return card?.place === "held"
      ? () => tapCard(rig, rig.emit, { card: card.id, by: "cashier" })
      : (rig.customer().tap() ?? "not-there");
  },
  "scan-code": (_act, rig) => rig.scanCode(),
  remove: (_act, rig) => (rig.devices.slot.occupied() ? rig.devices.slot.remove : "not-there"),
  hand: ({ thing, to }, rig) => {
    if (thing === "pin-pad") return rig.handPad(to);
    if (to !== "customer") return "not-now";
    return thing === "card" ? handCard(rig) : handSlip(thing, rig);
  },
  "look-away": (_act, rig) => {
    if (rig.scene.desk.facing === "away") return "not-now";
    return () => {
      rig.scene.desk = { ...rig.scene.desk, facing: "away", looksAt: undefined };
      rig.emit("cashier.looked-away", {});
      rig.customer().see({ type: "unwatched", on: true });
    };
  },
  inspect: ({ thing }, rig) => {
    if (!rig.inReach(thing)) return "not-there";
    return () => {
      rig.scene.desk = { ...rig.scene.desk, looksAt: thing };
      rig.emit("cashier.inspected", { thing });
    };
  },
  judge: ({ thing, verdict }, rig) => {
    if (!rig.inReach(thing)) return "not-there";
    return () => {
      rig.scene.desk = { ...rig.scene.desk, looksAt: undefined };
      rig.emit("cashier.judged", { thing, verdict, wrong: wrongWith(thing, rig) });
    };
  },
  tear: (_act, rig) => rig.devices.printer.tear(),
  "load-paper": (_act, rig) => rig.devices.printer.load(),
  open: (_act, rig) => rig.devices.printer.open(),
  close: ({ thing }, rig) => (thing === "drawer" ? closeDrawer(rig) : rig.devices.printer.close()),
  clean: (_act, rig) => (rig.devices.slot.occupied() ? "not-now" : rig.devices.slot.clean),
  dial: ({ number }, rig) => {
    const dialled = rig.phone.dial(number);
    if (typeof dialled === "string") return dialled;
    return () => {
      dialled();
      rig.customer().see({ type: "work" });
    };
  },
  answer: ({ choice }, rig) => rig.phone.answer(choice),
  "hang-up": (_act, rig) => rig.phone.hangUp(),
  file: ({ thing }, rig) => {
    const copy = copyNamed(thing);
    if (copy === undefined) return "unknown";
    const slip = slipOnCounter(rig.scene.desk, copy);
    if (slip === undefined) return "not-there";
    return () => {
      rig.scene.desk = moveSlip(rig.scene.desk, slip.id, "filed");
      rig.emit("slip.filed", { slip: slip.id, copy });
    };
  },
  fault: ({ fault, params }, rig) => {
    if (!armable(fault, params)) return "unknown";
    if (!rig.faults.reaches({ fault, params })) return "not-there";
    return () => rig.faults.arm({ fault, params, nth: 1, times: 1 });
  },
  // Time itself stands still: that is the session's to do, and nothing happens in the world.
  pause: () => () => undefined,
};

function handCard(rig: Rig): Outcome {
  if (rig.scene.desk.card?.place !== "held") return "not-there";
  const card = rig.scene.desk.card.id;
  return () => {
    rig.moveCard("customer");
    rig.customer().see({ type: "card-back", card });
  };
}

function handSlip(thing: Thing, rig: Rig): Outcome {
  const copy = copyNamed(thing);
  if (copy === undefined) return "unknown";
  const slip = slipOnCounter(rig.scene.desk, copy);
  if (slip === undefined) return "not-there";
  return () => {
    rig.scene.desk = moveSlip(rig.scene.desk, slip.id, "customer");
    rig.emit("slip.handed", { slip: slip.id, copy });
    if (copy === "cardholder") rig.customer().see({ type: "slip-handed" });
  };
}

function closeDrawer({ devices: { drawer } }: Rig): Outcome {
  return drawer.open() ? drawer.push : "not-now";
}

function copyNamed(thing: Thing): SlipCopy | undefined {
  if (thing === "merchant-copy") return "merchant";
  return thing === "cardholder-copy" ? "cardholder" : undefined;
}
