import fc from "fast-check";
import { expect, test } from "vitest";
import { blankToken } from "../../../../device-emulators/devices/card/blank-token.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";

const GET_UID = "FFCA000000";

/** What a token says to commands in hex, each with its status word; "" where it is silent. */
function ask(token: ReturnType<typeof blankToken>, commands: readonly string[]): string[] {
  let state = token.machine(token.initial, { type: "power-on" }, 0).state;
  return commands.map((command) => {
    const step = token.machine(state, { type: "command", bytes: fromHex(command) }, 0);
    state = step.state;
    return step.effects.map(({ bytes }) => toHex(bytes)).join(" ");
  });
}

test("its answer to reset is whole: T=1, BLANK, and a check byte that fits", () => {
  const { answerToReset = new Uint8Array(0), machine, initial } = blankToken();
  expect(toHex(answerToReset)).toMatch(/^3BE500008131FE45424C414E4B..$/);
  expect(answerToReset.subarray(1).reduce((folded, byte) => folded ^ byte, 0)).toBe(0);
  const { effects } = machine(initial, { type: "power-on" }, 0);
  expect(effects).toEqual([{ type: "answer", bytes: answerToReset }]);
});

test("it finds nothing, whatever it is asked for", () => {
  const command = fc.uint8Array({ minLength: 4, maxLength: 4 }).map(toHex);
  fc.assert(
    fc.property(command, (asked) => {
      expect(ask(blankToken(), [asked])).toEqual(["6A82"]);
    }),
  );
  expect(ask(blankToken(), [GET_UID, "00A4"])).toEqual(["6A82", "6700"]);
});

test("over the air its reader tells its number", () => {
  const token = blankToken(fromHex("04A1B2C3D4E5F6"));
  expect(ask(token, [GET_UID, "00B2010C00"])).toEqual(["04A1B2C3D4E5F69000", "6A82"]);
  expect(token.answerBytesMax).toBeGreaterThanOrEqual(10 + 2);
});

test("without power it says nothing", () => {
  const { machine, initial } = blankToken();
  const command = { type: "command", bytes: fromHex(GET_UID) } as const;
  expect(machine(initial, command, 0).effects).toEqual([]);
  const on = machine(initial, { type: "power-on" }, 0).state;
  const off = machine(on, { type: "power-off" }, 0).state;
  expect(machine(off, command, 0).effects).toEqual([]);
});
