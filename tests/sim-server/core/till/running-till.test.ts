import { expect, test } from "vitest";
import { fromLatin1, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { buildFrame } from "../../../../device-emulators/kit/frame.ts";
import { createTill } from "../../../../sim-server/core/till/running-till.ts";
import { createLine } from "../../../../sim-server/core/world/line.ts";
import { createScheduler } from "../../../../sim-server/core/world/scheduler.ts";

test("a till reads its scanner, answers its terminal, and opens its drawer after the payment is told", () => {
  const scheduler = createScheduler();
  const scanner = createLine(scheduler, { name: "scanner", delayMs: 1 });
  const terminal = createLine(scheduler, { name: "terminal", delayMs: 1 });
  const display = createLine(scheduler, { name: "display", delayMs: 1 });
  let displayed = 0;
  display.b.onReceive = () => {
    displayed += 1;
  };
  const happened: string[] = [];
  const till = createTill({
    products: [
      { id: "milk", code: "2004170001013", name: "鲜牛奶", art: "milk", priceMinor: 1280 },
    ],
    scanner: scanner.b,
    terminal: terminal.b,
    display: display.a,
    emit: (kind) => happened.push(kind),
    kickDrawer: () => happened.push("kick"),
  });
  terminal.a.onReceive = (bytes) => happened.push(toHex(bytes));
  scheduler.advance(5);
  expect(displayed).toBe(2);
  const before = till.view();
  scanner.a.send(fromLatin1("2004170001013\r"));
  scheduler.advance(10);
  expect(till.view()).not.toBe(before);
  till.send({ type: "tender", means: "card" });
  scheduler.advance(15);
  expect(displayed).toBe(4);
  till.send({ type: "tender", means: "card" });
  scheduler.advance(18);
  expect(displayed).toBe(4);
  const fields = ["R", "D", "51", "000000001280", "000001", "", "", "621234******1265"];
  terminal.a.send(buildFrame(fromLatin1(fields.join("\u001c"))));
  scheduler.advance(20);
  till.send({ type: "tender", means: "cash" });
  till.send({ type: "cash", amountMinor: 1300 });
  expect(till.view()).toMatchObject({ status: "paid", changeMinor: 20 });
  expect(happened.join(" ")).toBe(
    "till.scanned till.tendered till.card-result 06 till.tendered till.paid kick",
  );
});
