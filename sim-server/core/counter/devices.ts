import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { Emit, TraceEvents } from "../trace-events.ts";
import { createFlash, type Flash } from "../world/flash.ts";
import type { World } from "../world/world.ts";
import type { Merchant } from "./acquirer.ts";
import type { Cables } from "./cables.ts";
import { type MountedDisplay, mountDisplay } from "./display-mount.ts";
import { type MountedDrawer, mountDrawer } from "./drawer-mount.ts";
import type { Happenings } from "./happenings.ts";
import { hostPort } from "./host-line.ts";
import { KEYS, profileOf } from "./house.ts";
import type { OutsideLine } from "./outside-line.ts";
import { type MountedPad, mountPad } from "./pad-mount.ts";
import type { PosDesk } from "./pos-desk.ts";
import { type MountedPrinter, mountPrinter } from "./printer-mount.ts";
import { createPrinterPlug, type PrinterPlug } from "./printer-plug.ts";
import { type MountedScanner, mountScanner } from "./scanner-mount.ts";
import { type CardSlot, createCardSlot } from "./slot.ts";
import { configOf, type MountedTerminal, mountTerminal } from "./terminal-mount.ts";

/** Everything with a plug. */
export type Devices = {
  readonly slot: CardSlot;
  readonly printer: MountedPrinter;
  readonly printerPlug: PrinterPlug;
  readonly pad: MountedPad;
  /** The till's, for goods, and the terminal's own, for codes on phones. */
  readonly scanner: MountedScanner;
  readonly codeScanner: MountedScanner;
  readonly drawer: MountedDrawer;
  readonly display: MountedDisplay;
  readonly terminal: MountedTerminal;
  readonly flash: Flash;
};

/** What the devices of a counter are set up from. */
export type DeviceOptions = {
  readonly world: World;
  readonly scenario: Scenario;
  readonly cables: Cables;
  /** Real time of the world's time zero. */
  readonly startMs: number;
  readonly emitAs: (node: string) => Emit;
  readonly happenings: Happenings;
  readonly merchant: Merchant;
  /** The line to someone else's bank, where there is one instead of the cable to the world's own. */
  readonly outside: OutsideLine | undefined;
  /** The desk of somebody's POS, where one drives the terminal. */
  readonly pos: PosDesk | undefined;
  /** Bytes for a real printer. */
  readonly orderPrinter: (bytes: Uint8Array) => void;
};

/** Sets up every device, dark and unplugged from nothing but the power of the terminal. */
export function mountDevices(options: DeviceOptions): Devices {
  const { world, scenario, cables, emitAs, happenings } = options;
  const slot = createCardSlot({
    node: world.node("reader"),
    emit: emitAs("reader"),
    profiles: new Map(scenario.cards.map((card) => [card.id, profileOf(card)])),
    issuerMasterKey: fromHex(KEYS.issuerMaster),
    released: happenings.cardReleased,
  });
  const flash = createFlash();
  return {
    slot,
    flash,
    ...mountPrinterOf(options),
    pad: mountPad({
      node: world.node("pin-pad"),
      emit: emitAs("pin-pad"),
      cable: cables.pinPad.b,
      masterKey: options.merchant.masterKey,
      seed: world.chance("pin-pad").next(),
      asking: happenings.padAsks,
    }),
    scanner: mountScanner(world.node("scanner"), cables.scanner.b, "ean-13"),
    codeScanner: mountScanner(world.node("code-scanner"), cables.codeScanner.b, "qr"),
    drawer: mountDrawer(world.node("drawer"), emitAs("drawer"), cables.drawer.b),
    display: mountDisplay(world.node("display"), cables.display.b),
    terminal: mountTerminalOf(options, slot, flash),
  };
}

function mountPrinterOf(options: DeviceOptions): Pick<Devices, "printer" | "printerPlug"> {
  const { world, scenario, cables, emitAs, happenings, orderPrinter } = options;
  const printerPlug = createPrinterPlug({
    cable: cables.printer.b,
    order: orderPrinter,
    follow: (real) => printer.follow(real),
  });
  const printer = mountPrinter({
    node: world.node("printer"),
    emit: emitAs("printer"),
    cable: printerPlug.end,
    paperMm: scenario.terminal.paperMm,
    torn: happenings.slipTorn,
  });
  return { printer, printerPlug };
}

function mountTerminalOf(options: DeviceOptions, slot: CardSlot, flash: Flash): MountedTerminal {
  const { world, scenario, cables, emitAs, happenings, startMs, merchant, outside, pos } = options;
  const emit = emitAs("terminal");
  const terminal = mountTerminal({
    newNode: () => world.node("terminal"),
    emit: (kind, data) => {
      emit(kind, data);
      if (kind === "terminal.outcome") {
        happenings.outcomeShown(data as TraceEvents["terminal.outcome"]);
      }
    },
    flash,
    chance: world.chance("terminal"),
    config: configOf(scenario, startMs, merchant),
    readerPort: slot.port,
    hostPort: () => outside?.port() ?? hostPort(cables.host, cables.hostCalls),
    pinPad: cables.pinPad.a,
    printer: cables.printer.a,
    till: cables.till.b,
    codeScanner: cables.codeScanner.a,
    pos: pos?.port,
    shown: happenings.screenShown,
  });
  if (outside === undefined) return terminal;
  return {
    ...terminal,
    cut: () => {
      terminal.cut();
      outside.unplug();
    },
  };
}
