import { describe, expect, test } from "vitest";
import { fromHex, fromLatin1, toHex } from "../../../../../device-emulators/kit/bytes.ts";
import { macInputOf } from "../../../../../sim-server/core/bank/iso/answers.ts";
import {
  type IsoMacMethod,
  isoMac,
  MAC_BYTES,
} from "../../../../../sim-server/core/bank/iso/mac.ts";
import type { Dialect, Fields } from "../../../../../sim-server/core/iso8583/dialect.ts";
import { iso87Ascii, iso87Bcd } from "../../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { purchase, startHost } from "./test-host.ts";

const KEY = "0123456789ABCDEFFEDCBA9876543210";

/** @source payments 4.4: ISO/IEC 9797-1 with these keys; RFC 4493 example 2 */
test.each<[IsoMacMethod, string, Uint8Array, string]>([
  ["x9.9", KEY.slice(0, 16), fromLatin1("Now is the time for all "), "70A30640CC76DD8B"],
  ["x9.19", KEY, fromLatin1("Now is the time for all "), "A1C72E74EA3FA9B6"],
  ["iso9797-3-pad2", KEY, fromLatin1("Now is the time for it"), "5A692CE64F404145"],
  [
    "des-cmac",
    "0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123",
    fromHex("6BC1BEE22E409F96E93D7E117393172A"),
    "30239CF1F52E6609",
  ],
  [
    "aes-cmac",
    "2B7E151628AED2A6ABF7158809CF4F3C",
    fromHex("6BC1BEE22E409F96E93D7E117393172A"),
    "070A16B46B4D4144",
  ],
])("%s gives the published value", (method, key, message, mac) => {
  expect(toHex(isoMac(method, fromHex(key))(message))).toBe(mac);
});

describe.each<[string, Dialect]>([
  ["in ASCII", iso87Ascii],
  ["in BCD", iso87Bcd],
])("%s, a terminal with a MAC key", (_name, dialect) => {
  const method = "x9.19";
  const mac = isoMac(method, fromHex(KEY));

  const ask = (fields: Fields, de: 64 | 128, flip = 0) => {
    const { bank, pack, read } = startHost(dialect, { terminal: { mac: { method, key: KEY } } });
    const message = purchase("000001", { ...fields, [de]: new Uint8Array(MAC_BYTES) });
    const value = mac(macInputOf(dialect, pack(message), de)).slice();
    value[0] = (value[0] ?? 0) ^ flip;
    const sealed = pack({ mti: message.mti, fields: { ...message.fields, [de]: value } });
    const reply = bank.receive(sealed, 0)[0]?.frame ?? new Uint8Array(0);
    return { reply, answer: read(reply) };
  };

  test("gets an answer with a MAC of the same kind", () => {
    const { reply, answer } = ask({}, 64);
    expect(answer?.fields[39]).toBe("00");
    expect(answer?.fields[64]).toEqual(mac(macInputOf(dialect, reply, 64)));
  });

  test("puts it into DE 128 where there is a second bitmap", () => {
    expect(ask({ 90: "0".repeat(42) }, 128).answer?.fields[39]).toBe("00");
  });

  test("is refused with a wrong MAC", () => {
    expect(ask({}, 64, 1).answer?.fields[39]).toBe("63");
  });

  test("is refused without one", () => {
    const { draw } = startHost(dialect, { terminal: { mac: { method, key: KEY } } });
    expect(draw(purchase("000001"))).toBe("0210 63");
  });
});

test("a PIN block is refused where the terminal has no key for it", () => {
  const { draw } = startHost(iso87Ascii, {
    terminals: [{ id: "12345678", merchant: "TILLYARD0000001", masterKey: KEY }],
  });
  expect(draw(purchase("000001", { 52: new Uint8Array(8) }))).toBe("0210 81");
});
