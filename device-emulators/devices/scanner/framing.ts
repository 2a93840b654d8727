import { concat, fromLatin1 } from "../../kit/bytes.ts";
import { checkByte, ETX, STX } from "../../kit/frame.ts";
import { addOnOf, identified, type ScannedCode, separatesByFnc1 } from "./symbologies.ts";

/** What a scanner makes of a code before it sends it. Texts are ISO 8859-1. */
export type Framing = {
  /** Before and behind each code; what is between the two is checked by LRC where that is asked for. */
  readonly envelope: "none" | "stx-etx" | "stx-etx-lrc";
  readonly prefix: string;
  readonly suffix: string;
  /** Whether `]` and two characters tell how the code was printed. */
  readonly aim: boolean;
  /** Digits beside the code: never sent, sent where there are some, or wanted. */
  readonly addOns: "ignore" | "send" | "require";
  /** What stands for an FNC1 between two values. */
  readonly groupSeparator: string;
};

const GS = "\x1d";

/** As scanners come from the factory: the code and Enter. */
export const FACTORY_FRAMING: Framing = {
  envelope: "none",
  prefix: "",
  suffix: "\r",
  aim: false,
  addOns: "ignore",
  groupSeparator: GS,
};

/** The bytes of one code on the cable. @source Honeywell, Zebra and Datalogic manuals: data formatting */
export function frameCode(code: ScannedCode, framing: Framing): Uint8Array {
  const addOn = framing.addOns === "ignore" ? undefined : addOnOf(code);
  const data = framing.aim ? identified(code, addOn) : code.text + (addOn ?? "");
  const separated = separatesByFnc1(code) ? data.replaceAll(GS, framing.groupSeparator) : data;
  return frameText(separated, framing);
}

/** The bytes of a text that stands where a code would. */
export function frameText(data: string, { envelope, prefix, suffix }: Framing): Uint8Array {
  const payload = fromLatin1(prefix + data + suffix);
  if (envelope === "none") return payload;
  const check = envelope === "stx-etx-lrc" ? [checkByte(payload)] : [];
  return concat([Uint8Array.of(STX), payload, Uint8Array.of(ETX, ...check)]);
}
