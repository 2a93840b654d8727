import { toHex } from "../../../device-emulators/kit/bytes.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import type { DeskEvent, DeskJoin, DeskOrder } from "../../contract/index.ts";
import type { HardwareEvent, HardwareOrder } from "../../core/counter/hardware-event.ts";
import { ofTestCard } from "../../core/drivers/stripe-reading.ts";
import type { JoinedHardware, Seats } from "./seats.ts";

/** The desks elsewhere whose hardware stands at seats here, also while the network to them is down. */
export type Desks = {
  /** The desk is there: what it has not heard is sent. @returns the desk as it stands now */
  readonly join: (message: DeskJoin, way: DeskWay) => JoinedDesk;
  /** Waits for no desk any more. */
  readonly close: () => void;
};

/** The way to a desk, for as long as its connection holds. */
export type DeskWay = { readonly send: (order: DeskOrder) => void };

export type JoinedDesk = {
  /** Resolves once it is stored. One that was sent before is entered once. */
  readonly hear: (event: DeskEvent) => Promise<void>;
  /** The desk has carried out this order, and all before it. */
  readonly done: (order: number) => void;
  /** Its connection is lost; what it is to do is held for it. */
  readonly lose: () => void;
  /** It takes its hardware away. */
  readonly part: () => void;
};

export type DesksPorts = {
  readonly seats: Seats;
  readonly clock: Clock;
  /** A name that no other run of this server gives out. */
  readonly newEpoch: () => string;
  /** Told of a failure that no desk is waiting for. */
  readonly failed: (error: unknown) => void;
};

/** Chosen: a minute without network is nothing; after it the counter's own devices serve again. */
export const AWAY_MS_MAX = 90_000;
/** Chosen: some thirty slips. What is ordered beyond is lost, as on any cable. */
export const HELD_BYTES_MAX = 262_144;
/** Enough of a desk's name to tell its events from another's. */
const NAMED_DIGITS = 16;

type Desk = {
  readonly seat: string;
  readonly devices: DeskJoin["devices"];
  readonly epoch: string;
  readonly hardware: JoinedHardware;
  orders: readonly DeskOrder[];
  ordered: number;
  /** The last event that came, and when it is stored; a desk tells one after another. */
  lastEvent: number;
  stored: Promise<void>;
  way: DeskWay | undefined;
  callOff: () => void;
};

/** No desk is known yet. */
export function createDesks({ seats, clock, newEpoch, failed }: DesksPorts): Desks {
  const desks = new Map<string, Desk>();
  let closed = false;

  const forget = (name: string): void => {
    const desk = desks.get(name);
    desks.delete(name);
    desk?.callOff();
    desk?.hardware.leave();
  };

  /** A desk that was started again takes the place of the one that is away. */
  const replaceAway = (seat: string, devices: DeskJoin["devices"]): void => {
    for (const [name, desk] of desks) {
      const same = desk.seat === seat && desk.devices.some((device) => devices.includes(device));
      if (same && desk.way === undefined) forget(name);
    }
  };

  /** A desk that the server does not remember: after a restart, or for the first time. */
  const meet = ({ desk: name, seat, devices, plugged }: DeskJoin): Desk => {
    const hardware = seats.join({ code: seat, devices, perform: (order) => hold(desk, order) });
    const desk: Desk = {
      seat,
      devices,
      hardware,
      epoch: newEpoch(),
      orders: [],
      ordered: 0,
      lastEvent: 0,
      stored: Promise.resolve(),
      way: undefined,
      callOff: () => undefined,
    };
    replaceAway(seat, devices);
    desks.set(name, desk);
    for (const event of plugged) hardware.tell(onlyDefined(event)).catch(failed);
    return desk;
  };

  const join = (message: DeskJoin, way: DeskWay): JoinedDesk => {
    const { desk: name, heard, seat } = message;
    if (desks.get(name)?.seat !== seat) forget(name);
    const desk = desks.get(name) ?? meet(message);
    desk.callOff();
    desk.way = way;
    if (heard?.epoch === desk.epoch) done(desk, heard.order);
    for (const order of desk.orders) way.send(order);
    return {
      hear: (event) => hear(desk, name, event),
      done: (order) => done(desk, order),
      lose: () => {
        if (desk.way !== way) return;
        desk.way = undefined;
        if (closed) return;
        desk.callOff = clock.after(AWAY_MS_MAX, () => forget(name));
      },
      part: () => {
        if (desk.way === way) forget(name);
      },
    };
  };

  return {
    join,
    close: () => {
      closed = true;
      for (const { callOff } of desks.values()) callOff();
    },
  };
}

function hold(desk: Desk, { device, bytes }: HardwareOrder): void {
  const held = desk.orders.reduce((sum, { hex }) => sum + hex.length / 2, 0);
  if (held + bytes.length > HELD_BYTES_MAX) return;
  desk.ordered += 1;
  const order = { epoch: desk.epoch, order: desk.ordered, device, hex: toHex(bytes) };
  desk.orders = [...desk.orders, order];
  desk.way?.send(order);
}

function done(desk: Desk, upTo: number): void {
  desk.orders = desk.orders.filter(({ order }) => order > upTo);
}

async function hear(desk: Desk, name: string, { n, event }: DeskEvent): Promise<void> {
  if (n > desk.lastEvent) {
    desk.lastEvent = n;
    const id = `${name.slice(0, NAMED_DIGITS)}-${n}`;
    desk.stored = desk.hardware.tell(gate(onlyDefined(event)), id).catch((error: unknown) => {
      // It will be told again, as what was never told.
      desk.lastEvent = Math.min(desk.lastEvent, n - 1);
      throw error;
    });
  }
  await desk.stored;
}

/** A desk has refused real cards already; here nothing depends on that. */
function gate(event: HardwareEvent): HardwareEvent {
  const real = event.kind === "swiped" && !ofTestCard(event.tracks);
  return real ? { device: "stripe", kind: "refused" } : event;
}

/** What zod read has `undefined` where nothing stood. */
function onlyDefined(event: DeskEvent["event"]): HardwareEvent {
  return JSON.parse(JSON.stringify(event)) as HardwareEvent;
}
