import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { expect, test } from "vitest";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { openTelnet } from "../../../device-emulators/transports/telnet-socket.ts";

/** A socket whose other side reads, or does not; what was written, as hex. */
function socketOf({ reads }: { readonly reads: boolean }) {
  const written: string[] = [];
  const stream = new Duplex({
    read: () => undefined,
    write: (bytes: Uint8Array, _encoding, done) => {
      written.push(toHex(bytes));
      if (reads) done();
    },
  });
  const socket = Object.assign(stream, { resetAndDestroy: () => stream.destroy() });
  return { socket: socket as unknown as Socket, written };
}

/** A server that answers each message by itself; what it was told. */
function serve(socket: Socket) {
  const told: string[] = [];
  const telnet = openTelnet(
    socket,
    { side: "server", wants: { ours: [0], theirs: [44] } },
    {
      data: (bytes) => void told.push(toHex(bytes)),
      told: (message) => {
        told.push(message.name);
        telnet.tell(message);
      },
      option: (option, on) => void told.push(`${option} ${on ? "on" : "off"}`),
      broke: () => void told.push("break"),
    },
  );
  return { told, telnet };
}

test("it asks for what it wants, answers options, and tells the rest", () => {
  const { socket, written } = socketOf({ reads: true });
  const { told, telnet } = serve(socket);
  telnet.take(fromHex("FFFB2C 41 FFFA2C01000025"));
  telnet.take(fromHex("80FFF0 FFF3 FFF1 FFFD18 FFFC2C"));
  expect(told).toEqual(["44 on", "41", "baud", "break", "24 on", "44 off"]);
  expect(written).toEqual(["FFFB00FFFD2C", "FFFA2C6500002580FFF0", "FFFC18", "FFFE2C"]);
});

test("what nobody understands is left out", () => {
  const { socket } = socketOf({ reads: true });
  const { told, telnet } = serve(socket);
  telnet.take(fromHex("FFFA2C7FFFF0 FFFA2C0199FFF0 FFFA18FF41 FF00 42"));
  expect(told).toEqual(["42"]);
});

test("a side that asks on and on, and reads no answer, is cut off", () => {
  const { socket } = socketOf({ reads: false });
  const { telnet } = serve(socket);
  let questions = 0;
  while (!socket.destroyed && questions < 1_000_000) {
    telnet.take(fromHex("FFFA2C0100000000FFF0"));
    questions += 1;
  }
  expect([socket.destroyed, questions < 40_000]).toEqual([true, true]);
});
