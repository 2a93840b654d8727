import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { connect as connectTls } from "node:tls";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { iso87Ascii } from "../../../sim-server/core/iso8583/dialects/iso87.ts";
import { keyedPurchase, openLine } from "../../kit/bank-line.ts";
import { IN_WORDS, tillyard } from "../../kit/command.ts";
import { temporaryFolder } from "../../kit/server.ts";

type Ready = { readonly port: number; readonly control: number | null; readonly dialect: string };

async function start(words: readonly string[]) {
  const child = spawn(
    process.execPath,
    ["sim-server/cli/main.ts", "bank", "--port", "0", ...words],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await gone;
  });
  const lines = linesOf(child);
  const ready: Ready & { event: string } = JSON.parse((await lines.next()).value ?? "null");
  const next = async (): Promise<Record<string, unknown>> =>
    JSON.parse((await lines.next()).value ?? "null");
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return gone;
  };
  return { ...ready, next, end };
}

function linesOf({ stdout }: ChildProcess): AsyncIterator<string> {
  if (stdout === null) throw new Error("no output");
  return createInterface(stdout)[Symbol.asyncIterator]();
}

test.each<NodeJS.Signals>(["SIGINT", "SIGTERM"])(
  "it says that it is ready in one JSON line, serves, and ends well on %s",
  async (signal) => {
    const { event, port, control, dialect, end } = await start([
      "--dialect",
      "iso87-ascii",
      "--control",
      "0",
    ]);
    expect({ event, dialect }).toEqual({ event: "ready", dialect: "iso87-ascii" });
    expect([port, control]).not.toContain(0);
    const line = await openLine(port, iso87Ascii);
    expect(await line.draw(keyedPurchase("000001"))).toBe("0210 00");
    expect(await end(signal)).toBe(0);
    await line.closed;
  },
);

test("with --json every message is a line, card numbers masked", async () => {
  const { port, control, next } = await start(["--dialect", "iso87-ascii", "--json"]);
  expect(control).toBeNull();
  const line = await openLine(port, iso87Ascii);
  await line.ask(keyedPurchase("000001"));
  expect(await next()).toMatchObject({ event: "message", happened: "connected" });
  const request = await next();
  expect(request).toMatchObject({
    direction: "in",
    mti: "0200",
    explanation: { finding: "approved" },
  });
  expect(JSON.stringify(request)).not.toContain("6212345678901232");
  expect(await next()).toMatchObject({ direction: "out", mti: "0210" });
});

test("it speaks TLS", async () => {
  const folder = temporaryFolder();
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const openssl = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost -out ${cert} -keyout ${key}`;
  execFileSync("openssl", openssl.split(" "), { stdio: "ignore" });
  const { port } = await start(["--dialect", "iso87-ascii", "--tls", `${cert},${key}`]);
  const socket = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false });
  onTestFinished(() => void socket.destroy());
  const plain = await openLine(port, iso87Ascii);
  socket.write(plain.pack(keyedPurchase("000001")));
  const [answer] = await new Promise<[Buffer]>((resolve) =>
    socket.once("data", (bytes) => resolve([bytes])),
  );
  expect(answer.toString("latin1")).toContain("0210");
});

test("a dialect may be a file", async () => {
  const file = join(temporaryFolder(), "host.yaml");
  writeFileSync(
    file,
    "format: 1\ndialect: my-host\nlike: iso87-ascii\nbitmap: binary\nfields: {}\n",
  );
  expect((await start(["--dialect", file])).dialect).toBe("my-host");
});

describe("what it cannot use is said in words, with status 2:", () => {
  const folder = temporaryFolderOfAll();
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  test.each<[readonly string[], string, string]>([
    [["--port", "65536"], "--port 65536 is not a number", "0 to 65535"],
    [["--dialect", "iso88"], "iso88: is neither a dialect nor a file", "docs/dialects.md"],
    [["--cards", "no-such.yaml"], "no-such.yaml cannot be read", "check the path"],
    [
      ["--cards", file("bad.yaml", "format: 2\n")],
      "bad.yaml:1:1: `acquirer` is missing",
      "docs/bank.md",
    ],
    [
      ["--rules", file("rules.yaml", "- id: a\n  action: { do: nothing }\n")],
      "rules.yaml:2:17: `do` must be answer",
      "docs/bank.md",
    ],
    [["--tls", "cert.pem"], "--tls cert.pem does not name two files", "cert.pem,key.pem"],
    [["--tls", "no.pem,no.pem"], "no.pem cannot be read", "--tls cert.pem,key.pem"],
    [
      ["--host", "0.0.0.0", "--control", "0"],
      "anybody could use the control port",
      "--control-token",
    ],
    [["--control", "0", "--control-token", "short"], "too short", "16 characters"],
    [["more"], "bank: Unexpected argument 'more'", "bank --help"],
  ])("%j", async (words, said, remedy) => {
    const { status, out, err } = await tillyard(["bank", "--port", "0", ...words]);
    expect(err).toContain(said);
    expect(err).toContain(remedy);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toMatch(
      words[0] === "--cards" || words[0] === "--rules" ? /^tillyard: / : IN_WORDS,
    );
  });

  test("a port in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    for (const words of [
      ["--port", `${port}`],
      ["--port", "0", "--control", `${port}`],
    ]) {
      const { status, err } = await tillyard(["bank", ...words]);
      expect(err).toMatch(IN_WORDS);
      expect([status, err.includes(`port ${port} on 127.0.0.1 is in use`)]).toEqual([2, true]);
    }
  });
});

/** One for a whole table of tests. */
function temporaryFolderOfAll(): string {
  const made = mkdtempSync(join(tmpdir(), "tillyard-test-"));
  afterAll(() => rmSync(made, { recursive: true, force: true }));
  return made;
}
