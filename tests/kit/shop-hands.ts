import type { ScreenName } from "../../sim-server/core/terminal/screen-names.ts";
import type { Rig } from "./terminal-rig.ts";

/** What the hands key where the terminal asks for it. */
export type Answers = {
  readonly operator: string;
  readonly password: string;
  readonly amount: string;
  readonly voucher: string;
  readonly rrn: string;
  readonly code: string;
  readonly date: string;
  /** What the customer says where only part is approved. */
  readonly part: "take" | "refuse";
};

/** Those of a cashier who wants nothing. */
export const CASHIER: Answers = {
  operator: "01",
  password: "0000",
  amount: "1",
  voucher: "999999",
  rrn: "999999999999",
  code: "999999",
  date: "0618",
  part: "take",
};

export const ADMINISTRATOR: Answers = { ...CASHIER, operator: "99", password: "00000000" };

const SUPERVISOR_PASSWORD = "123456";

/** Chosen: how long the terminal stays dark, and how long anything may take to come to rest. */
const DARK_MS = 3_000;
const PEACE_MS_MAX = 1_800_000;

type Move = (rig: Rig, answers: Answers) => void;

const ENTER: Move = (rig) => rig.press("enter");
const CANCEL: Move = (rig) => rig.press("cancel");
const REMOVE: Move = (rig) => rig.slot.remove();
const keyed =
  (name: keyof Answers): Move =>
  (rig, answers) =>
    rig.answer(answers[name]);

/** What somebody at the counter does at each screen; at all others they wait. */
const MOVES: { readonly [S in ScreenName]?: Move } = {
  dark: (rig) => {
    rig.run(DARK_MS);
    rig.terminal.start();
  },
  operator: keyed("operator"),
  password: keyed("password"),
  supervisor: (rig) => rig.answer(SUPERVISOR_PASSWORD),
  "sign-on-failed": (rig) => {
    rig.run(DARK_MS);
    rig.press("enter");
  },
  amount: keyed("amount"),
  voucher: keyed("voucher"),
  rrn: keyed("rrn"),
  "approval-code": keyed("code"),
  date: keyed("date"),
  original: ENTER,
  "insert-card": (rig) => rig.slot.insert("card", "chip-first"),
  "card-unread": REMOVE,
  "confirm-card": ENTER,
  pin: (rig) => {
    rig.run(50);
    rig.enterPin(rig.pin);
  },
  "remove-card": REMOVE,
  "next-copy": ENTER,
  "paper-out": (rig) => {
    rig.hands("open");
    rig.hands("load");
    rig.hands("close");
    rig.press("enter");
  },
  partial: (rig, { part }) => rig.press(part === "take" ? "enter" : "cancel"),
  declined: ENTER,
  cancelled: ENTER,
  reversed: ENTER,
  "reversal-pending": ENTER,
  pending: ENTER,
  refused: ENTER,
  message: ENTER,
  settled: ENTER,
  "nothing-to-reprint": ENTER,
  menu: CANCEL,
  "administration-menu": CANCEL,
  "management-menu": CANCEL,
  "pre-auth-menu": CANCEL,
  "other-menu": CANCEL,
  record: CANCEL,
  intervene: CANCEL,
};

/**
 * Does what the screens ask for until the terminal idles, switching it on where it is dark. The
 * hands begin nothing.
 *
 * @returns whether it came to rest in time
 */
export function tend(rig: Rig, answers: Answers): boolean {
  const { scheduler } = rig.world;
  const limitMs = scheduler.nowMs() + PEACE_MS_MAX;
  while (scheduler.nowMs() < limitMs) {
    const { screen } = rig.terminal.screen();
    if (screen === "idle") return true;
    const move = MOVES[screen];
    if (move === undefined) scheduler.advance(scheduler.nextDueMs() ?? limitMs);
    else {
      move(rig, answers);
      rig.run(10);
    }
  }
  return false;
}
