import { expect } from "vitest";
import type { Answer, Scenario } from "../../scenarios/format/scenario.ts";
import { GOODS } from "../../scenarios/goods/goods.ts";
import { createRobotCashier, type RobotCashier } from "../../sim-server/bench/robot-cashier.ts";
import type { Seat } from "../../sim-server/bench/seat.ts";
import { openStore } from "../../sim-server/io/store/sqlite.ts";
import { createSession } from "../../sim-server/session/session.ts";
import type { TestDevice } from "./device.ts";
import { until } from "./server.ts";

/** Chosen: people think so many times longer than a test has patience. */
const HURRY = 20;

/** A cashier who thinks fast, in a world that goes at its own pace, as real devices do. */
export function quickCashier(answer: Answer): RobotCashier {
  const cashier = createRobotCashier(answer);
  return {
    ...cashier,
    play: (seat, options) =>
      cashier.play(
        {
          ...seat,
          worldNowMs: () => Math.floor(performance.now() * HURRY),
          speed: () => HURRY,
        },
        options,
      ),
  };
}

/**
 * Says "go on" to a terminal that waits for its printer, once a real one is there: however late that
 * answers on a busy machine, it is asked again.
 */
export function tendPrinter(seat: Seat): void {
  let asking = false;
  const look = async (): Promise<void> => {
    const { terminal, printer } = seat.view();
    if (asking || terminal.screen !== "paper-out" || printer.real !== "online") return;
    asking = true;
    await seat.act({ type: "key", device: "terminal", key: "enter" }).catch(() => undefined);
    asking = false;
  };
  seat.socket.on("state", () => void look());
  void look();
}

/** The answer of somebody who has scanned everything. */
export function afterScanning({ title, play }: Answer): Answer {
  return { title, play: play.filter((intention) => intention.do !== "scan") };
}

/** Holds everything in the basket before a real scanner, one thing after another. */
export async function scanAll(
  seat: Seat,
  scanner: TestDevice,
  { basket }: Scenario,
): Promise<void> {
  let count = 0;
  for (const { item, quantity } of basket) {
    const code = GOODS.find(({ id }) => id === item)?.code;
    for (let piece = 0; piece < quantity; piece += 1) {
      count += 1;
      scanner.hand(`scan ean-13 ${code}`);
      await until(seat, () => pieces(seat) === count);
      await scanner.events("lamp", 3 * count);
    }
  }
}

function pieces(seat: Seat): number {
  return seat.view().till.lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** What the store has of a finished session, which its log alone must make again. */
export async function expectReplay(folder: string, id: string, scenario: Scenario) {
  const store = openStore(folder);
  const rows = await store.inputsOf(id);
  const trace = await store.traceOf(id);
  const markMs = await store.markOf(id);
  store.close();
  const session = createSession({ scenario, seed: 1, cashier: "小禾" });
  expect(session.replay(rows)).toBeUndefined();
  session.advance(Math.max(markMs, session.nowMs()));
  expect(session.trace()).toEqual(trace ?? session.trace());
  return { rows, trace, session };
}
