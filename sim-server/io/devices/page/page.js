// The page of a checkout's devices. It shows their own state, and follows what happens at them.

import { createHands } from "./hands.js";
import { createLook } from "./looks.js";
import { byId, createPage, element, followFeed } from "./shared/control.js";
import { TEXTS } from "./texts.js";

const EVENTS_SHOWN_MAX = 100;
/** Some 60 cm of paper: more would be too much to draw at every line. */
const PAPER_DOTS = 4_800;
/** However much happens at a device, it is asked for so often at most. */
const REFRESH_MS = 80;

/** The ids of the cards that can be swiped. */
const cards = new Set();
const page = { ...createPage(TEXTS), cards: () => [...cards] };
const { say, ask, tell } = page;
/** As they stand on a counter: what is tall comes where it leaves no hole. */
const STANDING = ["printer", "display", "drawer", "pinpad", "scanner", "card", "stripe"];
/** The panels on the page, by the id of their device. */
const panels = new Map();

/** A device on the page. */
function createPanel(view) {
  const post = (what, body) =>
    void page
      .send("POST", `devices/${view.id}/${what}`, body)
      .then(() => page.status("live"))
      .catch(tell);
  const act = (hand, text) => post("hands", { hand, text });
  const arm = (fault) => post("faults", { fault });
  const box = element("article", "", `device ${view.kind}`);
  box.id = `device-${view.id}`;
  const title = element("h2", view.id);
  title.id = `${view.id}-title`;
  box.setAttribute("aria-labelledby", title.id);
  const kind = element("span", "", "kind");
  const head = element("div", "", "head");
  head.append(title, kind);
  const where = element("p", "", "where");
  const words = element("p", "", "words");
  const look = createLook(view, page, act);
  const hands = createHands(view, page, { act, arm });
  box.append(head, where, look.box, words, hands.box);
  byId(view.kind === "printer" ? "paper-side" : "counter-side").append(box);

  let shown = view;
  const update = (next) => {
    shown = next;
    const { kind: name, cables, links, state } = next;
    kind.textContent = say("kinds")[name] ?? next.summary;
    const hosts = cables.some((cable) => !cable.startsWith("vpcd:")) ? [say("hosts")(links)] : [];
    where.textContent = [...cables, ...hosts].join(" · ");
    if (state !== null) {
      look.update(state);
      words.textContent = look.words(state, say).join(" · ");
    }
    hands.update(state);
  };
  return { update, again: () => update(shown), showPaper: look.showPaper };
}

async function refresh(id) {
  const view = await (await ask(`devices/${id}`)).json();
  show(view);
  await refreshPaper(view);
}

function show(view) {
  if (!panels.has(view.id)) panels.set(view.id, createPanel(view));
  panels.get(view.id).update(view);
}

async function refreshPaper({ id }) {
  const { showPaper } = panels.get(id);
  if (showPaper !== undefined)
    showPaper(await (await ask(`devices/${id}/paper.svg?dots=${PAPER_DOTS}`)).text());
}

function placeOf({ kind }) {
  const at = STANDING.indexOf(kind);
  return at < 0 ? STANDING.length : at;
}

async function refreshAll() {
  const views = await (await ask("devices")).json();
  for (const { id, kind } of views) if (kind === "card") cards.add(id);
  for (const view of views.toSorted((a, b) => placeOf(a) - placeOf(b))) show(view);
  byId("paper-side").hidden = byId("paper-side").children.length === 0;
  page.translate();
  await Promise.all(views.map(refreshPaper));
}

/** Devices that are being asked for, and whether something has happened at them since. */
const asked = new Map();

async function refreshSoon(id) {
  const asks = asked.has(id);
  asked.set(id, asks);
  if (asks) return;
  do {
    asked.set(id, false);
    await new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
    await refresh(id).catch(tell);
  } while (asked.get(id));
  asked.delete(id);
}

function note({ seq, at, device, event, ...rest }) {
  const item = element("li");
  item.append(element("span", at.slice(11, 23), "when"), element("strong", `${device} ${event}`));
  const more = Object.entries(rest)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(" | ") : value}`)
    .join(", ");
  item.append(element("span", more, "more"));
  item.value = seq;
  const list = byId("events");
  list.prepend(item);
  while (list.children.length > EVENTS_SHOWN_MAX) list.lastChild.remove();
}

page.onLanguage(() => {
  for (const panel of panels.values()) panel.again();
});
page.translate();
void followFeed(page, "events", {
  opened: () => {
    byId("events").replaceChildren();
    refreshAll().catch(tell);
  },
  hear: (event) => {
    note(event);
    if (panels.has(event.device)) void refreshSoon(event.device);
  },
});
