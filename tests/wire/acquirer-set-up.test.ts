import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { enter, openLesson } from "../../sim-server/bench/seat.ts";
import type { BankOptions } from "../../sim-server/core/bank/bank-options.ts";
import { PLAIN_WIRE, UNIONPAY_WIRE, type Wire } from "../../sim-server/core/iso8583/wire.ts";
import { loadAcquirer } from "../../sim-server/io/acquirer/load-acquirer.ts";
import { playThere } from "../../sim-server/io/acquirer/play-there.ts";
import { startFarBank } from "../kit/far-bank.ts";
import { lesson } from "../kit/lessons.ts";
import { sitAt, startServer, temporaryFolder } from "../kit/server.ts";

const FIRST = lesson("first-sale");
const KEY = "00112233445566778899AABBCCDDEEFF";
const OTHER = "F0E0D0C0B0A090807060504030201000";

const keysFile = (more = "", key = KEY): string =>
  `format: 1\nterminal: "20000001"\nmerchant: OTHER0000000001\nkey: "${key}"\n${more}`;

const asText = (header: string, length: string): string =>
  `format: 1\ndialect: other\nlike: unionpay\nwire:\n  length: ${length}\n  header: ${header}\n  longest: 2048\nfields: {}\n`;

/** A bank at which the shop has two terminals, and none that the house bank knows. */
const twoTerminals =
  (key = KEY) =>
  (plain: BankOptions): BankOptions => ({
    ...plain,
    merchants: [{ id: "OTHER0000000001", name: "别家店", manualEntry: false }],
    terminals: [
      { id: "20000001", merchant: "OTHER0000000001", masterKey: key },
      { id: "20000002", merchant: "OTHER0000000001", masterKey: OTHER },
    ],
  });

function write(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

/** Ways in which an acquirer's wire may differ: its dialect's file, its keys' file, and how it is addressed. */
test.each<[string, Wire, string | undefined, string, string]>([
  ["UnionPay's wire", UNIONPAY_WIRE, undefined, "", "- 00030000"],
  [
    "another TPDU, and DE 32",
    UNIONPAY_WIRE,
    undefined,
    'tpdu: "6000050001"\nacquirer: "00010000"\n',
    "00010000 00050001",
  ],
  [
    "a TPDU alone, behind a length in digits",
    {
      length: { as: "ascii", bytes: 4, counts: "all" },
      header: { kind: "tpdu" },
      frameBytesMax: 2_048,
    },
    asText("{ kind: tpdu }", "{ as: ascii, bytes: 4, counts: all }"),
    "",
    "- 00000003",
  ],
  [
    "nothing but a length",
    PLAIN_WIRE,
    asText("{ kind: none }", "{ as: binary, bytes: 2, counts: rest }"),
    "",
    "- 00000003",
  ],
  [
    "a header in characters",
    { ...PLAIN_WIRE, header: { kind: "text", chars: 8, begins: "ISO" } },
    asText("{ kind: text, chars: 8, begins: ISO }", "{ as: binary, bytes: 2, counts: rest }"),
    'header: "ISO60001"\n',
    "- 00000003",
  ],
])("a lesson is played over %s", async (_what, wire, dialect, keys, addressed) => {
  const bank = await startFarBank(FIRST, { wire, bank: twoTerminals() });
  const setup = loadAcquirer({
    address: `127.0.0.1:${bank.port}`,
    dialect: dialect && write("dialect.yaml", dialect),
    keysFile: write("keys.yaml", keysFile(keys)),
    caFile: undefined,
  });
  const [acquirer] = setup.acquirers;
  if (acquirer === undefined) throw new Error("there is one");
  const options = { scenario: FIRST, answer: FIRST.answers.right, seed: 1 };
  const { play } = await playThere(options, { acquirer, address: setup }, () => performance.now());
  expect(play).toMatchObject({ stuck: undefined, card: { losses: [] } });
  expect(bank.asked).toEqual(["0800", "0200"]);
  expect(new Set(bank.addressed)).toEqual(new Set([addressed]));
  expect(bank.charged()).toBe(4440);
});

test("a master key of 24 bytes signs on and pays", async () => {
  const long = `${KEY}1122334455667788`;
  const bank = await startFarBank(FIRST, { bank: twoTerminals(long) });
  const address = loadAcquirer({
    address: `127.0.0.1:${bank.port}`,
    dialect: undefined,
    keysFile: write("keys.yaml", keysFile("", long)),
    caFile: undefined,
  });
  const [acquirer] = address.acquirers;
  if (acquirer === undefined) throw new Error("there is one");
  const options = { scenario: FIRST, answer: FIRST.answers.right, seed: 1 };
  const { play } = await playThere(options, { acquirer, address }, () => performance.now());
  expect(play).toMatchObject({ stuck: undefined, card: { losses: [] } });
  expect(bank.charged()).toBe(4440);
});

test("a master key that is not the acquirer's is told to the cashier at the sign-on", async () => {
  const bank = await startFarBank(FIRST, { bank: twoTerminals(OTHER) });
  const acquirer = loadAcquirer({
    address: `127.0.0.1:${bank.port}`,
    dialect: undefined,
    keysFile: write("keys.yaml", keysFile()),
    caFile: undefined,
  });
  const server = await startServer({ speed: 20, acquirer });
  const guest = await enter(server.url, "小禾");
  const seat = await sitAt(guest, await openLesson(guest, "first-sale"));
  expect(JSON.stringify(seat.view().terminal)).toMatch(/PKEY|签到/);
  expect(seat.view().terminal.screen).not.toBe("idle");
});

test("two counters at once are at two terminals, and a third shares one", async () => {
  const bank = await startFarBank(FIRST, { bank: twoTerminals() });
  const more = `more-terminals:\n  - { terminal: "20000002", key: "${OTHER}" }\n`;
  const acquirer = loadAcquirer({
    address: `127.0.0.1:${bank.port}`,
    dialect: undefined,
    keysFile: write("keys.yaml", keysFile(more)),
    caFile: undefined,
  });
  const server = await startServer({ acquirer });
  const guest = await enter(server.url, "小禾");
  for (let seat = 1; seat <= 3; seat += 1)
    await sitAt(guest, await openLesson(guest, "first-sale"));
  expect(bank.terminals).toEqual(["20000001", "20000002", "20000001"]);
});
