import { existsSync } from "node:fs";
import process from "node:process";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { explainRefusal } from "../../../device-emulators/transports/pcsc.ts";
import {
  establishPcsc,
  type PcscOutcome,
} from "../../../device-emulators/transports/pcsc-calls.ts";
import { VPCD_DRIVER } from "../../bench/pcscd.ts";
import type { Finding } from "./finding.ts";

type Machine = {
  readonly establish: typeof establishPcsc;
  readonly there: (path: string) => boolean;
  readonly platform: string;
};

const THIS_MACHINE: Machine = {
  establish: establishPcsc,
  there: existsSync,
  platform: process.platform,
};

/** What there is of PC/SC, for training cards and `desk`, and for `device card`. */
export async function examineCardReaders(machine = THIS_MACHINE): Promise<Finding[]> {
  const pcsc = await examinePcsc(machine);
  return machine.platform === "linux" ? [...pcsc, virtualReader(machine)] : pcsc;
}

async function examinePcsc({ establish }: Machine): Promise<Finding[]> {
  try {
    const context = await establish();
    const names = context.ok ? await context.value.readers() : context;
    if (context.ok) await context.value.release();
    return [library(), service(names), ...(names.ok ? [readers(names.value)] : [])];
  } catch (error) {
    if (error instanceof TillyardError) return [{ ...library(), good: false, ...wordsOf(error) }];
    throw error;
  }
}

function library(): Finding {
  return {
    ...{ what: "card readers: PC/SC's library", good: true, optional: true },
    ...{ found: "there", remedy: "" },
  };
}

function wordsOf({ message, hint }: TillyardError): Pick<Finding, "found" | "remedy"> {
  return { found: message, remedy: hint };
}

function service(names: PcscOutcome<readonly string[]>): Finding {
  const [found, remedy] = names.ok ? ["runs", ""] : explainRefusal(names.error);
  return { what: "card readers: PC/SC's service", good: names.ok, optional: true, found, remedy };
}

function readers(names: readonly string[]): Finding {
  return {
    ...{ what: "card readers", good: names.length > 0, optional: true },
    found: names.join("; ") || "none is plugged in",
    remedy: "plug one in (Debian: most want the driver libccid)",
  };
}

function virtualReader({ there }: Machine): Finding {
  const good = there(VPCD_DRIVER);
  return {
    ...{ what: "pcscd's virtual reader, for device card", good, optional: true },
    found: good ? VPCD_DRIVER : "not found",
    remedy: "Debian: apt-get install vsmartcard-vpcd, and start pcscd again",
  };
}
