import { expect, test } from "vitest";
import { fromLatin1, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { createMemoryCable } from "../../../device-emulators/transports/memory.ts";
import {
  type Link,
  type OpenTransport,
  UNSENT_BYTES_MAX,
} from "../../../device-emulators/transports/transport.ts";

/** A device's end that writes down all it is told. */
async function plug(open: OpenTransport) {
  const told: string[] = [];
  const links: Link[] = [];
  const transport = await open({
    opened: (link) => void links.push(link),
    received: (_, bytes) => void told.push(toLatin1(bytes)),
    ended: () => void told.push("ended"),
    closed: (_, how) => void told.push(how),
    lineSet: (_, { baud, stopBits }) => void told.push(`${baud} ${stopBits}`),
  });
  return { told, transport, link: () => links[links.length - 1] };
}

test("bytes, settings and the end come in order, and none after the end", async () => {
  const cable = createMemoryCable();
  const { told, link } = await plug(cable.open);
  const client = cable.connect();
  client.set({ baud: 9600, stopBits: 1 });
  client.write(fromLatin1("a"));
  link()?.send(fromLatin1("b"));
  client.end();
  client.close();
  client.write(fromLatin1("c"));
  link()?.send(fromLatin1("d"));
  expect(told).toEqual(["9600 1", "a", "ended", "closed"]);
  expect([toLatin1(client.read()), client.ending()]).toEqual(["b", "closed"]);
});

test("what waits for a paused device comes before the end, but is lost when the line is cut", async () => {
  const cable = createMemoryCable();
  const { told, link } = await plug(cable.open);
  const client = cable.connect();
  link()?.pause();
  client.write(fromLatin1("a"));
  client.close();
  expect([told, client.pending()]).toEqual([[], 1]);
  link()?.resume();
  expect(told).toEqual(["a", "closed"]);
  const other = cable.connect();
  link()?.pause();
  other.write(fromLatin1("b"));
  other.close("reset");
  expect(told).toEqual(["a", "closed", "reset"]);
});

test("a far end that does not read loses what is more than the line holds", async () => {
  const cable = createMemoryCable();
  const { link } = await plug(cable.open);
  const client = cable.connect();
  link()?.send(new Uint8Array(UNSENT_BYTES_MAX));
  link()?.send(Uint8Array.of(1));
  expect(client.read()).toHaveLength(UNSENT_BYTES_MAX);
  link()?.send(Uint8Array.of(2));
  expect(client.read()).toEqual(Uint8Array.of(2));
});

test("unplugging cuts everybody off", async () => {
  const cable = createMemoryCable();
  const { told, transport } = await plug(cable.open);
  const clients = [cable.connect(), cable.connect()];
  await transport.close();
  expect(clients.map((client) => client.ending())).toEqual(["reset", "reset"]);
  expect(told).toEqual(["reset", "reset"]);
});
