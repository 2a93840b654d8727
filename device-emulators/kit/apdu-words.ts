/** A command by its instruction byte: what it is called, and whether its data may be shown. */
export type Instruction = { readonly name: string; readonly secret?: boolean };

/** @source ISO/IEC 7816-4, 7816-8 and 7816-9; EMV 4.4 Book 3, 6.5 */
const INSTRUCTIONS: Readonly<Record<number, Instruction>> = {
  4: { name: "DEACTIVATE FILE" },
  14: { name: "ERASE BINARY" },
  22: { name: "CARD BLOCK" },
  24: { name: "APPLICATION UNBLOCK" },
  30: { name: "APPLICATION BLOCK" },
  32: { name: "VERIFY", secret: true },
  34: { name: "MANAGE SECURITY ENVIRONMENT" },
  36: { name: "PIN CHANGE/UNBLOCK", secret: true },
  42: { name: "COMPUTE CRYPTOGRAPHIC CHECKSUM" },
  68: { name: "ACTIVATE FILE" },
  112: { name: "MANAGE CHANNEL" },
  130: { name: "EXTERNAL AUTHENTICATE" },
  132: { name: "GET CHALLENGE" },
  136: { name: "INTERNAL AUTHENTICATE" },
  164: { name: "SELECT" },
  168: { name: "GET PROCESSING OPTIONS" },
  174: { name: "GENERATE AC" },
  176: { name: "READ BINARY" },
  178: { name: "READ RECORD" },
  192: { name: "GET RESPONSE" },
  194: { name: "ENVELOPE" },
  202: { name: "GET DATA" },
  214: { name: "UPDATE BINARY" },
  218: { name: "PUT DATA" },
  220: { name: "UPDATE RECORD" },
  226: { name: "APPEND RECORD" },
  234: { name: "EXCHANGE RELAY RESISTANCE DATA" },
};

/** What an instruction byte asks for, or undefined where no standard here says. */
export function instructionOf(ins: number): Instruction | undefined {
  return Object.hasOwn(INSTRUCTIONS, ins) ? INSTRUCTIONS[ins] : undefined;
}

/** @source ISO/IEC 7816-4, class byte; EMV 4.4 Book 3, 6.3.2 */
export function describeClass(cla: number): string {
  const secured = (cla & 0x0c) === 0 ? "" : ", secure messaging";
  const channel = (cla & 0x03) === 0 ? "" : `, channel ${cla & 0x03}`;
  const kind = cla >= 0x80 ? "payment's own" : "interindustry";
  return `${kind}${secured}${channel}`;
}

/** P1 and P2 in words, "" where they say nothing more. @source EMV 4.4 Book 1, 11 and Book 3, 6.5 */
export function describeParameters(ins: number, p1: number, p2: number): string {
  switch (ins) {
    case 0xa4:
      return `${p1 === 0x04 ? "by name" : "by file id"}, ${(p2 & 0x03) === 0x02 ? "next" : "first or only"}`;
    case 0xb2:
      return (p2 & 0x07) === 0x04 ? `record ${p1} of file ${p2 >> 3}` : `record ${p1}`;
    case 0xae:
      return `${CRYPTOGRAMS[p1 >> 6]}${(p1 & 0x10) === 0 ? "" : ", with CDA"}`;
    case 0xca:
    case 0xda:
      return `tag ${tagOf(p1, p2)}`;
    case 0x20:
      return VERIFY_FORMS[p2] ?? "";
    case 0x24:
      return PIN_CHANGES[p2] ?? "";
    default:
      return "";
  }
}

const CRYPTOGRAMS = ["AAC", "TC", "ARQC", "reserved"] as const;
const VERIFY_FORMS: Readonly<Record<number, string>> = {
  128: "plaintext PIN",
  136: "enciphered PIN",
};
const PIN_CHANGES: Readonly<Record<number, string>> = {
  0: "unblock",
  1: "change, with the present PIN",
  2: "change",
};

/** The tag that two parameters name: one byte or two. */
export function tagOf(p1: number, p2: number): string {
  const hex = (byte: number): string => byte.toString(16).padStart(2, "0").toUpperCase();
  return p1 === 0 ? hex(p2) : hex(p1) + hex(p2);
}

/** @source ISO/IEC 7816-4, status words; EMV 4.4 Book 3, 6.3.5 */
const STATUS_WORDS: Readonly<Record<number, string>> = {
  36864: "success",
  25088: "warning, nothing changed",
  25217: "part of the data may be corrupted",
  25218: "end of file before the length asked for",
  25219: "selected file is blocked",
  25220: "selected file has a wrong format",
  25344: "authentication failed",
  25600: "execution error, nothing changed",
  25856: "execution error, memory changed",
  25985: "memory failure",
  26368: "wrong length",
  26753: "logical channel not supported",
  26754: "secure messaging not supported",
  26880: "command not allowed",
  27010: "security status not satisfied",
  27011: "authentication method blocked",
  27012: "referenced data invalidated",
  27013: "conditions of use not satisfied",
  27014: "command not allowed, no file is selected",
  27015: "secure messaging data objects missing",
  27016: "secure messaging data objects incorrect",
  27264: "wrong data",
  27265: "function not supported",
  27266: "file or application not found",
  27267: "record not found",
  27268: "not enough memory",
  27270: "wrong parameters P1 P2",
  27272: "referenced data not found",
  27392: "wrong parameters P1 P2",
  27904: "instruction not supported",
  28160: "class not supported",
  28416: "no precise diagnosis",
};

/** What a status word says, "" where no standard here does. */
export function describeStatus(word: number): string {
  const known = Object.hasOwn(STATUS_WORDS, word) ? STATUS_WORDS[word] : undefined;
  if (known !== undefined) return known;
  const [sw1, sw2] = [word >> 8, word & 0xff];
  if (sw1 === 0x61) return `success, ${sw2 === 0 ? 256 : sw2} bytes to be fetched by GET RESPONSE`;
  if (sw1 === 0x6c) return `wrong Le, ask again for ${sw2 === 0 ? 256 : sw2} bytes`;
  if ((word & 0xfff0) === 0x63c0) return `verification failed, ${word & 0x0f} tries left`;
  return "";
}
