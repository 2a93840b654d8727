import { toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { decodeGb18030 } from "../../../device-emulators/kit/gb18030.ts";
import type { TerminalConfig } from "./ports.ts";

/** Characters of each parameter's value by its two-digit tag. @source UnionPay POS, DE 62 of 360 */
const VALUE_CHARACTERS: ReadonlyMap<string, number> = new Map([
  ["11", 2],
  ["12", 2],
  ["13", 1],
  ["14", 14],
  ["15", 14],
  ["16", 14],
  ["17", 14],
  ["18", 1],
  ["19", 2],
  ["20", 1],
  ["21", 1],
  ["22", 40],
  ["23", 1],
  ["24", 1],
  ["25", 1],
  ["26", 4],
]);

/** What a download may change of a terminal. */
export type Parameters = Partial<
  Pick<TerminalConfig, "hostWaitMs" | "merchantName" | "ways" | "autoSignOff">
>;

const TAG_CHARACTERS = 2;

/**
 * The parameters in a download, put over what the terminal had.
 *
 * @param values DE 62: tags of two digits, each before a value of its own length
 * @returns what changes, or undefined where the bytes are no such list
 * @source UnionPay POS terminal specification, DE 62 of the parameter download
 */
export function readParameters(
  values: Uint8Array,
  before: Pick<TerminalConfig, "ways">,
): Parameters | undefined {
  let changes: Parameters = {};
  for (let at = 0; at < values.length; ) {
    const tag = toLatin1(values.subarray(at, at + TAG_CHARACTERS));
    const length = VALUE_CHARACTERS.get(tag);
    if (length === undefined || at + TAG_CHARACTERS + length > values.length) return undefined;
    const value = values.subarray(at + TAG_CHARACTERS, at + TAG_CHARACTERS + length);
    changes = { ...changes, ...meaningOf(tag, value, { ...before, ...changes }) };
    at += TAG_CHARACTERS + length;
  }
  return changes;
}

function meaningOf(
  tag: string,
  value: Uint8Array,
  { ways }: Pick<TerminalConfig, "ways">,
): Parameters {
  const text = toLatin1(value);
  switch (tag) {
    case "12":
      return /^\d\d$/.test(text) && text !== "00" ? { hostWaitMs: Number(text) * 1000 } : {};
    case "20":
      return { ways: { ...ways, manual: text === "1" } };
    case "21":
      return { autoSignOff: text === "1" };
    case "22": {
      const name = decodeGb18030(value);
      return name.ok && name.value.trim() !== "" ? { merchantName: name.value.trim() } : {};
    }
    default:
      return {};
  }
}
