import { generate } from "selfsigned";

/** A certificate and its key, in PEM. */
export type Certificate = { readonly cert: string; readonly key: string };

const YEARS = 10;
/** Kinds of a subject's other names. @source RFC 5280, 4.2.1.6 */
const NAME = { dns: 2, address: 7 } as const;

/**
 * A certificate that its holder has signed, with a fresh P-256 key: a POS that is given the file
 * trusts the terminal, and no other.
 *
 * @param name the subject's common name
 * @param nowMs milliseconds since 1970 UTC from when on it is good, for ten years
 * @source RFC 5280, 4.1
 */
export async function makeCertificate(name: string, nowMs: number): Promise<Certificate> {
  const notAfterDate = new Date(nowMs);
  notAfterDate.setUTCFullYear(notAfterDate.getUTCFullYear() + YEARS);
  const { cert, private: key } = await generate([{ name: "commonName", value: name }], {
    ...{ keyType: "ec", curve: "P-256", algorithm: "sha256" },
    ...{ notBeforeDate: new Date(nowMs), notAfterDate },
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      {
        name: "subjectAltName",
        altNames: [
          ...[name, "localhost"].map((value) => ({ type: NAME.dns, value })),
          ...["127.0.0.1", "::1"].map((ip) => ({ type: NAME.address, ip })),
        ],
      },
    ],
  });
  return { cert, key };
}
