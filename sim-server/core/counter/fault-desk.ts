import type { FaultSettings } from "../../../scenarios/format/scenario.ts";
import { completeParams, type FaultId, findFault } from "../faults/catalogue.ts";
import type { Emit } from "../trace-events.ts";
import type { Disturbance } from "../world/line.ts";
import type { Node } from "../world/node.ts";
import type { DeviceKey } from "./act.ts";
import type { Cables } from "./cables.ts";
import { cableOf, faultyCables } from "./fault-cables.ts";

/** Where the faults of a counter take hold. */
export type FaultDesk = {
  /** Arms a fault; one of a state (paper, dirt, cover, power) takes hold at once. */
  readonly arm: (fault: FaultSettings) => void;
  /**
   * Whether a fault can take hold at all: none can on someone else's bank, or on the line to it, and
   * none on a real printer.
   */
  readonly reaches: (fault: Pick<FaultSettings, "fault" | "params">) => boolean;
  /** How often a press of the terminal's key arrives. */
  readonly presses: (key: DeviceKey) => number;
  /** Called for each card put into the slot, before the terminal notices. */
  readonly inserted: () => void;
  /** How the next swipe goes. */
  readonly swipe: () => "good" | "bad";
  /** Called for each card held to the reader. */
  readonly tapped: () => void;
};

/** What a fault can get at: a line it disturbs, a device it acts on. */
export type FaultPorts = {
  readonly node: Node;
  readonly emit: Emit;
  readonly cables: Cables;
  /** Seeds the chance of faults on cables. */
  readonly seed: number;
  /** Whether the bank is someone else's. */
  readonly bankOutside?: boolean;
  /** Whether a real printer stands at the counter. */
  readonly printerReal?: () => boolean;
  readonly soilSlot: () => void;
  readonly pullCardAt: (command: number) => void;
  readonly leaveFieldAt: (command: number) => void;
  readonly limitPaper: (mm: number) => void;
  readonly openCover: () => void;
  readonly failPrinter: (error: "cutter" | "overheated") => void;
  readonly coolPrinter: () => void;
  readonly cutTerminal: (forMs: number) => void;
};

/** A fault waiting for its moment: the `nth` time it could strike, and the `times - 1` after. */
type Armed = { readonly settings: FaultSettings; seen: number };

/** Where the message type stands in a frame: behind length, TPDU and header. */
const MTI_AT = 13;

/** A desk with nothing armed; from now on it disturbs the line to the bank. */
export function createFaultDesk(ports: FaultPorts): FaultDesk {
  const armed: Armed[] = [];

  const fire = ({ fault, params }: FaultSettings): void => {
    ports.emit("fault.fired", { fault, params });
  };

  /** The armed faults of that kind whose moment this is. */
  const striking = (id: FaultId, concerns: (settings: FaultSettings) => boolean): FaultSettings[] =>
    armed.flatMap((entry) => {
      const { settings } = entry;
      if (settings.fault !== id || !concerns(settings)) return [];
      entry.seen += 1;
      const now = entry.seen >= settings.nth && entry.seen < settings.nth + settings.times;
      if (!now) return [];
      fire(settings);
      return [settings];
    });

  ports.cables.host.disturb = disturbHostLine(ports, striking);

  const atOnce: { readonly [K in FaultId]?: (settings: FaultSettings) => void } = {
    "reader.slot-dirty": ports.soilSlot,
    "printer.cover-open": ports.openCover,
    "printer.paper-left": (settings) => ports.limitPaper(numberIn(settings, "mm")),
    "printer.paper-out": () => ports.limitPaper(0),
    "printer.cutter-jam": () => ports.failPrinter("cutter"),
    "printer.head-hot": (settings) => {
      ports.failPrinter("overheated");
      ports.node.after(numberIn(settings, "ms"), ports.coolPrinter);
    },
    "terminal.power-cut": (settings) => ports.cutTerminal(numberIn(settings, "ms")),
  };

  const onCable = faultyCables(ports, {
    struck: fire,
    strike: (settings) => atOnce[settings.fault as FaultId]?.(settings),
  });

  return {
    arm: (given) => {
      const settings = { ...given, params: completeParams(given.fault, given.params) };
      const kind = findFault(given.fault);
      const cable = cableOf(settings);
      if (kind !== undefined && cable !== undefined) {
        onCable(cable).arm(kind, settings);
        return;
      }
      const take = awaitsMessage(settings) ? undefined : atOnce[settings.fault as FaultId];
      if (take === undefined) {
        armed.push({ settings, seen: 0 });
        return;
      }
      fire(settings);
      take(settings);
    },
    reaches: (fault) => {
      if (findFault(fault.fault)?.layer === "printer" && ports.printerReal?.() === true)
        return false;
      return ports.bankOutside !== true || !ridesOnLine(fault);
    },
    presses: (key) =>
      1 + striking("terminal.key-bounce", ({ params }) => String(params["key"]) === key).length,
    inserted: () => {
      for (const settings of striking("card.pulled", () => true)) {
        ports.pullCardAt(numberIn(settings, "apdu"));
      }
    },
    swipe: () => (striking("card.swiped-badly", () => true).length > 0 ? "bad" : "good"),
    tapped: () => {
      for (const settings of striking("card.left-field", () => true)) {
        ports.leaveFieldAt(numberIn(settings, "apdu"));
      }
    },
  };
}

