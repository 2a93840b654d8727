import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { fromHex, fromLatin1 } from "../../device-emulators/kit/bytes.ts";
import { USUAL_FORMAT } from "../../device-emulators/kit/uart.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { dialRfc2217 } from "../../device-emulators/transports/dial-rfc2217.ts";
import { startDevice } from "../kit/device.ts";
import { watchDial } from "../kit/dial-end.ts";
import { DEBIAN_PYTHON, freePort, startProgram, titled, whyNo } from "../kit/foreign-program.ts";
import { temporaryFolder } from "../kit/server.ts";

const run = promisify(execFile);
const noPyserial = whyNo("python3-serial");
const noSer2net = whyNo("ser2net");
const noTio = whyNo("tio");

/** Runs Python with pyserial, `argv[1]` the port of the network. */
const python = async (script: string, ...words: readonly string[]): Promise<string> =>
  (await run(DEBIAN_PYTHON, ["-c", `import serial, sys\n${script}`, ...words])).stdout;

const OPEN = 'port = serial.serial_for_url("rfc2217://127.0.0.1:" + sys.argv[1], timeout=10, ';

async function startPrinter(line: string, ...words: readonly string[]) {
  const { events, cables, hand } = await startDevice([
    ...["printer", "--rfc2217", "0", "--line", line, ...words],
  ]);
  return { events, hand, port: cables[0]?.split(":").at(-1) ?? "" };
}

test.skipIf(noPyserial)(
  titled("pyserial sets a port on the network, prints and reads the status", noPyserial),
  async () => {
    const { events, port } = await startPrinter("19200,8E1");
    const out = await python(
      `${OPEN}baudrate=19200, parity="E")
print(port.cts, port.dsr)
port.write(b"\\x1b@\\x10\\x04\\x01")
print(port.read(1).hex())
port.write(b"Total 12.34\\n\\x1dV\\x42\\x00\\x1dr1")
print(port.read(1).hex())
port.send_break(0.01)
port.dtr = False
port.close()`,
      port,
    );
    expect(out).toBe("True True\n12\n00\n");
    const [torn] = await events("torn");
    expect(torn).toMatchObject({ text: ["Total 12.34", expect.stringContaining("cut")] });
    expect(await events("line-error")).toMatchObject([{ error: "break", count: 1 }]);
    await events("closed");
    const settings = await events("line-set");
    expect(settings.at(-1)).toMatchObject({
      ...{ baud: 19_200, dataBits: 8, parity: "even", stopBits: 1 },
      ...{ dtr: false, rts: true },
    });
  },
);

test.skipIf(noPyserial)(
  titled("pyserial at another speed and parity prints garbage, and is told of errors", noPyserial),
  async () => {
    const { events, port } = await startPrinter("9600,8E1");
    await python(`${OPEN}baudrate=9600)\nport.write(b"Apples\\n\\n\\n")\nport.close()`, port);
    await events("closed");
    const wrong = await events("line-error");
    expect(wrong.map(({ error }) => error)).toContain("parity");
    await python(`${OPEN}baudrate=19200, parity="E")\nport.write(b"Pears\\n")\nport.close()`, port);
    await python(
      `${OPEN}baudrate=9600, parity="E")\nport.write(b"\\x1b@\\n\\x1b@Plums\\n\\x1dr1")\nport.read(1)\nport.close()`,
      port,
    );
    await events("closed", 3);
    const printed = (await events("printed")).map(({ text }) => text).join("|");
    expect(printed).toContain("Plums");
    expect(printed).not.toMatch(/Apples|Pears/);
  },
);

test.skipIf(noPyserial)(
  titled("pyserial sees a full printer lower CTS, and raise it again", noPyserial),
  async () => {
    const { events, hand, port } = await startPrinter("9600", "--model", "clone-58");
    hand("open");
    await events("status");
    const till = startProgram(DEBIAN_PYTHON, [
      "-c",
      `import serial, sys
${OPEN}baudrate=9600)
port.write(b"held\\n")
while port.cts:
    port.write(b"\\x1b2" * 512)
    # Setting the port again waits for an answer, and so for what the wires say before it.
    port.baudrate = 9600
print("full", flush=True)
while not port.cts: pass
print("ready", flush=True)
port.close()`,
      port,
    ]);
    await till.says("full");
    hand("close");
    await till.says("ready");
    await events("closed");
  },
);

test.skipIf(noSer2net)(
  titled(
    "our caller sets a port of ser2net, which has our printer on a pseudo-terminal",
    noSer2net,
  ),
  async () => {
    const folder = temporaryFolder();
    const name = join(folder, "printer");
    const { events } = await startDevice(["printer", "--pty", name]);
    const port = await freePort();
    const config = join(folder, "ser2net.yaml");
    writeFileSync(
      config,
      `connection: &till
  accepter: telnet(rfc2217),tcp,127.0.0.1,${port}
  connector: serialdev,${name},9600n81,local
`,
    );
    startProgram("/usr/sbin/ser2net", ["-n", "-d", "-c", config]);
    const format = { ...USUAL_FORMAT, baud: 19_200, stopBits: 2 } as const;
    const dial = dialRfc2217({ host: "127.0.0.1", port, format, flow: "none", clock: REAL_CLOCK });
    const end = watchDial();
    let giveUp: () => void = () => undefined;
    // Until ser2net listens, calls are refused.
    const refused = (why: string): void => (why === "ECONNREFUSED" ? call() : end.refused(why));
    const call = (): void => {
      giveUp = dial({ ...end, refused });
    };
    call();
    onTestFinished(() => giveUp());
    await end.until((told) => told.includes("opened"));
    end.links[0]?.send(fromHex("1B40 100401 FF 546F74616C0A 1D7231"));
    await end.until((told) => told.at(-1) === '"\x12\0"');
    const printed = await events("printed");
    expect(printed[0]?.["text"]).toMatch(/Total$/);
    const settings = await events("line-set");
    expect(settings.at(-1)).toMatchObject({ baud: 19_200, stopBits: 2 });
    end.links[0]?.hangUp("closed");
    await end.until((told) => told.includes("closed"));
    await events("closed");
  },
);

test.skipIf(noTio)(
  titled("tio, a serial terminal program, types a receipt and shows the status", noTio),
  async () => {
    const name = join(temporaryFolder(), "printer");
    const { events } = await startDevice(["printer", "--pty", name]);
    const tio = startProgram("stdbuf", [
      ...["-o0", "/usr/bin/tio", "--no-autoconnect", "-b", "19200", "-s", "2", name],
    ]);
    await tio.says("Connected");
    tio.write(fromLatin1("\x1b@Total 12.34\n\x1dV\x42\x00\x10\x04\x01"));
    await tio.says("\x12");
    tio.endInput();
    await events("closed");
    expect((await events("torn"))[0]).toMatchObject({
      text: ["Total 12.34", expect.stringContaining("cut")],
    });
    expect((await events("line-set")).at(-1)).toMatchObject({ baud: 19_200, stopBits: 2 });
  },
);
