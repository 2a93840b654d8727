import { faceOf } from "../../../device-emulators/devices/card/card-profile.ts";
import { GOODS } from "../../../scenarios/goods/goods.ts";
import type { SlipOnDesk } from "./desk.ts";
import { HOUSE, profileOf } from "./house.ts";
import { viewPaper } from "./paper-view.ts";
import { part } from "./part.ts";
import type { Rig } from "./rig.ts";
import type {
  CardView,
  ClockView,
  GoodsView,
  MobileView,
  PinPadView,
  SlipView,
  TerminalView,
  View,
} from "./view.ts";

const GOOD_OF = new Map(GOODS.map((good) => [good.id, good]));

const NO_CARD: CardView = {
  place: "none",
  id: "",
  art: "",
  way: "chip-first",
  tail: "",
  stripe: false,
  contactless: false,
};

/** From behind, a pad shows nothing; not even that a key was pressed. */
const FROM_BEHIND = ["", ""] as const;

/** The view of a counter as it is now, and as it is at each look. A part is made anew when it changed. */
export function createView(rig: Rig): { readonly view: () => View; readonly live: View } {
  const { scene, devices, till, phone } = rig;
  const clock = part(
    () => [rig.minute()],
    (_minute): ClockView => {
      const { date, time } = rig.wall();
      return { date, time };
    },
  );
  const goods = part(
    () => [scene.desk.goods],
    (items): GoodsView => ({
      items: items.map(({ id, item, place }) => {
        const good = GOOD_OF.get(item);
        return { id, place, art: good?.art ?? item, name: good?.name.zh ?? item };
      }),
    }),
  );
  const terminal = part(
    () => [devices.terminal.screen(), devices.slot.occupied(), rig.field()],
    (screen, occupied, field): TerminalView => ({
      ...screen,
      slot: occupied ? "card" : "empty",
      field,
    }),
  );
  const pinPad = part(
    () => [
      scene.desk.pad === "cashier" ? devices.pad.lines() : FROM_BEHIND,
      scene.desk.pad,
      scene.desk.facing,
    ],
    ([first, second], place, facing): PinPadView => ({ place, facing, lines: [first, second] }),
  );
  const slips = part(
    () => [scene.desk.slips],
    (all): readonly SlipView[] => all.map(viewSlip),
  );
  const drawer = part(
    () => [devices.drawer.open()],
    (open) => ({ open }),
  );
  const card = cardView(rig);
  const mobile = mobileView(rig);
  const live = looking({
    clock,
    goods,
    till: till.view,
    terminal,
    card,
    mobile,
    pinPad,
    printer: devices.printer.view,
    slips,
    customer: () => rig.customer().view(),
    phone: phone.view,
    drawer,
    display: devices.display.view,
    phase: () => scene.phase,
  });
  return { live, view: () => ({ ...live }) };
}

/** What is printed on it is only made when somebody reads it. */
function viewSlip({ id, copy, place, paper }: SlipOnDesk): SlipView {
  return {
    id,
    copy,
    place,
    get lines() {
      return viewPaper(paper);
    },
  };
}

/** An object whose every part is asked for when it is read. */
function looking(parts: { readonly [P in keyof View]: () => View[P] }): View {
  const view = {};
  for (const [name, get] of Object.entries(parts)) {
    Object.defineProperty(view, name, { get, enumerable: true });
  }
  return view as View;
}

function mobileView(rig: Rig): () => MobileView {
  const { scene } = rig;
  return part(
    () => [scene.desk.mobile, rig.shownCode()?.turn],
    (shown, turn): MobileView => {
      const code = rig.shownCode();
      if (turn !== undefined && code !== undefined) {
        const { scheme, digits } = code;
        return scheme === "k-code" ? { shows: scheme, digits } : { shows: "code", scheme, turn };
      }
      if (shown === undefined) return { shows: "nothing" };
      if (shown.shows === "call") return { shows: "call" };
      return { shows: "card", tail: scene.tails.get(shown.id) ?? "" };
    },
  );
}

function cardView(rig: Rig): () => CardView {
  const { scene } = rig;
  return part(
    () => [scene.desk.card, scene.desk.looksAt === "card", rig.cardInPlay()],
    (card, closely, settings): CardView => {
      if (card === undefined || settings === undefined) return NO_CARD;
      const { id, place, way } = card;
      const { art, number: pan, contactless } = settings;
      const stripe = settings.stripe !== "none";
      const seen = { id, place, way, art, tail: pan.slice(-4), stripe, contactless };
      if (!closely) return seen;
      const { number, expiry, name } = faceOf(profileOf(settings));
      return {
        ...seen,
        face: { number, expiry, holder: name, bank: HOUSE.bank, ...settings.face },
      };
    },
  );
}
