import { on } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished } from "vitest";
import { fromLatin1 } from "../../device-emulators/kit/bytes.ts";
import type { DeskEvent } from "../../sim-server/io/devices/control/desk.ts";
import type { DeviceView } from "../../sim-server/io/devices/control/views.ts";
import { openServed, type TestServed } from "./served-checkout.ts";

export type TestCheckout = TestServed & {
  /** Asks the API: `GET /devices`, `POST /devices/printer/hands`. */
  readonly ask: (
    what: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly status: number; readonly said: unknown }>;
  readonly view: (id: string) => Promise<DeviceView>;
  readonly hand: (id: string, hand: string, text?: string) => Promise<DeviceView>;
  /** The first event of that kind at that device, once there is one. */
  readonly happened: (device: string, event: string) => Promise<DeskEvent>;
};

const JSON_TYPE = { "Content-Type": "application/json" };

/** The devices of a checkout in this process, `devices` as YAML; they end with the test. */
export async function openCheckout(devices: string, token?: string): Promise<TestCheckout> {
  const served = await openServed(devices, token);
  const { url } = served;
  onTestFinished(async () => {
    await served.close();
    expect(served.failures).toEqual([]);
  });
  const ask: TestCheckout["ask"] = async (what, body, headers = JSON_TYPE) => {
    const [method = "GET", path = ""] = what.split(" ");
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, { method, headers, ...sent });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") === true;
    return { status: response.status, said: isJson ? JSON.parse(text) : text };
  };
  return {
    ...served,
    ask,
    view: async (id) => (await ask(`GET /devices/${id}`)).said as DeviceView,
    hand: async (id, hand, text = "") => {
      const { status, said } = await ask(`POST /devices/${id}/hands`, { hand, text });
      expect([status, said]).toEqual([200, said]);
      return said as DeviceView;
    },
    happened: (device, event) => waitFor(served, device, event),
  };
}

function waitFor({ desk }: TestServed, device: string, event: string): Promise<DeskEvent> {
  return new Promise((resolve) => {
    const fits = (one: DeskEvent): boolean => one.device === device && one.event === event;
    const already = desk.events.since(0, 2_000).find(fits);
    if (already !== undefined) return resolve(already);
    const stop = desk.events.follow((one) => {
      if (!fits(one)) return;
      stop();
      resolve(one);
    });
  });
}

/** Says something to a device's cable, and hears as many bytes as it should answer, as hex. */
export async function tellCable(port: number, latin1: string, answerBytes = 0): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  socket.write(fromLatin1(latin1));
  let heard = "";
  if (answerBytes > 0) {
    for await (const [chunk] of on(socket, "data")) {
      heard += chunk.toString("hex");
      if (heard.length >= 2 * answerBytes) break;
    }
  }
  socket.end();
  return heard;
}
