import {
  HOLDER_GREETING,
  type HolderChange,
  type HolderStep,
  type HolderTurn,
} from "../bank/holder-line.ts";
import type { TraceEvents } from "../trace-events.ts";
import { bringOutCard } from "./bringing-out.ts";
import type { Situation } from "./conversation.ts";
import { keyPin } from "./pin-keying.ts";
import { type Presence, say, sayAfter } from "./presence.ts";
import { setAside, tryAgain } from "./wallet.ts";

/** Chosen: from reaching for her phone to the agent's greeting. */
export const DIALLING_MS = 3_000;
export const RINGING_MS = 4_000;
/** Chosen: she hears the greeting, names the end of her identity number, and is looked up. */
export const VERIFYING_MS = 5_000;
/** Chosen: she says what she wants, and the agent does it and says so. */
export const REQUEST_MS = 5_000;
/** Chosen: she thanks; and she puts the phone away when nothing more can be said. */
export const FAREWELL_MS = 2_000;
export const PUTTING_AWAY_MS = 1_500;

type Call = {
  readonly her: Presence;
  readonly card: string;
  /** What has come of it so far. */
  came: "unsettled" | "settled" | "stopped";
  pinChanged: boolean;
  readonly over: () => void;
};

/** What each thing that the bank has done means for paying with the card. */
const CAME: Readonly<Record<HolderChange, Call["came"]>> = {
  frozen: "stopped",
  unfrozen: "settled",
  "pin-unlocked": "settled",
  "pin-changed": "settled",
  "reported-lost": "stopped",
};

const LINES = {
  settled: "works-again",
  stopped: "card-stopped",
  unsettled: "not-settled",
} as const;

/** Whether she would call her bank about the card that was tried last, or has done so. */
export function bankCallOf(her: Presence): Situation["bankCall"] {
  const card = her.wallet.cards.find(({ id }) => id === her.wallet.current);
  if (her.options.settings.callsBank === undefined) return "none";
  if (card === undefined || card.kind === "code") return "none";
  return her.calledAbout.has(card.id) ? "made" : "possible";
}

/**
 * She takes out her phone and calls her bank, and comes back to the counter by herself.
 *
 * @param over called when she has
 */
export function callBank(her: Presence, over: () => void): void {
  const { settings, phone, emit } = her.options;
  const card = her.wallet.current;
  if (card === undefined || settings.callsBank === undefined) return;
  const call: Call = { her, card, came: "unsettled", pinChanged: false, over };
  const wishes = ["verify", ...settings.callsBank.asks, "farewell"];
  her.calledAbout.add(card);
  her.owesCard = false;
  her.composure.setAway(true);
  phone.dial(card);
  emit("bank-call.dialled", { card });
  later(call, DIALLING_MS + RINGING_MS, () => goOn(call, hear(call, HOLDER_GREETING), wishes));
}

/** She says the next thing that she wants, if the agent lets her; else the call is over. */
function goOn(call: Call, { choices }: HolderTurn, wishes: readonly string[]): void {
  const [wish, ...more] = wishes;
  const chosen = choices.find(({ id }) => id === wish);
  if (chosen === undefined) {
    const by = wish === undefined ? "customer" : "agent";
    later(call, PUTTING_AWAY_MS, () => hangUp(call, by));
    return;
  }
  later(call, takesMs(chosen.id), () => goOn(call, hear(call, chosen.next), more));
}

function takesMs(step: HolderStep["kind"]): number {
  if (step === "verify") return VERIFYING_MS;
  return step === "farewell" ? FAREWELL_MS : REQUEST_MS;
}

function hear(call: Call, step: HolderStep): HolderTurn {
  const { her, card } = call;
  const turn = her.options.phone.speak(card, step);
  const choices = turn.choices.map(({ id }) => id);
  her.options.emit("bank-call.agent", { asked: step.kind, line: turn.says.zh, choices });
  if (turn.changed !== undefined) call.came = CAME[turn.changed];
  if (turn.changed === "pin-changed") call.pinChanged = true;
  if (isNews(step, turn)) sayAfter(her, turn.says);
  return turn;
}

/** An answer to a request, or that she is not believed; greetings she keeps to herself. */
function isNews({ kind }: HolderStep, { choices }: HolderTurn): boolean {
  if (kind === "greeting" || kind === "farewell") return false;
  return kind !== "verify" || choices.length === 0;
}

function hangUp(call: Call, by: TraceEvents["bank-call.hung-up"]["by"]): void {
  const { her, came } = call;
  her.call = undefined;
  her.composure.setAway(false);
  her.options.phone.hangUp();
  her.options.emit("bank-call.hung-up", { by, settled: came === "settled" });
  if (her.paidBy === undefined) comeBack(call);
  keyPin(her);
  call.over();
}

/** What was settled, she tries; what was stopped, she does not offer again. */
function comeBack({ her, card: id, came, pinChanged }: Call): void {
  say(her, LINES[came]);
  if (came === "stopped") her.wallet = setAside(her.wallet);
  if (came !== "settled") return;
  const newPin = pinChanged ? her.options.settings.callsBank?.newPin : undefined;
  her.wallet = tryAgain(her.wallet, id, newPin);
  her.trouble = undefined;
  const card = her.wallet.cards.find((each) => each.id === id);
  if (card !== undefined && !card.out) bringOutCard(her, card);
}

function later({ her }: Call, afterMs: number, then: () => void): void {
  her.call = her.options.node.after(afterMs, then);
}
