import { expect, test } from "vitest";
import { TillyardError } from "../../../../device-emulators/kit/errors.ts";
import { err } from "../../../../device-emulators/kit/result.ts";
import { PCSC_CODE } from "../../../../device-emulators/transports/pcsc-calls.ts";
import { examineCardReaders } from "../../../../sim-server/cli/doctor/card-readers.ts";
import { createFakePcsc } from "../../../kit/fake-pcsc.ts";

type Machine = NonNullable<Parameters<typeof examineCardReaders>[0]>;

/** Every finding in a line: what is there, and the remedy for what is not. */
async function examine(changes: Partial<Machine> = {}): Promise<string[]> {
  const { establish } = createFakePcsc();
  const findings = await examineCardReaders({
    ...{ establish, there: () => true, platform: "linux" },
    ...changes,
  });
  expect(findings.map(({ optional }) => optional)).toEqual(findings.map(() => true));
  return findings.map(({ what, good, found, remedy }) =>
    good ? `${what}: ${found}` : `no ${what}: ${found}; ${remedy}`,
  );
}

const LIBRARY = "card readers: PC/SC's library: there";
const SERVICE = "card readers: PC/SC's service: runs";
const VPCD = "pcscd's virtual reader, for device card: /usr/lib/pcsc/drivers/serial/libifdvpcd.so";

test("readers that are plugged in are named", async () => {
  const pcsc = createFakePcsc();
  pcsc.slots.set("ACR122U 00", undefined).set("SCM 01", undefined);
  const found = await examine({ establish: pcsc.establish });
  expect(found).toEqual([LIBRARY, SERVICE, "card readers: ACR122U 00; SCM 01", VPCD]);
  expect(pcsc.done).toEqual(["release"]);
});

test("where there is none, its driver may be missing", async () => {
  const [, , readers] = await examine();
  expect(readers).toContain("no card readers: none is plugged in; plug one in");
});

test("a service that does not run is to be started", async () => {
  const found = await examine({ establish: async () => err(PCSC_CODE.noService) });
  const service = "no card readers: PC/SC's service: its service does not run; start it: pcscd";
  expect(found).toEqual([LIBRARY, expect.stringContaining(service), VPCD]);
});

test("a service that refuses this user is said so", async () => {
  const found = await examine({ establish: async () => err(PCSC_CODE.notAllowed) });
  expect(found[1]).toContain("this user may not use card readers; ask for the right to");
});

test("a library that is missing is to be installed", async () => {
  const missing = new TillyardError("device-unavailable", "libpcsclite is not there", {
    hint: "install pcscd",
  });
  const found = await examine({ establish: () => Promise.reject(missing) });
  expect(found).toEqual([
    "no card readers: PC/SC's library: libpcsclite is not there; install pcscd",
    VPCD,
  ]);
  const bug = examine({ establish: () => Promise.reject(new Error("a mistake")) });
  await expect(bug).rejects.toThrow("a mistake");
});

test("the virtual reader is Linux's alone", async () => {
  const [, , , lacking] = await examine({ there: () => false });
  expect(lacking).toContain("not found; Debian: apt-get install vsmartcard-vpcd");
  expect(await examine({ platform: "darwin" })).toHaveLength(3);
});
