import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package: of the clone, or of the installed package. */
export const PACKAGE_FOLDER = findPackage(dirname(fileURLToPath(import.meta.url)));

/** The version in package.json. */
export const VERSION: string = JSON.parse(
  readFileSync(join(PACKAGE_FOLDER, "package.json"), "utf8"),
).version;

function findPackage(from: string): string {
  try {
    readFileSync(join(from, "package.json"));
    return from;
  } catch {
    return findPackage(dirname(from));
  }
}
