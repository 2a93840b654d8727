import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, extname } from "node:path";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { type Complaint, complain } from "../../../scenarios/format/complaint.ts";
import { suggest } from "../../../scenarios/format/values.ts";
import { type Dialect, type DialectSpec, defineDialect } from "../../core/iso8583/dialect.ts";
import { BUILT_IN_DIALECTS } from "../../core/iso8583/dialects/built-in.ts";
import { parseDialect } from "./dialect-text.ts";
import { parseJposPackager } from "./jpos-packager.ts";

/** The largest dialect file, in bytes. Chosen: twenty times the packager of an edition. */
const FILE_BYTES_MAX = 524_288;

/**
 * The built-in dialect of that name, or the one in that file: YAML or JSON, or the XML of a jPOS
 * packager, told by their content.
 *
 * @returns the dialect, or all that is wrong, each with its line and column
 */
export function loadDialect(nameOrFile: string): Result<Dialect, readonly Complaint[]> {
  const builtIn = BUILT_IN_DIALECTS.get(nameOrFile);
  if (builtIn !== undefined) return ok(builtIn);
  const text = readText(nameOrFile);
  if (!text.ok) return text;
  const parsed = parseDialectFile(text.value, nameOrFile);
  return parsed.ok ? ok(defineDialect(parsed.value)) : parsed;
}

/** The dialect that a file's text describes. */
export function parseDialectFile(
  text: string,
  file: string,
): Result<DialectSpec, readonly Complaint[]> {
  if (!text.trimStart().startsWith("<")) return parseDialect(text, file);
  return parseJposPackager(text, file, basename(file, extname(file)));
}

function readText(file: string): Result<string, readonly Complaint[]> {
  const refuse = (message: string): Result<never, readonly Complaint[]> =>
    err([complain(file, undefined, message)]);
  if (!existsSync(file)) {
    const meant = suggest(file, [...BUILT_IN_DIALECTS.keys()]);
    return refuse(`is neither a dialect nor a file; ${meant}`);
  }
  if (!statSync(file).isFile()) return refuse("is no file; give a file or a dialect's name");
  if (statSync(file).size > FILE_BYTES_MAX) return refuse(`is larger than ${FILE_BYTES_MAX} bytes`);
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file)));
  } catch (error) {
    if (error instanceof TypeError) return refuse("is not UTF-8 text; save it as UTF-8");
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    return refuse(`cannot be read (${code}); check the path and its rights`);
  }
}
