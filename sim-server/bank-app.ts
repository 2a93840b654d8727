import type { Dialect } from "./core/iso8583/dialect.ts";
import type { BankSetup } from "./io/bank/bank-file.ts";
import type { Limits } from "./io/bank/connection.ts";
import { bankControl } from "./io/bank/control/control.ts";
import { type BankDesk, openDesk, REAL_CLOCKS } from "./io/bank/desk.ts";
import { listenForTerminals, PLACE_FLAGS } from "./io/bank/listener.ts";
import {
  isLoopback,
  type ListeningControl,
  listenForControl,
} from "./io/control/listen-control.ts";
import { createControl } from "./io/control/router.ts";

export type BankAppOptions = {
  readonly setup: BankSetup;
  readonly dialect: Dialect;
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  /** Certificate and key, in PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Where it can be looked into and changed; without it, nowhere. */
  readonly control?: { readonly port: number; readonly token: string | undefined } | undefined;
  readonly seed: number;
  readonly limits?: Partial<Limits> | undefined;
  /** Told of every failure that nobody else reports. */
  readonly failed: (error: unknown) => void;
};

export type RunningBank = {
  readonly port: number;
  /** Undefined without a control port. */
  readonly controlPort: number | undefined;
  readonly desk: BankDesk;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

/**
 * Joins a bank, its port and its control port, and starts them. Any number run side by side.
 *
 * @throws TillyardError `port-in-use` or `config-invalid`
 */
export async function startBankApp(options: BankAppOptions): Promise<RunningBank> {
  const { setup, dialect, host, control, seed, failed } = options;
  const desk = openDesk(setup, { dialect, seed, clocks: REAL_CLOCKS });
  const { monotonicMs } = REAL_CLOCKS;
  const terminals = await listenForTerminals(desk, { ...options, monotonicMs });
  const closeControl = await startControl(desk, { host, control, failed }).catch(async (error) => {
    await terminals.close();
    throw error;
  });
  return {
    port: terminals.port,
    controlPort: closeControl?.port,
    desk,
    connections: terminals.connections,
    close: async () => {
      await Promise.all([terminals.close(), closeControl?.close()]);
    },
  };
}

async function startControl(
  desk: BankDesk,
  { host, control, failed }: Pick<BankAppOptions, "host" | "control" | "failed">,
): Promise<ListeningControl | undefined> {
  if (control === undefined) return undefined;
  const { token, port } = control;
  const app = createControl(desk, bankControl(desk), { token, loopback: isLoopback(host), failed });
  return listenForControl(app, { place: { host, port }, flags: PLACE_FLAGS, failed });
}
