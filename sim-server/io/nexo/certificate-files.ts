import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { makeFolder } from "../store/database.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";

/** A certificate, and the file that a POS is given to trust it. */
export type KeptCertificate = { readonly certificate: Certificate; readonly file: string };

/** @source Adyen Terminal API: model and serial number, then the environment */
const DOMAIN = "test.terminal.adyen.com";
const POI_ID = /^[a-zA-Z0-9]+-[a-zA-Z0-9]+$/;
const LEGACY = "legacy-terminal-certificate";

/** The common name that POSs expect of a terminal's certificate. */
export function commonName(poiId: string): string {
  return `${POI_ID.test(poiId) ? poiId : LEGACY}.${DOMAIN}`;
}

/**
 * The terminal's own certificate in `folder`, made and kept there where there is none yet, so that a
 * POS need be told of it once.
 *
 * @throws TillyardError `data-unwritable`
 */
export async function ownCertificate(
  folder: string,
  poiId: string,
  nowMs: number,
): Promise<KeptCertificate> {
  const name = commonName(poiId);
  const [file, keyFile] = [join(folder, `${name}.cert.pem`), join(folder, `${name}.key.pem`)];
  try {
    const kept = readBoth(file, keyFile);
    if (kept !== undefined) return { certificate: kept, file };
    const certificate = await makeCertificate(name, nowMs);
    makeFolder(resolve(folder));
    writeFileSync(keyFile, certificate.key, { mode: 0o600 });
    writeFileSync(file, certificate.cert);
    return { certificate, file };
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
    if (code === undefined) throw cause;
    throw new TillyardError(
      "data-unwritable",
      `no certificate can be kept in ${folder} (${code})`,
      {
        hint: "give a folder that you may write to: --data DIR; or your own: --tls CERT,KEY",
        cause,
      },
    );
  }
}

function readBoth(file: string, keyFile: string): Certificate | undefined {
  try {
    return { cert: readFileSync(file, "utf8"), key: readFileSync(keyFile, "utf8") };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
