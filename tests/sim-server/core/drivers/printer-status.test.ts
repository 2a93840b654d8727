import { describe, expect, test } from "vitest";
import {
  type PrinterInput,
  printerOn,
} from "../../../../device-emulators/devices/printer/printer.ts";
import { concat, fromHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  answersRealTime,
  confirmsPrinted,
  decodeStatus,
  STATUS_REPLY_BYTES,
  STATUS_REQUEST,
} from "../../../../sim-server/core/drivers/printer-status.ts";
import { paperLeft, runPrinter } from "../../../kit/paper.ts";

const open: PrinterInput = { type: "open" };

describe("decodeStatus", () => {
  test.each<[string, PrinterInput[], string]>([
    ["a printer that is ready", [], "ok shut online"],
    ["a roll near its end", [paperLeft(10)], "low shut online"],
    ["no paper", [paperLeft(0)], "out shut offline"],
    ["an open cover", [open], "ok open offline"],
    ["neither", [open, paperLeft(0)], "out open offline"],
    ["a drawer that is out", [{ type: "drawer-sensor", level: "high" }], "ok shut online"],
  ])("reads what our printer says: %s", (_name, inputs, expected) => {
    const { state } = runPrinter(printerOn(), inputs);
    const { effects } = runPrinter(state, [{ type: "bytes", bytes: STATUS_REQUEST }]);
    const reply = concat(
      effects.flatMap((effect) => (effect.type === "reply" ? [effect.bytes] : [])),
    );
    expect(reply.length).toBe(STATUS_REPLY_BYTES);
    expect(draw(reply)).toBe(expected);
  });

  test.each([
    ["a model without a near-end sensor", "1A 32 72", "out shut offline"],
    ["a model that tells the end by the cause alone", "1A 32 12", "out shut offline"],
    ["nothing yet", "", "truncated @0"],
    ["two of three", "12 12", "truncated @2"],
    ["a reply to GS r among them", "12 03 12", "unsupported @1"],
    ["XOFF at the end", "12 12 13", "unsupported @2"],
  ])("%s", (_name, reply, expected) => {
    expect(draw(fromHex(reply))).toBe(expected);
  });
});

test.each([
  [0x00, false, true],
  [0x03, false, true],
  [0x01, false, false],
  [0x12, true, false],
  [0x7e, true, false],
  [0x10, false, false],
  [0x92, false, false],
])("byte %i answers DLE EOT: %s, confirms a slip: %s", (byte, realTime, confirms) => {
  expect([answersRealTime(byte), confirmsPrinted(byte)]).toEqual([realTime, confirms]);
});

function draw(reply: Uint8Array): string {
  const result = decodeStatus(reply);
  if (!result.ok) return `${result.error.code} @${result.error.offset}`;
  const { paper, cover, online } = result.value;
  return `${paper} ${cover} ${online ? "online" : "offline"}`;
}
