import { existsSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startApp } from "../../sim-server/app.ts";
import { connect, enter, openLesson } from "../../sim-server/bench/seat.ts";
import { home } from "../../sim-server/contract/index.ts";
import { openStore } from "../../sim-server/io/store/sqlite.ts";
import { heard, sitDown, startServer, temporaryFolder } from "../kit/server.ts";

const start = (options: { host?: string; port?: number; dataFolder?: string }) =>
  startApp(
    { host: "127.0.0.1", port: 0, dataFolder: temporaryFolder(), speed: 1, ...options },
    () => undefined,
  );

async function takenPort(): Promise<number> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  return (other.address() as AddressInfo).port;
}

test("a port in use is refused by number, before the data folder is touched", async () => {
  const port = await takenPort();
  const dataFolder = join(temporaryFolder(), "data");
  await expect(start({ port, dataFolder })).rejects.toMatchObject({
    code: "port-in-use",
    message: `port ${port} on 127.0.0.1 is in use`,
    hint: expect.stringContaining("--port N"),
  });
  expect(existsSync(dataFolder)).toBe(false);
});

test.each([
  // An address for documentation: no machine has it. @source RFC 5737
  ["an address of another machine", "192.0.2.1", /^port 0 on 192\.0\.2\.1 cannot be used/],
  ["a name nobody has", "nobody.invalid", /^port 0 on nobody\.invalid cannot be used/],
])("%s is refused by name", async (_what, host, message) => {
  await expect(start({ host })).rejects.toMatchObject({
    code: "config-invalid",
    message: expect.stringMatching(message),
    hint: expect.stringContaining("--host"),
  });
});

test("a data folder that cannot be is refused, and the port is free again", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  const port = await freePort();
  const dataFolder = join(folder, "file", "data");
  await expect(start({ port, dataFolder })).rejects.toMatchObject({ code: "data-unwritable" });
  const app = await start({ port });
  await app.close();
});

test("two servers do not keep their data in one folder", async () => {
  const dataFolder = temporaryFolder();
  await startServer({ dataFolder });
  await expect(start({ dataFolder })).rejects.toMatchObject({
    code: "data-unwritable",
    message: `another server keeps its data in ${dataFolder}`,
  });
});

test("closing lets pages go, stores how far their worlds had come, and frees the folder", async () => {
  const dataFolder = temporaryFolder();
  const server = await startServer({ dataFolder });
  const seat = await sitDown(server.url);
  await seat.act({ type: "key", device: "terminal", key: "1" });
  const shownMs = seat.toldMs();
  const gone = heard(seat, "disconnect");
  await server.close();
  await gone;
  const store = openStore(dataFolder);
  onTestFinished(store.close);
  expect(await store.markOf(seat.session)).toBeGreaterThanOrEqual(shownMs);
  expect(server.failures).toEqual([]);
});

test("closing in the middle of acts loses none that was answered, and fails nothing", async () => {
  const dataFolder = temporaryFolder();
  const server = await startServer({ dataFolder });
  const seat = await sitDown(server.url);
  const answered: string[] = [];
  const acting = Array.from({ length: 40 }, async (_, at) => {
    const act = { type: "say", phrase: "please-wait" } as const;
    const answer = await seat.act(act, { id: `a${at}` });
    if (answer.ok) answered.push(`a${at}`);
    if (at === 0) await server.close();
  });
  await Promise.allSettled(acting);
  const store = openStore(dataFolder);
  onTestFinished(store.close);
  const rows = await store.inputsOf(seat.session);
  expect(rows.map(({ id }) => id).slice(0, answered.length)).toEqual(answered);
  expect(await store.markOf(seat.session)).toBeGreaterThanOrEqual(rows.at(-1)?.atMs ?? 0);
  expect(server.failures).toEqual([]);
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

test("scenarios of one's own are listed beside lessons and free practice, and can be opened", async () => {
  const server = await startServer({ scenarios: "scenarios/qa/101-sale-chip.yaml" });
  const guest = await enter(server.url, "小禾");
  const answer = await fetch(`${server.url}/api/home`, { headers: { Cookie: guest.cookie } });
  const { lessons } = home.parse(await answer.json());
  const kinds = lessons.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "qa" || kind === "practice")).toEqual(["practice", "qa"]);
  const session = await openLesson(guest, "qa-sale-chip");
  const seat = await connect(guest, session);
  onTestFinished(seat.close);
  await seat.join();
  expect(seat.opened()?.lesson).toMatchObject({
    kind: "qa",
    shows: { steps: false, score: false },
  });
});

test("scenarios that cannot be read stop the start", async () => {
  const scenarios = join(temporaryFolder(), "none.yaml");
  await expect(startServer({ scenarios })).rejects.toMatchObject({ code: "scenario-invalid" });
});
