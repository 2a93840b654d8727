import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TillyardError } from "../../../../device-emulators/kit/errors.ts";
import { commonName, ownCertificate } from "../../../../sim-server/io/nexo/certificate-files.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const NOW_MS = Date.parse("2026-01-01T00:00:00Z");
/** What Adyen's library accepts. */
const ACCEPTED =
  /^(([a-zA-Z0-9]+-[a-zA-Z0-9]+)|legacy-terminal-certificate)\.(live|test)\.terminal\.adyen\.com$/;

test.each([
  ["TY1-10023017", "TY1-10023017.test.terminal.adyen.com"],
  ["till_1", "legacy-terminal-certificate.test.terminal.adyen.com"],
  ["a-b-c", "legacy-terminal-certificate.test.terminal.adyen.com"],
])("the certificate of %s is named as Adyen's library wants it", (poiId, name) => {
  expect(commonName(poiId)).toBe(name);
  expect(commonName(poiId)).toMatch(ACCEPTED);
});

test("a certificate is made once and kept, its key for nobody else to read", async () => {
  const folder = join(temporaryFolder(), "deeper");
  const first = await ownCertificate(folder, "TY1-1", NOW_MS);
  expect(await ownCertificate(folder, "TY1-1", NOW_MS + 1)).toEqual(first);
  expect(existsSync(first.file)).toBe(true);
  const { mode } = statSync(first.file.replace(".cert.pem", ".key.pem"));
  expect(mode & 0o077).toBe(0);
  const other = await ownCertificate(folder, "TY1-2", NOW_MS);
  expect(other.certificate).not.toEqual(first.certificate);
});

test("a folder that cannot be written to is said in words", async () => {
  await expect(ownCertificate("/proc/x", "TY1-1", NOW_MS)).rejects.toThrow(TillyardError);
});
