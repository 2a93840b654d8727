import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { IN_WORDS, tillyard } from "../../../kit/command.ts";
import { startDevice } from "../../../kit/device.ts";
import { drawAnswer, eposHeader, eposRequest } from "../../../kit/epos.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const PRINTER = ["device", "printer", "--tcp", "0"];

test.each<[readonly string[], string, string]>([
  [["--epos", "x"], "--epos x does not name a port", "0 to 65535"],
  [["--epos", "192.0.2.1:0"], "port 0 on 192.0.2.1 cannot be used", "--epos HOST:PORT"],
  [["--tls", "a,b"], "--tls says nothing without --epos", "--epos 8008"],
  [["--spool"], "--spool says nothing without --epos", "--epos 8008"],
  [
    ["--epos", "0", "--tls", "one.pem"],
    "--tls one.pem does not name two files",
    "--tls cert.pem,key.pem",
  ],
  [
    ["--epos", "0", "--tls", "no-a.pem,no-b.pem"],
    "no-a.pem cannot be read (ENOENT)",
    "--tls cert.pem,key.pem",
  ],
])("%j ends with status 2, a sentence and a remedy", async (words, said, remedy) => {
  const { status, out, err } = await tillyard([...PRINTER, ...words]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain(said);
  expect(err.split("\n")[1]).toContain(remedy);
  expect([status, out]).toEqual([2, ""]);
});

test("a certificate that is none ends with a sentence", async () => {
  const file = join(temporaryFolder(), "no.pem");
  writeFileSync(file, "no certificate");
  const { status, err } = await tillyard([...PRINTER, "--epos", "0", "--tls", `${file},${file}`]);
  expect(err).toMatch(IN_WORDS);
  expect([status, err.includes("do not make a TLS server")]).toEqual([2, true]);
});

test("a port in use ends with a sentence", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const { status, err } = await tillyard([...PRINTER, "--epos", `${port}`]);
  expect(err).toMatch(IN_WORDS);
  expect([status, err.includes(`port ${port} on 127.0.0.1 is in use`)]).toEqual([2, true]);
});

test("with --spool a job is printed after its answer, and asked for by its name", async () => {
  const { cables, events, end } = await startDevice([
    "printer",
    "--tcp",
    "0",
    "--epos",
    "0",
    "--spool",
  ]);
  const post = async (body: string): Promise<string> => {
    const url = `${cables.find((cable) => cable.startsWith("http:"))}?devid=local_printer`;
    return drawAnswer(await (await fetch(url, { method: "POST", body })).text());
  };
  const header = eposHeader({ printjobid: "A1" });
  expect(await post(eposRequest("<text>later&#10;</text>", "", header))).toBe("true 2 job A1");
  expect((await events("printed"))[0]).toMatchObject({ text: "later" });
  expect(await end("SIGTERM")).toBe(0);
});
