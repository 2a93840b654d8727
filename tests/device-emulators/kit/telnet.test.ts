import fc from "fast-check";
import { expect, test } from "vitest";
import { concat, fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import {
  buildSubnegotiation,
  buildTelnetData,
  buildTelnetOption,
  readTelnet,
  SUBNEGOTIATION_BYTES_MAX,
  TELNET_START,
  type TelnetEvent,
} from "../../../device-emulators/kit/telnet.ts";

function draw(event: TelnetEvent): string {
  switch (event.kind) {
    case "data":
      return toHex(event.bytes);
    case "option":
      return `${event.verb} ${event.option}`;
    case "subnegotiation":
      return `${event.option}[${toHex(event.body)}]`;
    case "command":
      return `command ${event.code}`;
    case "spoilt":
      return `${event.error.code} @${event.error.offset} ${event.error.path.join(" > ")}`;
  }
}

const drawAll = (bytes: Uint8Array): string =>
  readTelnet(TELNET_START, bytes).events.map(draw).join("|");

test.each([
  ["", ""],
  ["41 42", "4142"],
  ["41 FFFF 42", "41FF42"],
  ["FFFF FFFF", "FFFF"],
  // CR NUL and LF are bytes like any other.
  ["0D 00 0A", "0D000A"],
  ["FFFB00", "will 0"],
  ["FFFC03", "wont 3"],
  ["FFFD2C", "do 44"],
  ["FFFEFF", "dont 255"],
  ["FFF1", "command 241"],
  ["FFF3", "command 243"],
  ["FFF9", "command 249"],
  ["41 FFF3 42", "41|command 243|42"],
  ["FFFA 2C 01 00002580 FFF0", "44[0100002580]"],
  ["FFFA 2C 01 0000FFFF01 FFF0", "44[010000FF01]"],
  ["FFFA 2C FFF0", "44[]"],
  ["41 FFFA 2C 05 08 FFF0 42", "41|44[0508]|42"],
  // What is not there yet is nothing yet.
  ["FF", ""],
  ["FFFB", ""],
  ["FFFA", ""],
  ["FFFA2C", ""],
  ["FFFA2C01FF", ""],
  ["FFF0 41", "unsupported @1 Telnet > command|41"],
  ["FF00 41", "unsupported @1 Telnet > command|41"],
  ["FFFA2C 01 FF41 42", "unsupported @5 Telnet > option 44|42"],
])("%s is %j", (hex, events) => {
  expect(drawAll(fromHex(hex))).toBe(events);
});

test.each([
  [SUBNEGOTIATION_BYTES_MAX, "44[…]"],
  [SUBNEGOTIATION_BYTES_MAX + 1, "too-long"],
  [100_000, "too-long"],
])("a subnegotiation of %d bytes is %s, and what follows is read", (length, what) => {
  const body = new Uint8Array(length).fill(1);
  const stream = concat([buildSubnegotiation(44, body), fromHex("41")]);
  const [event, after] = drawAll(stream).split("|");
  expect(event?.replace(/(01)+/, "…")).toContain(what);
  expect(after).toBe("41");
});

const EVENTS = fc.oneof(
  fc.uint8Array({ minLength: 1 }).map((bytes) => [buildTelnetData(bytes), toHex(bytes)] as const),
  fc
    .tuple(fc.constantFrom("will", "wont", "do", "dont"), fc.integer({ min: 0, max: 255 }))
    .map(([verb, option]) => [buildTelnetOption(verb, option), `${verb} ${option}`] as const),
  fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 20 }))
    .map(
      ([option, body]) => [buildSubnegotiation(option, body), `${option}[${toHex(body)}]`] as const,
    ),
);

test("what is built is read again, however the stream is cut", () => {
  fc.assert(
    fc.property(fc.array(EVENTS), fc.array(fc.nat(30)), (events, cuts) => {
      const stream = concat(events.map(([bytes]) => bytes));
      const read: string[] = [];
      let reader = TELNET_START;
      let at = 0;
      for (const cut of [...cuts, stream.length]) {
        const next = readTelnet(reader, stream.subarray(at, at + cut));
        reader = next.reader;
        read.push(...next.events.map(draw));
        at += cut;
      }
      const joined = (lines: readonly string[]): string =>
        lines.map((line) => (/^[\dA-F]+$/.test(line) ? line : `(${line})`)).join("");
      expect(joined(read)).toBe(joined(events.map(([, drawn]) => drawn)));
    }),
  );
});
