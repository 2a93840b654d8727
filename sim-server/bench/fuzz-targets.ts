import {
  EMPTY_GATE,
  stepTokenGate,
} from "../../device-emulators/devices/card-reader/token-gate.ts";
import {
  CD5220,
  type Dialect as DisplayDialect,
  ESCPOS_DISPLAY,
} from "../../device-emulators/devices/display/commands.ts";
import { DISPLAY_START, displayOf } from "../../device-emulators/devices/display/display.ts";
import { parseEscpos, startParser } from "../../device-emulators/devices/printer/escpos-parser.ts";
import { explainEscpos } from "../../device-emulators/devices/printer/explain-escpos.ts";
import { TM_T88V } from "../../device-emulators/devices/printer/models.ts";
import {
  CABLED_IDLE,
  cabledScannerOf,
  HONEYWELL_TRIGGER,
} from "../../device-emulators/devices/scanner/cabled-scanner.ts";
import { FACTORY_FRAMING } from "../../device-emulators/devices/scanner/framing.ts";
import { parseCommand, parseResponse } from "../../device-emulators/kit/apdu.ts";
import { decodeTlv } from "../../device-emulators/kit/ber-tlv.ts";
import { fromHex, fromLatin1, toLatin1 } from "../../device-emulators/kit/bytes.ts";
import { readComPort } from "../../device-emulators/kit/com-port.ts";
import { parseDol } from "../../device-emulators/kit/dol.ts";
import { invariant } from "../../device-emulators/kit/errors.ts";
import { explainApdus } from "../../device-emulators/kit/explain-apdu.ts";
import { explainTlv } from "../../device-emulators/kit/explain-tlv.ts";
import {
  type Explained,
  type Explanation,
  NODES_MAX,
} from "../../device-emulators/kit/explanation.ts";
import {
  readTelnet,
  SUBNEGOTIATION_BYTES_MAX,
  TELNET_START,
} from "../../device-emulators/kit/telnet.ts";
import { readVpcd, VPCD_START } from "../../device-emulators/transports/vpcd-frames.ts";
import { createDeframer } from "../core/iso8583/deframer.ts";
import type { Dialect, Message } from "../core/iso8583/dialect.ts";
import { BUILT_IN_DIALECTS } from "../core/iso8583/dialects/built-in.ts";
import { packFrame, readEnvelope, unpackFrame } from "../core/iso8583/envelope.ts";
import { explainIso8583 } from "../core/iso8583/explain.ts";
import { pack } from "../core/iso8583/pack.ts";
import { unpack } from "../core/iso8583/unpack.ts";
import { UNIONPAY_WIRE, type Wire } from "../core/iso8583/wire.ts";
import { parseDialectFile } from "../io/dialects/dialect-files.ts";
import { readHexLines } from "../io/hex-input.ts";

/** A decoder, and inputs that it reads whole, to be changed. */
export type FuzzTarget = {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** How often it is drawn, against the others. */
  readonly weight: number;
  /** @returns what it keeps of the input, as a share of the most that it may keep */
  readonly run: (input: Uint8Array) => number;
};

const CARD = "9F26081122334455667788 9F2701809F10 07010103A0B8010A 9F3704 01020304 9F3602 0001";
const RECORD = "70 12 5A08 6212345678901265 5F2403 301231 8E02 0000";
const FIELDS: Message["fields"] = {
  2: "6212345678901265",
  3: "000000",
  4: "000000001234",
  11: "000002",
  32: "00010000",
  35: "6212345678901265=3012220000000000",
  41: "12345678",
  42: "TILLYARD0000001",
  52: new Uint8Array(8),
};

const TEXT_WIRE: Wire = {
  length: { as: "ascii", bytes: 4, counts: "all" },
  header: { kind: "text", chars: 12, begins: "ISO" },
  frameBytesMax: 4_096,
};
const TEXT_FRAME = "0028ISO0060000400800000000000000";

/** Text, tabs, a bar code, a QR, pictures in three commands, a page, and a cut. */
const RECEIPT =
  "1B40 1B6101 546F74616C0A 1B44081000 09 61 0A 1D6B0331323334353637 00 1D286B0600315030616263 " +
  "1D286B0300315130 1D76300001000200A5A5 1B2A21010080C0FF 0A 1D284C0D0030703001013108000300A5A5A5 " +
  "1D284C02003032 1B4C 1B570A002800C800C800 61 0C 1B700019FA 1D72 01 1D5642 00";
