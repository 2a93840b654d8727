import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { lineFormatText, readLineFormat } from "../../../device-emulators/kit/line-format-text.ts";
import { type LineFormat, USUAL_FORMAT } from "../../../device-emulators/kit/uart.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import { openKeyboard } from "../../../device-emulators/transports/keyboard.ts";
import { openPty } from "../../../device-emulators/transports/pty.ts";
import { openRfc2217 } from "../../../device-emulators/transports/rfc2217.ts";
import { openSerial } from "../../../device-emulators/transports/serial.ts";
import { tcpCable, USUAL_HOST } from "../../../device-emulators/transports/tcp.ts";
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
    name: "rfc2217",
    value: "[HOST:]PORT",
    means: "listen as a serial port on the network: speed, parity and wires are seen and count",
  },
  {
    name: "line",
    value: "FORMAT",
    means: `how the device's end of --rfc2217 is set (${lineFormatText(USUAL_FORMAT)}); or 9600,7E1`,
  },
  {
    name: "serial",
    value: "PATH@BAUD",
    means: "speak on a real serial port, 8N1; or PATH@BAUD,7E1",
  },
  { name: "keyboard", means: "type what it sends where the keyboard's focus is (X11, uinput)" },
];

/** Heard at once at most. Chosen. */
export const CLIENTS_MAX = 64;

/**
 * The cables that the flags name; where they name none, TCP at the usual port.
 *
 * @throws TillyardError `config-invalid`
 */
export function readCables(
  call: Call,
  {
    usualPort,
    usualClients,
    clock,
  }: {
    readonly usualPort: number | undefined;
    readonly usualClients: number;
    readonly clock: Clock;
  },
): OpenTransport[] {
  const clientsMax = wholeNumber(call, "clients", { min: 1, max: CLIENTS_MAX }) ?? usualClients;
  const [tcp, name, serial] = [call.text("tcp"), call.text("pty"), call.text("serial")];
  const far = call.text("rfc2217");
  const cables: OpenTransport[] = [];
  if (tcp !== undefined) {
    const place = readPlace(`--tcp ${tcp}`, tcp);
    cables.push(tcpCable({ ...place, clientsMax }));
  }
  if (name !== undefined) cables.push((end) => openPty({ name, clock }, end));
  if (far !== undefined) {
    const port = { ...readPlace(`--rfc2217 ${far}`, far), format: readLine(call) };
    cables.push((end) => openRfc2217(port, end));
  }
  if (serial !== undefined) {
    const port = readPort(`--serial ${serial}`, serial);
    cables.push((end) => openSerial({ ...port, clock }, end));
  }
  if (call.on("keyboard")) cables.push(openKeyboard);
  if (cables.length === 0 && usualPort !== undefined) {
    cables.push(tcpCable({ host: USUAL_HOST, port: usualPort, clientsMax }));
  }
  return cables;
}

function readLine(call: Call): LineFormat {
  const text = call.text("line");
  const format = text === undefined ? USUAL_FORMAT : readLineFormat(text);
  if (format !== undefined) return format;
  throw new TillyardError("config-invalid", `--line ${text} is no line format`, {
    hint: "give bits a second, data bits, parity and stop bits, as in 9600,8N1",
  });
}
