import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import {
  buildComPort,
  type ComPortMessage,
  readComPort,
} from "../../../device-emulators/kit/com-port.ts";

const draw = (message: ComPortMessage): string =>
  `${message.name} ${"text" in message ? message.text : "value" in message ? message.value : ""}`.trim();

/** Codes and lengths of RFC 2217, section 3. */
test.each([
  ["00", "signature"],
  ["00 536572326E6574", "signature Ser2net"],
  ["01 00002580", "baud 9600"],
  ["01 FFFFFFFF", "baud 4294967295"],
  ["02 08", "data-bits 8"],
  ["03 05", "parity 5"],
  ["04 02", "stop-bits 2"],
  ["05 0C", "control 12"],
  ["06 10", "line-state 16"],
  ["07 B0", "modem-state 176"],
  ["08", "suspend"],
  ["09", "resume"],
  ["0A FF", "line-mask 255"],
  ["0B 00", "modem-mask 0"],
  ["0C 03", "purge 3"],
])("%s of a client is %s, and its server says it with 100 more", (hex, drawn) => {
  const body = fromHex(hex);
  const read = readComPort(body, "client");
  if (!read.ok) throw new Error(read.error.detail);
  expect(draw(read.value)).toBe(drawn);
  const answer = buildComPort(read.value, "server");
  expect(toHex(answer.subarray(1))).toBe(toHex(body.subarray(1)));
  expect(answer[0]).toBe((body[0] ?? 0) + 100);
  expect(readComPort(answer, "server")).toEqual(read);
});

test.each<[string, "client" | "server", string]>([
  ["", "client", "truncated @0 command"],
  ["", "server", "truncated @0 command"],
  ["0D", "client", "unsupported @0 command"],
  ["65 00002580", "client", "unsupported @0 command"],
  ["01 00002580", "server", "unsupported @0 command"],
  ["71", "server", "unsupported @0 command"],
  ["01 002580", "client", "truncated @4 baud"],
  ["01 0000002580", "client", "too-long @6 baud"],
  ["05", "client", "truncated @1 control"],
  ["05 0102", "client", "too-long @3 control"],
  ["08 00", "client", "too-long @2 suspend"],
])("%j of a %s is refused: %s", (hex, from, drawn) => {
  const read = readComPort(fromHex(hex), from);
  if (read.ok) throw new Error("it was read");
  const { code, offset, path } = read.error;
  expect(`${code} @${offset} ${path[1]}`).toBe(drawn);
});

test("any bytes are read or refused, and what is read is built again", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 8 }),
      fc.constantFrom("client", "server"),
      (body, from) => {
        const read = readComPort(body, from);
        if (read.ok) expect(buildComPort(read.value, from)).toEqual(body);
        else expect(read.error.offset).toBeLessThanOrEqual(body.length);
      },
    ),
  );
});
