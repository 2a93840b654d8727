import { describe, expect, test } from "vitest";
import { formatComplaint } from "../../../../scenarios/format/complaint.ts";
import {
  PLAIN_WIRE,
  UNIONPAY_WIRE,
  type Wire,
  type WireHeader,
} from "../../../../sim-server/core/iso8583/wire.ts";
import { parseKeysFile } from "../../../../sim-server/io/acquirer/keys-file.ts";

const KEY = "0123456789ABCDEFFEDCBA9876543210";
const LEAST = `format: 1\nterminal: "10023018"\nmerchant: "TILLYARD0000001"\nkey: "${KEY}"\n`;

const on = (header: WireHeader): Wire => ({ ...PLAIN_WIRE, header });

function read(text: string, wire = UNIONPAY_WIRE): string {
  const parsed = parseKeysFile(text, "keys.yaml", wire);
  if (!parsed.ok) return parsed.error.map(formatComplaint).join("\n");
  const { merchants, envelope, acquirerId = "-" } = parsed.value;
  const { destination, source, header } = envelope;
  const each = merchants.map(
    ({ terminalId, merchantId, merchantName, masterKey }) =>
      `${terminalId} ${merchantId} ${merchantName} key ${masterKey.length}`,
  );
  return `${each.join(", ")} ${destination}>${source} ${header} ${acquirerId}`;
}

describe("takes", () => {
  test.each([
    [
      "several terminals",
      `${LEAST}more-terminals:\n  - { terminal: "10023019", key: "${KEY}" }\n`,
      "10023018 TILLYARD0000001 青禾超市 key 32, 10023019 TILLYARD0000001 青禾超市 key 32 0003>0000 603100311001 -",
    ],
    ["the least", LEAST, "10023018 TILLYARD0000001 青禾超市 key 32 0003>0000 603100311001 -"],
    [
      "JSON",
      JSON.stringify({ format: 1, terminal: "A1234567", merchant: "M".repeat(15), key: KEY }),
      `A1234567 ${"M".repeat(15)} 青禾超市 key 32 0003>0000 603100311001 -`,
    ],
    [
      "a key of 24 bytes, in small letters",
      LEAST.replace(KEY, "0123456789abcdef".repeat(3)),
      "10023018 TILLYARD0000001 青禾超市 key 48 0003>0000 603100311001 -",
    ],
    [
      "all there is",
      `${LEAST}merchant-name: 练习店\ntpdu: "6000050001"\nheader: "613100311001"\nacquirer: "00010000"\n`,
      "10023018 TILLYARD0000001 练习店 key 32 0005>0001 613100311001 00010000",
    ],
  ])("%s", (_what, text, means) => {
    expect(read(text)).toBe(means);
  });
});

describe("addresses frames as the wire wants it", () => {
  test.each<[string, WireHeader, string, string]>([
    ["no envelope", { kind: "none" }, "", "> "],
    ["a TPDU alone", { kind: "tpdu" }, 'tpdu: "6000050001"\n', "0005>0001 "],
    ["fewer digits", { kind: "tpdu-digits", digits: 6 }, 'header: "603100"\n', "0003>0000 603100"],
    ["a text", { kind: "text", chars: 8, begins: "ISO" }, 'header: "ISO60000"\n', "> ISO60000"],
  ])("%s", (_what, header, line, means) => {
    expect(read(LEAST + line, on(header))).toContain(`key 32 ${means} `);
  });
});

describe("refuses by line and column", () => {
  test.each<[string, string, string, Wire?]>([
    ["nothing", "", "keys.yaml:1:1: the file is empty; begin with `format: 1`"],
    ["a list", "- 1", "keys.yaml:1:1: a keys file must be a map, not a list"],
    ["no key", LEAST.replace(/key:.*\n/, ""), "keys.yaml:1:1: `key` is missing"],
    [
      "a key too short",
      LEAST.replace(KEY, KEY.slice(2)),
      "keys.yaml:4:6: `key` must be 32 or 48 hexadecimal digits",
    ],
    [
      "a key between two lengths",
      LEAST.replace(KEY, `${KEY}01234567`),
      "keys.yaml:4:6: `key` must be 32 or 48 hexadecimal digits",
    ],
    [
      "a key that is no text",
      LEAST.replace(`"${KEY}"`, "0123"),
      "keys.yaml:4:6: `key` must stand in quotes: 32 or 48 hexadecimal digits",
    ],
    [
      "a terminal of seven",
      LEAST.replace("10023018", "1002301"),
      "keys.yaml:2:11: `terminal` must be 8 letters, digits or signs",
    ],
    [
      "a merchant of fourteen",
      LEAST.replace("TILLYARD0000001", "TILLYARD000001"),
      "keys.yaml:3:11: `merchant` must be 15 letters, digits or signs",
    ],
    [
      "a word misspelt",
      LEAST.replace("merchant:", "mercant:"),
      "keys.yaml:3:1: unknown key `mercant`; did you mean `merchant`?",
    ],
    [
      "a TPDU that is none",
      `${LEAST}tpdu: "0003"\n`,
      "keys.yaml:5:7: `tpdu` must be 60 and eight digits",
    ],
    [
      "a header of eleven",
      `${LEAST}header: "60310031100"\n`,
      "keys.yaml:5:9: the dialect's wire wants `header` of 12 digits",
    ],
    [
      "a TPDU where the wire has none",
      `${LEAST}tpdu: "6000030000"\n`,
      "keys.yaml:5:7: the dialect's wire has no TPDU; leave `tpdu` out",
      PLAIN_WIRE,
    ],
    [
      "a header where the wire has none",
      `${LEAST}header: "603100311001"\n`,
      "keys.yaml:5:9: the dialect's wire has no header; leave `header` out",
      on({ kind: "tpdu" }),
    ],
    [
      "no header where the wire wants one",
      LEAST,
      "keys.yaml:1:1: the dialect's wire wants `header` of 6 digits",
      on({ kind: "tpdu-digits", digits: 6 }),
    ],
    [
      "another beginning",
      `${LEAST}header: "60000ISO"\n`,
      "keys.yaml:5:9: the dialect's wire wants `header` of 8 characters that begin ISO",
      on({ kind: "text", chars: 8, begins: "ISO" }),
    ],
    [
      "an acquirer of seven",
      `${LEAST}acquirer: "0001000"\n`,
      "keys.yaml:5:11: `acquirer` must be 8 to 11 digits",
    ],
    [
      "a terminal twice",
      `${LEAST}more-terminals:\n  - { terminal: "10023018", key: "${KEY}" }\n`,
      "keys.yaml:6:17: this terminal stands twice; give each its own",
    ],
    [
      "a name twice",
      `${LEAST}merchant: "TILLYARD0000002"\n`,
      "keys.yaml:5:1: duplicate key `merchant`; line 3 has it already; keep one of them",
    ],
  ])("%s", (_what, text, says, wire) => {
    expect(read(text, wire)).toBe(says);
  });

  test("and never repeats a key", () => {
    for (const wrong of [KEY.slice(1), `${KEY}${KEY}`, `${KEY} `]) {
      expect(read(LEAST.replace(KEY, wrong))).not.toContain("0123456789");
    }
  });
});
