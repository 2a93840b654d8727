import { createServer } from "node:net";
import process from "node:process";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { dialTcp } from "../../device-emulators/transports/dial-tcp.ts";
import { listen, portOf } from "../../device-emulators/transports/listen.ts";
import { createRelay } from "../../device-emulators/transports/relay.ts";
import { openTcp } from "../../device-emulators/transports/tcp.ts";
import { recordLater } from "../cli/relay/record-file.ts";
import { MESSAGE, STATUS } from "./relay-message.ts";

// Forked by `relay.ts`: a device, a relay to the one on that port, or one that records besides.
const HOST = "127.0.0.1";
const [kind = "device", devicePort = ""] = process.argv.slice(2);
process.once("disconnect", () => process.exit());
process.send?.({ port: kind === "device" ? await startDevice() : await startRelay() });

/** It answers each whole message with its status, as a printer does. */
async function startDevice(): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => {
    let heard = 0;
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      heard += bytes.length;
      for (; heard >= MESSAGE.length; heard -= MESSAGE.length) socket.write(STATUS);
    });
  });
  await listen(server, { host: HOST, port: 0 }, "a free port");
  return portOf(server);
}

async function startRelay(): Promise<number> {
  const recorder = recordLater(() => undefined);
  const relay = createRelay({
    dial: dialTcp({ host: HOST, port: Number(devicePort) }),
    clock: REAL_CLOCK,
    take: kind === "recording" ? recorder.take : () => undefined,
  });
  const { address } = await openTcp({ host: HOST, port: 0, clientsMax: 64 }, relay);
  return Number(address.slice(address.lastIndexOf(":") + 1));
}
