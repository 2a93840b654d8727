import type { CardProfile } from "../../device-emulators/devices/card/card-profile.ts";
import type { PinPadKey } from "../../device-emulators/devices/pin-pad/pin-pad.ts";
import { paperText } from "../../device-emulators/devices/printer/paper.ts";
import { fromHex, fromLatin1 } from "../../device-emulators/kit/bytes.ts";
import { createBank } from "../../sim-server/core/bank/bank.ts";
import type { BankOptions } from "../../sim-server/core/bank/bank-options.ts";
import type { DeviceKey } from "../../sim-server/core/counter/act.ts";
import { layCables } from "../../sim-server/core/counter/cables.ts";
import { KEYS } from "../../sim-server/core/counter/house.ts";
import { mountPad } from "../../sim-server/core/counter/pad-mount.ts";
import { mountPrinter } from "../../sim-server/core/counter/printer-mount.ts";
import { createCardSlot } from "../../sim-server/core/counter/slot.ts";
import { mountTerminal } from "../../sim-server/core/counter/terminal-mount.ts";
import type { TerminalConfig } from "../../sim-server/core/terminal/ports.ts";
import type { ScreenName } from "../../sim-server/core/terminal/screen-names.ts";
import type { Emit, TraceEvents, TraceKind } from "../../sim-server/core/trace-events.ts";
import { createFlash, type Flash } from "../../sim-server/core/world/flash.ts";
import { createWorld } from "../../sim-server/core/world/world.ts";
import { attachTill, connectHost, type LineOptions } from "./far-side.ts";
import { journalFacts } from "./journal-reading.ts";
import { bankOptions, cardProfile, PIN, terminalConfig } from "./terminal-setup.ts";
import { TURNS } from "./terminal-turns.ts";

export { PIN } from "./terminal-setup.ts";

/** What differs from a shop where all goes well. */
export type RigOptions = LineOptions & {
  readonly config?: Partial<TerminalConfig>;
  readonly balanceMinor?: number;
  readonly paperMm?: number;
  readonly card?: Partial<CardProfile>;
  readonly flash?: Flash;
  /** What the bank is besides the plain one. */
  readonly bank?: (plain: BankOptions) => BankOptions;
};

export type Told = { [K in TraceKind]: { kind: K; atMs: number; data: TraceEvents[K] } }[TraceKind];

/** The rig as `buildRig` makes it. */
export type Rig = ReturnType<typeof buildRig>;

/**
 * A terminal on virtual time with the emulated card, PIN pad, printer and bank around it, a till
 * that acknowledges, and a line to the bank that a test may disturb.
 */