/** What a printer leaves unread of the longest command that is not gathered. */
const UNREAD_BYTES_MAX = 4_096;

const DIALECT_FILE = `format: 1
dialect: mine
like: iso87-bcd
fields:
  2: { name: card number, class: n, most: 19, prefix: LL, padding: F-right }
  55: { name: chip data, class: tlv, most: 255, prefix: LLL }
`;
const PACKAGER = `<isopackager>
  <isofield id="0" length="4" name="MTI" class="org.jpos.iso.IFB_NUMERIC"/>
  <isofield id="1" length="16" name="bitmap" class="org.jpos.iso.IFB_BITMAP"/>
  <isofield id="2" length="19" name="PAN" class="org.jpos.iso.IFB_LLNUM"/>
</isopackager>
`;

/** Every decoder that reads bytes or text from outside in these rooms. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  ...[...BUILT_IN_DIALECTS.values()].flatMap(ofDialect),
  target("deframer", [frameOf(BUILT_IN_DIALECTS.get("unionpay"))], (input) =>
    cut(input, UNIONPAY_WIRE),
  ),
  target("deframer of text", [fromLatin1(TEXT_FRAME)], (input) => cut(input, TEXT_WIRE)),
  target("envelope of text", [fromLatin1(TEXT_FRAME)], (input) => {
    readEnvelope(input, TEXT_WIRE);
    return 0;
  }),
  target("ber-tlv", [fromHex(CARD), fromHex(RECORD)], (input) => {
    const objects = decodeTlv(input);
    return objects.ok ? objects.value.length / Math.max(1, input.length / 2) : 0;
  }),
  target("dol", [fromHex("9F02069F03069F1A0295055F2A029A039C019F3704")], (input) => {
    parseDol(input);
    return 0;
  }),
  target("apdu", [fromHex("80AE8000021234"), fromHex(`${RECORD}9000`)], (input) => {
    parseCommand(input);
    parseResponse(input);
    return 0;
  }),
  target("explain emv", [fromHex(CARD), fromHex(RECORD)], (input) => share(explainTlv(input))),
  target("explain apdu", [fromHex("80A80000028300"), fromHex(`${RECORD}9000`)], (input) =>
    share(explainApdus([input.subarray(0, input.length >> 1), input.subarray(input.length >> 1)])),
  ),
  target("escpos", [fromHex(RECEIPT)], (input) => {
    const { parser } = parseEscpos(startParser(TM_T88V), input);
    return parser.pending.length / UNREAD_BYTES_MAX;
  }),
  target("explain escpos", [fromHex(RECEIPT)], (input) => share(explainEscpos(input))),
  target("hex", [fromLatin1("00000000: 00a4 0400 0e31  .....1\n")], (input) => {
    const lines = readHexLines(toLatin1(input));
    return lines.ok ? lines.value.length / Math.max(1, input.length) : 0;
  }),
  target("vpcd", [fromHex("000104 0005 00B2010C00 000102")], (input) => {
    const { pending } = readVpcd(VPCD_START, input).reader;
    return pending.length / Math.max(1, input.length);
  }),
  target("token's answers", [fromHex("6F028400 9000"), fromHex("04A1B2C3D4E5F6 9000")], letIn),
  target("telnet", [fromHex("FFFB00 FFFA2C0100002580FFF0 41FFFF42 FFF3 0D00")], (input) => {
    const { reader } = readTelnet(TELNET_START, input);
    return "body" in reader ? reader.body.length / SUBNEGOTIATION_BYTES_MAX : 0;
  }),
  target("com-port", [fromHex("0100002580"), fromHex("050C"), fromHex("6B30")], (input) => {
    readComPort(input, "client");
    readComPort(input, "server");
    return 0;
  }),
  target("scanner's host", [fromLatin1(`${HONEYWELL_TRIGGER}\x06\x15`)], hearHost),
  target("display ESC/POS", [fromHex("0C0B 4142 1F240502 43 1F4505 1F540C22")], (input) =>
    show(ESCPOS_DISPLAY, input),
  ),
  target("display CD5220", [fromHex("1B5141 4142 0D 18 1B6C0502 43")], (input) =>
    show(CD5220, input),
  ),
  // A thousand times slower than the others: a YAML text, an XML text.
  { ...target("dialect file", [fromLatin1(DIALECT_FILE)], readText), weight: 5 },
  { ...target("jPOS packager", [fromLatin1(PACKAGER)], readText), weight: 5 },
];

function target(
  name: string,
  seeds: readonly Uint8Array[],
  run: (input: Uint8Array) => number,
): FuzzTarget {
  return { name, seeds, weight: 100, run };
}

function ofDialect(dialect: Dialect): FuzzTarget[] {
  const message = messageOf(dialect);
  const packed = pack(dialect, message);
  invariant(packed.ok, "the fuzzed messages can be written");
  const frame = frameOf(dialect);
  return [
    target(`unpack ${dialect.name}`, [packed.value], (input) =>
      kept(unpack(dialect, input), input),
    ),
    target(`frame ${dialect.name}`, [frame], (input) => {
      const read = unpackFrame(dialect, input);
      return read.ok ? kept({ ok: true, value: read.value.message }, input) : 0;
    }),
    target(`explain ${dialect.name}`, [packed.value, frame], (input) =>
      share(explainIso8583(dialect, input)),
    ),
  ];
}

function messageOf(dialect: Dialect): Message {
  const icc = dialect.table[55]?.content === "ans" ? {} : { 55: fromHex(CARD) };
  const high = dialect.highest > 64 ? { 70: "301", 100: "00010000" } : {};
  return { mti: `${dialect.spec.version ?? "0"}200`, fields: { ...FIELDS, ...icc, ...high } };
}

function frameOf(dialect: Dialect | undefined): Uint8Array {
  invariant(dialect !== undefined, "the fuzzed dialect is built in");
  const digits = dialect.spec.wire.header.kind === "none" ? "" : "0000";
  const envelope = { destination: digits, source: digits, header: digits.repeat(3) };
  const frame = packFrame(dialect, { envelope, message: messageOf(dialect) });
  invariant(frame.ok, "the fuzzed frames can be written");
  return frame.value;
}

/** Characters and bytes of a message, against two for each byte of the input. */
function kept(read: ReturnType<typeof unpack>, input: Uint8Array): number {
  if (!read.ok) return 0;
  let size = 0;
  for (const value of Object.values(read.value.fields)) size += value?.length ?? 0;
  return size / (2 * input.length);
}

