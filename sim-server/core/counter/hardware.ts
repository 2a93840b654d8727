import { fromHex, fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { type CodeReader, readCodes } from "../till/code-reader.ts";
import type { Emit, Refusal } from "../trace-events.ts";
import type { LineEnd } from "../world/line.ts";
import {
  HARDWARE,
  type HardwareEnd,
  type HardwareEvent,
  type HardwareKind,
  type HardwareOrder,
} from "./hardware-event.ts";
import type { PrinterPlug } from "./printer-plug.ts";

/** The places at a counter where a real device may take its own device's part. */
export type Hardware = HardwareEnd & {
  /** For the real printer. */
  readonly order: (bytes: Uint8Array) => void;
  /** One code of a scanner that types, and so has no cable that could be in or out. */
  readonly hearWedge: (text: string) => void;
  /** @returns why it had no effect: the device is not there, or nothing here is as it says */
  readonly take: (event: HardwareEvent) => Refusal | undefined;
};

export type HardwarePorts = {
  readonly emit: Emit;
  readonly printer: () => PrinterPlug;
  /** The till's scanner cable, as its own scanner has it. */
  readonly scanner: LineEnd;
  /** Told of each code that a real scanner read, before the till hears of it. */
  readonly scanned: (code: string) => void;
  readonly swiped: (event: Extract<HardwareEvent, { kind: "swiped" }>) => Refusal | undefined;
  readonly token: (event: Extract<HardwareEvent, { kind: "token" }>) => Refusal | undefined;
  readonly tokenGone: () => Refusal | undefined;
};

/** A counter at which only its own devices stand. */
export function createHardware(ports: HardwarePorts): Hardware {
  const { emit, printer } = ports;
  const present = new Map<HardwareKind, "in" | "out">();
  let perform: (order: HardwareOrder) => void = () => undefined;
  let codes: CodeReader = "";

  const plug = (device: HardwareKind, mute: boolean): undefined => {
    present.set(device, "in");
    emit("hardware.plugged", { device });
    if (device === "printer") printer().plug(!mute);
    if (device === "scanner") codes = "";
  };

  const unplug = (device: HardwareKind, how: "unplugged" | "withdrawn"): Refusal | undefined => {
    const before = present.get(device);
    if (before === undefined) return "not-there";
    if (how === "unplugged") present.set(device, "out");
    else present.delete(device);
    emit(`hardware.${how}`, { device });
    if (device === "reader") ports.tokenGone();
    if (device === "printer") printer()[how === "unplugged" ? "unplug" : "withdraw"]();
    return undefined;
  };

  const hearScanner = (before: CodeReader, bytes: Uint8Array): CodeReader => {
    const read = readCodes(before, bytes);
    for (const code of read.codes) ports.scanned(code);
    ports.scanner.send(bytes);
    return read.reader;
  };

  const take = (event: HardwareEvent): Refusal | undefined => {
    switch (event.kind) {
      case "plugged":
        return plug(event.device, event.mute === true);
      case "unplugged":
      case "withdrawn":
        return unplug(event.device, event.kind);
      case "bytes": {
        const { device, hex } = event;
        emit("hardware.received", { device, bytes: hex.length / 2 });
        if (device === "printer") return printer().take(hex);
        codes = hearScanner(codes, fromHex(hex));
        return undefined;
      }
      case "swiped":
        return ports.swiped(event);
      case "token":
        return ports.token(event);
      case "token-gone":
        return ports.tokenGone();
      case "refused":
        emit("hardware.refused", { device: event.device });
        return undefined;
    }
  };

  return {
    attach: (performer) => {
      perform = performer;
    },
    plugged: () => HARDWARE.filter((device) => present.get(device) === "in"),
    hearWedge: (text) => void hearScanner("", fromLatin1(`${text}\r`)),
    order: (bytes) => perform({ device: "printer", bytes }),
    take: (event) => {
      const comesOrGoes = event.kind === "plugged" || event.kind === "withdrawn";
      return comesOrGoes || present.get(event.device) === "in" ? take(event) : "not-there";
    },
  };
}
