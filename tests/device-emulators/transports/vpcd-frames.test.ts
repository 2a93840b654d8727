import fc from "fast-check";
import { expect, test } from "vitest";
import { concat, fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import {
  buildVpcd,
  commandIsComing,
  readVpcd,
  VPCD_START,
  type VpcdOrder,
} from "../../../device-emulators/transports/vpcd-frames.ts";

function draw(order: VpcdOrder): string {
  if (order.kind === "command") return toHex(order.bytes);
  return order.kind === "unknown" ? `unknown ${order.control}` : order.kind;
}

test.each([
  ["0001 00", "power-off"],
  ["0001 01", "power-on"],
  ["0001 02", "reset"],
  ["0001 03", "unknown 3"],
  ["0001 04", "ask-atr"],
  ["0001 05", "unknown 5"],
  ["0000", "unknown undefined"],
  ["0002 0084", "0084"],
  ["0005 0084000008", "0084000008"],
  ["0001 01 0005 0084000008 0001 00", "power-on|0084000008|power-off"],
  ["", ""],
  ["00", ""],
  ["0005", ""],
  ["0005 00840000", ""],
  ["0001 04 00", "ask-atr"],
])("%s is %j", (hex, orders) => {
  expect(readVpcd(VPCD_START, fromHex(hex)).orders.map(draw).join("|")).toBe(orders);
});

test.each([
  ["", false],
  ["00", false],
  ["0001", false],
  ["0002", true],
  ["0100", true],
  ["0005 0084", true],
  ["0005 0084000008", false],
  ["0001 04 0005", true],
])("after %j, that a command is coming is %s", (hex, coming) => {
  expect(commandIsComing(readVpcd(VPCD_START, fromHex(hex)).reader)).toBe(coming);
});

test("however the stream is cut, the same orders are read, and no byte is lost", () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 });
  fc.assert(
    fc.property(bodies, fc.array(fc.nat(400)), (list, cuts) => {
      const stream = concat(list.map(buildVpcd));
      const whole = readVpcd(VPCD_START, stream);
      expect(whole.reader.pending.length).toBe(0);
      let reader = VPCD_START;
      const orders: VpcdOrder[] = [];
      let at = 0;
      for (const cut of [...cuts, stream.length]) {
        const read = readVpcd(reader, stream.subarray(at, at + cut));
        reader = read.reader;
        orders.push(...read.orders);
        at = Math.min(stream.length, at + cut);
      }
      expect(orders.map(draw)).toEqual(whole.orders.map(draw));
      expect(orders.length).toBe(list.length);
    }),
  );
});
