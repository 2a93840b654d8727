import { expect, test } from "vitest";
import { TillyardError } from "../../../../device-emulators/kit/errors.ts";
import { examinePorts } from "../../../../sim-server/cli/doctor/ports.ts";

type Machine = NonNullable<Parameters<typeof examinePorts>[0]>;

/** Every finding in a line: what is there, and the remedy for what is not. */
async function examine(changes: Partial<Machine> = {}): Promise<string[]> {
  const findings = await examinePorts({
    ...{ platform: "linux", ports: async () => [], printerFiles: () => [], mayUse: () => true },
    makePty: async () => undefined,
    lpstat: async () => "scheduler is running\ntill\nkitchen\n",
    ...changes,
  });
  // No counter of our own needs any of it.
  expect(findings.map(({ optional }) => optional)).toEqual(findings.map(() => true));
  return findings.map(({ what, good, found, remedy }) =>
    good ? `${what}: ${found}` : `no ${what}: ${found}; ${remedy}`,
  );
}

const PTY = "pseudo-terminals (pty:): can be made";
const QUEUES = "queues of CUPS (cups:): till, kitchen";

test("ports, printers and queues that are there are named", async () => {
  const found = await examine({
    ports: async () => ["/dev/ttyUSB0", "/dev/ttyS0"],
    printerFiles: () => ["/dev/usb/lp0"],
  });
  expect(found).toEqual([
    PTY,
    "port /dev/ttyUSB0: may be used",
    "port /dev/ttyS0: may be used",
    "printer /dev/usb/lp0: may be used",
    QUEUES,
  ]);
});

test("a device that this user may not use has its group as the remedy", async () => {
  const found = await examine({
    ports: async () => ["/dev/ttyUSB0"],
    printerFiles: () => ["/dev/usb/lp0"],
    mayUse: () => false,
  });
  expect(found.slice(1, 3)).toEqual([
    expect.stringMatching(/^no port \/dev\/ttyUSB0: may not be used by you; .*-aG dialout/),
    expect.stringMatching(/^no printer \/dev\/usb\/lp0: may not be used by you; .*-aG lp /),
  ]);
});

test("a port that is no file may be used", async () => {
  const found = await examine({
    ...{ platform: "win32", ports: async () => ["COM3"], mayUse: () => false },
  });
  expect(found[1]).toBe("port COM3: may be used");
});

test("what is missing is said, each with what helps", async () => {
  const found = await examine({
    ports: () => Promise.reject(new Error("no binding")),
    makePty: () =>
      Promise.reject(new TillyardError("device-unavailable", "not here", { hint: "use --tcp" })),
    lpstat: async () => undefined,
  });
  expect(found).toEqual([
    "no pseudo-terminals (pty:): not here; use --tcp",
    expect.stringContaining("no serial ports: the package serialport does not load; npm install"),
    expect.stringContaining("no queues of CUPS (cups:): lpstat is not there; Debian: apt-get"),
  ]);
});

test.each([
  ["scheduler is not running\n", "its scheduler does not run; start cupsd"],
  ["", "its scheduler does not run; start cupsd"],
  ["scheduler is running\n", "there is none; lpadmin -p"],
])("a spooler that says %j: %s", async (said, what) => {
  expect((await examine({ lpstat: async () => said })).at(-1)).toContain(what);
});

test("this machine is examined without failing", async () => {
  expect((await examinePorts()).length).toBeGreaterThanOrEqual(3);
});
