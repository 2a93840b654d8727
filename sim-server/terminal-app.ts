import { HOUSE_MERCHANT } from "./core/counter/acquirer.ts";
import type { TraceRecord } from "./core/world/trace.ts";
import type { Certificate } from "./io/nexo/certificate.ts";
import { createDialogue } from "./io/nexo/dialogue.ts";
import type { NexoKey } from "./io/nexo/keys.ts";
import { listenForPos } from "./io/nexo/listener.ts";
import { createPacer } from "./io/pacer.ts";
import { openStore } from "./io/store/sqlite.ts";
import { keepNothing } from "./io/terminal/nothing-kept.ts";
import { openTerminalDesk, type TerminalDesk } from "./io/terminal/terminal-desk.ts";
import type { TerminalSetup } from "./io/terminal/terminal-setup.ts";

export type TerminalAppOptions = {
  readonly setup: TerminalSetup;
  /** Where journal and log are kept; nowhere without. */
  readonly dataFolder: string | undefined;
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  readonly poiId: string;
  readonly certificate: Certificate | undefined;
  readonly key: NexoKey | undefined;
  /** World milliseconds in one real one. */
  readonly speed: number;
  readonly told: (record: TraceRecord) => void;
  /** Told of every failure that nobody else reports. */
  readonly failed: (error: unknown) => void;
};

export type RunningTerminal = {
  readonly port: number;
  readonly desk: TerminalDesk;
  readonly close: () => Promise<void>;
};

/**
 * Joins a terminal, its world and the port where POSs ask, and starts them.
 *
 * @throws TillyardError for a port, a folder, a scenario or a log that cannot be used
 */
export async function startTerminalApp(options: TerminalAppOptions): Promise<RunningTerminal> {
  const { setup, dataFolder, poiId, speed, told, failed } = options;
  const store = dataFolder === undefined ? keepNothing() : openStore(dataFolder);
  const pacer = createPacer({ speed, realNowMs: () => performance.now(), failed });
  const rest = async (): Promise<void> => {
    pacer.stop();
    store.close();
  };
  try {
    const desk = await openTerminalDesk(setup, { store, pacer, told, failed });
    const { merchantId, terminalId } = setup.acquirer?.acquirers[0]?.merchant ?? HOUSE_MERCHANT;
    const dialogue = createDialogue(desk, { poiId, merchantId, terminalId });
    const pos = await listenForPos(dialogue, options);
    return {
      port: pos.port,
      desk,
      close: async () => {
        await pos.close();
        await desk.close();
        await rest();
      },
    };
  } catch (error) {
    await rest();
    throw error;
  }
}