export function buildRig(options: RigOptions = {}) {
  const world = createWorld({ seed: 7, sink: () => undefined });
  const { scheduler } = world;
  const told: Told[] = [];
  const listeners: ((event: Told) => void)[] = [];
  const say = (kind: TraceKind, data: object): void => {
    const event = { kind, atMs: scheduler.nowMs(), data } as Told;
    for (const listener of listeners) listener(event);
  };
  const emit: Emit = (kind, data) => {
    told.push({ kind, atMs: scheduler.nowMs(), data } as Told);
    say(kind, data);
  };
  const node = world.node("devices");
  const cables = layCables(world);
  const slips: string[][] = [];
  const powered: boolean[] = [];
  const profile = cardProfile(options.card);
  const slot = createCardSlot({
    node,
    emit,
    profiles: new Map([["card", profile]]),
    issuerMasterKey: fromHex(KEYS.issuerMaster),
    released: () => undefined,
  });
  const pad = mountPad({
    node,
    emit,
    cable: cables.pinPad.b,
    masterKey: KEYS.terminalMaster,
    seed: 7,
    asking: () => undefined,
  });
  const printer = mountPrinter({
    node,
    emit,
    cable: cables.printer.b,
    paperMm: options.paperMm ?? 10_000,
    torn: (paper) => slips.push([...paperText(paper)]),
  });
  const plainBank = bankOptions(profile, options.balanceMinor ?? 100_000);
  const bankSetUp = options.bank?.(plainBank) ?? plainBank;
  const bank = createBank(bankSetUp, { chance: world.chance("bank"), emit: say });
  const host = connectHost(world, bank, options);
  const results = attachTill(cables.till.b);
  const flash = options.flash ?? createFlash();
  const config = terminalConfig(options.config);
  const terminal = mountTerminal({
    newNode: () => world.node("terminal"),
    emit,
    flash,
    chance: world.chance("terminal"),
    config,
    readerPort: () => {
      const port = slot.port();
      const power = (on: boolean): void => {
        powered.push(on);
        port.power(on);
      };
      return { ...port, power };
    },
    hostPort: host.port,
    pinPad: cables.pinPad.a,
    printer: cables.printer.a,
    till: cables.till.a,
    codeScanner: cables.codeScanner.a,
    shown: () => undefined,
  });

  const run = (ms: number): void => scheduler.advance(scheduler.nowMs() + ms);

  /** Lets time pass until one of the screens is up; `limitMs` later it is a failure. */
  const until = (...names: ScreenName[]): void => {
    const limitMs = scheduler.nowMs() + 300_000;
    while (!names.includes(terminal.screen().screen)) {
      if (!terminal.powered()) throw new Error("the power is off");
      const dueMs = scheduler.nextDueMs();
      if (dueMs === undefined || dueMs > limitMs) {
        throw new Error(`${terminal.screen().screen} is up, not ${names.join(" or ")}`);
      }
      scheduler.advance(dueMs);
    }
  };

  const press = (...keys: DeviceKey[]): void => {
    for (const key of keys) {
      terminal.press(key);
      run(10);
    }
  };

  const key = (text: string): void => press(...([...text] as DeviceKey[]));

  const enterPin = (pin: string): void => {
    for (const digit of pin) pad.press(digit as PinPadKey);
    pad.press("enter");
    run(10);
  };

  /** Does with the printer what hands do. */
  const hands = (act: "tear" | "open" | "load" | "close"): void => {
    const done = printer[act]();
    if (typeof done === "function") done();
    run(10);
  };

  /** From power to the idle screen. */
  const openShop = (): void => {
    terminal.start();
    until("operator");
    key("01");
    press("enter");
    key("0000");
    press("enter");
    until("idle", "reversed", "reversal-pending", "sign-on-failed");
  };

  /** An amount-first sale up to the moment when the customer is asked for the PIN. */
  const beginSale = (digits: string): void => {
    key(digits);
    press("enter");
    slot.insert("card", "chip-first");
    until("confirm-card");
    press("enter");
    until("pin");
    run(50);
  };

  /** Tears what was printed and takes the card out, until the terminal is idle. */
  const finish = (): void => {
    for (let turn = 0; turn < 20; turn += 1) {
      until(...TURNS);
      const { screen } = terminal.screen();
      if (screen === "idle") return;
      if (screen === "remove-card") slot.remove();
      else press("enter");
      run(100);
    }
    throw new Error(`${terminal.screen().screen} never ends`);
  };

  /** A whole sale, from its digits to the idle screen. @returns its trace number */
  const sell = (digits: string): string => {
    beginSale(digits);
    enterPin(PIN);
    until("approved");
    finish();
    return lastOutcome()?.stan ?? "";
  };

  /** Through the menus and questions: keys, or digits that enter ends. */
  const answer = (...answers: readonly string[]): void => {
    for (const digits of answers) {
      key(digits);
      press("enter");
    }
  };

  const of = <K extends TraceKind>(kind: K): TraceEvents[K][] =>
    told.flatMap((event) => (event.kind === kind ? [event.data as TraceEvents[K]] : []));

  const lastOutcome = () =>
    told
      .flatMap((event) =>
        event.kind === "terminal.outcome" || event.kind === "terminal.transaction"
          ? [event.data]
          : [],
      )
      .at(-1);

  return {
    world,
    emit,
    told,
    /** Called with each event as it happens, the bank's too. */
    listeners,
    of,
    slot,
    pad,
    /** What the customer keys, as the bank knows it. */
    pin: bankSetUp.accounts[0]?.cards[0]?.pin ?? PIN,
    printer,
    bank,
    host,
    flash,
    terminal,
    results,
    slips,
    /** What the terminal did to the contacts' power, in order. */
    powered,
    run,
    until,
    press,
    hands,
    key,
    enterPin,
    openShop,
    beginSale,
    finish,
    /** What the terminal's scanner reads, as its cable brings it. */
    scanCode: (digits: string): void => {
      cables.codeScanner.b.send(fromLatin1(`${digits}\r`));
      run(50);
    },
    sell,
    answer,
    lastOutcome,
    /** What the journal says of the last approved transaction: a slip shows the same. */
    lastApproved: () => {
      const approved = journalFacts(flash).lastApproved;
      if (approved === undefined) throw new Error("nothing was approved");
      return approved;
    },
    /** Transactions other than sales, each by kind, outcome and code. */
    transactions: () =>
      of("terminal.transaction")
        .map(({ transaction, outcome, responseCode }) =>
          `${transaction} ${outcome} ${responseCode}`.trim(),
        )
        .join(", "),
    /** Screens in order, each once however often it was drawn anew. */
    screens: () =>
      of("terminal.screen")
        .map(({ screen }) => screen)
        .filter((screen, at, all) => screen !== all[at - 1])
        .join(" "),
    body: () => terminal.screen().lines.map(({ text }) => text),
    sent: () =>
      of("iso.sent")
        .map(({ mti }) => mti)
        .join(" "),
    journal: () =>
      of("journal.written")
        .map(({ record }) => record)
        .join(" "),
    outcomes: () =>
      of("terminal.outcome")
        .map(({ outcome, responseCode }) => `${outcome}${responseCode && ` ${responseCode}`}`)
        .join(", "),
    chargedMinor: () => (options.balanceMinor ?? 100_000) - bank.books.balanceMinor("account"),
  };
}
