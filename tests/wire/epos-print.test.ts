import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { findChromium } from "../../sim-server/bench/chromium.ts";
import { LOCAL } from "../kit/certificate.ts";
import { startDevice } from "../kit/device.ts";
import { drawAnswer, eposRequest } from "../kit/epos.ts";
import { temporaryFolder } from "../kit/server.ts";

const run = promisify(execFile);
const browser = findChromium();

const PRINTER = ["printer", "--tcp", "0", "--epos", "0", "--model", "TM-T88V"];
const urlOf = (cables: readonly string[]): string =>
  `${cables.find((cable) => cable.startsWith("http"))}?devid=local_printer&timeout=10000`;

/** A page that prints as Epson's script does: by XMLHttpRequest, with its three headers. */
const page = (url: string): string => `<!doctype html><body><script>
const request = new XMLHttpRequest();
request.open("POST", ${JSON.stringify(url)}, false);
request.setRequestHeader("Content-Type", "text/xml; charset=utf-8");
request.setRequestHeader("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT");
request.setRequestHeader("SOAPAction", '""');
request.send(${JSON.stringify(eposRequest('<text align="center">Café&#10;</text><cut type="feed"/>'))});
const response = request.responseXML.getElementsByTagName("response")[0];
document.title = ["success", "code", "status"].map((name) => response.getAttribute(name)).join("|");
</script>`;

test.skipIf(browser === undefined)(
  `a page of another origin prints from a browser${browser ? "" : " (chromium missing: apt-get install chromium)"}`,
  async () => {
    const { cables, events } = await startDevice(PRINTER);
    const shop = createServer((_request, response) => {
      response.setHeader("content-type", "text/html; charset=utf-8").end(page(urlOf(cables)));
    });
    await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void shop.close());
    const { port } = shop.address() as AddressInfo;
    const profile = `--user-data-dir=${temporaryFolder()}`;
    const words = ["--headless=new", "--no-sandbox", "--disable-gpu", profile, "--dump-dom"];
    const { stdout } = await run(browser ?? "", [...words, `http://127.0.0.1:${port}/`]);
    expect(/<title>(.*)<\/title>/.exec(stdout)?.[1]).toBe("true||251658262");
    expect((await events("torn"))[0]?.["text"]).toEqual([
      "             Café",
      expect.stringContaining("cut"),
    ]);
  },
);

/** Prints with nothing but what Python brings, trusting the certificate in the third argument. */
const PYTHON = `
import ssl, sys, urllib.request, xml.etree.ElementTree as xml
trust = ssl.create_default_context(cafile=sys.argv[2])
body = open(sys.argv[3], "rb").read()
with urllib.request.urlopen(sys.argv[1], body, context=trust) as answer:
    xml.dump(xml.fromstring(answer.read())[0][0])
`;

test("a Python program prints over HTTPS", async () => {
  const folder = temporaryFolder();
  const [cert, key, body] = ["cert.pem", "key.pem", "body.xml"].map((name) => join(folder, name));
  writeFileSync(`${cert}`, LOCAL.cert);
  writeFileSync(`${key}`, LOCAL.key);
  writeFileSync(`${body}`, eposRequest("<text>over TLS&#10;</text>"));
  const { cables, events } = await startDevice([...PRINTER, "--tls", `${cert},${key}`]);
  const { stdout } = await run("python3", ["-c", PYTHON, urlOf(cables), `${cert}`, `${body}`]);
  expect(drawAnswer(stdout)).toBe("true 251658262");
  expect((await events("printed"))[0]).toMatchObject({ text: "over TLS" });
});

test("both doors lead to one paper, and one status", async () => {
  const { cables, port, events, hand, notes } = await startDevice(PRINTER);
  const post = async (inside: string): Promise<string> => {
    const body = eposRequest(inside);
    return drawAnswer(await (await fetch(urlOf(cables), { method: "POST", body })).text());
  };
  const raw = async (text: string): Promise<void> => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.end(text);
    for await (const _ of socket);
  };
  await raw("by cable\n");
  expect(await post("<text>by HTTP&#10;</text>")).toBe("true 251658262");
  expect(await post("<text>a&#10;</text><colour/>")).toBe("false SchemaError 0");
  await raw("by cable again\n\x1dV\x42\x00");
  expect((await events("torn"))[0]?.["text"]).toEqual([
    "by cable",
    "by HTTP",
    "by cable again",
    expect.stringContaining("cut"),
  ]);
  expect(await events("refused")).toMatchObject([
    { line: 2, detail: expect.stringContaining("colour") },
  ]);
  hand("open");
  await events("status");
  expect(await post("<text>lost&#10;</text>")).toBe("false EPTR_COVER_OPEN 251658300");
  await expect.poll(notes).toContain("/cgi-bin/epos/service.cgi");
});
