import { COMMAND } from "../../../device-emulators/kit/escpos-codes.ts";

/** Long enough for any latch, and then a rest for the solenoid; in units of 2 ms. Chosen. */
const ON_UNITS = 50;
const OFF_UNITS = 250;

/**
 * The bytes that open the drawer: ESC p for pin 2, with both of its times. Without them a printer
 * takes what follows for them. Do not write into it.
 */
export const KICK_DRAWER: Uint8Array = Uint8Array.of(
  COMMAND.kick >> 8,
  COMMAND.kick & 0xff,
  0,
  ON_UNITS,
  OFF_UNITS,
);