type Striking = (
  id: FaultId,
  concerns: (settings: FaultSettings) => boolean,
) => readonly FaultSettings[];

function disturbHostLine(
  { node, cables, cutTerminal }: FaultPorts,
  striking: Striking,
): Disturbance {
  return (way, bytes) => {
    const mti = mtiOf(bytes);
    const about = ({ params }: FaultSettings): boolean => params["mti"] === mti;
    for (const cut of striking("terminal.power-cut", about)) {
      // Not in the middle of what the terminal does with this very message.
      node.after(0, () => cutTerminal(numberIn(cut, "ms")));
    }
    if (way === "b-to-a") return disturbReply(bytes, striking, { about, isSale: mti === "0210" });
    const [down] = striking("host-line.down", () => mti === "0200");
    if (down !== undefined) {
      cables.host.up = false;
      node.after(numberIn(down, "ms"), () => {
        cables.host.up = true;
      });
    }
    return striking("bank.request-lost", about).length > 0 ? [] : undefined;
  };
}

function disturbReply(
  bytes: Uint8Array,
  striking: Striking,
  {
    about,
    isSale,
  }: {
    readonly about: (settings: FaultSettings) => boolean;
    readonly isSale: boolean;
  },
): ReturnType<Disturbance> {
  if (striking("bank.reply-lost", about).length > 0) return [];
  const altered = striking("bank.reply-altered", about).length > 0;
  const slow = striking("bank.slow", () => isSale);
  const laterMs = slow.reduce((sum, settings) => sum + numberIn(settings, "ms"), 0);
  if (altered) return [{ bytes: alterLast(bytes), laterMs }];
  return laterMs === 0 ? undefined : [{ bytes, laterMs }];
}

/** One of a state that is to come with a certain message. */
function awaitsMessage({ params }: FaultSettings): boolean {
  const { mti = "" } = params;
  return mti !== "";
}

/** Whether a fault takes hold on the line to the bank, or at a message on it. */
export function ridesOnLine({ fault, params }: Pick<FaultSettings, "fault" | "params">): boolean {
  const settings = { fault, params: completeParams(fault, params), nth: 1, times: 1 };
  const onLine = findFault(fault)?.layer === "bank line" || cableOf(settings) === "host";
  return onLine || awaitsMessage(settings);
}

/** One bit of the last byte is another: the MAC's, where there is one. */
function alterLast(bytes: Uint8Array): Uint8Array {
  const altered = bytes.slice();
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  return altered;
}

/** The message type of a frame that was sent in one piece. */
function mtiOf(bytes: Uint8Array): string {
  const [high = 0, low = 0] = bytes.subarray(MTI_AT, MTI_AT + 2);
  return (high * 256 + low).toString(16).padStart(4, "0");
}

function numberIn({ params }: FaultSettings, name: string): number {
  return Number(params[name]);
}
