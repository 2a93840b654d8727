import { expect, test } from "vitest";
import { enter, openLesson, type Seat } from "../../sim-server/bench/seat.ts";
import { startDevice } from "../kit/device.ts";
import { lesson } from "../kit/lessons.ts";
import { layNetwork } from "../kit/network.ts";
import {
  afterScanning,
  expectReplay,
  quickCashier,
  scanAll,
  tendPrinter,
} from "../kit/quick-cashier.ts";
import { approach, sitAt, spawnServer, temporaryFolder, until } from "../kit/server.ts";
import { startVerb } from "../kit/verb-process.ts";

const FIRST = lesson("first-sale");
const ANSWER = FIRST.answers.right;

test("a sale with the printer and the scanner of a desk elsewhere, over a network that fails for a while", async () => {
  const printer = await startDevice(["printer", "--tcp", "0"]);
  const scanner = await startDevice(["scanner", "--tcp", "0"]);
  const folder = temporaryFolder();
  const server = await spawnServer(folder);
  const network = await layNetwork(server.url);
  const { seat, session } = await sitDownAt(server.url);
  const desk = await startVerb([
    "desk",
    ...["--server", network.url, "--seat", codeOf(seat)],
    ...["--device", `printer=tcp:${printer.port}`, "--device", `scanner=tcp:${scanner.port}`],
  ]);
  await desk.events("joined");
  await until(seat, () => seat.view().printer.real === "online");
  tendPrinter(seat);

  network.cut();
  await desk.events("lost");
  const [first] = FIRST.basket;
  scanner.hand("scan ean-13 4006381333931");
  await desk.events("bytes", 1);
  network.mend();
  await desk.events("joined", 2);
  expect(first).toBeDefined();
  await scanAll(seat, scanner, FIRST);

  const playing = quickCashier(afterScanning(ANSWER)).play(seat);
  await until(seat, () => seat.view().terminal.screen === "printing");
  network.cut();
  await desk.events("lost", 2);
  network.mend();
  expect(await playing).toBeUndefined();
  await until(seat, () => seat.view().phase === "ended");
  const printed = (await printer.events("printed")).map(({ text }) => text).join("\n");
  expect(printed).toContain("MERCHANT COPY");
  expect(printed).toContain("CARDHOLDER COPY");
  expect(await desk.end("SIGTERM")).toBe(0);
  await server.kill("SIGTERM");

  const { rows, trace } = await expectReplay(folder, session, FIRST);
  const scans = rows.flatMap((row) =>
    "hardware" in row && row.hardware.kind === "bytes" && row.hardware.device === "scanner"
      ? [row.hardware.hex]
      : [],
  );
  expect(scans).toHaveLength(1 + FIRST.basket.reduce((sum, { quantity }) => sum + quantity, 0));
  expect(trace?.filter((line) => line.includes('"kind":"till.unknown-code"'))).toHaveLength(1);
  expect(trace?.filter((line) => line.includes('"kind":"bank.posted"'))).toHaveLength(1);
}, 90_000);

test("a desk that is killed and started again goes on, and one that ends gives the counter its own back", async () => {
  const printer = await startDevice(["printer", "--tcp", "0"]);
  const server = await spawnServer(temporaryFolder());
  const { seat } = await sitDownAt(server.url);
  const words = [
    ...["--server", server.url, "--seat", codeOf(seat)],
    ...["--device", `printer=tcp:${printer.port}`],
  ];
  const first = await startVerb(["desk", ...words]);
  await until(seat, () => seat.view().printer.real === "online");
  await first.end("SIGKILL");
  const second = await startVerb(["desk", ...words]);
  await second.events("joined");
  printer.hand("open");
  await until(seat, () => seat.view().printer.cover === "open");
  expect(seat.view().printer.real).toBe("offline");
  printer.hand("close");
  await until(seat, () => seat.view().printer.real === "online");
  expect(await second.end("SIGINT")).toBe(0);
  await until(seat, () => seat.view().printer.real === undefined);
}, 60_000);

test("a server that is killed finds the desk again by itself", async () => {
  const scanner = await startDevice(["scanner", "--tcp", "0"]);
  const folder = temporaryFolder();
  const first = await spawnServer(folder);
  const { seat, session, guest } = await sitDownAt(first.url);
  const code = codeOf(seat);
  const port = new URL(first.url).port;
  const desk = await startVerb([
    "desk",
    ...["--server", first.url, "--seat", code],
    ...["--device", `scanner=tcp:${scanner.port}`],
  ]);
  await desk.events("joined");
  await first.kill();
  await desk.events("lost");
  scanner.hand("scan ean-13 4006381333931");
  await desk.events("bytes", 1);
  const second = await spawnServer(folder, ["--port", port]);
  const page = await approach({ ...guest, url: second.url }, session);
  expect(await page.join()).toEqual({ ok: true });
  await desk.events("joined", 2);
  await scanAll(page, scanner, FIRST);
  await second.kill("SIGTERM");
  const { trace } = await expectReplay(folder, session, FIRST);
  expect(trace).toBeUndefined();
}, 60_000);

async function sitDownAt(url: string) {
  const guest = await enter(url, "小禾");
  const session = await openLesson(guest, "first-sale");
  return { guest, session, seat: await sitAt(guest, session) };
}

function codeOf(seat: Seat): string {
  const code = seat.opened()?.seat;
  if (code === undefined) throw new Error("the page was told no seat code");
  return code;
}
