import { on } from "node:events";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { IN_WORDS, tillyard } from "../../../kit/command.ts";
import { startDevice } from "../../../kit/device.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const HOLDER = "B6212345678901265^LIANXI YONGKA^30126200000000";
const TRACK_2 = "6212345678901265=30126200000000";

function cardFile(more: string): string {
  const file = join(temporaryFolder(), "card.yaml");
  writeFileSync(file, `format: 1\nnumber: "6212345678901265"\nholder: LIANXI YONGKA\n${more}`);
  return file;
}

test.each<[string, readonly string[], string, string, string]>([
  ["as from the factory", [], "", "swipe", `%${HOLDER}?;${TRACK_2}?\r`],
  [
    "a line a track",
    ["--format", "id-tech"],
    'track3: "0112"\n',
    "swipe",
    `%${HOLDER}?\r;${TRACK_2}?\r;0112?\r`,
  ],
  [
    "with prefix and suffix",
    ["--prefix", "<", "--suffix", ">\\n"],
    "stripe: worn\n",
    "swipe",
    "<%E?;E?>\n",
  ],
  ["badly", [], "", "swipe-badly", "%E?;E?\r"],
])("a card is swiped %s", async (_name, words, more, word, expected) => {
  const device = await startDevice(["stripe", "--tcp", "0", ...words]);
  const socket = connect({ port: device.port, host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  await device.events("opened");
  device.hand(`${word} ${cardFile(more)}`);
  let heard = "";
  for await (const [chunk] of on(socket, "data")) {
    heard += chunk.toString("latin1");
    if (heard.length >= expected.length) break;
  }
  expect(heard).toBe(expected);
});

test("which tracks were read is told, but nothing that stands on them; no card is a sentence", async () => {
  const device = await startDevice(["stripe", "--tcp", "0"]);
  device.hand("swipe no-such-card.yaml");
  expect(await device.events("no-card")).toEqual([
    { event: "no-card", why: "no-such-card.yaml cannot be read (ENOENT)" },
  ]);
  device.hand("swipe-slowly scenarios/cards/chip.yaml");
  await device.events("swiped");
  device.hand("swipe scenarios/cards/chip.yaml");
  expect(await device.events("swiped", 2)).toEqual([
    { event: "swiped", read: [], garbled: [] },
    { event: "swiped", read: ["track1", "track2"], garbled: [] },
  ]);
  expect(device.notes()).not.toContain("6212345678901265");
});

test("a format that there is not ends with a sentence and a remedy", async () => {
  const { status, err } = await tillyard(["device", "stripe", "--format", "x"]);
  expect(err).toMatch(IN_WORDS);
  expect([status, err.includes("give one of magtek, id-tech")]).toEqual([2, true]);
});
