import { readdirSync } from "node:fs";

/** As Linux names serial ports of adapters, of devices with their own, and of boards. */
const PORT = /^tty(USB|ACM|AMA|XRUSB|mxc)\d+$/;

/**
 * The serial ports of this machine, as the system names them. Where the package serialport cannot ask
 * (containers have no udev), Linux's device files are looked through, but for those of the mainboard,
 * which are there whether or not there is such a port.
 */
export async function findPorts(): Promise<readonly string[]> {
  const { SerialPort } = await import("serialport");
  return SerialPort.list().then(
    (ports) => ports.map(({ path }) => path),
    () => listFiles("/dev", PORT),
  );
}

/** Linux's device files of printers on USB. */
export const findPrinterFiles = (): readonly string[] => listFiles("/dev/usb", /^lp\d+$/);

function listFiles(folder: string, names: RegExp): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => names.test(name))
      .map((name) => `${folder}/${name}`)
      .sort();
  } catch {
    return [];
  }
}
