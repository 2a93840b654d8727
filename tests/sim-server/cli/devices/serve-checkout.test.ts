import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { REAL_CLOCK } from "../../../../device-emulators/transports/clock.ts";
import { parseCheckout } from "../../../../sim-server/cli/devices/checkout-file.ts";
import { serveCheckout } from "../../../../sim-server/cli/devices/serve-checkout.ts";

/** A port that is taken until the test ends. */
async function takePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

function serve(cable: string, port: number) {
  const text = `format: 1\ndevices:\n- {id: pole, kind: display, cables: ['${cable}']}`;
  const parsed = parseCheckout(text, "checkout.yaml");
  if (!parsed.ok) throw new Error("the checkout is one");
  return serveCheckout(parsed.value, {
    clock: REAL_CLOCK,
    now: Date.now,
    place: { host: "127.0.0.1", port },
    token: undefined,
    failed: () => undefined,
  });
}

test("where the page cannot listen, no device stays plugged in", async () => {
  const taken = await takePort();
  const first = await serve("tcp:0", 0);
  const [cable = ""] = first.desk.devices[0]?.cables() ?? [];
  await first.close();
  await expect(serve(cable, taken)).rejects.toThrow(`port ${taken} on 127.0.0.1 is in use`);
  const again = await serve(cable, 0);
  expect(again.desk.devices[0]?.cables()).toEqual([cable]);
  await again.close();
});