/** Bytes that a deframer holds, against its longest frame; the stream comes in three pieces. */
function cut(input: Uint8Array, wire: Wire): number {
  const deframer = createDeframer(wire);
  const third = Math.ceil(input.length / 3);
  for (let at = 0; at < input.length; at += third) deframer.push(input.subarray(at, at + third));
  return deframer.pending() / wire.frameBytesMax;
}

/** Nodes of an explanation against the most there may be, the last saying that there are more. */
function share({ nodes }: Explained): number {
  return countNodes(nodes) / (NODES_MAX * NODES_PER_OBJECT);
}

/** Bits, rules and parts that one data object or field may be explained by. */
const NODES_PER_OBJECT = 40;

function countNodes(nodes: readonly Explanation[]): number {
  return nodes.reduce((sum, { children }) => sum + 1 + countNodes(children), 0);
}

/** A token that says this when it is asked for an application, and one that says it when it is asked for its number. */
function letIn(bytes: Uint8Array): number {
  let gate = stepTokenGate(EMPTY_GATE, { type: "token-present", atr: bytes }, 0).state;
  stepTokenGate(gate, { type: "answer", bytes }, 0);
  const notFound = fromHex("6A82");
  while (gate.kind === "probing") {
    gate = stepTokenGate(gate, { type: "answer", bytes: notFound }, 0).state;
  }
  stepTokenGate(gate, { type: "answer", bytes }, 0);
  return 0;
}

function readText(input: Uint8Array): number {
  parseDialectFile(toLatin1(input), "fuzzed");
  return 0;
}

/** What a display keeps for later, against the longest command: a line of text. */
function show(dialect: DisplayDialect, bytes: Uint8Array): number {
  const { state } = displayOf(dialect)(DISPLAY_START, { type: "received", bytes }, 0);
  return state.pending.length / DISPLAY_PENDING_MAX;
}

/** ESC Q, a letter, forty characters, and no CR yet. */
const DISPLAY_PENDING_MAX = 43;

function hearHost(bytes: Uint8Array): number {
  const scanner = cabledScannerOf({ ...FACTORY_FRAMING, hostTrigger: HONEYWELL_TRIGGER });
  const { state } = scanner(CABLED_IDLE, { type: "received", bytes }, 0);
  return state.heard.length / HONEYWELL_TRIGGER.length;
}
