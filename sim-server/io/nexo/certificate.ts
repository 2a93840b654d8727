import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A certificate and its key, in PEM. */
export type Certificate = { readonly cert: string; readonly key: string };

/** @source ITU-T X.690, tags of DER */
const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  extensions: 0xa3,
  version: 0xa0,
  dnsName: 0x82,
  address: 0x87,
} as const;

/** Object identifiers, encoded. @source RFC 5280, appendix A; RFC 5758, 3.2 */
const OID = {
  commonName: "550403",
  ecdsaWithSha256: "2a8648ce3d040302",
  basicConstraints: "551d13",
  subjectAltName: "551d11",
  subjectKeyId: "551d0e",
} as const;

const YEARS = 10;
const SERIAL_BYTES = 16;

/**
 * A certificate that its holder has signed, with a fresh P-256 key: a POS that is given the file
 * trusts the terminal, and no other.
 *
 * @param name the subject's common name
 * @param nowMs milliseconds since 1970 UTC from when on it is good, for ten years
 * @source RFC 5280, 4.1
 */
export function makeCertificate(name: string, nowMs: number): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  const algorithm = der(TAG.sequence, oid(OID.ecdsaWithSha256));
  const subject = nameOf(name);
  const body = der(
    TAG.sequence,
    der(TAG.version, der(TAG.integer, Buffer.of(2))),
    der(TAG.integer, serial()),
    algorithm,
    subject,
    der(TAG.sequence, time(nowMs), time(yearsLater(nowMs))),
    subject,
    spki,
    der(TAG.extensions, der(TAG.sequence, ...extensions(name, spki))),
  );
  const signature = sign("sha256", body, privateKey);
  const whole = der(TAG.sequence, body, algorithm, der(TAG.bits, Buffer.of(0), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const long = length > 0xff ? [0x82, length >> 8, length & 0xff] : [0x81, length];
  return Buffer.concat([Buffer.of(tag, ...long), content]);
}

function oid(hex: string): Buffer {
  return der(TAG.oid, Buffer.from(hex, "hex"));
}

function nameOf(name: string): Buffer {
  const pair = der(TAG.sequence, oid(OID.commonName), der(TAG.utf8, Buffer.from(name)));
  return der(TAG.sequence, der(TAG.set, pair));
}

/** Positive, and without leading zeros. */
function serial(): Buffer {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes;
}

function extensions(name: string, spki: Buffer): readonly Buffer[] {
  const dns = [name, "localhost"].map((host) => der(TAG.dnsName, Buffer.from(host)));
  const addresses = [Buffer.of(127, 0, 0, 1), Buffer.concat([Buffer.alloc(15), Buffer.of(1)])];
  const names = [...dns, ...addresses.map((address) => der(TAG.address, address))];
  const keyId = createHash("sha1").update(spki).digest();
  const critical = der(TAG.boolean, Buffer.of(0xff));
  const authority = der(TAG.sequence, der(TAG.boolean, Buffer.of(0xff)));
  return [
    der(TAG.sequence, oid(OID.subjectKeyId), der(TAG.octets, der(TAG.octets, keyId))),
    der(TAG.sequence, oid(OID.basicConstraints), critical, der(TAG.octets, authority)),
    der(TAG.sequence, oid(OID.subjectAltName), der(TAG.octets, der(TAG.sequence, ...names))),
  ];
}

function yearsLater(nowMs: number): number {
  const date = new Date(nowMs);
  return date.setUTCFullYear(date.getUTCFullYear() + YEARS);
}

/** @source RFC 5280, 4.1.2.5: two digits of the year until 2049 */
function time(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replaceAll(/\D/g, "").slice(0, 14);
  return Number(digits.slice(0, 4)) < 2050
    ? der(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`))
    : der(TAG.generalizedTime, Buffer.from(`${digits}Z`));
}
