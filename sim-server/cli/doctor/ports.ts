import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import process from "node:process";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { findPorts, findPrinterFiles } from "../../../device-emulators/transports/found-ports.ts";
import { openPtyMaster } from "../../../device-emulators/transports/pty-calls.ts";
import type { Finding } from "./finding.ts";

type Machine = {
  readonly platform: string;
  readonly ports: () => Promise<readonly string[]>;
  readonly printerFiles: () => readonly string[];
  readonly mayUse: (path: string) => boolean;
  readonly makePty: () => Promise<void>;
  /** What `lpstat -r -e` prints; undefined where there is no such command. */
  readonly lpstat: () => Promise<string | undefined>;
};

const THIS_MACHINE: Machine = {
  platform: process.platform,
  ports: findPorts,
  printerFiles: findPrinterFiles,
  mayUse: (path) => {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
      return true;
    } catch {
      return false;
    }
  },
  makePty: async () => (await openPtyMaster()).close(),
  lpstat: () =>
    new Promise((resolve) => {
      const env = { ...process.env, LC_ALL: "C" };
      execFile("lpstat", ["-r", "-e"], { env }, (error, out) =>
        resolve(error?.code === "ENOENT" ? undefined : out),
      );
    }),
};

/** What there is to join devices by: pseudo-terminals, serial ports, printers and their queues. */
export async function examinePorts(machine = THIS_MACHINE): Promise<Finding[]> {
  return [
    await pseudoTerminals(machine),
    ...(await serialPorts(machine)),
    ...machine.printerFiles().map((path) => deviceFile(machine, "printer", path, "lp")),
    await queues(machine),
  ];
}

async function pseudoTerminals({ makePty }: Machine): Promise<Finding> {
  const row = { what: "pseudo-terminals (pty:)", optional: true } as const;
  try {
    await makePty();
    return { ...row, good: true, found: "can be made", remedy: "" };
  } catch (error) {
    if (!(error instanceof TillyardError)) throw error;
    return { ...row, good: false, found: error.message, remedy: error.hint };
  }
}

async function serialPorts(machine: Machine): Promise<Finding[]> {
  const row = { what: "serial ports", good: false, optional: true } as const;
  try {
    const found = await machine.ports();
    if (found.length > 0) return found.map((path) => deviceFile(machine, "port", path, "dialout"));
    return [
      { ...row, found: "none found", remedy: "plug an adapter in, or reach one by rfc2217:" },
    ];
  } catch {
    const remedy =
      "npm install brings it; where it has no binary for this system, use tcp: or pty:";
    return [{ ...row, found: "the package serialport does not load", remedy }];
  }
}

/** @param group Debian's, of those who may use such a device */
function deviceFile(
  { platform, mayUse }: Machine,
  kind: string,
  path: string,
  group: string,
): Finding {
  // Elsewhere a port is no file.
  const good = platform === "win32" || mayUse(path);
  return {
    ...{ what: `${kind} ${path}`, good, optional: true },
    found: good ? "may be used" : "may not be used by you",
    remedy: `join its group and log in again (Debian: usermod -aG ${group} USER)`,
  };
}

async function queues({ lpstat }: Machine): Promise<Finding> {
  const row = { what: "queues of CUPS (cups:)", optional: true } as const;
  const said = await lpstat();
  if (said === undefined) {
    const remedy =
      "Debian: apt-get install cups-client, and cups where this machine has the printer";
    return { ...row, good: false, found: "lpstat is not there", remedy };
  }
  const [scheduler = "", ...names] = said.split("\n").filter((line) => line !== "");
  if (!scheduler.endsWith("is running")) {
    const remedy = "start cupsd, or name the machine where it runs: CUPS_SERVER=HOST";
    return { ...row, good: false, found: "its scheduler does not run", remedy };
  }
  const remedy = "lpadmin -p NAME -E -v socket://HOST:9100 -m raw makes one";
  return { ...row, good: names.length > 0, found: names.join(", ") || "there is none", remedy };
}
