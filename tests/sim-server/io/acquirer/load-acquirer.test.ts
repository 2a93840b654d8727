import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TillyardError } from "../../../../device-emulators/kit/errors.ts";
import {
  type AcquirerWords,
  countStans,
  fromStan,
  loadAcquirer,
} from "../../../../sim-server/io/acquirer/load-acquirer.ts";
import { loadBankFile } from "../../../../sim-server/io/bank/bank-file.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const KEY = "00112233445566778899AABBCCDDEEFF";
const KEYS = `format: 1\nterminal: "10023099"\nmerchant: TILLYARD0000009\nkey: "${KEY}"\n`;

const words = (said: Partial<AcquirerWords>): AcquirerWords => ({
  address: "localhost:8583",
  dialect: undefined,
  keysFile: undefined,
  caFile: undefined,
  ...said,
});

function file(name: string, text: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

function failureOf(said: Partial<AcquirerWords>): TillyardError {
  try {
    loadAcquirer(words(said));
  } catch (error) {
    if (error instanceof TillyardError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

test.each([
  ["bank.example:8583", "bank.example", 8583],
  ["127.0.0.1:1", "127.0.0.1", 1],
  ["[::1]:65535", "::1", 65_535],
])("%s is an address", (address, host, port) => {
  expect(loadAcquirer(words({ address }))).toMatchObject({ host, port, ca: undefined });
});

test.each([
  "",
  "bank",
  ":8583",
  "bank:",
  "bank:0",
  "bank:65536",
  "::1:8583",
  "http://bank:8583",
  "a b:1",
])("%j is none", (address) => {
  const error = failureOf({ address });
  expect(error.message).toBe(`--acquirer "${address}" is no address`);
  expect(error.exitStatus).toBe(2);
});

test("without keys the shop is the house's, and with them it is theirs", () => {
  const [house] = loadAcquirer(words({})).acquirers;
  const [theirs] = loadAcquirer(words({ keysFile: file("keys.yaml", KEYS) })).acquirers;
  expect(house?.merchant.terminalId).toBe("10023017");
  expect(theirs?.merchant).toMatchObject({ terminalId: "10023099", masterKey: KEY });
  expect(theirs?.fingerprint).not.toBe(house?.fingerprint);
});

test("a fingerprint tells set-ups apart, holds no key, and is the same at every start", () => {
  const prints = [
    KEYS,
    KEYS.replace("00112233", "00112234"),
    KEYS.replace("10023099", "10023098"),
    KEYS,
  ].map(
    (text) => loadAcquirer(words({ keysFile: file("keys.yaml", text) })).acquirers[0]?.fingerprint,
  );
  expect(new Set(prints).size).toBe(3);
  expect(prints[3]).toBe(prints[0]);
  for (const print of prints) expect(print).toMatch(/^[0-9a-f]{16}$/);
});

test.each<[string, () => Partial<AcquirerWords>, string]>([
  ["a dialect that is none", () => ({ dialect: "unionpai" }), "did you mean `unionpay`?"],
  [
    "a dialect of other fields",
    () => ({ dialect: "iso87-ascii" }),
    "\n  - DE 60 (message kind and batch) is of class",
  ],
  ["another edition", () => ({ dialect: "iso93-ascii" }), "not of the edition of 1987"],
  [
    "a file that is not there",
    () => ({ keysFile: "no-such-file.yaml" }),
    "no-such-file.yaml cannot be read (ENOENT)",
  ],
  [
    "a file that is no text",
    () => ({ keysFile: file("keys.yaml", Uint8Array.of(0xff, 0xfe)) }),
    "is not UTF-8 text",
  ],
  [
    "a file too large",
    () => ({ keysFile: file("keys.yaml", " ".repeat(16_385)) }),
    "is larger than 16384 bytes",
  ],
  [
    "keys that are wrong",
    () => ({ keysFile: file("keys.yaml", KEYS.replace(KEY, "00")) }),
    "keys.yaml:4:6: `key` must be 32 or 48",
  ],
  [
    "an authority that is none",
    () => ({ caFile: file("ca.pem", "hello") }),
    "holds no certificate in PEM",
  ],
])("%s is refused in words", (_what, said, says) => {
  const error = failureOf(said());
  expect(error.message).toContain(says);
  expect(error.message).not.toContain(KEY);
  expect(error.code).toBe("config-invalid");
  expect(error.hint).not.toBe("");
});

test("what docs/acquirer.md shows is right as it stands", () => {
  const shown = readFileSync("docs/acquirer.md", "utf8").matchAll(/```yaml\n(.*?)```/gs);
  const [bank = "", keys = "", dialect = "", ...more] = Array.from(shown, ([, text = ""]) => text);
  expect(more).toEqual([]);
  const theirs = loadBankFile(file("their-bank.yaml", bank)).options.terminals[0];
  const [ours] = loadAcquirer(words({ keysFile: file("my-terminal.yaml", keys) })).acquirers;
  expect(ours?.merchant).toMatchObject({
    terminalId: theirs?.id,
    merchantId: theirs?.merchant,
    masterKey: theirs?.masterKey,
  });
  const switched = loadAcquirer(words({ dialect: file("their-switch.yaml", dialect) }));
  expect(switched.acquirers[0]?.speech.dialect.name).toBe("their-switch");
});

test("sessions begin far enough from each other, over midnight of the numbers too", () => {
  const next = countStans(999_850);
  expect([next(), next(), next()]).toEqual(["999851", "999951", "000052"]);
  const [acquirer] = loadAcquirer(words({})).acquirers;
  if (acquirer === undefined) throw new Error("the house has a terminal");
  expect(fromStan(acquirer, "000052").merchant.lastStan).toBe("000052");
  expect(fromStan(acquirer, "000052").fingerprint).toBe(acquirer.fingerprint);
});
