import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { startDevice, type TestDevice } from "../kit/device.ts";

const load = createRequire(import.meta.url);

/** npm `node-thermal-printer`, which nobody here wrote. */
type ThermalPrinter = {
  isPrinterConnected: () => Promise<boolean>;
  execute: (options?: { waitForResponse: boolean }) => Promise<unknown>;
  add: (bytes: Buffer) => void;
} & Record<
  "println" | "alignCenter" | "alignLeft" | "drawLine" | "cut" | "openCashDrawer" | "clear",
  (text?: string) => void
>;
const Thermal: {
  ThermalPrinter: new (options: object) => ThermalPrinter;
  PrinterTypes: { EPSON: string };
} = load("node-thermal-printer");

/** npm `@node-escpos/core` and its network adapter, which nobody here wrote. */
type EscposPrinter = {
  text: (text: string) => EscposPrinter;
  align: (to: "lt" | "ct" | "rt") => EscposPrinter;
  cut: (part?: boolean, feed?: number) => EscposPrinter;
  close: () => Promise<unknown>;
};
type Network = {
  open: (opened: (error: Error | null) => void) => void;
  read: (data: (bytes: Buffer) => void) => void;
  write: (bytes: Buffer) => void;
  close: (closed?: () => void) => void;
};
const Escpos: { Printer: new (adapter: Network, options: object) => EscposPrinter } =
  load("@node-escpos/core");
const NetworkAdapter: new (host: string, port: number) => Network = load(
  "@node-escpos/network-adapter",
);

const PRINTER = ["printer", "--tcp", "0"];
const CUT = "- - - - - - - cut - - - - - - -";

/** What can be read on the first receipt that was cut off. */
async function receipt({ events }: TestDevice): Promise<unknown[]> {
  const [torn] = await events("torn");
  return [torn?.["text"]].flat().filter((line) => line !== "");
}

function thermal(port: number): ThermalPrinter {
  return new Thermal.ThermalPrinter({
    type: Thermal.PrinterTypes.EPSON,
    interface: `tcp://127.0.0.1:${port}`,
    width: 32,
  });
}

describe("a till made with npm node-thermal-printer", () => {
  test("finds the printer, prints a receipt and has it cut", async () => {
    const device = await startDevice(PRINTER);
    const till = thermal(device.port);
    expect(await till.isPrinterConnected()).toBe(true);
    till.alignCenter();
    till.println("GREEN GROCER");
    till.alignLeft();
    till.drawLine();
    till.println("Apples      2 x 1.50      3.00");
    till.cut();
    await till.execute();
    expect(await receipt(device)).toEqual([
      "          GREEN GROCER",
      "-".repeat(32),
      "Apples      2 x 1.50      3.00",
      CUT,
    ]);
  });

  test("kicks the drawer with two commands that the printer reads as one", async () => {
    const { port, events } = await startDevice(PRINTER);
    const till = thermal(port);
    till.openCashDrawer();
    till.println("after");
    await till.execute();
    expect((await events("printed"))[0]).toMatchObject({ text: "after" });
    expect(await events("kick")).toMatchObject([{ event: "kick", pin: 2, onMs: 2 * 0x1b }]);
  });

  test("waits for the status that it asked for", async () => {
    const { port } = await startDevice(PRINTER);
    const till = thermal(port);
    till.add(Buffer.from([0x10, 0x04, 0x01]));
    expect(await till.execute({ waitForResponse: true })).toEqual(Buffer.from([0x12]));
  });
});

describe("a till made with npm @node-escpos", () => {
  function open(port: number): Promise<Network> {
    const network = new NetworkAdapter("127.0.0.1", port);
    return new Promise((resolve, reject) =>
      network.open((error) => (error ? reject(error) : resolve(network))),
    );
  }

  test("prints a receipt and has it cut", async () => {
    const device = await startDevice(PRINTER);
    const printer = new Escpos.Printer(await open(device.port), { encoding: "GB18030" });
    await printer.align("ct").text("青禾超市").align("lt").text("Apples 3.00").cut().close();
    expect(await receipt(device)).toEqual(["            青禾超市", "Apples 3.00", CUT]);
  });

  test("asks for the four states byte by byte", async () => {
    const { port } = await startDevice(PRINTER);
    const network = await open(port);
    const heard = new Promise<string>((resolve) => {
      let hex = "";
      network.read((bytes) => {
        hex += bytes.toString("hex");
        if (hex.length === 8) resolve(hex);
      });
    });
    for (const n of [1, 4, 2, 3]) {
      for (const byte of [0x10, 0x04, n]) network.write(Buffer.from([byte]));
    }
    expect(await heard).toBe("12121212");
    network.close();
  });
});
