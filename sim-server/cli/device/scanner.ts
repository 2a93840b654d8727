import {
  CABLED_IDLE,
  type CabledEffect,
  type CabledInput,
  type CabledScanner,
  type CableOptions,
  cabledScannerOf,
} from "../../../device-emulators/devices/scanner/cabled-scanner.ts";
import { FACTORY_FRAMING } from "../../../device-emulators/devices/scanner/framing.ts";
import {
  type ScannedCode,
  SYMBOLOGY_NAMES,
  WITH_ADD_ON,
} from "../../../device-emulators/devices/scanner/symbologies.ts";
import { attach, type Device } from "../../../device-emulators/transports/attach.ts";
import type { ScannerView } from "../../io/devices/control/views.ts";
import { wholeNumber } from "../flags.ts";
import type { Flag, Options } from "../verb.ts";
import type { DeviceKind, Told } from "./kind.ts";
import { readChoice, readText, unescaped } from "./option-text.ts";

/** Chosen: the second port behind the printer's usual one. */
const USUAL_PORT = 9102;
/** Chosen: how often a message that the host does not take is sent again. */
const REPEATS_MAX = 3;
const READS = { min: 1, max: 10 };
const WAIT_MS = { min: 1, max: 60_000 };
/** Chosen: far longer than any frame. */
const SPLIT_BYTES = { min: 1, max: 10_000 };
const SPLIT_GAP_MS = 100;

const ENVELOPES = ["none", "stx-etx", "stx-etx-lrc"] as const;
const ADD_ONS = ["ignore", "send", "require"] as const;

const FLAGS: readonly Flag[] = [
  { name: "prefix", value: "TEXT", means: "scanner: before each code" },
  { name: "suffix", value: "TEXT", means: "scanner: behind each code (\\r)" },
  { name: "envelope", value: "WHICH", means: `scanner: ${ENVELOPES.join(", ")} (none)` },
  { name: "aim", means: "scanner: tell by AIM identifier how the code is printed" },
  { name: "add-ons", value: "WHICH", means: `scanner: ${ADD_ONS.join(", ")} (ignore)` },
  { name: "group-separator", value: "TEXT", means: "scanner: for FNC1 (\\x1d)" },
  { name: "no-read", value: "TEXT", means: "scanner: sent where no code was read" },
  { name: "ack", value: "MS", means: "scanner: the host takes each code by ACK, within so long" },
  { name: "host-trigger", value: "TEXT", means: "scanner: what pulls its trigger (\\x16T\\r)" },
  { name: "reads", value: "N", means: "scanner: a fault: each code comes so often" },
  { name: "split", value: "BYTES", means: "scanner: a fault: a pause behind so many bytes" },
];

/** A hand scanner. */
export const SCANNER: DeviceKind = {
  name: "scanner",
  summary: "a hand scanner",
  usualPort: USUAL_PORT,
  flags: FLAGS,
  hands: [
    { word: "scan", value: "SYMBOLOGY TEXT", says: namesCode },
    { word: "place", value: "SYMBOLOGY TEXT", says: namesCode },
    { word: "take-away" },
  ],
  start: (options, { clock, tell, cable }) => {
    const scanner = attach(scannerAtCable(readOptions(options)), clock, {
      cable,
      saw: (effect) => {
        const told = toldOf(effect);
        if (told !== undefined) tell(told);
      },
    });
    return {
      plug: scanner.plug,
      close: scanner.close,
      hand: (word, _value, text) => {
        const code = readCode(text);
        if (word !== "scan") scanner.send({ type: "place", code });
        else if (code !== undefined) scanner.send({ type: "trigger", code });
      },
      view: () => viewOf(scanner.state()),
    };
  },
};

function scannerAtCable(options: CableOptions): Device<CabledScanner, CabledInput, CabledEffect> {
  return {
    machine: cabledScannerOf(options),
    initial: CABLED_IDLE,
    hears: (bytes) => ({ type: "received", bytes }),
    wants: (effect) => (effect.type === "send" ? effect : undefined),
  };
}

const LAMPS = { idle: "off", reading: "reading", read: "read" } as const;

function viewOf({ scanner, under, outbox }: CabledScanner): ScannerView {
  return {
    kind: "scanner",
    lamp: LAMPS[scanner.kind],
    under: under === undefined ? null : `${under.symbology} ${under.text}`,
    waiting: outbox.length,
  };
}

function namesCode(text: string): boolean {
  return readCode(text) !== undefined;
}

/** `ean-13 9780000000002+51999`, `qr anything at all`; undefined where no symbology is named. */
function readCode(text: string): ScannedCode | undefined {
  const [, name, rest = ""] = /^(\S+)\s+(.+)$/.exec(text) ?? [];
  const symbology = SYMBOLOGY_NAMES.find((known) => known === name);
  if (symbology === undefined) return undefined;
  const code = unescaped(rest);
  if (!WITH_ADD_ON.has(symbology)) return { symbology, text: code };
  const [digits = "", addOn] = code.split("+");
  return { symbology, text: digits, ...(addOn !== undefined && { addOn }) };
}

/** Sets a scanner up by its flags. @throws TillyardError `config-invalid` */
function readOptions(options: Options): CableOptions {
  const textOf = (flag: string): string | undefined => readText(options, flag);
  const [noRead, hostTrigger] = [textOf("no-read"), textOf("host-trigger")];
  const withinMs = wholeNumber(options, "ack", WAIT_MS);
  const atByte = wholeNumber(options, "split", SPLIT_BYTES);
  return {
    envelope: readChoice(options, "envelope", ENVELOPES) ?? FACTORY_FRAMING.envelope,
    prefix: textOf("prefix") ?? FACTORY_FRAMING.prefix,
    suffix: textOf("suffix") ?? FACTORY_FRAMING.suffix,
    aim: options.on("aim"),
    addOns: readChoice(options, "add-ons", ADD_ONS) ?? FACTORY_FRAMING.addOns,
    groupSeparator: textOf("group-separator") ?? FACTORY_FRAMING.groupSeparator,
    reads: wholeNumber(options, "reads", READS) ?? 1,
    ...(noRead !== undefined && { noRead }),
    ...(hostTrigger !== undefined && { hostTrigger }),
    ...(withinMs !== undefined && { acknowledge: { withinMs, repeatsMax: REPEATS_MAX } }),
    ...(atByte !== undefined && { split: { atByte, gapMs: SPLIT_GAP_MS } }),
  };
}

function toldOf(effect: CabledEffect): Told | undefined {
  switch (effect.type) {
    case "send":
      return undefined;
    case "lamp":
      return { event: { event: "lamp", lamp: effect.lamp } };
    case "no-read":
      return { event: { event: "no-read" }, note: "no code was read" };
    case "given-up":
      return { event: { event: "given-up" }, note: "the host has not taken the code" };
  }
}
