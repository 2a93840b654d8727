import type { Act, DeviceKey, Phrase } from "../counter/act.ts";
import type { ScreenName } from "../terminal/screen-names.ts";
import type { TraceEvent, TraceEvents, TraceKind } from "../trace-events.ts";
import type { Situation, Trouble } from "./situation.ts";

/** Makes `event` part of the situation. What comes after the lesson's end is not part of it. */
export function absorb(now: Situation, event: TraceEvent): void {
  if (!now.ended) absorbKind(now, event, event.atMs);
}

type Absorb<K extends TraceKind> = (now: Situation, data: TraceEvents[K], atMs: number) => void;

/** What each kind of event changes. The rest of the trace changes nothing that anyone asks about. */
const CHANGES: { readonly [K in TraceKind]?: Absorb<K> } = {
  "lesson.began": (now, _, atMs) => {
    now.began = true;
    now.clockMs = atMs;
  },
  "lesson.ended": (now) => {
    now.ended = true;
  },
  input: absorbInput,

  "till.scanned": (now, { item, code, totalMinor }) => {
    now.scanned.set(item, (now.scanned.get(item) ?? 0) + 1);
    now.itemOfCode.set(code, item);
    now.scanInput = now.inputs;
    now.totalMinor = totalMinor;
  },
  "till.line-deleted": (now, { code, totalMinor }) => {
    now.scanned.delete(now.itemOfCode.get(code) ?? "");
    now.totalMinor = totalMinor;
  },
  "till.sale-cancelled": (now) => {
    now.scanned.clear();
    now.totalMinor = 0;
  },
  "till.tendered": (now, { means }) => {
    now.means = means;
  },
  "till.paid": (now) => {
    now.paid = true;
  },
  "drawer.opened": (now) => {
    now.drawerOpen = true;
  },
  "drawer.closed": (now) => {
    now.drawerOpen = false;
  },

  "terminal.screen": (now, { screen }) => {
    now.screen = screen;
    if (screen === "card-unread") {
      now.unreadTries += 1;
      trouble(now, "unread");
    }
  },
  "terminal.amount": (now, { amountMinor }) => {
    now.amountMinor = amountMinor;
    now.keyed = "";
  },
  "terminal.outcome": absorbOutcome,
  "iso.sent": (now, { mti }, atMs) => {
    if (mti !== "0200") return;
    now.pending = true;
    now.requestMs = atMs;
    now.saidInWait = false;
  },

  // A wrong PIN is refused by the bank, and asked for again without an outcome.
  "iso.received": (now, data) => {
    if (!("mti" in data) || data.mti !== "0210" || data.responseCode === "00") return;
    now.pending = false;
    declined(now, data.responseCode ?? "");
  },

  "reader.card": (now, { present }) => {
    if (present) now.insertions += 1;
  },
  "card.moved": (now, { card, from, to }) => {
    now.places.set(card, to);
    if (from === "slot") now.slotCard = undefined;
    if (from === "held") now.heldCard = undefined;
    if (to === "slot") now.slotCard = card;
    if (to === "held") now.heldCard = card;
    if (to === "held" && from !== "slot") now.waitSinceMs = undefined;
  },
  "card.tapped": (now) => {
    now.waitSinceMs = undefined;
  },
  "card.offered": (now) => {
    now.waitSinceMs = undefined;
  },
  "pin-pad.moved": (now, { to }) => {
    now.padWithCustomer = to === "customer";
    if (to === "cashier") now.lookedAway = false;
  },
  "cashier.looked-away": (now) => {
    now.lookedAway = true;
  },

  "cashier.saw-pin": (now, _, atMs) => {
    now.sawPin = { atMs, seq: now.seq };
    now.pinSeen = true;
  },

  "printer.status": (now, { paper, cover }) => {
    const out = paper === "out";
    if (out && !now.paperOut) paperRanOut(now);
    now.paperOut = out;
    now.coverOpen = cover === "open";
  },
  "printer.printed": (now) => {
    if (!(now.paperOut || now.coverOpen)) now.slipBroken = false;
  },
  "slip.handed": (now, { copy }) => {
    if (copy === "cardholder") now.slipHanded = true;
  },
  "slip.filed": (now, { copy }) => {
    if (copy === "merchant") now.slipFiled = true;
  },

  "cashier.said": (now, { phrase }) => {
    now.said.add(phrase);
    now.saidSince.add(phrase);
    if (phrase === "please-wait") now.saidInWait = true;
    if (WAITED_FOR.has(phrase)) now.waitSinceMs = now.clockMs;
  },
  "cashier.inspected": (now, { thing }) => {
    now.inspected = thing;
    now.inspectedMs = now.clockMs;
  },
  "cashier.judged": (now, { thing }) => {
    if (thing === "card" && now.heldCard !== undefined) now.judgedCards.add(now.heldCard);
    if (thing === "cardholder-copy" || thing === "merchant-copy") now.slipJudged = true;
  },
  "customer.said": (now) => {
    now.waitSinceMs = undefined;
  },

  "bank-call.dialled": (now) => {
    now.customerCalls = true;
  },
  // What her bank has settled is another matter than what it refused.
  "bank-call.hung-up": (now, { settled }) => {
    now.customerCalls = false;
    if (settled) now.declinedCode = undefined;
  },

  "phone.dialled": (now, { reached }) => {
    if (reached) now.calls += 1;
    now.waitSinceMs = now.clockMs;
  },
  "phone.agent": (now) => {
    now.waitSinceMs = undefined;
  },
  "phone.answered": (now) => {
    now.waitSinceMs = now.clockMs;
  },
  "phone.hung-up": (now) => {
    now.waitSinceMs = undefined;
  },
};

