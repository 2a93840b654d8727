import type { DeviceKind } from "./kind.ts";
import { PRINTER } from "./printer.ts";

/** Every kind of device there is, by name. */
export const DEVICE_KINDS: ReadonlyMap<string, DeviceKind> = new Map(
  [PRINTER].map((kind) => [kind.name, kind]),
);
