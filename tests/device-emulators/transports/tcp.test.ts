import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openTcp, WAITING_MAX } from "../../../device-emulators/transports/tcp.ts";
import { watchEnd } from "../../kit/cable-end.ts";
import { IN_WORDS } from "../../kit/command.ts";

async function listen(clientsMax = 1) {
  const end = watchEnd();
  const transport = await openTcp({ host: "127.0.0.1", port: 0, clientsMax }, end);
  onTestFinished(transport.close);
  const port = Number(/^tcp:127\.0\.0\.1:(\d+)$/.exec(transport.address)?.[1]);
  const call = (): Socket => {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    onTestFinished(() => void socket.destroy());
    socket.on("error", () => undefined);
    return socket;
  };
  const dial = async (): Promise<Socket> => {
    const socket = call();
    await once(socket, "connect");
    return socket;
  };
  return { end, transport, port, call, dial };
}

/** How it closed: the code of the error, or nothing where there was none. */
function gone(socket: Socket): Promise<string> {
  let code = "";
  socket.on("error", (error: NodeJS.ErrnoException) => {
    code = error.code ?? "";
  });
  return new Promise((resolve) => socket.once("close", () => resolve(code)));
}

const said = (last: string) => (told: string[]) => told[told.length - 1] === last;

test("bytes go both ways, and a half-closed client still hears until the device hangs up", async () => {
  const { end, dial } = await listen();
  const client = await dial();
  client.end("ab");
  await end.until(said("ended"));
  expect(end.told()).toEqual(["opened", '"ab"', "ended"]);
  end.links[0]?.send(Uint8Array.of(0x63));
  end.links[0]?.hangUp("closed");
  const [bytes] = await once(client, "data");
  expect(`${bytes}`).toBe("c");
  await once(client, "end");
  await end.until(said("closed"));
});

test("a client that cuts the line off is told as a reset", async () => {
  const { end, dial } = await listen();
  const client = await dial();
  await end.until(said("opened"));
  client.resetAndDestroy();
  await end.until(said("reset"));
});

test("the device can cut the line off itself", async () => {
  const { end, dial } = await listen();
  const client = await dial();
  await end.until(said("opened"));
  const ending = gone(client);
  end.links[0]?.hangUp("reset");
  expect(await ending).toBe("ECONNRESET");
});

test("a second client is let in, and heard when the first has said all", async () => {
  const { end, dial } = await listen(1);
  const [first, second] = [await dial(), await dial()];
  second.write("2");
  first.write("1");
  await end.until(said('"1"'));
  expect(end.links).toHaveLength(1);
  first.end();
  await end.until(said('"2"'));
  expect(end.told()).toEqual(["opened", '"1"', "ended", "opened", '"2"']);
});

test("several are heard at once where the device has it so", async () => {
  const { end, dial } = await listen(2);
  const [first, second] = [await dial(), await dial()];
  await end.until((told) => told.length === 2);
  second.write("2");
  await end.until(said('"2"'));
  first.write("1");
  await end.until(said('"21"'));
});

test("of those who wait, one too many is cut off", async () => {
  const { end, call, dial } = await listen(1);
  await dial();
  await end.until(said("opened"));
  for (let waiting = 0; waiting < WAITING_MAX; waiting += 1) await dial();
  expect(await gone(call())).toBe("ECONNRESET");
  expect(end.links).toHaveLength(1);
});

test("a device that stops reading stops the sender, and loses nothing", async () => {
  const { end, dial } = await listen();
  const client = await dial();
  await end.until(said("opened"));
  end.links[0]?.pause();
  const bytesMany = 16 * 1024 * 1024;
  client.end("x".repeat(bytesMany));
  await new Promise((resolve) => setImmediate(resolve));
  expect(client.writableLength).toBeGreaterThan(0);
  end.links[0]?.resume();
  await end.until(said("ended"));
  const length = end
    .told()
    .reduce((sum, line) => sum + (line.startsWith('"x') ? line.length - 2 : 0), 0);
  expect(length).toBe(bytesMany);
});

test("closing cuts everybody off and gives the port back", async () => {
  const { transport, port, dial, end } = await listen();
  const clients = [await dial(), await dial()];
  await end.until(said("opened"));
  const endings = clients.map(gone);
  for (const client of clients) client.resume().on("end", () => client.end());
  await transport.close();
  await Promise.all(endings);
  const again = await openTcp({ host: "127.0.0.1", port, clientsMax: 1 }, watchEnd());
  await again.close();
});

test("a port in use, or not to be had, is said in words", async () => {
  const { port } = await listen();
  const failure = async (place: { host: string; port: number }): Promise<string> => {
    const tried = openTcp({ ...place, clientsMax: 1 }, watchEnd());
    const error = await tried.catch((caught: unknown) => caught);
    const { message, hint, code } = error as { message: string; hint: string; code: string };
    expect(`tillyard: ${message}\n  ${hint}\n`).toMatch(IN_WORDS);
    return `${code}: ${message}`;
  };
  expect(await failure({ host: "127.0.0.1", port })).toBe(
    `port-in-use: port ${port} on 127.0.0.1 is in use`,
  );
  expect(await failure({ host: "192.0.2.1", port: 0 })).toContain("config-invalid: port 0 on 192");
});
