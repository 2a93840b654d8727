import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { readLineFormat } from "../../../device-emulators/kit/line-format-text.ts";
import { REAL_CLOCK } from "../../../device-emulators/transports/clock.ts";
import { dialRfc2217 } from "../../../device-emulators/transports/dial-rfc2217.ts";
import { openRfc2217 } from "../../../device-emulators/transports/rfc2217.ts";
import { watchEnd } from "../../kit/cable-end.ts";
import { watchDial } from "../../kit/dial-end.ts";

const HOST = "127.0.0.1";
const last = (line: string) => (told: string[]) => told[told.length - 1] === line;
const has = (line: string) => (told: string[]) => told.includes(line);

async function plug(line: string | undefined, port = 0) {
  const end = watchEnd();
  const format = line === undefined ? undefined : readLineFormat(line);
  const cable = await openRfc2217({ host: HOST, port, format }, end);
  onTestFinished(cable.close);
  return { end, port: Number(cable.address.split(":").at(-1)), pull: cable.close };
}

/** Our own client, which sets the port. */
function call(port: number, line?: string) {
  const end = watchDial();
  const format = line === undefined ? undefined : readLineFormat(line);
  onTestFinished(dialRfc2217({ host: HOST, port, format, flow: "none", clock: REAL_CLOCK })(end));
  return end;
}

/** A socket that says what the test writes; `until` waits for bytes, as hex, anywhere. */
async function callPlain(port: number) {
  const socket: Socket = connect({ host: HOST, port });
  onTestFinished(() => void socket.destroy());
  let heard = "";
  const checks = new Set<() => void>();
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => {
    heard += toHex(bytes);
    for (const check of checks) check();
  });
  await once(socket, "connect");
  const until = (hex: string): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!heard.includes(hex.replaceAll(" ", ""))) return;
        heard = heard.slice(heard.indexOf(hex.replaceAll(" ", "")) + hex.length);
        checks.delete(check);
        resolve();
      };
      checks.add(check);
      check();
    });
  return {
    socket,
    say: (hex: string) => void socket.write(fromHex(hex)),
    until,
    heard: () => heard,
  };
}

test("bytes go both ways, 0xFF too, once the client has set the line as the device is", async () => {
  const { end, port } = await plug("19200,7E1");
  const client = call(port, "19200,7E1");
  await client.until(last("opened"));
  client.links[0]?.send(fromLatin1("to the device"));
  await end.until(last('"to the device"'));
  end.links[0]?.send(fromLatin1("to the till"));
  await client.until(last('"to the till"'));
  const eight = await plug("9600");
  const other = call(eight.port, "9600");
  await other.until(last("opened"));
  other.links[0]?.send(fromHex("FF00FFFF0D000A"));
  await eight.end.until(last('"\xff\0\xff\xff\r\0\n"'));
  eight.end.links[0]?.send(fromHex("0DFFFF"));
  await other.until(last('"\r\xff\xff"'));
});

test("set otherwise, both ends read what a receiver makes of it, and are told of errors", async () => {
  const { end, port } = await plug("9600,8E1");
  const client = await callPlain(port);
  client.say("FFFB2C FFFA2C0AFFFFFFF0 41");
  // The stop bit stands where the parity of two ones should be 0.
  await end.until(last('"A"'));
  expect(end.told()).toEqual(["opened", "9600 1", "1 parity", '"A"']);
  // A parity of 0 stands where the stop bit should be.
  end.links[0]?.send(fromHex("00"));
  await client.until("FFFA2C6A08FFF0 00");
});

test("at half the speed nothing is left of a text", async () => {
  const { end, port } = await plug("9600");
  const client = call(port, "19200");
  await client.until(last("opened"));
  client.links[0]?.send(fromLatin1("Total 12.34\n"));
  await end.until((told) => told.at(-1)?.startsWith('"') === true);
  expect(end.told().join()).not.toContain("Total");
});

test("a device that takes any setting reads what was sent, and is told the setting", async () => {
  const { end, port } = await plug(undefined);
  const client = call(port, "1200,7O2");
  await client.until(last("opened"));
  client.links[0]?.send(fromLatin1("plain"));
  await end.until(last('"plain"'));
  expect(end.told()).toContain("1200 2");
});

