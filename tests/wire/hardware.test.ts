import { expect, test } from "vitest";
import { enter, openLesson } from "../../sim-server/bench/seat.ts";
import { startCupsd, whyNoCups } from "../kit/cupsd.ts";
import { startDevice } from "../kit/device.ts";
import { titled } from "../kit/foreign-program.ts";
import { lesson } from "../kit/lessons.ts";
import {
  afterScanning,
  expectReplay,
  quickCashier,
  scanAll,
  tendPrinter,
} from "../kit/quick-cashier.ts";
import { approach, sitAt, spawnServer, temporaryFolder, until } from "../kit/server.ts";

const FIRST = lesson("first-sale");
const ANSWER = FIRST.answers.right;

test("with a printer and a scanner on the server's machine a sale is made, and replays without them", async () => {
  const printer = await startDevice(["printer", "--tcp", "0"]);
  const scanner = await startDevice(["scanner", "--tcp", "0"]);
  const folder = temporaryFolder();
  const server = await spawnServer(folder, [
    ...["--device", `printer=tcp:${printer.port}`],
    ...["--device", `scanner=tcp:${scanner.port}`],
  ]);
  const guest = await enter(server.url, "小禾");
  const session = await openLesson(guest, "first-sale");
  const seat = await sitAt(guest, session);
  await until(seat, () => seat.view().printer.real === "online");
  tendPrinter(seat);
  await scanAll(seat, scanner, FIRST);
  expect(seat.view().goods.items.every(({ place }) => place === "bag")).toBe(true);
  expect(await quickCashier(afterScanning(ANSWER)).play(seat)).toBeUndefined();
  await until(seat, () => seat.view().phase === "ended");
  const printed = (await printer.events("printed")).map(({ text }) => text).join("\n");
  expect(printed).toContain("MERCHANT COPY");
  expect(printed).toContain("CARDHOLDER COPY");
  await server.kill("SIGTERM");
  expect(server.said()).toContain("the printer is there");
  const { rows } = await expectReplay(folder, session, FIRST);
  expect(rows.some((row) => "hardware" in row && row.hardware.device === "scanner")).toBe(true);
}, 60_000);

test("killed with hardware on it, the server goes on there, and the slip comes out once it is back", async () => {
  const printer = await startDevice(["printer", "--tcp", "0"]);
  const folder = temporaryFolder();
  const flags = ["--device", `printer=tcp:${printer.port}`];
  const first = await spawnServer(folder, flags);
  const guest = await enter(first.url, "小禾");
  const session = await openLesson(guest, "first-sale");
  const seat = await sitAt(guest, session);
  const cashier = quickCashier(ANSWER);
  const playing = cashier.play(seat);
  await until(seat, () => seat.view().terminal.screen === "printing");
  await printer.events("printed", 3);
  await first.kill();
  await playing;
  const kept = await expectReplay(folder, session, FIRST);
  expect(kept.session.hardware.plugged()).toEqual(["printer"]);

  const second = await spawnServer(folder, flags);
  const page = await approach({ ...guest, url: second.url }, session);
  expect(await page.join()).toEqual({ ok: true });
  await until(page, () => page.view().printer.real === "online");
  tendPrinter(page);
  expect(await cashier.play(page)).toBeUndefined();
  await until(page, () => page.view().phase === "ended");
  const printed = (await printer.events("printed")).map(({ text }) => text).join("\n");
  expect(printed).toContain("CARDHOLDER COPY");
  await second.kill("SIGTERM");
  const { trace, rows } = await expectReplay(folder, session, FIRST);
  expect(rows.map((row) => "hardware" in row && row.hardware.kind)).toContain("unplugged");
  expect(trace?.filter((line) => line.includes('"kind":"bank.posted"'))).toHaveLength(1);
}, 90_000);

test("a printer that is pulled out in mid slip loses no sale: the slip comes again once it is back", async () => {
  const first = await startDevice(["printer", "--tcp", "0"]);
  const folder = temporaryFolder();
  const server = await spawnServer(folder, ["--device", `printer=tcp:${first.port}`]);
  const guest = await enter(server.url, "小禾");
  const session = await openLesson(guest, "first-sale");
  const seat = await sitAt(guest, session);
  await until(seat, () => seat.view().printer.real === "online");
  const playing = quickCashier(ANSWER).play(seat);
  await first.events("printed", 5);
  await first.end("SIGKILL");
  await until(seat, () => seat.view().terminal.screen === "paper-out");
  expect(seat.view().printer.real).toBe("away");
  expect(seat.view().till.status).toBe("approved");

  const second = await startDevice(["printer", "--tcp", `${first.port}`]);
  await until(seat, () => seat.view().printer.real === "online");
  tendPrinter(seat);
  expect(await playing).toBeUndefined();
  await until(seat, () => seat.view().phase === "ended");
  const printed = (await second.events("printed")).map(({ text }) => text).join("\n");
  expect(printed).toContain("MERCHANT COPY");
  expect(printed).toContain("CARDHOLDER COPY");
  expect(printed).toContain("DUPLICATED");
  await server.kill("SIGTERM");
  const { trace } = await expectReplay(folder, session, FIRST);
  expect(trace?.filter((line) => line.includes('"kind":"bank.posted"'))).toHaveLength(1);
}, 90_000);

const noCups = whyNoCups();

test.skipIf(noCups !== undefined)(
  titled("slips come out of a queue of CUPS, one a job; the counter's own printer answers", noCups),
  async () => {
    const printer = await startDevice(["printer", "--tcp", "0"]);
    const cupsd = await startCupsd();
    const place = `socket://127.0.0.1:${printer.port}`;
    cupsd.does("lpadmin", "-p", "till", "-E", "-v", place, "-m", "raw");
    const folder = temporaryFolder();
    const server = await spawnServer(folder, ["--device", "printer=cups:till"]);
    const guest = await enter(server.url, "小禾");
    const session = await openLesson(guest, "first-sale");
    const seat = await sitAt(guest, session);
    expect(await quickCashier(ANSWER).play(seat)).toBeUndefined();
    await until(seat, () => seat.view().phase === "ended");
    await printer.events("torn", 2);
    const printed = (await printer.events("printed")).map(({ text }) => text).join("\n");
    expect(printed).toContain("MERCHANT COPY");
    expect(printed).toContain("CARDHOLDER COPY");
    expect(await printer.events("opened")).toHaveLength(2);
    await server.kill("SIGTERM");
    await expectReplay(folder, session, FIRST);
  },
  90_000,
);
