import { CARD } from "./card.ts";
import { DISPLAY } from "./display.ts";
import { DRAWER } from "./drawer.ts";
import type { DeviceKind } from "./kind.ts";
import { PIN_PAD } from "./pin-pad.ts";
import { PRINTER } from "./printer.ts";
import { SCANNER } from "./scanner.ts";
import { STRIPE } from "./stripe.ts";

/** Every kind of device there is, by name. */
export const DEVICE_KINDS: ReadonlyMap<string, DeviceKind> = new Map(
  [PRINTER, DISPLAY, SCANNER, STRIPE, CARD, PIN_PAD, DRAWER].map((kind) => [kind.name, kind]),
);
