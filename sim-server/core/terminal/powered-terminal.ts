import { type BlockCipher, desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { type WallTime, wallTime } from "../../../device-emulators/kit/wall-clock.ts";
import { createPinPad, type PinPad } from "../drivers/pin-pad-driver.ts";
import { createPrinter, type Printer } from "../drivers/printer-driver.ts";
import { createHostLink, type HostLink } from "./host-link.ts";
import type { Journal } from "./journal.ts";
import type { TerminalConfig, TerminalPorts, TerminalScreen } from "./ports.ts";
import { createTillLink, type TillLink } from "./till-link.ts";
import type { WorkingKeys } from "./working-keys.ts";

/** A terminal while it has power: what all of its flows work with. A cut discards it whole. */
export type Terminal = {
  readonly ports: TerminalPorts;
  readonly config: TerminalConfig;
  readonly journal: Journal;
  readonly host: HostLink;
  readonly pinPad: PinPad;
  readonly printer: Printer;
  readonly till: TillLink;
  /** Cipher of the master key. */
  readonly master: BlockCipher;
  /** Of the last sign-on; before the first there are none. */
  keys: WorkingKeys | undefined;
  operator: string;
  /** The bank wants new working keys before anything else. */
  signOnWanted: boolean;
};

/** Joins a terminal's parts; its journal has been opened. */
export function assemble(ports: TerminalPorts, config: TerminalConfig, journal: Journal): Terminal {
  return {
    ports,
    config,
    journal,
    host: createHostLink(ports.host, ports.emit, config.hostWaitMs),
    pinPad: createPinPad(ports.pinPad),
    printer: createPrinter(ports.printer),
    till: createTillLink(ports.till),
    master: desCipher(fromHex(config.masterKey)),
    keys: undefined,
    operator: "",
    signOnWanted: false,
  };
}

/** Puts a screen up, and says so on the trace. */
export function show({ ports }: Pick<Terminal, "ports">, screen: TerminalScreen): void {
  ports.emit("terminal.screen", {
    screen: screen.screen,
    lines: screen.lines.map(({ text }) => text),
  });
  ports.show(screen);
}

/** Date and time by the terminal's own clock. */
export function clock({ ports, config }: Terminal): WallTime {
  return wallTime(config.startMs + ports.node.nowMs());
}
