import { readFileSync } from "node:fs";
import { request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { COUNTER_PRINTER } from "../../../../device-emulators/devices/printer/models.ts";
import { REAL_CLOCK } from "../../../../device-emulators/transports/clock.ts";
import { EPOS_PATH, type EposOptions, openEpos } from "../../../../sim-server/io/epos/service.ts";
import { LOCAL } from "../../../kit/certificate.ts";
import { drawAnswer, eposHeader, eposRequest } from "../../../kit/epos.ts";
import { openDeskRig } from "../../../kit/epos-desk.ts";

async function open(options: Partial<EposOptions> = {}) {
  const { printer, lines } = openDeskRig(COUNTER_PRINTER, REAL_CLOCK);
  const faults: string[] = [];
  const service = await openEpos({
    ...{ host: "127.0.0.1", port: 0, printer, clock: REAL_CLOCK, spools: false },
    refused: ({ place, detail }) => faults.push(`${place.line} ${detail}`),
    ...options,
  });
  onTestFinished(service.close);
  const post = async (
    body: string,
    query = "?devid=local_printer&timeout=10000",
  ): Promise<string> => {
    const answer = await fetch(service.url + query, { method: "POST", body });
    return drawAnswer(await answer.text());
  };
  return { printer, lines, faults, post, url: service.url };
}

const HELLO = eposRequest("<text>Hello&#10;</text>");

test("prints, and answers with the printer's status", async () => {
  const { post, lines } = await open();
  expect(await post(HELLO)).toBe("true 251658258");
  expect(lines).toEqual(["Hello"]);
});

test("the request in docs/epos-print.md is answered as it says there, but for this model's drawer", async () => {
  const [request = "", answer = ""] = Array.from(
    readFileSync("docs/epos-print.md", "utf8").matchAll(/^```xml\n([\s\S]*?)^```$/gm),
    ([, code = ""]) => code,
  );
  const { post, lines } = await open();
  expect(await post(request)).toBe("true 251658258");
  expect(lines).toEqual(["            Shop", "Total 9.90"]);
  expect(drawAnswer(answer)).toBe("true 251658262");
});

test.each([
  ["no device", "", "false DeviceNotFound 0"],
  ["another device", "?devid=kitchen", "false DeviceNotFound 0"],
  [
    "another device, the header notwithstanding",
    "?devid=kitchen&timeout=1",
    "false DeviceNotFound 0",
  ],
  ["a timeout that is no number", "?devid=local_printer&timeout=x", "true 251658258"],
])("a query with %s", async (_name, query, expected) => {
  const { post } = await open();
  expect(await post(HELLO, query)).toBe(expected);
});

test("the device may be named in the header, and the job comes back", async () => {
  const { post } = await open();
  const header = eposHeader({ devid: "local_printer", timeout: "9000", printjobid: "A1" });
  expect(await post(eposRequest("<feed/>", "", header), "")).toBe("true 251658258 job A1");
});

test("an empty document asks for the status", async () => {
  const { post, printer } = await open();
  expect(await post(eposRequest(""))).toBe("true 251658258");
  printer.send({ type: "open" });
  expect(await post(eposRequest(""))).toBe("false EPTR_COVER_OPEN 251658296");
  const header = eposHeader({ printjobid: "A1" });
  expect(await post(eposRequest("", "", header))).toBe("false JobNotFound 0 job A1");
});

test("bad XML loses nothing: not one element is printed, and the place of the fault is told", async () => {
  const { post, lines, faults } = await open();
  expect(await post(eposRequest("<text>a&#10;</text>\n<text bold='1'>b</text>"))).toBe(
    "false SchemaError 0",
  );
  expect(await post(eposRequest("<text>a&#10;</text><cut"))).toBe("false SchemaError 0");
  expect(await post("")).toBe("false SchemaError 0");
  expect(await post(eposRequest("<text>c&#10;</text>"))).toBe("true 251658258");
  expect(lines).toEqual(["c"]);
  expect(faults[0]).toBe("3 text has no attribute bold");
});

test("what the model lacks is a schema error too", async () => {
  const { post, faults } = await open();
  expect(await post(eposRequest('<vline-begin x="1"/>'))).toBe("false SchemaError 0");
  expect(faults).toEqual(["2 vline-begin draws a line that this printer cannot"]);
});

test("too long a request is refused", async () => {
  const { post, lines } = await open();
  const text = "a".repeat(8_388_608);
  expect(await post(eposRequest(`<text>${text}</text>`))).toBe("false RequestEntityTooLarge 0");
  expect(lines).toEqual([]);
});

test("with a spooler it answers at once, and tells the end to who asks", async () => {
  const { post } = await open({ spools: true });
  expect(await post(HELLO)).toBe("true 2 job tillyard-1");
  const ask = eposRequest("", "", eposHeader({ printjobid: "tillyard-1" }));
  const asked = async (): Promise<string> => {
    const said = await post(ask);
    return said.startsWith("false Printing") ? asked() : said;
  };
  expect(await asked()).toBe("true 251658258 job tillyard-1");
});

test("pages of any origin may post with the headers that Epson's script sends", async () => {
  const { url } = await open();
  const headers = {
    Origin: "https://shop.example",
    "Access-Control-Request-Headers": "soapaction",
  };
  const answer = await fetch(url, { method: "OPTIONS", headers });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("access-control-allow-methods")).toContain("POST");
  expect(answer.headers.get("access-control-allow-headers")).toBe(
    "Content-Type, If-Modified-Since, SOAPAction",
  );
});

test("other paths and methods are not there, and a request that breaks off harms nobody", async () => {
  const { url, post } = await open();
  expect((await fetch(url)).status).toBe(404);
  expect((await fetch(url.replace(EPOS_PATH, "/"), { method: "POST" })).status).toBe(404);
  const broken = request(url, { method: "POST", headers: { "content-length": "100" } });
  broken.on("error", () => undefined);
  broken.write("half", () => broken.destroy());
  expect(await post(HELLO)).toBe("true 251658258");
});

test("a key that does not belong to the certificate is said in words", async () => {
  const tls = { cert: LOCAL.cert, key: "no key" };
  await expect(open({ tls })).rejects.toThrow("certificate and key do not make a TLS server");
});