test("wires are told; RTS down holds the device's bytes back, suspend too", async () => {
  const { end, port } = await plug("9600");
  const client = await callPlain(port);
  client.say("FFFB2C FFFA2C050CFFF0");
  await end.until(last("9600 1 no RTS"));
  end.links[0]?.send(fromLatin1("held"));
  expect(end.links[0]?.unsentBytes()).toBe(4);
  client.say("FFFA2C08FFF0 FFFA2C050BFFF0 FFFA2C0BFFFFFFF0");
  await client.until("FFFA2C6FFFFFFFF0");
  expect([end.told().at(-1), client.heard()]).toEqual(["9600 1", ""]);
  client.say("FFFA2C09FFF0");
  await client.until(toHex(fromLatin1("held")));
  client.say("FFFA2C0509FFF0");
  await end.until(last("9600 1 no DTR"));
});

test("a device that takes no more lowers CTS and DSR, and hears all that waited when it does", async () => {
  const { end, port } = await plug("9600");
  const client = await callPlain(port);
  client.say("FFFB2C");
  await client.until("FFFA2C6B30FFF0");
  end.links[0]?.pause();
  await client.until("FFFA2C6B03FFF0");
  client.say("78 79");
  // Its answer shows that what came before it has come.
  client.say("FFFA2C00FFF0");
  await client.until("FFFA2C64");
  expect(end.told()).toEqual(["opened", "9600 1"]);
  end.links[0]?.resume();
  await client.until("FFFA2C6B33FFF0");
  await end.until(last('"xy"'));
});

test("a client that sets the port without a word of the option is answered", async () => {
  const { end, port } = await plug("9600");
  const client = await callPlain(port);
  client.say("FFFA2C0100004B00FFF0");
  await client.until("FFFA2C6B30FFF0 FFFA2C6500004B00FFF0");
  await end.until(last("19200 1"));
});

test("a plain client is told nothing of wires", async () => {
  const { end, port } = await plug("9600");
  const client = await callPlain(port);
  await end.until(has("opened"));
  end.links[0]?.pause();
  end.links[0]?.send(fromHex("41"));
  await client.until("FFFB00FFFB03FFFB2CFFFD00FFFD03FFFD2C 41");
});

test("a purge throws away what waits for a busy device", async () => {
  const { end, port } = await plug("9600");
  const client = await callPlain(port);
  client.say("FFFB2C");
  await client.until("FFFA2C6B30FFF0");
  end.links[0]?.pause();
  client.say("78 FFFA2C0C02FFF0");
  await client.until("FFFA2C7002FFF0");
  end.links[0]?.resume();
  client.say("79");
  await end.until(last('"y"'));
});

test.each(["FFFA2C0505FFF0", "FFF3"])("a break (%s) is told, and is a byte 00", async (hex) => {
  const { end, port } = await plug("9600");
  const client = await callPlain(port);
  client.say(`61 ${hex} 62`);
  await end.until(last('"\0b"'));
  expect(end.told().slice(2)).toEqual(['"a"', "1 break", '"\0b"']);
});

test("a busy device loses nothing of a long text, and the network waits with it", async () => {
  const { end, port } = await plug("9600");
  const client = await callPlain(port);
  await end.until(has("opened"));
  end.links[0]?.pause();
  const text = "0123456789".repeat(100_000);
  client.socket.end(text);
  end.links[0]?.resume();
  await end.until(last("ended"));
  expect(end.told().at(-2)).toBe(`"${text}"`);
  end.links[0]?.hangUp("closed");
  await end.until(last("closed"));
});

test("who comes while another has the port is turned away, and let in afterwards", async () => {
  const { end, port } = await plug("9600");
  const first = call(port);
  await first.until(last("opened"));
  const second = await callPlain(port);
  await second.until(toHex(fromLatin1("in use")));
  await once(second.socket, "close");
  first.links[0]?.hangUp("closed");
  await end.until((told) => told.includes("ended"));
  end.links[0]?.hangUp("closed");
  await end.until(last("closed"));
  await call(port).until(last("opened"));
});

test("unplugged, both sides are told; plugged in again, a client finds it", async () => {
  const { end, port, pull } = await plug("9600");
  const client = call(port);
  await client.until(last("opened"));
  await pull();
  await end.until(has("closed"));
  await client.until((told) => /^(closed|reset)$/.test(told.at(-1) ?? ""));
  await call(port).until(last("refused: ECONNREFUSED"));
  await plug("9600", port);
  await call(port).until(last("opened"));
});
