// What each kind of device looks like. Everything shown is the device's own state.

import { createKeys } from "./hands.js";
import { byId, element } from "./shared/control.js";

const COLUMNS = 20;
/** A reader so near to the slot wants to see what comes next. */
const SLOT_PIXELS = 40;

/** By kind: makes the look from a template. @returns its element, what shows a state, and in words */
const LOOKS = {
  printer: createPrinter,
  drawer: createDrawer,
  display: createDisplay,
  scanner: createScanner,
  card: createCard,
  pinpad: createPinPad,
  stripe: createStripeReader,
};

/** The look of a device; of a kind that the page does not know, what its state says. */
export function createLook(view, page, act) {
  const create = LOOKS[view.kind];
  return create === undefined ? createUnknown() : create(view, page, act);
}

function clone(kind) {
  return byId(`look-${kind}`).content.firstElementChild.cloneNode(true);
}

function createUnknown() {
  const box = element("pre", "", "unknown-look");
  return {
    box,
    update: (state) => {
      box.textContent = state === null ? "" : JSON.stringify(state, null, 2);
    },
    words: () => [],
  };
}

function createPrinter(view, page) {
  const box = clone("printer");
  const slip = box.querySelector(".slip");
  let shown = "";
  return {
    box,
    update: ({ cover, lamps }) => {
      box.dataset.open = String(cover === "open");
      for (const [name, lamp] of Object.entries({ power: "on", ...lamps })) {
        box.querySelector(`[data-lamp="${name}"]`).dataset.lit = lamp;
      }
      slip.setAttribute("aria-label", page.say("paperOf")(view.id));
    },
    words: ({ model, paper, cover, error, pieces }, say) => [
      model,
      say("states")[paper],
      say("states")[cover === "open" ? "coverOpen" : "coverShut"],
      ...(error === null ? [] : [say("states")[error]]),
      ...(pieces === 0 ? [] : [say("pieces")(pieces)]),
    ],
    /** Shows a drawing of the paper; the newest line stands at the slot, unless somebody reads further up. */
    showPaper: (svg) => {
      if (svg === shown) return;
      const atSlot = slip.scrollHeight - slip.scrollTop - slip.clientHeight < SLOT_PIXELS;
      shown = svg;
      const drawing = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
      drawing.removeAttribute("width");
      drawing.removeAttribute("height");
      slip.querySelector(".paper").replaceChildren(document.importNode(drawing, true));
      if (atSlot) slip.scrollTop = slip.scrollHeight;
    },
  };
}

function createDrawer() {
  const box = clone("drawer");
  return {
    box,
    update: ({ tray }) => {
      box.dataset.open = String(tray === "open");
    },
    words: (state, say) => [
      say("states")[state.tray],
      say("states")[`switch${state.switch}`],
      ...(state.printer === null ? [] : [say("atPrinter")(state.printer)]),
    ],
  };
}

/** A line of the glass, place by place: a Chinese character takes two. */
function placesOf(line) {
  const places = [...line].flatMap((sign) => (sign < "\u2e80" ? [sign] : [sign, ""]));
  return Array.from({ length: COLUMNS }, (_, at) => places[at] ?? " ");
}

function createDisplay(_view, page) {
  const box = clone("display");
  const glass = box.querySelector(".glass");
  const cells = Array.from({ length: 2 * COLUMNS }, () => element("span"));
  glass.append(...cells);
  return {
    box,
    update: ({ lines, cursor, brightness, blinkMs, dark }) => {
      const text = lines.flatMap(placesOf);
      for (const [at, cell] of cells.entries()) {
        cell.textContent = text[at] ?? " ";
        cell.className = at === cursor ? "cursor" : "";
      }
      glass.dataset.brightness = String(dark ? 0 : brightness);
      glass.classList.toggle("blinks", blinkMs > 0);
      glass.setAttribute("aria-label", page.say("glassOf")(lines));
    },
    words: ({ dark }, say) => (dark ? [say("states").dark] : []),
  };
}

function createScanner() {
  const box = clone("scanner");
  return {
    box,
    update: ({ lamp }) => {
      box.dataset.lamp = lamp;
    },
    words: ({ lamp, under, waiting }, say) => [
      say("states")[lamp],
      ...(under === null ? [] : [say("under")(under)]),
      ...(waiting === 0 ? [] : [say("waiting")(waiting)]),
    ],
  };
}

function createCard() {
  const box = clone("card");
  return {
    box,
    update: ({ place, number }) => {
      box.dataset.place = place;
      box.querySelector(".number").textContent = number.replace(/([\d*]{4})(?=.)/g, "$1 ");
    },
    words: ({ place, faults }, say) => [
      say("states")[place === "out" ? "inHand" : place],
      ...faults,
    ],
  };
}

function createPinPad(_view, page, act) {
  const box = clone("pinpad");
  const nameKeys = createKeys(box.querySelector(".keys"), page, act);
  const lines = box.querySelectorAll(".lcd p");
  return {
    box,
    update: (state) => {
      nameKeys();
      for (const [at, line] of lines.entries()) line.textContent = state.lines[at];
      box.dataset.asks = String(state.asks);
    },
    words: ({ asks }, say) => [say("states")[asks ? "asks" : "idle"]],
  };
}

/** Nothing of it changes that could be seen. */
function createStripeReader() {
  return { box: clone("stripe"), update: () => undefined, words: () => [] };
}
