import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { startDevice, type TestDevice } from "../kit/device.ts";

const load = createRequire(import.meta.url);

/** npm `node-thermal-printer`, which nobody here wrote. */
type ThermalPrinter = {
  isPrinterConnected: () => Promise<boolean>;
  println: (text: string) => void;
  cut: () => void;
  execute: (options?: { waitForResponse: boolean }) => Promise<unknown>;
};
const Thermal: {
  ThermalPrinter: new (options: object) => ThermalPrinter;
  PrinterTypes: { EPSON: string };
} = load("node-thermal-printer");

/** npm `@node-escpos/core` and its network adapter, which nobody here wrote. */
type Network = { open: (opened: (error: Error | null) => void) => void; close: () => void };
const Escpos: {
  Printer: new (adapter: Network, options: object) => { getStatuses: () => Promise<unknown[]> };
} = load("@node-escpos/core");
const NetworkAdapter: new (host: string, port: number) => Network = load(
  "@node-escpos/network-adapter",
);

function start(fault: string): Promise<TestDevice> {
  return startDevice(["printer", "--tcp", "0", "--fault", fault]);
}

describe("a till made with npm node-thermal-printer", () => {
  function till(port: number): ThermalPrinter {
    const printer = new Thermal.ThermalPrinter({
      type: Thermal.PrinterTypes.EPSON,
      interface: `tcp://127.0.0.1:${port}`,
      width: 32,
    });
    for (const line of ["one", "two", "three"]) printer.println(line);
    printer.cut();
    return printer;
  }

  test("believes that all is printed, though the connection was dropped in mid receipt", async () => {
    const { port, events } = await start("cable.drop,bytes=10");
    await till(port).execute();
    await events("closed");
    // Behind six bytes of settings, four characters.
    expect(await events("fault")).toMatchObject([{ fault: "cable.drop,bytes=10" }]);
    expect(await events("cut", 0)).toEqual([]);
  });

  test("does not see a printer that is pulled out", async () => {
    const { port, events, hand } = await startDevice(["printer", "--tcp", "0"]);
    expect(await till(port).isPrinterConnected()).toBe(true);
    hand("fault cable.unplug,ms=600000");
    // What a hand does next comes behind it.
    hand("open");
    await events("status");
    expect(await till(port).isPrinterConnected()).toBe(false);
  });

  test.each([
    "cable.split,size=1,ms=1",
    "cable.drip,size=7,ms=1",
    "cable.merge,ms=20",
    "cable.stall,ms=200",
  ])("prints as ever with %s", async (fault) => {
    const { port, events } = await start(fault);
    await till(port).execute();
    expect((await events("torn"))[0]).toMatchObject({
      text: expect.arrayContaining(["one", "two", "three"]),
    });
    expect(await events("fault")).toHaveLength(1);
  });
});

describe("a till made with npm @node-escpos, which wants four replies in one piece,", () => {
  async function statuses(port: number): Promise<number> {
    const network = new NetworkAdapter("127.0.0.1", port);
    await new Promise<void>((resolve, reject) =>
      network.open((error) => (error === null ? resolve() : reject(error))),
    );
    try {
      return (await new Escpos.Printer(network, {}).getStatuses()).length;
    } finally {
      network.close();
    }
  }

  test("reads the states of a printer whose replies run together", async () => {
    const { port } = await start("cable.merge,ms=300,way=host");
    expect(await statuses(port)).toBe(4);
  });

  test("fails with a printer whose replies come apart", async () => {
    const { port } = await start("cable.drip,ms=300,way=host");
    await expect(statuses(port)).rejects.toBeUndefined();
  });
});
