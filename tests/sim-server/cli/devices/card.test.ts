import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { CARD_DEVICE } from "../../../../sim-server/cli/devices/card.ts";
import { readCall } from "../../../../sim-server/cli/flags.ts";

const CHIP = ["--card", "scenarios/cards/chip.yaml"];
const run = (...words: string[]): Promise<number> => CARD_DEVICE.run(readCall(CARD_DEVICE, words));

test.each<[string[], string]>([
  [[], "device card wants a card"],
  [["--card", "nowhere.yaml"], "nowhere.yaml cannot be read (ENOENT)"],
  [[...CHIP, "--vpcd", "localhost"], "--vpcd localhost is not a host and a port"],
  [[...CHIP, "--vpcd", "localhost:0"], "--vpcd localhost:0 is not a host and a port"],
  [[...CHIP, "--vpcd", "a:65536"], "--vpcd a:65536 is not a host and a port"],
  [[...CHIP, "--fault", "pull"], "--fault pull wants pull@N and no value"],
  [[...CHIP, "--fault", "mute", "--fault", "melt"], "--fault melt is no fault of a card"],
])("%j: %s", async (words, says) => {
  await expect(run(...words)).rejects.toMatchObject({ message: says, exitStatus: 2 });
});

test("without pcscd it says how to get it", async () => {
  const port = await listen();
  await expect(run(...CHIP, "--vpcd", `127.0.0.1:${port}`)).rejects.toMatchObject({
    message: `no virtual reader answers at 127.0.0.1:${port}`,
    hint: expect.stringContaining("apt-get install pcscd vsmartcard-vpcd"),
    exitStatus: 2,
  });
});

/** A port where whoever connects is hung up on. */
async function listen(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
