import { type BlockCipher, desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { type WallTime, wallTime } from "../../../device-emulators/kit/wall-clock.ts";
import { createPinPad, type PinPad } from "../drivers/pin-pad-driver.ts";
import { createPrinter, type Printer } from "../drivers/printer-driver.ts";
import { INSTRUCTION } from "../iso8583/envelope.ts";
import { withDownloads } from "./downloaded-kernel.ts";
import { createHostLink, type HostLink } from "./host-link.ts";
import type { Journal } from "./journal.ts";
import { KINDS, type TransactionKind } from "./kinds.ts";
import { readParameters } from "./parameters.ts";
import type { TerminalConfig, TerminalPorts, TerminalScreen } from "./ports.ts";
import type { PosRequest } from "./pos-port.ts";
import { createTillLink, type TillLink } from "./till-link.ts";
import type { WorkingKeys } from "./working-keys.ts";

/** A terminal while it has power: what all of its flows work with. A cut discards it whole. */
export type Terminal = {
  readonly ports: TerminalPorts;
  /** As it was set up, with what was downloaded since. */
  config: TerminalConfig;
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
  /** What is being done, as screens call it. */
  task: TransactionKind;
  /** What is being done for the POS: nobody at the keypad is asked what it has said. */
  request: PosRequest | undefined;
  /** The last refusal to begin, in the words of the screen. */
  refusal: readonly string[];
  /** The bank wants new working keys before anything else. */
  signOnWanted: boolean;
  /** What the bank wants done when there is time, by the digits of its headers. */
  readonly instructions: Set<string>;
};

/** Joins a terminal's parts; its journal has been opened. */
export function assemble(ports: TerminalPorts, config: TerminalConfig, journal: Journal): Terminal {
  const facts = journal.facts();
  const downloaded = readParameters(fromHex(facts.parameters), config);
  const kernel = withDownloads(config.kernel, facts);
  const instructions = new Set<string>();
  const terminal: Terminal = {
    ports,
    config: { ...config, ...downloaded, kernel },
    journal,
    host: createHostLink(
      ports.host,
      ports.emit,
      () => terminal.config.hostWaitMs,
      (instruction) => {
        if (instruction === INSTRUCTION["sign-on"]) terminal.signOnWanted = true;
        else if (instruction !== INSTRUCTION.none) instructions.add(instruction);
      },
    ),
    pinPad: createPinPad(ports.pinPad),
    printer: createPrinter(ports.printer),
    till: createTillLink(ports.till),
    master: desCipher(fromHex(config.masterKey)),
    keys: undefined,
    operator: "",
    task: "sale",
    request: undefined,
    refusal: [],
    signOnWanted: false,
    instructions,
  };
  return terminal;
}

/**
 * Puts a screen up, and says so on the trace.
 *
 * @param told the screen as the trace may tell it, where it holds what a trace must not
 */
export function show(
  { ports }: Pick<Terminal, "ports">,
  screen: TerminalScreen,
  told = screen,
): void {
  ports.emit("terminal.screen", {
    screen: told.screen,
    lines: told.lines.map(({ text }) => text),
  });
  ports.show(screen);
}

/** What the status bar says while the present transaction is done. */
export function titleOf({ task }: Pick<Terminal, "task">): string {
  return KINDS[task].title;
}

/** Date and time by the terminal's own clock. */
export function clock({ ports, config }: Terminal): WallTime {
  return wallTime(config.startMs + ports.node.nowMs());
}