/** What a customer answers, with words or with a card. */
const WAITED_FOR: ReadonlySet<Phrase> = new Set<Phrase>([
  "ask-means",
  "ask-card",
  "ask-pin-known",
  "ask-other-means",
]);

function absorbKind<K extends TraceKind>(
  now: Situation,
  event: { readonly kind: K; readonly data: TraceEvents[K] },
  atMs: number,
): void {
  CHANGES[event.kind]?.(now, event.data, atMs);
}

function absorbInput(now: Situation, input: TraceEvents["input"], atMs: number): void {
  now.inputs += 1;
  now.input = input;
  now.inputAtMs = atMs;
  now.sawPin = undefined;
  if (input.refused !== undefined) return;
  now.troubleActiveMs = undefined;
  const { act } = input;
  if (act.type === "clean" && now.slotCard === undefined) now.cleaned = true;
  // Invited to tap, the customer takes her time.
  if (act.type === "tap" && now.heldCard === undefined) now.waitSinceMs = now.clockMs;
  if (act.type === "key" && act.device === "terminal") absorbKey(now, act);
}

/** Whether digits on this screen are those of an amount; elsewhere they choose from a menu. */
export function keysAmount(screen: ScreenName): boolean {
  return screen === "idle" || screen === "amount";
}

function absorbKey(now: Situation, { key }: Extract<Act, { type: "key" }>): void {
  if (!keysAmount(now.screen)) {
    if (key === "cancel" && now.amountMinor !== undefined && now.amountMinor !== now.totalMinor) {
      now.amountCorrected = true;
    }
    return;
  }
  if (isDigit(key)) now.keyed += key;
  else if ((key === "clear" || key === "cancel") && now.keyed !== "") {
    now.amountCorrected = true;
    now.keyed = key === "clear" ? now.keyed.slice(0, -1) : "";
  }
}

/** Whether the key types a digit. */
export function isDigit(key: DeviceKey): boolean {
  return key.length === 1;
}

function absorbOutcome(now: Situation, data: TraceEvents["terminal.outcome"]): void {
  now.lastOutcome = data;
  now.pending = data.outcome === "unknown";
  switch (data.outcome) {
    case "approved":
      now.approved = data;
      return;
    case "declined":
      declined(now, data.responseCode);
      return;
    case "unknown":
      now.failedBefore = true;
      trouble(now, "unknown");
      return;
    case "reversed":
      now.approved = undefined;
      now.failedBefore = true;
      return;
    case "cancelled":
      return;
  }
}

function declined(now: Situation, code: string): void {
  now.declinedCode = code;
  now.declinedCard = now.slotCard ?? now.declinedCard;
  now.failedBefore = true;
  trouble(now, "declined");
}

function paperRanOut(now: Situation): void {
  now.wasOut = true;
  if (now.approved !== undefined) {
    now.slipBroken = true;
    now.paperOutAfterApproval = true;
  }
  if (now.began) trouble(now, "paper-out");
}

function trouble(now: Situation, kind: Trouble): void {
  now.trouble = kind;
  now.troubleActiveMs = now.activeMs;
  now.saidSince.clear();
}
