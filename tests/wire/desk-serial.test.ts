import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { GOODS } from "../../scenarios/goods/goods.ts";
import { enter, openLesson } from "../../sim-server/bench/seat.ts";
import { lesson } from "../kit/lessons.ts";
import { expectReplay } from "../kit/quick-cashier.ts";
import { sitAt, spawnServer, temporaryFolder, until } from "../kit/server.ts";
import { startVerb } from "../kit/verb-process.ts";

const FIRST = lesson("first-sale");
/** Nobody's number, and one that any shop's stripe reader would take. */
const REAL = `4${"1".repeat(15)}`;
const MILK = GOODS.find(({ id }) => id === "milk")?.code ?? "";

test("a scanner and a stripe reader on serial ports, played by Python: goods are sold, a real card leaves no trace", async () => {
  const ports = await playDevices(["scanner", "stripe"]);
  const folder = temporaryFolder();
  const server = await spawnServer(folder);
  const guest = await enter(server.url, "小禾");
  const session = await openLesson(guest, "first-sale");
  const seat = await sitAt(guest, session);
  const desk = await startVerb([
    "desk",
    ...["--server", server.url, "--seat", seat.opened()?.seat ?? ""],
    ...["--device", `scanner=serial:${ports.paths[0]}@9600`],
    ...["--device", `stripe=serial:${ports.paths[1]}@9600`],
  ]);
  await desk.events("joined");
  await desk.events("plugged", 2);
  ports.send("scanner", `${MILK.slice(0, 6)}`);
  ports.send("scanner", `${MILK.slice(6)}\r\n`);
  await until(seat, () => seat.view().till.lines.length === 1);
  expect(seat.view().till.lines[0]?.code).toBe(MILK);

  const [card] = FIRST.cards;
  ports.send("stripe", `%B${REAL}^SOMEBODY/A^29082010000000?;${REAL}=29082010000000?\r`);
  await desk.events("refused");
  ports.send("stripe", `;${card?.number}=29082010000000?\r`);
  await desk.events("swiped");
  await until(seat, () => seat.view().card.place === "held");
  await desk.end("SIGTERM");
  await server.kill("SIGTERM");

  const { rows, session: played } = await expectReplay(folder, session, FIRST);
  const kinds = rows.flatMap((row) => ("hardware" in row ? [row.hardware.kind] : []));
  expect(kinds.filter((kind) => kind === "refused" || kind === "swiped")).toEqual([
    "refused",
    "swiped",
  ]);
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
  for (const text of [...files, ...played.trace(), desk.notes(), server.said()]) {
    expect(text.includes(REAL)).toBe(false);
  }
}, 60_000);

/** Pseudo-terminals that a Python program holds; it ends with the test. */
async function playDevices(names: readonly string[]) {
  const child = spawn("python3", ["tests/kit/serial-devices.py", ...names], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill());
  const failed = new Promise<never>((_, reject) => {
    child.once("error", () =>
      reject(new Error("install python3 (Debian: apt-get install python3)")),
    );
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const paths: string[] = [];
  for (const _ of names) {
    const said = await Promise.race([lines.next(), failed]);
    paths.push(String(said.value));
  }
  return {
    paths,
    send: (name: string, text: string): void =>
      void child.stdin.write(`${name} ${Buffer.from(text, "latin1").toString("hex")}\n`),
  };
}
