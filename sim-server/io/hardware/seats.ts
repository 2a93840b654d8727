import type { Opened } from "../../contract/index.ts";
import type {
  HardwareEvent,
  HardwareKind,
  HardwareOrder,
} from "../../core/counter/hardware-event.ts";
import type { LiveSession } from "../live-session.ts";
import { seatCodeOf } from "./seat-code.ts";

/** Who sits where, and which hardware stands there: it goes with the person from lesson to lesson. */
export type Seats = {
  /** The person attends this counter now. */
  readonly take: (person: string, live: SeatedSession) => void;
  /** That counter is closed. */
  readonly close: (live: SeatedSession) => void;
  /** Who sits at the seat with this code, and over what; undefined where nobody does. */
  readonly at: (code: string) => Pick<Opened, "cashier" | "lesson"> | undefined;
  readonly join: (hardware: SeatHardware) => JoinedHardware;
};

/** A counter as far as hardware is concerned. */
export type SeatedSession = Pick<LiveSession, "hear" | "connect" | "opened">;

/** Hardware at hand, at this machine or at a desk elsewhere. */
export type SeatHardware = {
  /** Whose seat it belongs to; without one, it stands at the first seat that is taken. */
  readonly code: string | undefined;
  readonly devices: readonly HardwareKind[];
  readonly perform: (order: HardwareOrder) => void;
};

export type JoinedHardware = {
  /** Resolves once it is stored, where it concerns a counter. @param id is entered once */
  readonly tell: (event: HardwareEvent, id?: string) => Promise<void>;
  /** Takes the hardware away: what stood there before serves again, or the counter's own device. */
  readonly leave: () => void;
};

type Plugged = Extract<HardwareEvent, { kind: "plugged" }>;

type Source = SeatHardware & {
  readonly plugged: Map<HardwareKind, Plugged>;
  /** Where it stands now. */
  at: SeatedSession | undefined;
};

type Seat = { readonly code: string; live: SeatedSession; disconnect: () => void };

/** @param failed told of what could not be stored */
export function createSeats(failed: (error: unknown) => void): Seats {
  const seats = new Map<string, Seat>();
  const sources = new Set<Source>();

  const seatOf = ({ code }: Source): Seat | undefined => {
    const all = [...seats.values()];
    return code === undefined ? all[0] : all.find((seat) => seat.code === code);
  };
  /** Of two printers at one counter, the one that came last is used. */
  const owner = (live: SeatedSession | undefined, device: HardwareKind): Source | undefined =>
    [...sources].findLast((source) => source.at === live && source.devices.includes(device));

  const enter = (live: SeatedSession | undefined, event: HardwareEvent): void => {
    live?.hear(event).catch(failed);
  };

  /** Every piece of hardware goes where its seat is now. */
  const settle = (): void => {
    for (const source of sources) move(source, seatOf(source)?.live);
  };

  const move = (source: Source, to: SeatedSession | undefined): void => {
    if (source.at === to) return;
    const owned = source.devices.filter((device) => owner(source.at, device) === source);
    for (const device of owned) enter(source.at, { device, kind: "withdrawn" });
    source.at = to;
    for (const [device, event] of source.plugged) {
      if (owner(to, device) === source) enter(to, event);
    }
  };

  return {
    take: (person, live) => {
      const seat = seats.get(person);
      if (seat?.live === live) return;
      seat?.disconnect();
      const disconnect = live.connect((order) => owner(live, order.device)?.perform(order));
      if (seat === undefined) seats.set(person, { code: seatCodeOf(person), live, disconnect });
      else Object.assign(seat, { live, disconnect });
      settle();
    },
    close: (live) => {
      for (const [person, seat] of seats) {
        if (seat.live !== live) continue;
        seat.disconnect();
        seats.delete(person);
      }
      for (const source of sources) if (source.at === live) source.at = undefined;
      settle();
    },
    at: (code) => [...seats.values()].find((seat) => seat.code === code)?.live.opened(),
    join: (hardware) => {
      const source: Source = { ...hardware, plugged: new Map(), at: undefined };
      source.at = seatOf(source)?.live;
      sources.add(source);
      return {
        tell: async (event, id) => {
          if (event.kind === "plugged") source.plugged.set(event.device, event);
          if (event.kind === "unplugged") source.plugged.delete(event.device);
          if (owner(source.at, event.device) === source) await source.at?.hear(event, id);
        },
        leave: () => {
          const { at } = source;
          move(source, undefined);
          sources.delete(source);
          for (const device of source.devices) {
            const plugged = owner(at, device)?.plugged.get(device);
            if (plugged !== undefined) enter(at, plugged);
          }
        },
      };
    },
  };
}
