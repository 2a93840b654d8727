import { createServer } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { openCheckout, tellCable } from "../../../kit/checkout.ts";
import { drawAnswer, eposRequest } from "../../../kit/epos.ts";

describe("what a kind of device cannot use is told at its place:", () => {
  test.each<[string, string]>([
    [
      "- {id: a, kind: printer, model: x, cables: [tcp:0]}",
      "3:33: there is no printer x; the models are counter",
    ],
    [
      "- {id: a, kind: printer, paper: -1, cables: [tcp:0]}",
      "3:33: -1 is not a number it takes; give a whole number from 0",
    ],
    ["- {id: a, kind: display, commands: x}", "3:36: x is no display's; give one of escpos"],
    ["- {id: a, kind: card}", "3:3: device card wants a card; give `card` FILE"],
    ["- {id: a, kind: card, card: none.yaml}", "3:29: "],
    ["- {id: a, kind: pinpad, master-key: '00'}", "3:37: names no test key; give one of counter"],
    [
      "- {id: a, kind: printer, model: TM-T88V, cables: [carrier-pigeon]}",
      "3:50: carrier-pigeon names no cable",
    ],
    [
      "- {id: a, kind: printer, cables: ['tcp:70000']}",
      "3:34: tcp:70000 does not name a port; give a port from 0 to 65535",
    ],
  ])("%s", async (devices, said) => {
    await expect(openCheckout(devices)).rejects.toThrow(`checkout.yaml:${said}`);
  });

  test("all at once", async () => {
    const devices = "- {id: a, kind: card}\n- {id: b, kind: display, commands: x}";
    await expect(openCheckout(devices)).rejects.toThrow(/:3:3: .*\n {2}checkout.yaml:4:36: /);
  });
});

test("a device that types wants a place to type at", async () => {
  vi.stubEnv("DISPLAY", ":7999");
  vi.stubEnv("WAYLAND_DISPLAY", "");
  onTestFinished(() => void vi.unstubAllEnvs());
  const devices = "- {id: a, kind: stripe, cables: [keyboard]}";
  await expect(openCheckout(devices)).rejects.toThrow("no X11 display answers at :7999");
});

test("printer and its second door are one device", async () => {
  const { view } = await openCheckout("- {id: a, kind: printer, epos: 0, cables: ['tcp:0']}");
  const { cables } = await view("a");
  const url = cables.find((cable) => cable.startsWith("http:")) ?? "";
  const body = eposRequest("<text>by HTTP&#10;</text>");
  const answer = await fetch(`${url}?devid=local_printer`, { method: "POST", body });
  expect(drawAnswer(await answer.text())).toBe("true 251658258");
  expect((await view("a")).state).toMatchObject({ printed: true });
});

test("a port in use leaves none of the others open", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const first = createServer();
  await new Promise<void>((resolve) => first.listen(0, "127.0.0.1", resolve));
  const free = (first.address() as { port: number }).port;
  await new Promise<void>((resolve) => first.close(() => resolve()));
  const devices = `- {id: a, kind: display, cables: ['tcp:${free}']}\n- {id: b, kind: display, cables: ['tcp:${port}']}`;
  await expect(openCheckout(devices)).rejects.toThrow(`b: port ${port} on 127.0.0.1 is in use`);
  await openCheckout(`- {id: a, kind: display, cables: ['tcp:${free}']}`);
});

test("devices are told apart, and who comes and goes is known of each", async () => {
  const { portOf, happened, view } = await openCheckout(
    "- {id: one, kind: display, cables: ['tcp:0']}\n- {id: two, kind: display, cables: ['tcp:0']}",
  );
  await tellCable(portOf("two"), "hello");
  expect(await happened("two", "shown")).toMatchObject({ lines: ["hello".padEnd(20), /^ +$/] });
  expect((await view("one")).state).toMatchObject({ lines: [" ".repeat(20), " ".repeat(20)] });
  await happened("two", "closed");
  expect((await view("two")).links).toBe(0);
});

test("a printer that speaks ePOS-Print too says where", async () => {
  const { view } = await openCheckout("- {id: till, kind: printer, epos: 0, cables: ['tcp:0']}");
  expect((await view("till")).cables).toEqual([
    expect.stringMatching(/^tcp:127\.0\.0\.1:\d+$/),
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/),
  ]);
});
