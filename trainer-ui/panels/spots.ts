import type { FocusKey } from "../counter/picture.ts";
import type { Box, Stage } from "../counter/stage.ts";
import {
  beltSpots,
  goodRect,
  type StageRects,
  slipRect,
  slipSpots,
  stageRects,
} from "../counter/stage-rects.ts";
import type { Words } from "../text/zh-cn.ts";
import { displayText } from "./customer-display.tsx";
import { type Copy, type DeedId, deedsAt, hasPrinted, type Seen, type Spot } from "./deeds.ts";
import { mobileName } from "./mobile-name.ts";
import { printerWords } from "./printer-words.ts";

/** A button over an object of the scene: where, what it is called, and what it offers. */
export type SpotButton = {
  readonly id: string;
  readonly box: Box;
  readonly name: string;
  readonly focus: FocusKey;
  readonly does: SpotDeed;
};

export type SpotDeed =
  | { readonly kind: "scan"; readonly item: string }
  | { readonly kind: "deed"; readonly deed: DeedId }
  | { readonly kind: "choose"; readonly spot: Spot }
  /** Paper that is nobody's copy is read, and nothing else. */
  | { readonly kind: "talk" | "phone" | "read" | "display" };

/** All buttons over the scene, in the order of the work. */
export function spotButtons(seen: Seen, stage: Stage, say: Words): SpotButton[] {
  const rects = stageRects(stage);
  return [
    ...goodsButtons(seen, stage, say),
    ...terminalButtons(seen, rects, say),
    ...cardButtons(seen, rects, say),
    ...tapButtons(seen, rects, say),
    ...padButton(seen, rects, say),
    ...printerButtons(seen, rects, say),
    ...slipButtons(seen, stage, say),
    ...displayButton(seen, rects, say),
    ...drawerButton(seen, rects, say),
    {
      id: "customer",
      box: rects.customer,
      name: `${seen.customer?.name ?? say.customer.here}${say.marks.colon}${say.customer.talk}`,
      focus: "customer",
      does: { kind: "talk" },
    },
    {
      id: "phone",
      box: rects.phone,
      name: `${say.things.phone} ${say.phone.bankNumber}`,
      focus: "phone",
      does: { kind: "phone" },
    },
  ];
}

function goodsButtons(seen: Seen, stage: Stage, { things }: Words): SpotButton[] {
  const belt = (seen.goods?.items ?? []).filter(({ place }) => place === "belt");
  const spots = beltSpots(stage, belt.length);
  return belt.flatMap((good, at) => {
    const spot = spots[at];
    if (spot === undefined) return [];
    return {
      id: `goods-${good.id}`,
      box: goodRect(stage, spot),
      name: things.goods(good.name),
      focus: `goods:${good.id}` as const,
      does: { kind: "scan", item: good.id } as const,
    };
  });
}

function terminalButtons(seen: Seen, rects: StageRects, say: Words): SpotButton[] {
  const card = seen.terminal?.slot === "card";
  return [
    {
      id: "lcd",
      box: rects.lcd,
      name: say.terminal.leanIn,
      focus: "terminal",
      does: { kind: "deed", deed: "look-terminal" },
    },
    {
      id: "slot",
      box: card ? rects.cardInSlot : rects.slot,
      name: `${say.things.terminal}${say.marks.colon}${card ? say.terminal.slotCard : say.terminal.slotEmpty}`,
      focus: "slot",
      does: card ? { kind: "deed", deed: "remove" } : chooseOrDo("slot", seen),
    },
  ];
}

function cardButtons({ card }: Seen, rects: StageRects, { things, marks }: Words): SpotButton[] {
  if (card?.place !== "held") return [];
  return [
    {
      id: "card",
      box: rects.cardOnCounter,
      name: [things.card, things.cardTail(card.tail), things.ways[card.way]].join(marks.comma),
      focus: "card",
      does: { kind: "choose", spot: "card" },
    },
  ];
}

