import { expect } from "vitest";
import type { HardwareEvent } from "../../sim-server/core/counter/hardware-event.ts";
import type { InputRow } from "../../sim-server/session/log.ts";
import { createSession } from "../../sim-server/session/session.ts";
import { lesson } from "./lessons.ts";
import { standPrinter } from "./real-printer.ts";
import { seatCashier } from "./session-cashier.ts";

export const FIRST = lesson("first-sale");

/** A sale, the first unless told otherwise, at a counter to which real devices may come. */
export function hardwareSale(answer = FIRST.answers.right, scenario = FIRST) {
  const session = createSession({ scenario, seed: 1, cashier: "小禾" });
  const rows: InputRow[] = [];
  const printer = standPrinter(session, rows);
  const cashier = seatCashier(session, rows, answer);
  return {
    session,
    rows,
    printer,
    cashier,
    enter: (event: HardwareEvent) => {
      const row = session.stampHardware(event);
      if (row === undefined) throw new Error("its id was its own");
      rows.push(row);
      return session.apply(row);
    },
    /** What it comes to without any. */
    playedAlone: () => {
      cashier.playUntil(session, ({ phase }) => phase === "ended");
      return session.total();
    },
    /** Its log makes the same trace again, without the devices. */
    replays: () => {
      const again = createSession({ scenario, seed: 1, cashier: "小禾" });
      expect(again.replay(JSON.parse(JSON.stringify(rows)))).toBeUndefined();
      again.advance(session.nowMs());
      expect(again.trace()).toEqual(session.trace());
    },
  };
}
