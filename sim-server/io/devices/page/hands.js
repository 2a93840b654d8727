// What hands can do at each device, as buttons and small forms.

import { createFaultForm } from "./faults.js";
import { element } from "./shared/control.js";

/** Hands that make trouble stand apart, by kind. */
const FAULTS = {
  printer: ["paper-left", "jam", "overheat", "break", "mend", "power-cycle"],
  drawer: ["jam", "mend"],
  card: ["pull-at", "mute-at", "slow", "spoil", "mend"],
};
/** Hands that other parts of the page stand for: a drawer of its own, keys, the form of a code. */
const ELSEWHERE = {
  printer: ["drawer-open", "drawer-shut"],
  pinpad: ["key", "keys"],
  scanner: ["scan", "place", "take-away"],
};
/** When a hand has something to do; others always have. */
const USEFUL = {
  open: ({ cover }) => cover === "shut",
  close: ({ cover }) => cover === "open",
  tear: ({ printed }) => printed,
  unlock: ({ tray }) => tray === "shut",
  push: ({ tray }) => tray === "open",
  insert: ({ place }) => place === "out",
  remove: ({ place }) => place !== "out",
  "take-away": ({ under }) => under !== null,
};
const SYMBOLOGIES = [
  ...["ean-13", "ean-8", "upc-a", "code-128", "gs1-128", "code-39", "itf"],
  ...["qr", "data-matrix", "pdf-417"],
];
const KEYS = [..."123456789", "clear", "0", "cancel", "enter"];
const KEY_MARKS = { clear: "←", cancel: "×", enter: "○" };

/**
 * The controls of a device.
 *
 * @param page what it says, and `cards`: the ids of the cards that can be swiped
 * @param act lets a hand do something: its word, and what stands behind it
 * @param arm makes a fault of the catalogue go wrong
 * @returns the element, and what brings it up to date with the device's state
 */
export function createHands(view, page, { act, arm }) {
  const box = element("div", "", "hands");
  const updates = [];
  if (view.kind === "scanner") box.append(codeForm(view, page, act, updates));
  const elsewhere = ELSEWHERE[view.kind] ?? [];
  const faults = FAULTS[view.kind] ?? [];
  const own = view.hands.filter(({ hand }) => !elsewhere.includes(hand));
  const plain = own.filter(({ hand }) => !faults.includes(hand));
  if (plain.length > 0) {
    const row = element("div", "", "row");
    row.append(...plain.map((hand) => control(hand, page, act, updates)));
    box.append(row);
  }
  const troubles = own.filter(({ hand }) => faults.includes(hand));
  if (troubles.length + view.faults.length > 0) {
    const details = element("details");
    const summary = element("summary");
    updates.push(() => {
      summary.textContent = page.say("faults");
    });
    const row = element("div", "", "row");
    row.append(...troubles.map((hand) => control(hand, page, act, updates)));
    details.append(summary, row);
    if (view.faults.length > 0) {
      const { form, update } = createFaultForm(view, page, arm);
      updates.push(update);
      details.append(form);
    }
    box.append(details);
  }
  return { box, update: (state) => updates.forEach((update) => void update(state)) };
}

const labelOf = (page, hand) => page.say("hands")[hand] ?? hand;

function control({ hand, takes }, page, act, updates) {
  if (takes === null) return button(hand, page, act, updates);
  const field = takes === "CARD" ? cardField(page) : numberField();
  return valueForm(hand, field, page, act, updates);
}

function cardField(page) {
  const select = element("select");
  select.append(...page.cards().map((id) => element("option", id)));
  return select;
}

function numberField() {
  const input = element("input");
  input.inputMode = "numeric";
  input.autocomplete = "off";
  return input;
}

/** A hand that has nothing to do keeps its button, so that the focus stays where it is. */
function button(hand, page, act, updates) {
  const made = element("button");
  made.type = "button";
  made.dataset.hand = hand;
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") !== "true") act(hand, "");
  });
  updates.push((state) => {
    made.textContent = labelOf(page, hand);
    const useful = state === null || (USEFUL[hand]?.(state) ?? true);
    made.setAttribute("aria-disabled", String(!useful));
  });
  return made;
}

function valueForm(hand, field, page, act, updates) {
  const form = element("form", "", "value");
  const label = element("label");
  const name = element("span");
  field.required = true;
  label.append(name, field);
  const go = element("button");
  go.type = "submit";
  form.append(label, go);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(hand, field.value.trim());
  });
  updates.push(() => {
    name.textContent = labelOf(page, hand);
    go.textContent = page.say("do");
    // Several stand on the page: each says what it does.
    go.setAttribute("aria-label", `${page.say("do")}: ${labelOf(page, hand)}`);
  });
  return form;
}

/** A code to scan or to lay before the scanner. Enter scans it. */
function codeForm(view, page, act, updates) {
  const form = element("form", "", "code");
  const symbology = element("select");
  symbology.dataset.label = "symbology";
  symbology.append(...SYMBOLOGIES.map((name) => element("option", name)));
  const input = element("input");
  input.dataset.label = "code";
  input.value = "2000000000015";
  input.autocomplete = "off";
  input.required = true;
  input.id = `${view.id}-code`;
  const scan = element("button", "", "main");
  const place = element("button");
  place.type = "button";
  updates.push(() => {
    scan.textContent = labelOf(page, "scan");
    place.textContent = labelOf(page, "place");
  });
  form.append(symbology, input, scan, place, button("take-away", page, act, updates));
  const code = () => `${symbology.value} ${input.value}`;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act("scan", code());
  });
  place.addEventListener("click", () => form.reportValidity() && act("place", code()));
  return form;
}

/** The keys of a PIN pad, with the marks that stand on real ones. */
export function createKeys(box, page, act) {
  const keys = KEYS.map((key) => {
    const made = element("button", KEY_MARKS[key] ?? key, `key ${KEY_MARKS[key] ? key : "digit"}`);
    made.type = "button";
    made.addEventListener("click", () => act("key", key));
    return [key, made];
  });
  box.append(...keys.map(([, made]) => made));
  return () => {
    for (const [key, made] of keys) {
      if (KEY_MARKS[key] !== undefined) made.setAttribute("aria-label", labelOf(page, key));
    }
  };
}
