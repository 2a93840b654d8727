import { describe, expect, test } from "vitest";
import type { HardwareEvent } from "../../../../sim-server/core/counter/hardware-event.ts";
import type { View } from "../../../../sim-server/core/counter/view.ts";
import { hardwareSale } from "../../../kit/hardware-sale.ts";

const ended = ({ phase }: View): boolean => phase === "ended";
const printing = ({ terminal }: View): boolean => terminal.screen === "printing";
const waiting = ({ terminal }: View): boolean => terminal.screen === "paper-out";
const printed = ({ terminal }: View): boolean =>
  terminal.screen === "next-copy" || terminal.screen === "remove-card";
const ENTER = { type: "key", device: "terminal", key: "enter" } as const;

describe("a sale with a real printer", () => {
  test("comes out of it, is shown on the page, and replays without it to the same trace", () => {
    const sale = hardwareSale();
    sale.printer.plug();
    sale.cashier.playUntil(sale.printer, ended);
    const slips = sale.printer.printed().join("\n");
    expect(slips).toContain("MERCHANT COPY");
    expect(slips).toContain("CARDHOLDER COPY");
    expect(sale.session.total()).toBe(hardwareSale().playedAlone());
    sale.replays();
  });

  test("of which the paper ends in mid slip: the terminal waits, the page shows it, and both go on", () => {
    const sale = hardwareSale();
    sale.printer.plug();
    sale.cashier.playUntil(sale.printer, printing);
    sale.printer.does({ type: "paper-left", mm: 20 });
    sale.cashier.waitUntil(sale.printer, waiting);
    expect(sale.cashier.view().printer).toMatchObject({ paper: "out", real: "offline" });
    expect(sale.cashier.view().terminal.lines.map(({ text }) => text)).toContain("打印机缺纸");
    for (const act of ["open", "close"] as const) {
      expect(sale.cashier.act({ type: act, thing: "printer" })).toBe("not-there");
    }
    expect(sale.cashier.act({ type: "load-paper" })).toBe("not-there");
    sale.printer.does({ type: "open" });
    expect(sale.cashier.view().printer.cover).toBe("closed");
    sale.printer.advance(sale.session.nowMs() + 100);
    expect(sale.session.whole().view.printer?.cover).toBe("open");
    sale.printer.does({ type: "load-paper" });
    sale.printer.does({ type: "close" });
    sale.printer.advance(sale.session.nowMs() + 2_000);
    expect(sale.session.whole().view.printer).toMatchObject({ paper: "ok", cover: "closed" });
    expect(sale.cashier.act(ENTER)).toBeUndefined();
    sale.cashier.waitUntil(sale.printer, printed);
    sale.replays();
  });

  test("whose cable is pulled in mid slip: the sale stands, and the slip comes again once it is back", () => {
    const sale = hardwareSale();
    sale.printer.plug();
    sale.cashier.playUntil(sale.printer, printing);
    sale.printer.advance(sale.session.nowMs() + 300);
    sale.printer.unplug();
    sale.cashier.waitUntil(sale.printer, waiting);
    expect(sale.cashier.view().till.status).toBe("approved");
    expect(sale.cashier.view().printer).toMatchObject({ real: "away" });
    sale.printer.advance(sale.session.nowMs() + 60_000);
    expect(waiting(sale.cashier.view())).toBe(true);
    sale.printer.plug();
    sale.cashier.act(ENTER);
    sale.cashier.waitUntil(sale.printer, printed);
    expect(sale.printer.printed().join("\n")).toContain("DUPLICATED");
    sale.replays();
  });

  test("which is away for good: the cashier gives the slip up, and prints it on the counter's own later", () => {
    const sale = hardwareSale();
    sale.printer.plug();
    sale.cashier.playUntil(sale.printer, printing);
    sale.printer.unplug();
    sale.cashier.waitUntil(sale.printer, waiting);
    sale.enter({ device: "printer", kind: "withdrawn" });
    expect(sale.session.whole().view.printer).not.toHaveProperty("real");
    sale.cashier.act(ENTER);
    sale.cashier.waitUntil(sale.printer, printed);
    expect(sale.cashier.view().printer.rising.length).toBeGreaterThan(10);
    sale.replays();
  });

  test("that cannot answer is sent the same, and the counter's own answers for it", () => {
    const sale = hardwareSale();
    const sent: number[] = [];
    sale.session.hardware.attach(({ bytes }) => void sent.push(...bytes));
    sale.enter({ device: "printer", kind: "plugged", mute: true });
    expect(sale.session.whole().view.printer).not.toHaveProperty("real");
    sale.cashier.playUntil(sale.session, ended);
    expect(String.fromCharCode(...sent)).toContain("CARDHOLDER COPY");
    sale.replays();
  });
});

test.each<[string, readonly HardwareEvent[]]>([
  ["bytes of a device that was never there", [{ device: "scanner", kind: "bytes", hex: "310d" }]],
  [
    "bytes of a device whose cable is out",
    [
      { device: "printer", kind: "plugged" },
      { device: "printer", kind: "unplugged" },
      { device: "printer", kind: "bytes", hex: "12" },
    ],
  ],
  ["a cable pulled out that was never in", [{ device: "reader", kind: "unplugged" }]],
])("%s: nothing comes of it", (_what, events) => {
  const sale = hardwareSale();
  expect(events.map(sale.enter).at(-1)).toBe("not-there");
});

test("an event is entered once by its id", () => {
  const { session } = hardwareSale();
  const plugged: HardwareEvent = { device: "scanner", kind: "plugged" };
  const row = session.stampHardware(plugged, "desk-1");
  if (row === undefined) throw new Error("it is the first");
  session.apply(row);
  expect(session.stampHardware(plugged, "desk-1")).toBeUndefined();
  expect(session.hardware.plugged()).toEqual(["scanner"]);
});