/** The reader, while it waits for a tap, and the customer's phone, while she holds it out. */
function tapButtons(seen: Seen, rects: StageRects, { things, marks }: Words): SpotButton[] {
  const { terminal, mobile } = seen;
  const field = terminal?.field ?? "off";
  const buttons: SpotButton[] = [];
  if (field !== "off") {
    const name = [things.reader, things.field[field]].join(marks.comma);
    buttons.push({
      id: "reader",
      box: rects.reader,
      name,
      focus: "reader",
      does: { kind: "deed", deed: "tap" },
    });
  }
  const shown = mobileName(mobile, things);
  if (shown !== undefined) {
    const name = [things.mobile, shown].join(marks.comma);
    buttons.push({
      id: "mobile",
      box: rects.mobile,
      name,
      focus: "mobile",
      does: chooseOrDo("mobile", seen),
    });
  }
  return buttons;
}

function padButton(seen: Seen, rects: StageRects, { things, marks }: Words): SpotButton[] {
  const { pinPad } = seen;
  if (pinPad === undefined) return [];
  const inUse = pinPad.place === "customer" && pinPad.facing === "towards";
  return [
    {
      id: "pin-pad",
      box: pinPad.place === "customer" ? rects.pinPadWithCustomer : rects.pinPadOnCounter,
      name: [things.pad, things.padPlaces[pinPad.place], things.facing[pinPad.facing]].join(
        marks.comma,
      ),
      focus: "pin-pad",
      // The customer begins to key at once: then looking away must be one press.
      does: inUse ? { kind: "deed", deed: "look-away" } : chooseOrDo("pad", seen),
    },
  ];
}

/** What the customer reads is no work, and stands behind it. */
function displayButton({ display }: Seen, { display: box }: StageRects, say: Words): SpotButton[] {
  if (display === undefined) return [];
  const { things, marks } = say;
  const name = `${things.display}${marks.colon}${displayText(display.lines)}`;
  return [{ id: "display", box, name, focus: "display", does: { kind: "display" } }];
}

/** A shut drawer has nothing to take hold of. */
function drawerButton({ drawer }: Seen, rects: StageRects, { things, marks }: Words): SpotButton[] {
  if (drawer?.open !== true) return [];
  return [
    {
      id: "drawer",
      box: rects.drawer,
      name: [things.drawer, things.drawerIs.open].join(marks.comma),
      focus: "drawer",
      does: { kind: "deed", deed: "close-drawer" },
    },
  ];
}

function printerButtons(seen: Seen, rects: StageRects, say: Words): SpotButton[] {
  const { things, marks } = say;
  const { printer } = seen;
  if (printer === undefined) return [];
  const state = printerWords(printer, say);
  if (printer.printing) state.push(things.printing);
  const body: SpotButton = {
    id: "printer",
    box: rects.printer,
    name: [things.printer, ...state].join(marks.comma),
    focus: "printer",
    does: { kind: "choose", spot: "printer" },
  };
  if (!hasPrinted(seen)) return [body];
  return [
    {
      id: "rising",
      box: rects.risingSlip,
      name: things.slipRising,
      focus: "slip",
      does: { kind: "deed", deed: "tear" },
    },
    body,
  ];
}

function slipButtons(seen: Seen, stage: Stage, { things }: Words): SpotButton[] {
  const lying = (seen.slips ?? []).filter(({ place }) => place === "counter");
  const spots = slipSpots(stage, lying.length);
  return lying.flatMap((slip, at) => {
    const spot = spots[at];
    if (spot === undefined) return [];
    const same = lying.filter(({ copy }) => copy === slip.copy);
    return {
      id: `slip-${slip.id}`,
      box: slipRect(stage, spot),
      name: `${things.copies[slip.copy]}${same.length > 1 ? ` ${same.indexOf(slip) + 1}` : ""}`,
      focus: "slips" as const,
      does: SLIP_DEEDS[slip.copy],
    };
  });
}

const SLIP_DEEDS: Readonly<Record<Copy, SpotDeed>> = {
  merchant: { kind: "choose", spot: "merchant-copy" },
  cardholder: { kind: "choose", spot: "cardholder-copy" },
  other: { kind: "read" },
};

/** One deed is done at once; several are offered. */
function chooseOrDo(spot: Spot, seen: Seen): SpotDeed {
  const offered = deedsAt(spot, seen);
  const only = offered.length === 1 ? offered[0] : undefined;
  return only === undefined ? { kind: "choose", spot } : { kind: "deed", deed: only };
}
