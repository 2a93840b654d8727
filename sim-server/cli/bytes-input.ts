import { existsSync, readFileSync, statSync } from "node:fs";
import { toLatin1 } from "../../device-emulators/kit/bytes.ts";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { INPUT_BYTES_MAX, isHexText, readHexLines } from "../io/hex-input.ts";

/** Who reads, as complaints begin, and the most bytes it takes. */
export type Wanted = { readonly verb: string; readonly bytesMax?: number };

/**
 * The bytes that words after a verb name: hex, a file of hex or of bytes, or - for standard input;
 * of hex, the bytes of each line.
 *
 * @throws TillyardError `config-invalid` where they are none of it, or too long
 */
export function readBytes(words: readonly string[], wanted: Wanted): readonly Uint8Array[] {
  const bytesMax = wanted.bytesMax ?? INPUT_BYTES_MAX;
  const [first] = words;
  if (first === undefined) {
    throw new TillyardError("config-invalid", `${wanted.verb}: no bytes are given`, {
      hint: "give hex, a file, or - for standard input",
    });
  }
  if (first === "-") return fromContent(readFileSync(0), "standard input", wanted);
  if (words.length === 1 && existsSync(first) && statSync(first).isFile()) {
    if (statSync(first).size > bytesMax * 8) throw tooLong(first, wanted);
    return fromContent(readFileSync(first), first, wanted);
  }
  return fromText(words.join("\n"), words.length === 1 ? "the word" : "the words", wanted);
}

function fromContent(content: Uint8Array, where: string, wanted: Wanted): readonly Uint8Array[] {
  if (isHexText(content)) return fromText(toLatin1(content), where, wanted);
  if (content.length > (wanted.bytesMax ?? INPUT_BYTES_MAX)) throw tooLong(where, wanted);
  return [new Uint8Array(content)];
}

function fromText(text: string, where: string, { verb, bytesMax }: Wanted): readonly Uint8Array[] {
  const units = readHexLines(text, bytesMax);
  if (units.ok && units.value.length > 0) return units.value;
  const said = units.ok ? "it holds no byte" : `line ${units.error.line}: ${units.error.detail}`;
  throw new TillyardError(
    "config-invalid",
    `${verb}: ${where} is neither a file nor hex: ${said}`,
    {
      hint: "give pairs of hexadecimal digits, a file, or - for standard input",
    },
  );
}

function tooLong(where: string, { verb, bytesMax = INPUT_BYTES_MAX }: Wanted): TillyardError {
  return new TillyardError("config-invalid", `${verb}: ${where} is too long`, {
    hint: `give at most ${bytesMax} bytes`,
  });
}
