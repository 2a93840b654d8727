import { connect } from "node:net";
import { expect, test } from "vitest";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { startDevice } from "../../../kit/device.ts";

test.each<[readonly string[], string, string]>([
  [[], "high", "low"],
  [["--reversed"], "low", "high"],
])(
  "device drawer %j opens on a kick, and its switch reads %s, then %s",
  async (flags, out, shut) => {
    const { port, events, hand } = await startDevice(["drawer", "--tcp", "0", ...flags]);
    connect({ port, host: "127.0.0.1" }).end(fromHex("1B700019FA"));
    expect(await events("tray")).toEqual([{ event: "tray", tray: "open", switch: out }]);
    hand("push");
    expect((await events("tray", 2))[1]).toEqual({ event: "tray", tray: "shut", switch: shut });
    expect((await events("left-open"))[0]).toMatchObject({ forMs: expect.any(Number) });
  },
);

test("a jammed drawer hears no kick until it is mended", async () => {
  const { port, events, hand } = await startDevice(["drawer", "--tcp", "0"]);
  hand("jam");
  hand("unlock");
  hand("mend");
  hand("unlock");
  expect((await events("tray"))[0]).toMatchObject({ tray: "open" });
  hand("push");
  connect({ port, host: "127.0.0.1" }).end(fromHex("1B70"));
  await events("closed");
  connect({ port, host: "127.0.0.1" }).end(fromHex("0019FA"));
  expect((await events("tray", 3))[2]).toMatchObject({ tray: "open" });
});
