import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { IN_WORDS, tillyard } from "../../kit/command.ts";
import { sitDown, spawnServer, temporaryFolder } from "../../kit/server.ts";

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s ends it in order, with pages open",
  async (signal) => {
    const server = await spawnServer(temporaryFolder());
    const seat = await sitDown(server.url);
    await seat.act({ type: "say", phrase: "greet" });
    expect(await server.kill(signal)).toBe(0);
    expect(server.said()).toBe("");
  },
);

test("settings may come from the environment", async () => {
  const port = await taken();
  const { status, err } = await tillyard(["serve"], {
    PORT: String(port),
    TILLYARD_DATA: temporaryFolder(),
  });
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(`port ${port} on 127.0.0.1 is in use`);
  expect(status).toBe(2);
});

test("a second server on the same folder is told so", async () => {
  const folder = temporaryFolder();
  await spawnServer(folder);
  const { status, err } = await tillyard(["serve", "--port", "0", "--data", folder]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain("another server keeps its data in");
  expect(status).toBe(2);
});

async function taken(): Promise<number> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  return (other.address() as AddressInfo).port;
}
