import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import type { Options } from "../verb.ts";

/** Chosen: longer than any prefix, suffix or command. */
const TEXT_CHARS_MAX = 64;

/**
 * One of a few words in a flag; undefined when the flag was not given.
 *
 * @throws TillyardError `config-invalid`
 */
export function readChoice<const Name extends string>(
  options: Options,
  flag: string,
  names: readonly Name[],
): Name | undefined {
  const text = options.text(flag);
  const found = names.find((name) => name === text);
  if (text === undefined || found !== undefined) return found;
  throw new TillyardError("config-invalid", `--${flag} ${text} is not one it takes`, {
    hint: `give one of ${names.join(", ")}`,
  });
}

/**
 * A text for a cable in a flag, its escapes read; undefined when the flag was not given.
 *
 * @throws TillyardError `config-invalid`
 */
export function readText(options: Options, flag: string): string | undefined {
  const text = options.text(flag);
  const read = text === undefined ? undefined : unescaped(text);
  if (read === undefined || (read.length <= TEXT_CHARS_MAX && isLatin1(read))) return read;
  throw new TillyardError("config-invalid", `--${flag} is no text for a cable`, {
    hint: `give at most ${TEXT_CHARS_MAX} characters of ISO 8859-1; \\r, \\n, \\t and \\x1d are written so`,
  });
}

const ESCAPES: Readonly<Record<string, string>> = { r: "\r", n: "\n", t: "\t", "\\": "\\" };

/** The text with `\r`, `\n`, `\t`, `\\` and `\x1d` as what they stand for. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\(?:x([0-9A-Fa-f]{2})|([rnt\\]))/g, (_whole, digits, letter) =>
    digits === undefined
      ? (ESCAPES[letter] ?? "")
      : String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function isLatin1(text: string): boolean {
  return [...text].every((char) => (char.codePointAt(0) ?? 0) <= 0xff);
}
