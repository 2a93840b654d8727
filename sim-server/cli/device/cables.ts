import type { Clock } from "../../../device-emulators/transports/clock.ts";
import { openKeyboard } from "../../../device-emulators/transports/keyboard.ts";
import { openPty } from "../../../device-emulators/transports/pty.ts";
import { openSerial } from "../../../device-emulators/transports/serial.ts";
import { openTcp, USUAL_HOST } from "../../../device-emulators/transports/tcp.ts";
import type { OpenTransport } from "../../../device-emulators/transports/transport.ts";
import { readPlace, readPort } from "../../io/devices/place-text.ts";
import { wholeNumber } from "../flags.ts";
import type { Call, Flag } from "../verb.ts";

/** The flags that name cables, and say how they are used. */
export const CABLE_FLAGS: readonly Flag[] = [
  {
    name: "tcp",
    value: "[HOST:]PORT",
    means: `listen on TCP; 0 picks a port (${USUAL_HOST}, unless another cable is named)`,
  },
  { name: "clients", value: "N", means: "clients heard at once on --tcp; more wait (1)" },
  { name: "pty", value: "PATH", means: "make a pseudo-terminal under that name" },
  {
    name: "serial",
    value: "PATH@BAUD",
    means: "speak on a real serial port, 8N1; or PATH@BAUD,7E1",
  },
  { name: "keyboard", means: "type what it sends where the keyboard's focus is (X11, uinput)" },
];

const CLIENTS_MAX = 64;

/**
 * The cables that the flags name; where they name none, TCP at the usual port.
 *
 * @throws TillyardError `config-invalid`
 */
export function readCables(
  call: Call,
  { usualPort, clock }: { readonly usualPort: number | undefined; readonly clock: Clock },
): OpenTransport[] {
  const clientsMax = wholeNumber(call, "clients", { min: 1, max: CLIENTS_MAX }) ?? 1;
  const [tcp, name, serial] = [call.text("tcp"), call.text("pty"), call.text("serial")];
  const cables: OpenTransport[] = [];
  if (tcp !== undefined) {
    const place = readPlace(`--tcp ${tcp}`, tcp);
    cables.push((end) => openTcp({ ...place, clientsMax }, end));
  }
  if (name !== undefined) cables.push((end) => openPty({ name, clock }, end));
  if (serial !== undefined) {
    const port = readPort(`--serial ${serial}`, serial);
    cables.push((end) => openSerial({ ...port, clock }, end));
  }
  if (call.on("keyboard")) cables.push(openKeyboard);
  if (cables.length === 0 && usualPort !== undefined) {
    cables.push((end) => openTcp({ host: USUAL_HOST, port: usualPort, clientsMax }, end));
  }
  return cables;
}
