import { readFileSync } from "node:fs";
import { TillyardError } from "../../device-emulators/kit/errors.ts";

const HINT = "give certificate and key, in PEM: --tls cert.pem,key.pem";

/**
 * The two files that `--tls CERT,KEY` names, in PEM.
 *
 * @throws TillyardError `config-invalid`
 */
export function readTls(
  files: string | undefined,
): { readonly cert: string; readonly key: string } | undefined {
  if (files === undefined) return undefined;
  const [cert, key, ...more] = files.split(",");
  if (!cert || !key || more.length > 0) {
    throw new TillyardError("config-invalid", `--tls ${files} does not name two files`, {
      hint: HINT,
    });
  }
  return { cert: readPem(cert), key: readPem(key) };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
    if (code === undefined) throw cause;
    throw new TillyardError("config-invalid", `${file} cannot be read (${code})`, {
      hint: HINT,
      cause,
    });
  }
}
