import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { err } from "../../../device-emulators/kit/result.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import { openKeyboard } from "../../../device-emulators/transports/keyboard.ts";
import type { OpenTransport } from "../../../device-emulators/transports/transport.ts";
import type { SourceFault } from "../../../scenarios/format/source.ts";
import { readListening } from "../../io/devices/cable-text.ts";
import { withoutFlag } from "../../io/devices/complaint-text.ts";
import type { DeskDevice, DeviceDesk } from "../../io/devices/control/desk.ts";
import { createEventLog, type EventLog } from "../../io/devices/control/event-log.ts";
import { complainOf, orThrow } from "../../io/yaml-file.ts";
import { createDeviceFaults, type DeviceFaults, faultsOf } from "../device/faults.ts";
import { letHandDo } from "../device/hands.ts";
import type { RunningDevice, Told } from "../device/kind.ts";
import { readFaults, readSeed } from "../fault-flags.ts";
import { CHECKOUT_HINT, type CheckoutPlan, type PlannedDevice } from "./checkout-file.ts";
import { hangDrawers } from "./kick-cables.ts";

export type Checkout = DeviceDesk & {
  /** Pulls every cable. */
  readonly close: () => Promise<void>;
};

export type CheckoutOptions = {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970 UTC. */
  readonly now: () => number;
};

/** A device that is switched on, not yet plugged in. */
export type StartedDevice = {
  readonly planned: PlannedDevice;
  readonly device: RunningDevice;
  readonly faults: DeviceFaults;
  readonly cables: readonly OpenTransport[];
  /** Hear of all that happens at it. */
  readonly hearers: ((told: Told) => void)[];
  readonly addresses: string[];
  links: number;
};

/**
 * Switches the devices of a checkout on, hangs the drawers on their printers, and plugs the cables in.
 *
 * @throws TillyardError `config-invalid` with every complaint about the file, or as the cables do
 */
export async function startCheckout(
  plan: CheckoutPlan,
  options: CheckoutOptions,
): Promise<Checkout> {
  const log = createEventLog(options.now);
  const started = switchOn(plan, options.clock, log);
  const close = async (): Promise<void> => {
    await Promise.all(started.map(({ device }) => device.close()));
  };
  hangDrawers(started);
  try {
    for (const each of started) await plugIn(each);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    devices: started.map((each) => deskDevice(each, plan)),
    events: log,
    noteHand: (device, hand) => log.add(device, { event: "hand", hand }),
    noteFault: (device, fault) => log.add(device, { event: "armed", fault }),
    close,
  };
}

function switchOn(
  { file, devices }: CheckoutPlan,
  clock: Clock,
  log: EventLog,
): readonly StartedDevice[] {
  const faults: SourceFault[] = [];
  const started = devices.flatMap((planned): StartedDevice[] => {
    try {
      return [switchOnOne(planned, clock, log)];
    } catch (error) {
      if (!(error instanceof TillyardError)) throw error;
      faults.push({
        // Cables are read before any option is.
        place: planned.placeOf(planned.options.lastAsked() ?? "cables"),
        message: `${withoutFlag(error.message)}; ${withoutFlag(error.hint)}`,
      });
      return [];
    }
  });
  if (faults.length > 0) orThrow(err(complainOf(file, faults)), CHECKOUT_HINT);
  return started;
}

function switchOnOne(planned: PlannedDevice, clock: Clock, log: EventLog): StartedDevice {
  const { id, kind, options, cables, printer } = planned;
  const hearers: ((told: Told) => void)[] = [];
  const usual =
    kind.usualPort === undefined || printer !== undefined ? [] : [`tcp:${kind.usualPort}`];
  const plugs = (cables ?? usual).map((text) =>
    text === "keyboard" ? openKeyboard : readListening("cables", text, clock),
  );
  // Those of a kind without a cable are among its own options.
  const armed = kind.usualPort === undefined ? [] : readFaults(options, faultsOf(kind));
  const seed = readSeed(options);
  const tell = (told: Told): void => {
    log.add(id, told.event);
    for (const hear of hearers) hear(told);
  };
  const device = kind.start(options, {
    clock,
    attended: true,
    tell,
    cable: {
      opened: ({ name }) => {
        started.links += 1;
        log.add(id, { event: "opened", link: name });
      },
      closed: ({ name }, how) => {
        started.links -= 1;
        log.add(id, { event: "closed", link: name, how });
      },
      lineSet: ({ name }, line) => log.add(id, { event: "line-set", link: name, ...line }),
      lineError: ({ name }, error, count) =>
        log.add(id, { event: "line-error", link: name, error, count }),
    },
  });
  const faults = createDeviceFaults({ kind, device, tell, clock, seed });
  for (const fault of armed) faults.arm(fault);
  const started: StartedDevice = {
    planned,
    device,
    faults,
    cables: plugs,
    hearers,
    addresses: [],
    links: 0,
  };
  return started;
}

/** @throws TillyardError as the cables do, with the name of the device */
async function plugIn({
  planned,
  device,
  faults,
  cables,
  addresses,
}: StartedDevice): Promise<void> {
  try {
    for (const cable of cables) addresses.push((await device.plug(faults.on(cable))).address);
    if (device.arrive !== undefined) addresses.push(await device.arrive());
  } catch (error) {
    if (!(error instanceof TillyardError)) throw error;
    const { code, message, hint } = error;
    throw new TillyardError(code, `${planned.id}: ${message}`, { hint, cause: error });
  }
}

function deskDevice(started: StartedDevice, plan: CheckoutPlan): DeskDevice {
  const { planned, device, addresses } = started;
  const { kind, id, printer = null } = planned;
  // A drawer that hangs on its printer has no cable of its own to go wrong.
  const possible = started.cables.length === 0 ? (kind.faults ?? []) : faultsOf(kind);
  return {
    id,
    kind: kind.name,
    summary: kind.summary,
    hands: kind.hands.map(({ word, value }) => ({ word, takes: value })),
    cables: () => addresses,
    links: () => started.links,
    view: () => {
      const state = device.view?.();
      return state?.kind === "drawer" ? { ...state, printer } : state;
    },
    hand: (word, text) => {
      const hand = kind.hands.find((each) => each.word === word);
      const meant = hand?.value === "CARD" ? cardFile(plan, text) : text;
      return letHandDo(device, kind.hands, { word, text: meant });
    },
    paper: device.paper,
    faults: possible.map(({ id: fault, means }) => ({ fault, means })),
    arm: started.faults.hand,
  };
}

/** The card that a hand swipes is one of the checkout's, by its id: whoever asks names no files here. */
function cardFile({ devices }: CheckoutPlan, id: string): string {
  const card = devices.find((each) => each.id === id && each.kind.name === "card");
  return card?.options.text("card") ?? "";
}
