import { createPrivateKey, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { makeCertificate } from "../../../../sim-server/io/nexo/certificate.ts";

const NOW_MS = Date.parse("2041-01-02T03:04:05Z");

test("a certificate is signed by its own key, for its name and this machine, for ten years", async () => {
  const { cert, key } = await makeCertificate("TY1-1.test.terminal.adyen.com", NOW_MS);
  const read = new X509Certificate(cert);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(read.subject).toBe("CN=TY1-1.test.terminal.adyen.com");
  expect(read.checkHost("TY1-1.test.terminal.adyen.com")).toBe("TY1-1.test.terminal.adyen.com");
  expect(read.checkHost("localhost")).toBe("localhost");
  expect(read.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(read.checkIP("::1")).toBe("::1");
  // From 2050 on the year has four digits, and another type.
  expect([Date.parse(read.validFrom), Date.parse(read.validTo)]).toEqual([
    NOW_MS,
    Date.parse("2051-01-02T03:04:05Z"),
  ]);
  expect(read.ca).toBe(true);
});

test("no two have the same key or number", async () => {
  const made = await Promise.all([1, 2].map(() => makeCertificate("a", NOW_MS)));
  const [one, other] = made.map(({ cert }) => new X509Certificate(cert));
  expect(one?.serialNumber).not.toBe(other?.serialNumber);
  expect(one?.fingerprint256).not.toBe(other?.fingerprint256);
});
