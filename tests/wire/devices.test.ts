import { once } from "node:events";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openCheckout } from "../kit/checkout.ts";

const load = createRequire(import.meta.url);

/** npm `node-thermal-printer`, which nobody here wrote. */
type ThermalPrinter = {
  execute: () => Promise<unknown>;
} & Record<"println" | "alignCenter" | "cut" | "openCashDrawer", (text?: string) => void>;
const Thermal: {
  ThermalPrinter: new (options: object) => ThermalPrinter;
  PrinterTypes: { EPSON: string };
} = load("node-thermal-printer");

const CHECKOUT = `- {id: till, kind: printer, model: TM-T88V, cables: ['tcp:0']}
- {id: cash, kind: drawer, printer: till}
- {id: gun, kind: scanner, cables: ['tcp:0']}
`;

test("what npm node-thermal-printer prints hangs out for everybody, and its kick opens the drawer", async () => {
  const { portOf, ask, happened, hand, view } = await openCheckout(CHECKOUT);
  const till = new Thermal.ThermalPrinter({
    type: Thermal.PrinterTypes.EPSON,
    interface: `tcp://127.0.0.1:${portOf("till")}`,
    width: 42,
  });
  till.alignCenter();
  till.println("GREEN LANE STORE");
  till.println("2 milk");
  till.cut();
  till.openCashDrawer();
  await till.execute();
  expect(await happened("cash", "tray")).toMatchObject({ tray: "open" });
  const paper = (await ask("GET /devices/till/paper.txt")).said;
  expect(paper).toMatch(/^\s+GREEN LANE STORE\n\s+2 milk\n/m);
  expect(paper).toContain("- cut -");
  expect((await view("till")).state).toMatchObject({ printed: true, drawerSwitch: "high" });
  expect((await hand("cash", "push")).state).toMatchObject({ tray: "shut" });
  expect((await view("till")).state).toMatchObject({ drawerSwitch: "low" });
  expect((await hand("till", "tear")).state).toMatchObject({ printed: false, pieces: 1 });
  const { said: piece } = await ask("GET /devices/till/paper.txt?piece=1");
  // What is still inside, between head and tear bar, stays.
  expect(`${piece}`.trimEnd()).toBe(`${paper}`.trimEnd());
});

test("a program with a plain WebSocket follows a code from the hand to the cable", async () => {
  const { port, portOf, hand, happened } = await openCheckout(CHECKOUT);
  const host = connect({ port: portOf("gun"), host: "127.0.0.1" });
  onTestFinished(() => void host.destroy());
  await happened("gun", "opened");
  const socket = new WebSocket(`ws://127.0.0.1:${port}/events`);
  onTestFinished(() => socket.close());
  await once(socket, "open");
  const lamps = new Promise<string>((resolve) => {
    const seen: string[] = [];
    socket.addEventListener("message", ({ data }) => {
      const { device, event, lamp } = JSON.parse(data);
      if (device === "gun" && event === "lamp") seen.push(lamp);
      if (lamp === "off") resolve(seen.join(" "));
    });
  });
  await hand("gun", "scan", "ean-13 2000000000015");
  const [code] = await once(host, "data");
  expect(code.toString()).toBe("2000000000015\r");
  expect(await lamps).toBe("reading read off");
});
