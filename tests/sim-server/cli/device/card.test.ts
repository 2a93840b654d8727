import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { IN_WORDS, tillyard } from "../../../kit/command.ts";

const CHIP = ["--card", "scenarios/cards/chip.yaml"];

test.each<[string[], string]>([
  [[], "device card wants a card"],
  [["--card", "nowhere.yaml"], "nowhere.yaml cannot be read (ENOENT)"],
  [[...CHIP, "--vpcd", "localhost"], "--vpcd localhost is not a host and a port"],
  [[...CHIP, "--vpcd", "localhost:0"], "--vpcd localhost:0 is not a host and a port"],
  [[...CHIP, "--vpcd", "a:65536"], "--vpcd a:65536 is not a host and a port"],
  [[...CHIP, "--fault", "card.pull"], "--fault card.pull: there is no fault `card.pull` here"],
  [
    [...CHIP, "--fault", "card.mute", "--fault", "card.melt"],
    "--fault card.melt: there is no fault `card.melt` here",
  ],
  [[...CHIP, "--tcp", "0"], "a card has no cable"],
  [[...CHIP, "--t0", "slowly"], "--t0 slowly is no manner of T=0"],
  [[...CHIP, "--uid", "04A1B2C3"], "--uid is the number of a blank token"],
  [["--blank", "--uid", "04A1B2"], "--uid 04A1B2 is not a number that tokens have"],
])("device card %j: %s", async (words, says) => {
  const { status, err } = await tillyard(["device", "card", ...words]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(says);
  expect(status).toBe(2);
});

test.each<[string, (socket: Socket) => void, string, string]>([
  [
    "that hangs up",
    (socket) => socket.destroy(),
    "no virtual reader answers at",
    "apt-get install",
  ],
  ["whose slot is taken", () => undefined, "asks for no card", "take it out"],
])("a reader %s is told in words", async (_name, meet, says, remedy) => {
  const server = createServer(meet);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const words = ["device", "card", ...CHIP, "--vpcd", `127.0.0.1:${port}`];
  const { status, err } = await tillyard(words);
  expect(err.split("\n").slice(-3).join("\n")).toMatch(IN_WORDS);
  expect(err).toContain(says);
  expect(err).toContain(remedy);
  expect(status).toBe(2);
});
