import type { Chance } from "../../../device-emulators/kit/chance.ts";
import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { ReaderPort } from "../drivers/reader-driver.ts";
import type { KernelConfig } from "../emv/session.ts";
import { UNIONPAY_CONTACTLESS } from "../emv/unionpay-contactless.ts";
import { UNIONPAY_KERNEL } from "../emv/unionpay-terminal.ts";
import type { HostPort, TerminalConfig, TerminalScreen } from "../terminal/ports.ts";
import type { PosPort } from "../terminal/pos-port.ts";
import { startTerminal } from "../terminal/terminal.ts";
import type { Emit } from "../trace-events.ts";
import { type Channel, createChannel } from "../world/channel.ts";
import type { Flash } from "../world/flash.ts";
import type { LineEnd } from "../world/line.ts";
import type { Node } from "../world/node.ts";
import { HOUSE_MERCHANT, type Merchant } from "./acquirer.ts";
import type { DeviceKey } from "./act.ts";
import { mountCodeHead } from "./code-head.ts";
import { HOUSE } from "./house.ts";

/** The terminal on the counter: it can lose its power, and then starts again from its flash. */
export type MountedTerminal = {
  readonly press: (key: DeviceKey) => void;
  readonly screen: () => TerminalScreen;
  readonly powered: () => boolean;
  /** It waits for a code that its scanner reads. */
  readonly asksCode: () => boolean;
  /** Loses power at once; what was not synced is gone. */
  readonly cut: () => void;
  readonly start: () => void;
};

/** What outlives a terminal's power: its flash, its cables, and the way to a new node. */
export type TerminalMountPorts = {
  readonly newNode: () => Node;
  readonly emit: Emit;
  readonly flash: Flash;
  readonly chance: Chance;
  readonly config: TerminalConfig;
  readonly readerPort: () => ReaderPort;
  readonly hostPort: () => HostPort;
  readonly pinPad: LineEnd;
  readonly printer: LineEnd;
  readonly till: LineEnd;
  readonly codeScanner: LineEnd;
  /** The end of a POS's cable, where one drives the terminal. */
  readonly pos?: (() => PosPort) | undefined;
  /** Called with each screen as it appears. */
  readonly shown: (screen: TerminalScreen) => void;
};

const DARK: TerminalScreen = {
  screen: "dark",
  title: "",
  lines: [],
  leds: ["off", "off", "off", "off"],
};

/** Puts a terminal at the end of its cables, without power. */
export function mountTerminal(ports: TerminalMountPorts): MountedTerminal {
  let node: Node | undefined;
  let keys: Channel<DeviceKey> = createChannel("keys");
  let screen = DARK;
  const codeHead = mountCodeHead(ports.codeScanner);

  const show = (next: TerminalScreen): void => {
    screen = next;
    ports.shown(next);
  };

  return {
    press: (key) => keys.put(key),
    screen: () => screen,
    powered: () => node !== undefined,
    asksCode: () => node !== undefined && codeHead.asks(),
    cut: () => {
      if (node === undefined) return;
      node.cut();
      node = undefined;
      ports.flash.lose();
      screen = DARK;
      ports.emit("terminal.powered", { on: false });
    },
    start: () => {
      if (node !== undefined) return;
      node = ports.newNode();
      keys = createChannel("keys");
      ports.emit("terminal.powered", { on: true });
      const { emit, chance, pinPad, printer, till } = ports;
      startTerminal(
        {
          node,
          emit,
          chance,
          keys,
          codes: codeHead.open(),
          pinPad,
          printer,
          till,
          pos: ports.pos?.(),
          show,
          storage: ports.flash.open(node),
          reader: ports.readerPort(),
          host: ports.hostPort(),
        },
        ports.config,
      );
    },
  };
}

/** As terminals are delivered. @source UnionPay terminals: a cashier, the supervisor, the administrator */
const OPERATORS = [
  { id: "01", password: "0000" },
  { id: "00", password: "123456" },
  { id: "99", password: "00000000" },
] as const;

/** The terminal as a lesson sets it up. @param startMs real time of the world's time zero */
export function configOf(
  scenario: Scenario,
  startMs: number,
  merchant: Merchant = HOUSE_MERCHANT,
): TerminalConfig {
  const { hostWaitMs, copies, smallAmounts, ways, partialApproval, autoSignOff } =
    scenario.terminal;
  return {
    ...merchant,
    tillName: "01号机",
    // Elsewhere the same number may be another issuer's.
    issuerNames: merchant === HOUSE_MERCHANT ? { [HOUSE.issuerId]: HOUSE.bank } : {},
    keySet: scenario.terminal.keySet,
    operators: OPERATORS,
    hostWaitMs,
    copies,
    flow: scenario.flow,
    startMs,
    capability: ways.includes("contactless") ? "6" : "5",
    partialApproval,
    ways: {
      contactless: ways.includes("contactless"),
      swipe: ways.includes("stripe"),
      manual: ways.includes("manual"),
      code: ways.includes("codes"),
    },
    autoSignOff,
    kernel: kernelOf(scenario.terminal, merchant.terminalId),
    contactless: { ...UNIONPAY_CONTACTLESS, smallAmounts },
  };
}

/** The kernel as it was delivered, with the lesson's limits of what goes without the bank. */
function kernelOf(
  { floorLimitMinor, randomPercent }: Scenario["terminal"],
  serialNumber: string,
): KernelConfig {
  const [targetPercent, maxPercent] = [randomPercent, randomPercent];
  const randomSelection = { thresholdMinor: 0, targetPercent, maxPercent };
  const applications = UNIONPAY_KERNEL.applications.map((application) => ({
    ...application,
    floorLimitMinor,
    randomSelection,
  }));
  return { ...UNIONPAY_KERNEL, applications, serialNumber };
}
